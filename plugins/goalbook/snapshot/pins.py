"""PUBLISHED: the list of what was published, to which lines are only ever added.

A snapshot that fits itself proves nothing: whoever alters it can make its sums anew. What it was when it was published stands
in this list, and what the list was stands in the history of the branch that is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from goalbook.files import write_file
from goalbook.git.file_history import file_history
from goalbook.snapshot.bag import SUMS, sha256
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import MANIFEST, read_facts
from goalbook.snapshot.names import is_name
from goalbook.snapshot.verify import sums_of

PINS = "PUBLISHED"
_HEAD = b"# What was published. Lines are only ever added: name, date, sha256 of SHA256SUMS, sha256 of the .zip.\n"
_LINE = re.compile(r"(\S+) ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9a-f]{64}) ([0-9a-f]{64}|-)")
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Pin:
    """What a snapshot was when it was published: its name and day, the sha256 of its SHA256SUMS and of its .zip ('-' where it
    had none).
    """

    name: str
    day: str
    sums: str
    archive: str

    def __str__(self) -> str:
        """Its line."""
        return f"{self.name} {self.day} {self.sums} {self.archive}"


@dataclass(frozen=True, slots=True)
class Pins:
    """The lines of PUBLISHED by name, and what is to be said of them: ``there`` is whether there is such a list, ``history``
    how much of its history it was held against.
    """

    lines: Mapping[str, Pin]
    there: bool
    history: Literal["whole", "shallow", "none"]


def read_pins(raw: bytes) -> dict[str, Pin]:
    """The lines of the list by name. Raises SnapshotError where one can't be read or a name has two."""
    found: dict[str, Pin] = {}
    for number, line in enumerate(raw.split(b"\n"), 1):
        if not line or line.startswith(b"#"):
            continue
        pin = _pin(line)
        if pin is None or pin.name in found or len(raw) > _LARGEST:
            raise SnapshotError("bad_pins", file=PINS, line=number)
        found[pin.name] = pin
    return found


def lines_of(raw: bytes) -> dict[str, Pin]:
    """The lines of what was the list once, by name; what can't be read is no line."""
    found: dict[str, Pin] = {}
    for line in raw.split(b"\n"):
        if pin := _pin(line):
            found.setdefault(pin.name, pin)
    return found


def pins_of(folder: Path) -> Pins:
    """The list in a folder of snapshots, held against what it was at each step of the checked-out branch.

    Raises SnapshotError where a line that was published is gone or is another now.
    """
    path = folder / PINS
    raw = path.read_bytes() if path.is_file() and not path.is_symlink() else None
    lines = read_pins(raw) if raw is not None else {}
    history = file_history(path, _LARGEST)
    first: dict[str, Pin] = {}
    for version in history.versions:
        first = lines_of(version or b"") | first
    lost = tuple(str(pin) for name, pin in first.items() if lines.get(name) != pin)
    if lost:
        raise SnapshotError("pins_changed", file=str(path), files=lost)
    return Pins(lines, raw is not None, ("whole" if history.whole else "shallow") if history.known else "none")


def pin_of(folder: Path) -> Pin:
    """What the snapshot in a folder is, with the .zip beside it."""
    archive = folder.with_name(f"{folder.name}.zip")
    try:
        facts = read_facts((folder / MANIFEST).read_bytes())
    except OSError as error:
        raise SnapshotError("no_snapshot", path=str(folder), sums=SUMS) from error
    return Pin(folder.name, str(facts["date"]), sums_of(folder), _archive_digest(archive))


def refuse_unlike(folder: Path, names: Iterable[str], pins: Pins) -> None:
    """Raise SnapshotError where a snapshot isn't the one that was published, or is in no line of a list that there is."""
    for name in names if pins.there else ():
        pin, now = pins.lines.get(name), pin_of(folder / name)
        if pin is None:
            raise SnapshotError("not_pinned", name=name, file=PINS)
        if now.sums != pin.sums:
            raise SnapshotError("not_as_published", name=name, file=PINS, then=pin.sums, now=now.sums)
        if now.archive != pin.archive and "-" not in (now.archive, pin.archive):
            raise SnapshotError("not_as_published", name=f"{name}.zip", file=PINS, then=pin.archive, now=now.archive)


def add_pins(folder: Path, names: Iterable[str]) -> tuple[Pin, ...]:
    """Add lines for the snapshots that have none yet, in one step; gives them. Raises SnapshotError as ``pins_of`` does."""
    known = pins_of(folder).lines
    fresh = tuple(pin_of(folder / name) for name in names if name not in known)
    if fresh:
        path = folder / PINS
        before = path.read_bytes() if path.is_file() else _HEAD
        if not before.endswith(b"\n"):
            before += b"\n"
        write_file(path, before + "".join(f"{pin}\n" for pin in fresh).encode())
    return fresh


def _pin(line: bytes) -> Pin | None:
    match = _LINE.fullmatch(line.decode("utf-8", "replace"))
    return Pin(*match.groups()) if match and is_name(match[1]) else None


def _archive_digest(archive: Path) -> str:
    if not archive.is_file():
        return "-"
    with archive.open("rb") as file:
        return sha256(file)
