"""Where what belongs to a site lies, as its settings say it; known without MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from goalbook.goalfile.settings_file import plugin_options
from goalbook.store import Store, key_from, store_at

# The folder of what builds keep, where the settings name none.
KEPT = ".cache/goalbook"
_STORE = "made.sqlite"
# A file of the disk, since plugins ask of each page where its source lies.
STAND_IN = str(files("goalbook").joinpath("host/stand-in.md"))


def config_folder(config_file: str | None) -> Path:
    """The folder of a site's configuration file, mkdocs.yml where none is named."""
    return Path(config_file or "mkdocs.yml").absolute().parent.resolve()


def site_store(config_file: str | None, named: str) -> Store | None:
    """What builds of a site keep, in the folder that its settings name; None where they name none."""
    path = _store_path(config_file, named)
    return store_at(path) if path else None


def store_file(config_file: str, values: Mapping[str, object]) -> Path | None:
    """The file of what builds of a site keep, as its settings files state it; None where they state that nothing is kept."""
    named = plugin_options(values, "goalbook").get("store", KEPT)
    return _store_path(config_file, named) if isinstance(named, str) else None


def _store_path(config_file: str | None, named: str) -> Path | None:
    return config_folder(config_file) / named / _STORE if named else None


def lodge_served(site_dir: Path, named: str, config_file: str | None, address: str) -> None:
    """Have a live server's site lie in the folder of what builds keep, where the next server of that address finds it: the empty folder
    that MkDocs made for it becomes a link. Nothing where the settings name no folder, or the system knows no links.
    """
    if named and not site_dir.is_symlink():
        with suppress(OSError):
            served = config_folder(config_file) / named / f"served-{key_from(address).hex()[:8]}"
            served.mkdir(parents=True, exist_ok=True)
            site_dir.rmdir()
            site_dir.symlink_to(served)


def leave_served(site_dir: Path) -> None:
    """Take the link to a live server's site away, which MkDocs takes for a folder; the site stays."""
    if site_dir.is_symlink():
        site_dir.unlink()
