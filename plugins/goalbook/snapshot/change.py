"""What a change does to the snapshots of a site: held against what they, PUBLISHED and the signers were before it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from goalbook.git.tree import blobs, files_at
from goalbook.snapshot.archive import Folder
from goalbook.snapshot.bag import LATER, SIGNATURE, SUMS
from goalbook.snapshot.error import NotChecked, SnapshotError
from goalbook.snapshot.names import is_name
from goalbook.snapshot.pins import PINS, Pin, lines_of
from goalbook.snapshot.published import SIGNERS
from goalbook.snapshot.sign import check_signature

SnapshotChangeKind = Literal[
    "altered", "dropped", "unlike", "line", "unpinned", "added", "witnessed", "signers", "other"
]  # fmt: skip
Vouched = Literal["", "listed", "key", "unsigned", "refused", "unchecked"]
# What must not be: a snapshot never changes once it was published.
_GRAVE = ("altered", "dropped", "unlike", "line", "unpinned")
_LARGEST = 1 << 28


@dataclass(frozen=True, slots=True)
class SnapshotChange:
    """One thing that a change does: to the snapshot ``name``, or to a file beside the snapshots.

    ``files`` are those concerned, below the folder of snapshots; of a line of PUBLISHED what it was and what it is. Of a snapshot
    that is new or newly signed, ``vouched`` tells what its signature says by the signers of before, and ``signer`` who it is by.
    """

    kind: SnapshotChangeKind
    name: str
    files: tuple[str, ...] = ()
    vouched: Vouched = ""
    signer: str = ""

    @property
    def grave(self) -> bool:
        """Whether that must not be."""
        return self.kind in _GRAVE or self.vouched == "refused"


@dataclass(frozen=True, slots=True)
class _Side:
    """The snapshots of one version: ids by names, and whether they are read from the working tree."""

    folder: Path
    ids: Mapping[str, str]
    working: bool = False

    def read(self, name: str) -> bytes:
        """A file's bytes; none where there is no plain one."""
        if name not in self.ids or " " in self.ids[name]:
            return b""
        if self.working:
            return (self.folder / name).read_bytes()
        blob = self.ids[name].encode()
        return blobs(self.folder.absolute().parent, {blob}, _LARGEST).get(blob, b"")

    def of(self, name: str) -> dict[str, str]:
        """The files of a snapshot, its .zip too."""
        return {file: one for file, one in self.ids.items() if _owner(file) == name}


def snapshot_changes(folder: Path, before: str, after: str = "") -> tuple[SnapshotChange, ...]:
    """What differs between two revisions, or since one in the files as they are; what must not be comes first.

    Snapshots that git never had are not told of: the files as they are may hold such as are kept elsewhere.
    """
    old = _Side(folder, files_at(folder, before))
    ids = files_at(folder, after) if after else _as_they_are(folder, old.ids) if old.ids else {}
    new = _Side(folder, ids, working=not after)
    found = [*_snapshots(old, new), *_lines(old, new), *_beside(old, new)]
    return tuple(sorted(found, key=lambda one: (not one.grave, one.name, one.kind)))


def _snapshots(old: _Side, new: _Side) -> Iterator[SnapshotChange]:
    pinned, listed = lines_of(old.read(PINS)), lines_of(new.read(PINS))
    for name in sorted({_owner(file) for file in (*old.ids, *new.ids)} - {""}):
        one, other = old.of(name), new.of(name)
        if one == other:
            continue
        if not other:
            yield SnapshotChange("dropped", name)
            continue
        later = {f"{name}/{file}" for file in LATER} - one.keys()
        changed = tuple(sorted(file for file in one.keys() | other.keys() if one.get(file) != other.get(file)))
        altered = tuple(file for file in changed if file not in later)
        if not one:
            yield SnapshotChange("added", name, (), *_vouched(old, new, name))
        elif altered:
            yield SnapshotChange("altered", name, altered)
        else:
            yield SnapshotChange("witnessed", name, changed, *_vouched(old, new, name))
        yield from _unlike(name, new, pinned.get(name), listed.get(name), bool(listed))


def _unlike(name: str, new: _Side, pinned: Pin | None, listed: Pin | None, there: bool) -> Iterator[SnapshotChange]:
    """A snapshot that isn't the one in the line it had, or now has; or that has none in a list that there is."""
    pin = pinned or listed
    if pin is None and there:
        yield SnapshotChange("unpinned", name)
    elif pin and hashlib.sha256(new.read(f"{name}/{SUMS}")).hexdigest() != pin.sums:
        yield SnapshotChange("unlike", name)


def _lines(old: _Side, new: _Side) -> Iterator[SnapshotChange]:
    """Lines of PUBLISHED that are gone or are others now."""
    listed = lines_of(new.read(PINS))
    for name, pin in lines_of(old.read(PINS)).items():
        if listed.get(name) != pin:
            yield SnapshotChange("line", name, (str(pin), str(listed.get(name) or "")))


def _beside(old: _Side, new: _Side) -> Iterator[SnapshotChange]:
    for file in sorted(old.ids.keys() | new.ids.keys()):
        if not _owner(file) and file != PINS and old.ids.get(file) != new.ids.get(file):
            yield SnapshotChange("signers" if file == SIGNERS else "other", file)


def _vouched(old: _Side, new: _Side, name: str) -> tuple[Vouched, str]:
    """What a snapshot's signature says by the signers of before: who brings a snapshot may bring a list with it."""
    signature = new.read(f"{name}/{SIGNATURE}")
    signers = old.read(SIGNERS)
    if not signature:
        return "refused" if signers else "unsigned", ""
    try:
        with tempfile.TemporaryDirectory() as scratch:
            listed = Path(scratch, SIGNERS)
            listed.write_bytes(signers)
            found = check_signature(new.read(f"{name}/{SUMS}"), signature, listed if signers else None)
    except NotChecked:
        return "unchecked", ""
    except SnapshotError:
        return "refused", ""
    return ("listed", found.signer) if found.signer else ("key", found.key)


def _owner(file: str) -> str:
    """The snapshot that a file is of; '' where it only lies beside them."""
    first = file.split("/")[0].removesuffix("" if "/" in file else ".zip")
    return first if is_name(first) else ""


def _as_they_are(folder: Path, like: Mapping[str, str]) -> dict[str, str]:
    """The files in a folder with ids as ``like`` has them."""
    kind = hashlib.sha256 if any(len(one) == 64 for one in like.values()) else hashlib.sha1
    found: dict[str, str] = {}
    for name in Folder(folder).names() if folder.is_dir() else ():
        path = folder / name
        if path.is_symlink():
            found[name] = f"link {path.readlink()}"
        elif path.is_file():
            digest = kind(b"blob %d\0" % path.stat().st_size)
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
            found[name] = digest.hexdigest()
    return found
