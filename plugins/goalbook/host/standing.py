"""The site that stands: where a build would give the very same, nothing is made. Found without MkDocs, from what the last build
noted in the store.

A note is taken only where all is known that a site is made from (``goalbook.host.site_watch``). It holds as long as each byte of that is
the same, and each file of the site as it was written.
"""

from __future__ import annotations

import logging
import os
import sys
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import goalbook
from goalbook.git.history import history_state
from goalbook.goalfile.settings_file import BadSettings, SettingsChain, plugin_options, read_settings
from goalbook.host.places import KEPT, config_folder, site_store
from goalbook.host.trees import contents_digest, state_digest
from goalbook.site.build.staging import Staging
from goalbook.store import Store, key_from


class Sources(NamedTuple):
    """What a site is made from besides its settings files: the goals' folder, and files and folders beside it."""

    goals: str
    beside: tuple[str, ...]


class SitePlace(NamedTuple):
    """Which site is built: by its configuration, into which folder, where that isn't the configuration's, and how strictly."""

    config_file: str
    site_dir: str | None
    strict: bool

    @property
    def key(self) -> bytes:
        """What its note is kept under."""
        file = config_folder(self.config_file) / Path(self.config_file).name
        folder = os.path.abspath(self.site_dir) if self.site_dir else ""  # noqa: PTH100 (as MkDocs has it)
        return key_from("standing", str(file), folder, self.strict)


class StandingSite(NamedTuple):
    """A site that stands: how many documents it has, what its build told, with the levels of a log, and its folder."""

    documents: int
    told: tuple[tuple[int, str], ...]
    folder: Path = Path()


class _Note(NamedTuple):
    """What a build notes of its site: where it lies, what it was made from, the digests of all that and of its files."""

    site: str
    sources: Sources
    made_from: bytes
    state: bytes
    standing: StandingSite


class _Busy(Exception):
    """Another build of the site is under way."""


def find_standing(place: SitePlace) -> StandingSite | None:
    """The site that a build would make, where it stands; None where it must be built, and where that isn't known."""
    try:
        chain = settings_chain(place.config_file)
        named = plugin_options(chain.values, "goalbook").get("store", KEPT)
        store = site_store(place.config_file, named) if isinstance(named, str) else None
        note = _read(store.get(place.key)) if store else None
        return note.standing._replace(folder=Path(note.site)) if note and _holds(note, chain) else None
    except (BadSettings, OSError, _Busy):
        return None  # whatever is wrong is told by the build


def tell_standing(standing: StandingSite) -> None:
    """Say again what the build said, in the log that it said it in."""
    for level, text in standing.told:
        logging.getLogger("mkdocs.plugins.goalbook").log(level, text)


def note_standing(
    store: Store, place: SitePlace, site: Path, sources: Sources, made: bytes, standing: StandingSite
) -> None:
    """Note a site that was put in place from what has a digest, while no other build of it can be at work."""
    note = _Note(str(site), sources, made, state_digest(site), standing)
    store.put(place.key, _plain(note))
    store.save()


def made_from(sources: Sources, chain: SettingsChain) -> bytes:
    """A digest of each byte that a site is made from. Raises OSError."""
    digest = blake2b(_software())
    digest.update(
        repr((chain.values, chain.files, os.environ.get("SOURCE_DATE_EPOCH"))).encode(errors="backslashreplace")
    )
    for path in (*chain.files, Path(sources.goals), *map(Path, sources.beside)):
        digest.update(repr((str(path), contents_digest(path))).encode(errors="backslashreplace"))
    digest.update(history_state(Path(sources.goals)))
    return digest.digest()


def settings_chain(config_file: str) -> SettingsChain:
    """The settings files of a site. Raises BadSettings where they can't be used."""
    return read_settings(config_folder(config_file) / Path(config_file).name)


def _holds(note: _Note, chain: SettingsChain) -> bool:
    """Whether a site still is what would be made; what a dead build left beside it is cleared away. Raises _Busy and OSError."""
    site = Path(note.site)
    if not site.is_dir():
        return False
    staging = Staging(site, _refuse)
    try:
        return note.state == state_digest(site) and note.made_from == made_from(note.sources, chain)
    finally:
        staging.abandon()


def _software() -> bytes:
    """The package itself, byte for byte, and all else that is installed, by names and versions."""
    installed = [
        name
        for folder in dict.fromkeys(sys.path)
        if Path(folder).is_dir()
        for name in sorted(os.listdir(folder))  # noqa: PTH208 (names alone)
        if name.endswith(("-info", ".egg-link", ".pth"))
    ]
    package = contents_digest(Path(goalbook.__file__).parent)
    return key_from(sys.version, zlib.ZLIB_RUNTIME_VERSION, installed, package)


def _refuse(_: str) -> None:
    raise _Busy


def _plain(note: _Note) -> Sequence[object]:
    """A note as a store keeps it: tuples, texts and bytes."""
    return (note.site, tuple(note.sources), note.made_from, note.state, (note.standing.documents, note.standing.told))


def _read(kept: object) -> _Note | None:
    match kept:
        case (str(site), (str(goals), tuple(beside)), bytes(made), bytes(state), (int(documents), tuple(told))):
            return _Note(site, Sources(goals, beside), made, state, StandingSite(documents, told))
    return None
