"""The site that stands: where a build would give the very same, nothing is made. Found without MkDocs, from what the last build
noted in the store.

A note is taken only where all is known that a site is made from (``goalbook.host.site_watch``). It holds as long as each byte of that is
the same, and each file of the site as it was written. Where the system says that no file was written to since, their bytes aren't read.
"""

from __future__ import annotations

import logging
import os
import sys
import time
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import goalbook
from goalbook.extras import installed
from goalbook.files import SETTLED
from goalbook.git.history import history_state
from goalbook.goalfile.settings_file import BadSettings, SettingsChain, plugin_options, read_settings
from goalbook.host.places import KEPT, config_folder, site_store
from goalbook.host.trees import TreeState, contents_digest, state_of
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


class MadeFrom(NamedTuple):
    """What a site was made from: the digests of the software, the settings and the history, of each byte of its files, and of their state,
    where that tells of whatever is written to them later; else empty.
    """

    around: bytes
    contents: bytes
    state: bytes


class _Note(NamedTuple):
    """What a build notes of its site: where it lies, what it was made from, and the state of its own files."""

    site: str
    sources: Sources
    made_from: MadeFrom
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
        if not store or not note or not (made := _held(note, chain)):
            return None
        if made != note.made_from:
            store.put(place.key, _plain(note._replace(made_from=made)))
            store.save()
        return note.standing._replace(folder=Path(note.site))
    except (BadSettings, OSError, _Busy):
        return None  # whatever is wrong is told by the build


def tell_standing(standing: StandingSite) -> None:
    """Say again what the build said, in the log that it said it in."""
    for level, text in standing.told:
        logging.getLogger("mkdocs.plugins.goalbook").log(level, text)


def note_standing(
    store: Store, place: SitePlace, site: Path, sources: Sources, made: MadeFrom, standing: StandingSite
) -> None:
    """Note a site that was put in place, while no other build of it can be at work."""
    note = _Note(str(site), sources, made, state_of(site).digest, standing)
    store.put(place.key, _plain(note))
    store.save()


def made_around(sources: Sources, chain: SettingsChain) -> bytes:
    """A digest of what a site is made from besides its files. Raises OSError."""
    date = os.environ.get("SOURCE_DATE_EPOCH")
    return key_from(_software(), chain.values, chain.files, date, history_state(Path(sources.goals)))


def states_of(sources: Sources, chain: SettingsChain) -> list[tuple[Path, TreeState]]:
    """The files and folders that a site is made from, as the system says they are. Raises OSError."""
    paths = (*chain.files, Path(sources.goals), *map(Path, sources.beside))
    return [(path, state_of(path)) for path in paths]


def state_key(states: Sequence[tuple[Path, TreeState]], since: int) -> bytes:
    """A digest of a state that was read after a time in nanoseconds; empty where what is written later might leave it as it is."""
    return key_from(states) if max(state.newest for _, state in states) < since - SETTLED else b""


def bytes_in(states: Iterable[tuple[Path, TreeState]]) -> bytes:
    """A digest of each byte of files and folders in a state. Raises OSError."""
    return key_from(*((str(path), _contents(path, state)) for path, state in states))


@lru_cache(maxsize=64)  # a build that finds that its site doesn't stand has read them
def _contents(path: Path, _: TreeState) -> bytes:
    return contents_digest(path)


def settings_chain(config_file: str) -> SettingsChain:
    """The settings files of a site. Raises BadSettings where they can't be used."""
    return read_settings(config_folder(config_file) / Path(config_file).name)


def _held(note: _Note, chain: SettingsChain) -> MadeFrom | None:
    """What a site was made from, where it still is what would be made; what a dead build left beside it is cleared away. Raises _Busy and
    OSError."""
    site = Path(note.site)
    if not site.is_dir():
        return None
    staging = Staging(site, _refuse)
    try:
        made, sources = note.made_from, note.sources
        if note.state != state_of(site).digest or made.around != made_around(sources, chain):
            return None
        now, states = time.time_ns(), states_of(sources, chain)
        if made.state == key_from(states):
            return made
        return made._replace(state=state_key(states, now)) if made.contents == bytes_in(states) else None
    finally:
        staging.abandon()


def _software() -> bytes:
    """The package itself, byte for byte, and all else that is installed, by names and versions."""
    package = contents_digest(Path(goalbook.__file__).parent)
    return key_from(sys.version, zlib.ZLIB_RUNTIME_VERSION, installed(), package)


def _refuse(_: str) -> None:
    raise _Busy


def _plain(note: _Note) -> Sequence[object]:
    """A note as a store keeps it: tuples, texts and bytes."""
    return (
        note.site,
        tuple(note.sources),
        tuple(note.made_from),
        note.state,
        (note.standing.documents, note.standing.told),
    )


def _read(kept: object) -> _Note | None:
    match kept:
        case (
            str(site),
            (str(goals), tuple(beside)),
            (bytes(around), bytes(contents), bytes(before)),
            bytes(state),
            (int(documents), tuple(told)),
        ):
            made = MadeFrom(around, contents, before)
            return _Note(site, Sources(goals, beside), made, state, StandingSite(documents, told))
    return None
