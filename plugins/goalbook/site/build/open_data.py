"""The open data of all indicators: one file that grows piece by piece; pieces that the site before has are taken from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalbook.files import append_to, write_file
from goalbook.site.build.produce import Maker
from goalbook.site.indicators.pages import DATA

_BLOCK = 1 << 20  # bytes that are copied at a time


class OpenData:
    """Writes the file in a site, after its ``head``; ``before`` are the keys and sizes of the pieces of the site before.

    As long as it is as there nothing is written. ``pieces`` are those of this site.
    """

    def __init__(self, maker: Maker, head: bytes, before: Sequence[tuple[str, int]]) -> None:
        self.maker, self.head = maker, head
        self.path, self._old = maker.site / DATA, maker.before / DATA
        self.pieces: list[tuple[str, int]] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._end = self._whole = len(head)
        for key, size in before:
            self._places[key] = self._whole, size
            self._whole += size
        if not self._is_as_written():
            self._places, self._whole = {}, 0
        self._written = False

    def keep(self, key: str) -> bool:
        """Take the next piece from the site before; False where that hasn't it."""
        if key not in self._places:
            return False
        start, size = self._places[key]
        if self._written or start != self._end:
            self._begin()
            for block in self._read(start, size):
                append_to(self.path, block)
        self._take(key, size)
        return True

    def add(self, key: str, lines: bytes) -> None:
        """Write the next piece; made of something else it may still be the same."""
        if self._written or b"".join(self._read(self._end, len(lines))) != lines:
            self._begin()
            append_to(self.path, lines)
        self._take(key, len(lines))

    def finish(self) -> None:
        """Have the whole file: as it is in the site before where nothing is else."""
        if self._written or self._end != self._whole or not self.maker.keep_file(DATA):
            self._begin()

    def _is_as_written(self) -> bool:
        """Whether the site before has the file with such pieces and this head."""
        return (
            self._old.is_file()
            and self._old.stat().st_size == self._whole
            and b"".join(self._read(0, len(self.head))) == self.head
        )

    def _take(self, key: str, size: int) -> None:
        self.pieces.append((key, size))
        self._end += size

    def _begin(self) -> None:
        """Write what is as before so far, once."""
        if not self._written:
            self._written = True
            self.maker.claim(DATA)
            write_file(self.path, self.head)
            for block in self._read(len(self.head), self._end - len(self.head)):
                append_to(self.path, block)

    def _read(self, start: int, size: int) -> Iterator[bytes]:
        if size and self._whole:
            with self._old.open("rb") as file:
                file.seek(start)
                while size and (block := file.read(min(size, _BLOCK))):
                    size -= len(block)
                    yield block
