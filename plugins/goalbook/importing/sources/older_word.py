"""The words of an older Word file with the ends of its cells, to see whether a conversion kept its tables."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from goalbook.importing.limits import SourceError
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.ole import open_ole

_CELL_END = "\x07"
_FLAGS, _COUNT, _PIECES = (
    0x0A,
    0x4C,
    0x01A2,
)  # places in the head: flags, characters of the main text, where the list of pieces is
_SECOND_TABLE = 0x0200
_SETTINGS, _LIST = 1, 2
_NARROW = 1 << 30
_NAMED = 20  # characters of what a message names


def refuse_lost_tables(older: bytes, docx: bytes) -> None:
    """Refuse a Word file made of an older one where cells of this became running text. Where the older one's words can't be read
    nothing is known, and nothing refused.
    """
    try:
        words = "".join("".join(_pieces(older)).split())
    except (struct.error, KeyError, SourceError):
        return
    running = words.replace(_CELL_END, "")
    for line in read_docx(docx).lines:
        for text in line.texts if not line.table else ():
            said = "".join(text.split())
            if said not in words and said in running:
                raise SourceError("doc-table-lost", text=f"{text[:_NAMED]}…")


def _pieces(raw: bytes) -> Iterator[str]:
    """The main text of an older Word file, piece by piece."""
    file = open_ole(raw)
    main = file.stream("WordDocument")
    table = file.stream("1Table" if struct.unpack_from("<H", main, _FLAGS)[0] & _SECOND_TABLE else "0Table")
    (count,) = struct.unpack_from("<I", main, _COUNT)
    start, size = struct.unpack_from("<II", main, _PIECES)
    listed = _list(table[start : start + size])
    number = (len(listed) - 4) // 12
    places = struct.unpack_from(f"<{number + 1}I", listed)
    for n in range(number):
        length = min(places[n + 1], count) - places[n]
        (at,) = struct.unpack_from("<I", listed, 4 * (number + 1) + 8 * n + 2)
        if length > 0 and at & _NARROW:
            at = (at & ~_NARROW) // 2
            yield main[at : at + length].decode("cp1252", "replace")
        elif length > 0:
            yield main[at : at + 2 * length].decode("utf-16-le", "replace")


def _list(data: bytes) -> bytes:
    """The list of pieces, behind settings that are of no interest."""
    at = 0
    while at < len(data) and data[at] == _SETTINGS:
        at += 3 + struct.unpack_from("<H", data, at + 1)[0]
    if data[at : at + 1] != bytes((_LIST,)):
        raise SourceError("not-office")
    return data[at + 5 : at + 5 + struct.unpack_from("<I", data, at + 1)[0]]
