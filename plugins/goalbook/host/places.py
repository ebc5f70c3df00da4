"""Where what belongs to a site lies, as its settings say it; known without MkDocs."""

from __future__ import annotations

from pathlib import Path

from goalbook.store import Store, store_at

# The folder of what builds keep, where the settings name none.
KEPT = ".cache/goalbook"
_STORE = "made.sqlite"


def config_folder(config_file: str | None) -> Path:
    """The folder of a site's configuration file, mkdocs.yml where none is named."""
    return Path(config_file or "mkdocs.yml").absolute().parent.resolve()


def site_store(config_file: str | None, named: str) -> Store | None:
    """What builds of a site keep, in the folder that its settings name; None where they name none."""
    return store_at(config_folder(config_file) / named / _STORE) if named else None
