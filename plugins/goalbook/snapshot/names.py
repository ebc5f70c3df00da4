"""Names of snapshots: ``2024``, ``undated``, and their corrections ``2024-r1``, ``2024-r2``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goalbook.model.address import UNDATED
from goalbook.snapshot.error import SnapshotError

_NAME = re.compile(rf"(?P<year>[0-9]{{4}}|{UNDATED})(-r(?P<number>[1-9][0-9]{{0,3}}))?")


def is_name(name: str) -> bool:
    """Whether a snapshot may be called so."""
    return _NAME.fullmatch(name) is not None


def year_of(name: str) -> str:
    """The goals' folder that a snapshot holds: ``2024`` of ``2024-r1``. Raises SnapshotError for what is no name."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise SnapshotError("bad_name", name=name)
    return match["year"]


def correction_number(name: str) -> int:
    """The number of a correction; 0 for the first snapshot of a year."""
    match = _NAME.fullmatch(name)
    return int(match["number"] or 0) if match else 0


def next_name(year: str, taken: Iterable[str]) -> str:
    """The name after all that were ever given to a year's snapshots."""
    numbers = [correction_number(name) for name in taken if is_name(name) and year_of(name) == year]
    return f"{year}-r{max(numbers, default=0) + 1}"


def names_newest_first(names: Iterable[str]) -> list[str]:
    """Newest year first, undated last; each correction before what it corrects."""
    return sorted(
        names, key=lambda name: (year_of(name) != UNDATED, year_of(name), correction_number(name)), reverse=True
    )
