"""A package that isn't installed, in words with the remedy."""

from __future__ import annotations

from goalbook.extras import package_and_extra
from goalbook.messages.catalogue import Catalogue

# What PyYAML imports of libyaml, which some of its wheels are built without.
_LIBYAML = "yaml._yaml"


def words_of_lacking(error: ImportError, t: Catalogue) -> str:
    """What to install, where an import failed for a package that can be had; nothing where it failed for another cause."""
    if error.name == _LIBYAML:
        return t("lacking.libyaml")
    lacking = package_and_extra(error.name or "")
    return t("lacking.package", **lacking) if lacking else ""
