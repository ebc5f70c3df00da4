"""What documents give to the collections they are in: it waits in a temporary folder until these are put together."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from sys import intern
from typing import NamedTuple

from goalbook.writers.paper import Leaf


class Spilled(NamedTuple):
    """Where the share of a document waits: its file, where it begins there, how many bytes of rows and of leaf it has.

    Each process appends to a file of its own, so that a build of many documents makes few files.
    """

    file: str
    start: int
    rows: int
    leaf: int

    def read_rows(self) -> bytes:
        """The rows of the document among others, as CSV."""
        return self._read(0, self.rows)

    def read_leaf(self) -> Leaf:
        """The document as it goes on paper."""
        found: Leaf = pickle.loads(self._read(self.rows, self.leaf))
        return found

    def _read(self, after: int, size: int) -> bytes:
        with Path(self.file).open("rb") as file:
            file.seek(self.start + after)
            return file.read(size)


def spill(folder: Path, rows: bytes, leaf: Leaf | None) -> Spilled:
    """Append the rows of a document, and the document as it goes on paper, as far as they are needed."""
    held = pickle.dumps(leaf, pickle.HIGHEST_PROTOCOL) if leaf else b""
    if not rows and not held:
        return Spilled("", 0, 0, 0)
    path = folder / str(os.getpid())
    with path.open("ab") as file:
        start = file.tell()
        file.write(rows)
        file.write(held)
    return Spilled(intern(str(path)), start, len(rows), len(held))
