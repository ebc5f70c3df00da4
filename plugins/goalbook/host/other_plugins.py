"""Other plugins of a site: what they tell of the package's own files is kept still, and what can't be combined is refused by name."""

from __future__ import annotations

import logging

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from goalbook.host.places import STAND_IN
from goalbook.host.reports import log
from goalbook.messages.catalogue import Catalogue


def settle_plugins(config: MkDocsConfig, t: Catalogue) -> None:
    """Have the plugins of a site work beside this one. Raises ConfigurationError where one can't."""
    if "htmlproofer" in config.plugins:
        raise ConfigurationError(t("build.htmlproofer"))
    if {"privacy", "material/privacy"}.intersection(config.plugins):
        log.info(t("build.privacy"))
    for handler in logging.getLogger("mkdocs").handlers:
        handler.addFilter(_is_of_site)


def _is_of_site(record: logging.LogRecord) -> bool:
    """Whether a message isn't of the stand-ins' source, which is in no repository of the site: a strict build would stop at that."""
    return STAND_IN not in record.getMessage()
