"""What an older workbook says of its sheets beside their values: number formats, what is hidden, struck out or drawn."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from goalbook.importing.limits import SourceError
from goalbook.importing.sources.ole import open_ole
from goalbook.importing.sources.raised import Height
from goalbook.importing.sources.rich_text import Look, RichText
from goalbook.importing.sources.sheet_parts import Place, without_codes
from goalbook.importing.sources.xls_strings import FontRuns, parted_string, parted_strings

_BOF, _BOUND, _FORMAT, _XF, _FONT, _LOCKED = 0x0809, 0x0085, 0x041E, 0x00E0, 0x0031, 0x002F
_ROW, _COLUMNS, _TEXT, _CONTINUE, _PICTURE = 0x0208, 0x007D, 0x01B6, 0x003C, 0x005D
_MARGINS, _VIEW, _ZEROS = (0x0014, 0x0015), 0x023E, 0x10
_STRINGS, _OF_STRINGS, _PARTED = (
    0x00FC,
    0x00FD,
    0x00D6,
)  # the texts of all sheets, a cell with one of them, one with its own in parts
_CELLS = frozenset((0x0006, 0x0203, 0x0204, 0x0205, 0x027E, _OF_STRINGS, _PARTED))
_SEVERAL = 0x00BD  # numbers side by side
_WHOLE_BOOK = 0x0600
_CHART, _IMAGE = 5, 8
_HEIGHTS: dict[int, Height] = {1: "raised", 2: "lowered"}


class CellStyle(NamedTuple):
    """How a cell is shown: the number of its format, the words of that where the file has them, and the look of its font."""

    number: int = 0
    words: str = ""
    look: Look = Look()


@dataclass(slots=True)
class XlsParts:
    """Of a sheet: whether it is hidden, its hidden rows and columns, the styles of its cells, texts in parts, whether zeros are hidden.

    ``beside`` are its margins, boxes and pictures: kind and text.
    """

    hidden: bool = False
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    styles: dict[Place, CellStyle] = field(default_factory=dict)
    rich: dict[Place, RichText] = field(default_factory=dict)
    beside: list[tuple[str, str]] = field(default_factory=list)
    no_zeros: bool = False


@dataclass(slots=True)
class _Book:
    """What the records at the beginning of a workbook say of all its sheets."""

    formats: dict[int, str] = field(default_factory=dict)
    fonts: list[Look] = field(default_factory=list)
    strings: dict[int, FontRuns] = field(default_factory=dict)  # those in parts
    styles: list[tuple[int, int]] = field(default_factory=list)  # font and format
    sheets: dict[int, tuple[str, bool]] = field(default_factory=dict)  # by their places: title, hidden

    def style(self, number: int) -> CellStyle:
        """The style of a number."""
        if number >= len(self.styles):
            return CellStyle()
        font, form = self.styles[number]
        return CellStyle(form, self.formats.get(form, ""), self.look(font))

    def look(self, font: int) -> Look:
        """The look of a font by its number; 4 is left out of the count."""
        font -= font > 4
        return self.fonts[font] if font < len(self.fonts) else Look()

    def rich(self, number: int) -> RichText:
        """The parts of a text by its number; none where all of it is of one font."""
        return self.with_looks(self.strings.get(number, ()))

    def with_looks(self, runs: FontRuns) -> RichText:
        """The parts of a text with the looks of their fonts."""
        return tuple((text, None if font is None else self.look(font)) for text, font in runs)


def xls_parts(raw: bytes) -> dict[str, XlsParts]:
    """The parts of each sheet by its title; nothing for a workbook older than that of 1997.

    Raises SourceError where it has a password.
    """
    file = open_ole(raw)
    if "Workbook" not in file.entries:
        return {}
    book = _Book()
    found: dict[str, XlsParts] = {}
    own: XlsParts | None = None
    texts = 0
    strings: list[bytes] = []
    for at, kind, body in _records(file.stream("Workbook")):
        if kind == _LOCKED:
            raise SourceError("is-encrypted")
        if kind == _BOF:
            title, hidden = book.sheets.get(at, ("", False))
            if title:
                own = found.setdefault(title, XlsParts(hidden))
        elif own is None and (kind == _STRINGS or (kind == _CONTINUE and strings)):
            strings.append(body)
        elif own is None:
            if strings:
                book.strings, strings = parted_strings(strings), []
            _of_book(book, kind, body)
        elif kind == _TEXT:
            texts = 1
        elif kind == _CONTINUE and texts:
            texts = 0
            own.beside.append(("box", _string(body, len(body) - 1)))
        else:
            _of_sheet(book, own, kind, body)
    return found


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The place, the kind and the body of each record."""
    at = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        yield at, kind, data[at + 4 : at + 4 + length]
        at += 4 + length


def _of_book(book: _Book, kind: int, body: bytes) -> None:
    if kind == _BOUND and len(body) > 8:
        place, state, _, count = struct.unpack_from("<IBBB", body)
        book.sheets[place] = _string(body[7:], count), state & 3 > 0
    elif kind == _FORMAT and len(body) > 5:
        number, count = struct.unpack_from("<HH", body)
        book.formats[number] = _string(body[4:], count)
    elif kind == _FONT and len(body) >= 4:
        height = struct.unpack_from("<H", body, 8)[0] if len(body) >= 10 else 0
        book.fonts.append(Look(bool(struct.unpack_from("<HH", body)[1] & 8), _HEIGHTS.get(height, "")))
    elif kind == _XF and len(body) >= 4:
        book.styles.append(struct.unpack_from("<HH", body))


def _string(body: bytes, count: int) -> str:
    """A string of so many characters, in one byte each or in two as its first byte says."""
    wide = bool(body[:1] and body[0] & 1)
    return body[1 : 1 + (count * 2 if wide else count)].decode("utf-16-le" if wide else "latin-1", "replace")


def _of_sheet(book: _Book, own: XlsParts, kind: int, body: bytes) -> None:
    if kind == _ROW and len(body) >= 14:
        if struct.unpack_from("<H", body, 12)[0] & 0x20:
            own.rows.add(struct.unpack_from("<H", body)[0])
    elif kind == _COLUMNS and len(body) >= 10:
        first, last, _, _, options = struct.unpack_from("<HHHHH", body)
        if options & 1:
            own.columns |= set(range(first, min(last, 255) + 1))
    elif kind in _CELLS and len(body) >= 6:
        row, column, style = struct.unpack_from("<HHH", body)
        own.styles[row, column] = book.style(style)
        if kind == _OF_STRINGS and len(body) >= 10:
            own.rich[row, column] = book.rich(struct.unpack_from("<I", body, 6)[0])
        elif kind == _PARTED:
            own.rich[row, column] = book.with_looks(parted_string(body[6:]))
    elif kind == _SEVERAL and len(body) >= 6:
        row, column = struct.unpack_from("<HH", body)
        for n in range((len(body) - 6) // 6):
            own.styles[row, column + n] = book.style(struct.unpack_from("<H", body, 4 + 6 * n)[0])
    elif kind == _PICTURE and len(body) >= 6 and struct.unpack_from("<H", body, 4)[0] in (_CHART, _IMAGE):
        own.beside.append(("picture", "▣"))
    elif kind in _MARGINS and len(body) > 3:
        own.beside.append(("margin", without_codes(_string(body[2:], struct.unpack_from("<H", body)[0]))))
    elif kind == _VIEW and len(body) >= 2:
        own.no_zeros = not struct.unpack_from("<H", body)[0] & _ZEROS
