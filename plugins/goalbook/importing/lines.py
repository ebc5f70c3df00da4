"""A source document as lines: rows of a table and paragraphs, in printed order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from goalbook.importing.limits import within


@dataclass(frozen=True, slots=True)
class SourcePiece:
    """A cell or paragraph of the source: its number in the source, its text as it stands, and where that is."""

    number: int
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A piece in a line: where it stands in it, and whether it begins there or goes on from a line above."""

    piece: SourcePiece
    column: int
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A row of a table, or a paragraph: ``level`` is that of a heading, 0 for none.

    ``merged`` says that merged cells of the table are known; where they are not, a blank may be a cell that goes on. ``begins``
    marks the first row of a table where the source tells its tables apart.
    """

    slots: tuple[Slot, ...]
    table: bool
    merged: bool = True
    level: int = 0
    ends: bool = False
    begins: bool = False

    @property
    def texts(self) -> list[str]:
        """The texts of its cells."""
        return [slot.piece.text for slot in self.slots]


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell of a table as its file has it, with its spans, and its place where that isn't its row and column."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    place: str = ""


AsideKind = Literal[
    "hidden", "struck", "deleted", "covered", "sheet",  # the source doesn't show it
    "comment", "note", "margin", "box", "picture", "inner", "embedded", "ruby",  # it stands beside the text
    "number", "symbol", "field", "formula", "placeholder", "no-value", "option",  # its program makes it
    "format", "repeated", "raised",  # it is carried, but may be shown otherwise
    "uncounted",  # no reader has read it
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aside:
    """What a source holds beside its lines, so that no goal file carries it: ``kind`` (an AsideKind) says why, the rest what and
    where; ``at`` is the number of the piece that comes next, -1 where it is of the whole source.
    """

    kind: str
    place: str
    text: str
    at: int = -1


class Lines:
    """Gathers the lines of a source, numbers its pieces, and keeps what it leaves out.

    ``drawn`` are texts in pieces that no text of the source is, by kind: numbers and symbols that its program draws itself.
    ``ahead`` counts the lines that stand over its document, such as a list of contents; ``leaves`` are the lines with which its
    pages, sheets or sections begin.
    """

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self.pieces: list[SourcePiece] = []
        self.asides: list[Aside] = []
        self.drawn: list[tuple[str, str]] = []
        self.tables = 0
        self.paragraphs = 0
        self.characters = 0
        self.ahead = 0
        self.leaves: list[int] = []
        self.more: list[str] = []  # of the last cell, not yet in its text

    def piece(self, text: str, place: str) -> SourcePiece:
        """A new piece."""
        self.settled()
        within("cells", len(self.pieces) + 1)
        within("text", len(text))
        self.characters += len(text)
        within("characters", self.characters)
        made = SourcePiece(len(self.pieces), text, place)
        self.pieces.append(made)
        return made

    def aside(self, kind: str, place: str, text: str, of_all: bool = False) -> None:
        """Something at this place, or of the whole source, that is left out, and told; blank text is nothing."""
        if text.strip():
            within("cells", len(self.asides) + 1)
            self.characters += len(text)
            within("characters", self.characters)
            self.asides.append(Aside(kind, place, text, -1 if of_all else len(self.pieces)))

    @property
    def next_paragraph(self) -> str:
        """The place of the paragraph that comes next."""
        return f"¶{self.paragraphs + 1}"

    def paragraph(self, text: str, level: int = 0, place: str = "") -> None:
        """A paragraph, unless it is blank; without a place it is counted."""
        if text.strip():
            self.paragraphs += 1
            piece = self.piece(text, place or f"¶{self.paragraphs}")
            self.lines.append(SourceLine((Slot(piece, 0),), table=False, level=level))

    def table(self, cells: Iterable[RawCell]) -> None:
        """A table whose merged cells are known."""
        self.tables += 1
        rows: dict[int, list[Slot]] = {}
        area = 0
        for cell in sorted(cells, key=lambda one: (one.row, one.column)):
            area += cell.rows
            within("cells", area)
            place = f"T{self.tables} R{cell.row + 1}C{cell.column + 1}"
            piece = self.piece(cell.text, cell.place or place)
            for row in range(cell.row, cell.row + cell.rows):
                rows.setdefault(row, []).append(Slot(piece, cell.column, row == cell.row))
        for n, row in enumerate(sorted(rows)):
            slots = tuple(sorted(rows[row], key=lambda slot: slot.column))
            self.lines.append(SourceLine(slots, table=True, begins=n == 0))

    def beside(self, texts: Iterable[str]) -> None:
        """Texts side by side in a paragraph."""
        self.paragraphs += 1
        held = list(texts)
        within("columns", len(held))
        pieces = [self.piece(text, f"¶{self.paragraphs}.{n + 1}") for n, text in enumerate(held)]
        self.lines.append(SourceLine(tuple(Slot(piece, n) for n, piece in enumerate(pieces)), table=False))

    def row(self, texts: Iterable[str], ends: bool = False) -> None:
        """A row of a table whose merged cells are not known."""
        number = len(self.lines) + 1
        held = list(texts)
        within("columns", len(held))
        slots = tuple(Slot(self.piece(text, f"L{number}C{n + 1}"), n) for n, text in enumerate(held))
        self.lines.append(SourceLine(slots, table=True, merged=False, ends=ends))

    def continued(self, text: str) -> None:
        """More of the text of the last cell; where that is blank, a paragraph of its own."""
        if not self.lines[-1].slots[-1].piece.text:
            self.paragraph(text)
            return
        self.more.append(text)
        self.characters += len(text) + 1
        within("characters", self.characters)

    def leaf(self) -> None:
        """A page, a sheet or a section begins."""
        self.leaves.append(len(self.lines))

    def leave_out(self, gone: Collection[int]) -> None:
        """Forget some of the lines, which have no cell in common with others; their pieces say nothing any more."""
        for slot in (slot for n in gone for slot in self.lines[n].slots):
            self.pieces[slot.piece.number] = replace(slot.piece, text="")
        order = sorted(gone)
        self.leaves = [begin - bisect_left(order, begin) for begin in self.leaves]
        self.lines = [line for n, line in enumerate(self.lines) if n not in gone]

    def part(self, start: int, end: int) -> Lines:
        """Some of the lines, from one up to another that is not among them, with the pieces from the one to the other."""
        made = Lines()
        made.lines = self.lines[start:end]
        first, last = self._pieces_over(start), self._pieces_over(end)
        made.pieces = self.pieces[first:last]
        ends = end >= len(self.lines)
        made.asides = [one for one in self.asides if one.at < 0 or first <= one.at < last or (ends and one.at >= last)]
        return made

    def _pieces_over(self, line: int) -> int:
        """How many pieces stand over a line; over the first one none, under the last one all."""
        fresh = (slot.piece.number for one in self.lines[line : line + 1] for slot in one.slots if slot.fresh)
        return min(fresh, default=len(self.pieces)) if line else 0

    def settled(self) -> Lines:
        """These lines, with all that was said of the last cell in its text; a source is read with this as its end."""
        if self.more:
            *slots, last = self.lines[-1].slots
            text = "\n".join((last.piece.text, *self.more))
            self.more = []
            within("text", len(text))
            piece = replace(last.piece, text=text)
            self.pieces[piece.number] = piece
            self.lines[-1] = replace(self.lines[-1], slots=(*slots, Slot(piece, last.column)))
        return self


def sheet_place(sheet: str, row: int, column: int) -> str:
    """The place of a cell as its program names it: ``sheet!B3``, without a sheet ``B3``; row and column from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{sheet}!{letters}{row + 1}" if sheet else f"{letters}{row + 1}"


def with_text(pieces: Iterable[SourcePiece]) -> Iterator[SourcePiece]:
    """The pieces that say something."""
    return (piece for piece in pieces if piece.text.strip())
