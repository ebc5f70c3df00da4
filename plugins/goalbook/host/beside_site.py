"""MkDocs builds beside the site, not over it."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from goalbook.host.assets import SCRIPTS, STYLES, asset
from goalbook.host.options import OPTIONS, refuse_epoch, site_catalogue
from goalbook.host.other_plugins import settle_plugins
from goalbook.host.reports import log, passing
from goalbook.host.site_run import SiteKind
from goalbook.host.stated_settings import settle_words
from goalbook.host.theme_files import without_fonts
from goalbook.host.theme_settings import settle_theme
from goalbook.messages.visible import visible
from goalbook.site.build.staging import Staging


def stage(kind: SiteKind, config: MkDocsConfig, *, waits: bool) -> Staging:
    """Have MkDocs build beside the site, with the package's styles and scripts, once no other build is at work there.

    Raises Abort where another is, unless it ``waits``, and ConfigurationError where the theme can't be had.
    """
    settle_theme(config, OPTIONS)
    t = site_catalogue(config)
    refuse_epoch(t)
    settle_plugins(config, t)
    kind.tame(config)
    settle_words(config)
    if without_fonts(config.theme):
        log.info(t("build.no_fonts"))
    config.extra_css.append(asset(STYLES).file)
    config.extra_javascript.append(asset(SCRIPTS).file)
    site = Path(os.path.realpath(config.site_dir))  # of a link, what it leads to is exchanged, never the link

    def busy(words: str) -> None:
        process, _, since = words.partition(" ")
        values = {"site": site.name, "process": process or "?", "since": since or "?"}
        if not waits:
            raise Abort(visible(t("build.busy", **values)))
        passing.info(visible(t("build.waiting", **values)))

    staging = Staging(site, busy)
    config.site_dir = str(staging.folder)
    return staging
