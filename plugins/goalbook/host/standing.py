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
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import goalbook
from goalbook.extras import installed
from goalbook.git.history import history_state
from goalbook.goalfile.settings_file import BadSettings, SettingsChain, read_settings
from goalbook.host.places import config_folder, store_file
from goalbook.site.build.site_trees import see_tree
from goalbook.site.build.staging import Staging
from goalbook.store import Store, key_from, store_at
from goalbook.trees import SETTLED, DiskTree, FolderState, bytes_of_folder, contents_digest, disk_tree, tree_digest


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


# Of each folder of a source, by its path there: its state, empty where that wouldn't tell of what is written there later; and its content.
Seen = Mapping[str, tuple[bytes, bytes]]


class MadeFrom(NamedTuple):
    """What a site was made from: a digest of the software, the settings and the history, and what was seen of each file and folder."""

    around: bytes
    seen: tuple[Seen, ...]

    @property
    def contents(self) -> list[dict[str, bytes]]:
        """The digests of each byte of its files, folder by folder."""
        return [{folder: content for folder, (_, content) in one.items()} for one in self.seen]


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
        path = store_file(place.config_file, chain.values)
        store = store_at(path) if path else None
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
    store: Store, place: SitePlace, staging: Staging, sources: Sources, made: MadeFrom, standing: StandingSite
) -> None:
    """Note a site that was put in place, while no other build of it can be at work."""
    note = _Note(str(staging.site), sources, made, tree_digest(staging.tree), standing)
    store.put(place.key, _plain(note))
    store.save()


def seen_last(store: Store, place: SitePlace) -> tuple[Seen, ...]:
    """What the last build saw of what it made the site from."""
    note = _read(store.get(place.key))
    return note.made_from.seen if note else ()


def made_around(sources: Sources, chain: SettingsChain) -> bytes:
    """A digest of what a site is made from besides its files. Raises OSError."""
    date = os.environ.get("SOURCE_DATE_EPOCH")
    return key_from(_software(), chain.values, chain.files, date, history_state(Path(sources.goals)))


def states_of(sources: Sources, chain: SettingsChain) -> list[tuple[Path, DiskTree]]:
    """The files and folders that a site is made from, as the system says they are. Raises OSError."""
    paths = (*chain.files, Path(sources.goals), *map(Path, sources.beside))
    return [(path, disk_tree(path)) for path in paths]


def seen_in(states: Sequence[tuple[Path, DiskTree]], since: int, last: Sequence[Seen]) -> tuple[Seen, ...]:
    """What is seen in states that were read after a time in nanoseconds; a folder is read where its state isn't that of the ``last``
    time. Raises OSError."""
    before = last if len(last) == len(states) else ({},) * len(states)
    return tuple(
        {folder: _seen(path / folder, state, since, known.get(folder)) for folder, state in tree.items()}
        for (path, tree), known in zip(states, before, strict=True)
    )


def _seen(path: Path, state: FolderState, since: int, last: tuple[bytes, bytes] | None) -> tuple[bytes, bytes]:
    if last and last[0] == state.digest:
        return last
    return state.digest if state.newest < since - SETTLED else b"", bytes_of_folder(path)


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
        if note.state != tree_digest(see_tree(site)) or made.around != made_around(sources, chain):
            return None
        now, states = time.time_ns(), states_of(sources, chain)
        found = made._replace(seen=seen_in(states, now, made.seen))
        return found if found.contents == made.contents else None
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
        (note.made_from.around, tuple(map(dict, note.made_from.seen))),
        note.state,
        (note.standing.documents, note.standing.told),
    )


def _read(kept: object) -> _Note | None:
    match kept:
        case (
            str(site),
            (str(goals), tuple(beside)),
            (bytes(around), tuple(seen)),
            bytes(state),
            (int(documents), tuple(told)),
        ):
            return _Note(site, Sources(goals, beside), MadeFrom(around, seen), state, StandingSite(documents, told))
    return None
