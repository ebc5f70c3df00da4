"""The texts that an older workbook keeps for all its sheets: those that have parts with fonts of their own."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from goalbook.importing.limits import within

FontRuns = tuple[tuple[str, int | None], ...]
"""A text in parts, each with the number of its font: None where that is the cell's."""

_WIDE, _SPOKEN, _PARTED = 1, 4, 8
_HEAD = 8  # bytes: how many texts there are


def parted_strings(bodies: Sequence[bytes]) -> dict[int, FontRuns]:
    """The texts in parts by their numbers, from the record of all texts and those that continue it; up to where these end."""
    found: dict[int, FontRuns] = {}
    reader = _Reader(bodies)
    reader.take(_HEAD)
    number = 0
    while reader.more:
        within("cells", number + 1)
        text, runs = reader.text()
        if runs:
            found[number] = tuple(_parts(text, runs))
        number += 1
    return found


def parted_string(body: bytes) -> FontRuns:
    """A text that stands in its cell, in parts, the fonts behind it."""
    reader = _Reader([body])
    text = reader.characters(reader.number_in(2), bool(reader.number_in(1) & _WIDE))
    return tuple(_parts(text, reader.fonts(reader.number_in(2))))


def _parts(raw: bytes, runs: list[tuple[int, int]]) -> Iterator[tuple[str, int | None]]:
    """The parts of a text in UTF-16; the numbers are of its units of two bytes, as the program counts them."""
    starts: list[tuple[int, int | None]] = [(0, None), *runs]
    ends = [start for start, _ in starts[1:]] + [len(raw) // 2]
    for (start, font), end in zip(starts, ends, strict=True):
        if start < end:
            yield raw[start * 2 : end * 2].decode("utf-16-le", "replace"), font


class _Reader:
    """Reads through records that continue each other; what is behind their end is nothing."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        self.bodies = bodies
        self.number = self.at = 0

    @property
    def more(self) -> bool:
        """Whether there is a byte left."""
        while self.number < len(self.bodies) and self.at >= len(self.bodies[self.number]):
            self.number, self.at = self.number + 1, 0
        return self.number < len(self.bodies)

    def take(self, count: int) -> bytes:
        """So many bytes, of as many records as it needs; fewer at the end."""
        found = bytearray()
        while len(found) < count and self.more:
            found += self._here(count - len(found))
        return bytes(found)

    def _here(self, count: int) -> bytes:
        """At most so many bytes of one record."""
        found = self.bodies[self.number][self.at : self.at + count]
        self.at += len(found)
        return found

    def number_in(self, size: int) -> int:
        """The number in so many bytes."""
        return int.from_bytes(self.take(size), "little")

    def text(self) -> tuple[bytes, list[tuple[int, int]]]:
        """A text in UTF-16, and where in it which fonts begin."""
        count, kind = self.number_in(2), self.number_in(1)
        parts = self.number_in(2) if kind & _PARTED else 0
        spoken = self.number_in(4) if kind & _SPOKEN else 0
        text = self.characters(count, bool(kind & _WIDE))
        runs = self.fonts(parts)
        self.take(spoken)
        return text, runs

    def fonts(self, count: int) -> list[tuple[int, int]]:
        """Where in a text which fonts begin."""
        raw = self.take(4 * count)
        return [*struct.iter_unpack("<HH", raw[: len(raw) // 4 * 4])]

    def characters(self, count: int, wide: bool) -> bytes:
        """So many characters in UTF-16; a record that continues them says anew how wide they are."""
        found = bytearray()
        record = self.number
        while len(found) < 2 * count and self.more:
            if self.number > record:
                record, wide = self.number, bool(self.number_in(1) & _WIDE)
            rest = 2 * count - len(found)
            found += self._here(rest) if wide else self._here(rest // 2).decode("latin-1").encode("utf-16-le")
        return bytes(found)
