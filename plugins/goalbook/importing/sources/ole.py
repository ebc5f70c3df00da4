"""Older Office files as the compound files they are: which streams they hold, and the bytes of one."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from goalbook.importing.limits import SourceError

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_STORAGE_ROOT, _STREAM = 5, 2
_LAST = 0xFFFFFFFA  # numbers from here on end a chain


@dataclass(frozen=True, slots=True)
class OleFile:
    """A compound file: ``entries`` are its streams by name, each with its first sector and its size in bytes."""

    raw: bytes
    sector: int
    fat: tuple[int, ...]
    small_sector: int
    small_fat: tuple[int, ...]
    small_below: int
    small: bytes
    entries: dict[str, tuple[int, int]]

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        start, size = self.entries[name]
        if size < self.small_below:
            return _chain(self.small, self.small_fat, start, self.small_sector, 0)[:size]
        return _chain(self.raw, self.fat, start, self.sector, self.sector)[:size]


def open_ole(raw: bytes) -> OleFile:
    """A compound file. Raises SourceError where it is damaged."""
    try:
        return _open(raw)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise SourceError("not-office") from error


def _open(raw: bytes) -> OleFile:
    power, small_power = struct.unpack_from("<HH", raw, 30)
    if power not in (9, 12) or small_power != 6:
        raise SourceError("not-office")
    sector = 1 << power
    first_entry, _, small_below, small_start = struct.unpack_from("<IIII", raw, 48)
    fat = _numbers(b"".join(_sector(raw, n, sector) for n in _fat_sectors(raw, sector)))
    small_fat = _numbers(_chain(raw, fat, small_start, sector, sector))
    listing = _chain(raw, fat, first_entry, sector, sector)
    entries: dict[str, tuple[int, int]] = {}
    small = b""
    for at in range(0, len(listing) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", listing, at + 64)
        start, size = struct.unpack_from("<II", listing, at + 116)
        if kind == _STREAM:
            name = listing[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le")
            entries.setdefault(name, (start, size))
        elif kind == _STORAGE_ROOT and not small:
            small = _chain(raw, fat, start, sector, sector)[:size]
    return OleFile(raw, sector, fat, 1 << small_power, small_fat, small_below, small, entries)


def _fat_sectors(raw: bytes, sector: int) -> list[int]:
    """The sectors that hold the table of chains: named in the head, more of them in a chain of its own."""
    found = [n for n in struct.unpack_from("<109I", raw, 76) if n < _LAST]
    more, count = struct.unpack_from("<II", raw, 68)
    for _ in range(min(count, len(raw) // sector)):
        if more >= _LAST:
            break
        *numbers, more = _numbers(_sector(raw, more, sector))
        found += [n for n in numbers if n < _LAST]
    if len(found) > len(raw) // sector:
        raise SourceError("not-office")
    return found


def _chain(data: bytes, fat: tuple[int, ...], start: int, sector: int, skipped: int) -> bytes:
    """The sectors of a chain; one that comes back to itself is damaged."""
    found: list[bytes] = []
    while start < _LAST:
        if len(found) >= len(fat):
            raise SourceError("not-office")
        found.append(data[skipped + start * sector : skipped + (start + 1) * sector])
        start = fat[start]
    return b"".join(found)


def _sector(raw: bytes, number: int, sector: int) -> bytes:
    return raw[(number + 1) * sector : (number + 2) * sector]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
