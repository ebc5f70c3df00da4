"""What stops the work on a snapshot, as a value that the shells put into words."""

from __future__ import annotations

from typing import Any


class SnapshotError(Exception):
    """Nothing was changed; ``code`` names the message ``freeze.<code>``, ``values`` fill it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values
