"""What stops the work on a snapshot, as a value that the shells put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class SnapshotError(Exception):
    """Nothing was changed; ``code`` names the message ``freeze.<code>``, ``values`` fill it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class NotChecked(SnapshotError):
    """A check gave no answer on this machine: that says nothing of the snapshot, neither good nor bad."""


@dataclass(frozen=True, slots=True)
class SnapshotNote:
    """What is to be said of a snapshot though it stops nothing; ``warns`` where a strict build should stop at it.

    ``code`` names the message ``freeze.<code>``, ``values`` fill it.
    """

    code: str
    values: Mapping[str, Any]
    warns: bool = False
