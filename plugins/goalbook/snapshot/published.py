"""The snapshots in a folder as a live site shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goalbook.model.address import Address
from goalbook.snapshot.archive import Folder
from goalbook.snapshot.bag import PAYLOAD, SIGNATURE, STAMP, SUMS
from goalbook.snapshot.changes import CHANGES, Erratum, read_changes
from goalbook.snapshot.error import NotChecked, SnapshotError, SnapshotNote
from goalbook.snapshot.facts import MANIFEST, Facts, facts_of, read_facts
from goalbook.snapshot.names import is_name, names_newest_first
from goalbook.snapshot.pins import PINS, Pins, pins_of, refuse_unlike
from goalbook.snapshot.sign import Signature, Stamp, check_signature, check_stamp
from goalbook.snapshot.verify import sums_of

# Who may sign the snapshots beside it, in the format of ssh's ALLOWED SIGNERS.
SIGNERS = "allowed_signers"
ROWS = f"{PAYLOAD}rows/documents.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document in a snapshot: its address, its page below the snapshot's site, its title, digest and code, its earlier
    addresses, and the reason where it was withdrawn by then.
    """

    address: Address
    page: str
    title: str
    digest: str
    code: str
    was: tuple[Address, ...]
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot: its facts, its folder, how many files of how many bytes it has, the sha256 of its SHA256SUMS, its documents, and what
    it changed where it is a correction; its signature and time stamp as far as they are known, None where there are none; those
    that are there and could not be checked here.
    """

    facts: Facts
    folder: Path
    counts: dict[str, int]
    sums: str
    documents: tuple[Kept, ...]
    changes: tuple[Erratum, ...] = ()
    signature: Signature | None = None
    stamp: Stamp | None = None
    unchecked: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name: ``2024``, ``2024-r1``."""
        return self.facts.name

    @property
    def archive(self) -> Path:
        """Where its .zip is, or would be."""
        return self.folder.with_name(f"{self.folder.name}.zip")


@dataclass(frozen=True, slots=True)
class Publication:
    """The snapshots in a folder, newest year first, and what is to be said of them."""

    snapshots: tuple[Published, ...] = ()
    notes: tuple[SnapshotNote, ...] = ()


def published(folder: Path) -> Publication:
    """The snapshots in a folder; what isn't named as one is none.

    Raises SnapshotError where one is named so and isn't one, isn't the one that was published, or isn't signed by one of the
    signers that are listed beside it.
    """
    if not folder.is_dir():
        return Publication()
    names = names_newest_first(path.name for path in folder.iterdir() if is_name(path.name) and path.is_dir())
    pins = pins_of(folder)
    refuse_unlike(folder, names, pins)
    signers = folder / SIGNERS if _is_there(folder / SIGNERS) else None
    snapshots = tuple(_read(folder / name, signers) for name in names)
    return Publication(snapshots, tuple(_notes(folder, snapshots, pins)))


def _notes(folder: Path, snapshots: Sequence[Published], pins: Pins) -> Iterator[SnapshotNote]:
    gone = tuple(name for name in pins.lines if not (folder / name).is_dir())
    if snapshots and not pins.there:
        yield SnapshotNote("no_pins", {"file": PINS})
    if pins.there and pins.history == "shallow":
        yield SnapshotNote("pins_shallow", {"file": PINS}, warns=True)
    if pins.there and pins.history == "none":
        yield SnapshotNote("pins_alone", {"file": PINS})
    if gone:
        yield SnapshotNote("pinned_gone", {"file": PINS, "files": gone}, warns=True)
    for snapshot in snapshots:
        if litter := tuple(Folder(snapshot.folder).litter()):
            yield SnapshotNote("litter", {"name": snapshot.name, "files": litter})
        if snapshot.unchecked:
            yield SnapshotNote("not_checked", {"name": snapshot.name, "files": snapshot.unchecked})


def _read(folder: Path, signers: Path | None) -> Published:
    try:
        manifest = read_facts((folder / MANIFEST).read_bytes())
        documents = tuple(_kept(one) for one in json.loads((folder / ROWS).read_bytes()))
        sums = (folder / SUMS).read_bytes()
        changes = (folder / PAYLOAD / CHANGES).read_bytes() if manifest["corrects"] else None
        raw_signature, raw_stamp = (_witness(folder / name) for name in (SIGNATURE, STAMP))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotError("no_snapshot", path=str(folder), sums=SUMS) from error
    facts = facts_of(manifest)
    if facts.name != folder.name:
        raise SnapshotError("renamed", path=str(folder), name=facts.name)
    signature = _signature(folder.name, sums, raw_signature, signers)
    stamp = _stamp(folder.name, sums, raw_stamp)
    return Published(
        facts,
        folder,
        {str(name): int(count) for name, count in manifest["counts"].items()},
        sums_of(folder),
        documents,
        read_changes(changes) if changes else (),
        signature,
        stamp,
        (*([SIGNATURE] if raw_signature and not signature else []), *([STAMP] if raw_stamp and not stamp else [])),
    )


def _signature(name: str, sums: bytes, raw: bytes | None, signers: Path | None) -> Signature | None:
    """Whose signature it is; None where there is none, or where nobody asks for one and it can't be checked here."""
    try:
        if raw is None and signers:
            raise SnapshotError("unsigned", file=SIGNERS)
        return check_signature(sums, raw, signers) if raw is not None else None
    except SnapshotError as fault:
        if isinstance(fault, NotChecked) and not signers:
            return None
        raise SnapshotError("not_vouched", name=name, why=fault) from fault


def _stamp(name: str, sums: bytes, raw: bytes | None) -> Stamp | None:
    try:
        return check_stamp(sums, raw) if raw is not None else None
    except NotChecked:
        return None
    except SnapshotError as fault:
        raise SnapshotError("not_vouched", name=name, why=fault) from fault


def _witness(path: Path) -> bytes | None:
    return path.read_bytes() if _is_there(path) else None


def _is_there(path: Path) -> bool:
    """Whether a file is there. Raises SnapshotError for a link: what it leads to would be published."""
    if path.is_symlink():
        raise SnapshotError("link", file=str(path))
    return path.is_file()


def _kept(row: dict[str, Any]) -> Kept:
    address, page, title, digest, code = (str(row[name]) for name in ("address", "page", "title", "sha256", "code"))
    withdrawn = str((row["withdrawn"] or {}).get("reason", ""))
    return Kept(Address(address), page, title, digest, code, tuple(map(Address, row["was"])), withdrawn)
