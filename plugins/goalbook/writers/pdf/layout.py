"""Filled forms as the plain data that the Typst template sets; where a table may break is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.grid import Cell, Grid, lines_around
from goalbook.messages.catalogue import Catalogue
from goalbook.model.direction import begins_from_the_right
from goalbook.writers.geometry import LETTER_SIDE, PDF, POINTS, Sides, alignment

# What is lower than this part of a page's height stays whole: rows of one label, a single row, rows beside a label's words.
_GROUP, _ROW, _TIED = 0.25, 0.4, 0.7
_OTHER_SIDE = {"l": "r", "r": "l"}
_LONG_RUN = re.compile(r"[!-~]{9,}")


@dataclass(frozen=True, slots=True)
class PaperSize:
    """The paper of a document: text width and height in points."""

    sides: Sides
    side: float

    @property
    def width(self) -> float:
        """Points between the margins."""
        return (self.sides[0] - 2 * self.side) * POINTS

    @property
    def height(self) -> float:
        """Points between head and foot."""
        return PDF.height(self.sides) * POINTS


def page_of(sheet: Sheet, sides: Sides) -> PaperSize:
    """The paper of a filled form: as wide as its widest table where that fits, with margins of a letter where it has none."""
    widest = max((sum(part.widths) for part in sheet if isinstance(part, Grid)), default=0)
    return PaperSize(sides, max(PDF.side, (sides[0] - widest) / 2) if widest else LETTER_SIDE)


class PartLayout(NamedTuple):
    """A part of a filled form as the template takes it, and the cells that its structure will have in reading order.

    None stands for a cell that only ties rows together.
    """

    data: dict[str, Any]
    cells: tuple[Cell | None, ...] = ()


def layouts_of(sheet: Sheet, page: PaperSize, t: Catalogue, indexed: bool = False) -> list[PartLayout]:
    """The parts of a filled form, in printed order; ``indexed`` ones can tell on which page each row is."""
    return [
        PartLayout(_prose(part)) if isinstance(part, ProseText) else _Table(part, page, t).part(indexed)
        for part in sheet
    ]


def _prose(part: ProseText) -> dict[str, Any]:
    return {"prose": [[one.level, inline(one.text)] for one in part.paragraphs]}


Pieces = str | list[str]


def inline(text: str, ems: float = 0) -> Pieces | dict[str, Pieces]:
    """A text for the template: line ends apart, and an empty piece where a run too long for a line of so many ems may break.

    One that begins from the right is said to, under ``rtl``: the template would take longer to tell than to set the text.
    """
    pieces = _pieces(text, ems)
    return {"rtl": pieces} if begins_from_the_right(text) else pieces


def _pieces(text: str, ems: float) -> Pieces:
    lines = text.split("\n")
    if len(lines) == 1 and not (ems and _LONG_RUN.search(text)):
        return text
    pieces: list[str] = []
    for n, line in enumerate(lines):
        pieces += ["\n"] if n else []
        pieces += _broken(line, ems) if ems else [line] if line else []
    return pieces


def _broken(line: str, ems: float) -> Iterator[str]:
    at = 0
    for run in _LONG_RUN.finditer(line):
        if len(run[0]) * PDF.latin > ems:
            if line[at : run.start()]:
                yield line[at : run.start()]
            for n, character in enumerate(run[0]):
                if n:
                    yield ""
                yield character
            at = run.end()
    if line[at:]:
        yield line[at:]


def in_structure(grid: Grid) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """The cells of the head rows and those below, in reading order; a label over both is cut, its words stand below."""
    rows = grid.head_rows
    head, body = [], []
    for cell in grid.cells:
        if cell.row >= rows:
            body.append(cell)
        elif cell.row + cell.rows <= rows:
            head.append(cell)
        else:
            head.append(cell._replace(rows=rows - cell.row, text="", head="", path="", lost=False))
            body.append(cell._replace(row=rows, rows=cell.row + cell.rows - rows))
    return tuple(head), tuple(sorted(body, key=lambda cell: (cell.row, cell.col)))


class _Table:
    """One grid on a page of a certain size, with the estimated height of its rows."""

    def __init__(self, grid: Grid, page: PaperSize, t: Catalogue) -> None:
        self.grid, self.page, self.t = grid, page, t
        self.head, self.body = in_structure(grid)
        self.cut = {cell.col for cell in grid.cells if cell.row < grid.head_rows < cell.row + cell.rows}
        self.scale = page.width / sum(grid.widths)
        self.heights = [0.0] * grid.rows
        for cell in (*self.head, *self.body):
            if cell.rows == 1:
                self.heights[cell.row] = max(self.heights[cell.row], self._height(cell))
        for cell in (*self.head, *self.body):
            if cell.rows > 1:
                last = cell.row + cell.rows - 1
                lacking = self._height(cell) - sum(self.heights[cell.row : last + 1])
                self.heights[last] += max(0.0, lacking)
        self.marked = self._marked()

    def part(self, indexed: bool) -> PartLayout:
        """The table for the template. Where no label can go on over a page and none is ``indexed``, no row is marked."""
        grid, sides, ties = self.grid, self._sides(), self._ties()
        if not (sides or indexed):
            self.marked = set()
        data = {
            "title": inline(grid.title),
            "subtitle": inline(grid.subtitle),
            "number": inline(grid.number),
            "above": [[inline(cell.text) for cell in line] for line in lines_around(grid.above)],
            "below": [[inline(cell.text) for cell in line] for line in lines_around(grid.below)],
            "joined": grid.joined,
            "columns": [round(100 * width / sum(grid.widths), 4) for width in grid.widths],
            "head": [self._cell(cell) for cell in self.head],
            "body": [self._cell(cell) for cell in self.body],
            "sides": sides,
            "ties": ties,
        }
        tied = ((row, len(grid.widths), None) for row, _ in ties)
        placed = ((cell.row, cell.col, cell) for cell in (*self.head, *self.body))
        return PartLayout(data, tuple(cell for _, _, cell in sorted((*placed, *tied), key=lambda one: one[:2])))

    def _marked(self) -> set[tuple[int, int]]:
        """The cell of each row that tells the page on which the row begins: one that spans no other row where there is one."""
        first: dict[int, Cell] = {}
        for cell in (*self.head, *self.body):
            if cell.row not in first or (first[cell.row].rows > 1 and cell.rows == 1):
                first[cell.row] = cell
        return {(cell.row, cell.col) for cell in first.values()}

    def _ems(self, cell: Cell) -> float:
        width = sum(self.grid.widths[cell.col : cell.col + cell.cols]) * self.scale
        return max(1.0, (width - PDF.beside) / PDF.size)

    def _height(self, cell: Cell) -> float:
        """An upper estimate in points."""
        if cell.vertical:
            return len(cell.text) * PDF.pitch * PDF.size + PDF.above
        lines = sum(max(1, -(-_ems_of(line) // max(1.0, self._ems(cell) - 1))) for line in cell.text.split("\n"))
        return lines * PDF.pitch * PDF.size + PDF.above

    def _whole(self, cell: Cell) -> bool:
        """Whether the rows of a cell stay on one page."""
        part = _ROW if cell.rows == 1 else _GROUP
        return sum(self.heights[cell.row : cell.row + cell.rows]) < part * self.page.height

    def _cell(self, cell: Cell) -> list[Any]:
        """Column, row, spans, text, alignment, whether it stays whole, whether it marks its row, and how it is shown.

        Shown ``v``: upright, ``l``: lost, ``b`` and ``t``: without its lower or upper line; ``s``: its words tell where they end.
        """
        head = cell.row < self.grid.head_rows
        text = self.t("lost") if cell.lost else "" if cell.hidden else cell.text
        show = "v" if cell.vertical and text else "l" if cell.lost else ""
        if cell.col in self.cut and (head or cell.row == self.grid.head_rows):
            show += "t" if not head else "b"
        if not head and cell.head == "row" and cell.text and not self._whole(cell):
            show += "s"
        return [
            cell.col,
            cell.row,
            cell.cols,
            cell.rows,
            list(text) if cell.vertical and text else inline(text, self._ems(cell)),
            _side(cell, text),
            self._whole(cell),
            (cell.row, cell.col) in self.marked,
            show,
        ]

    def _over_pages(self) -> list[Cell]:
        """The labels whose rows may go over the end of a page."""
        heads = (cell for cell in self.body if cell.head == "row" and cell.text and not cell.hidden)
        return [cell for cell in heads if not self._whole(cell)]

    def _sides(self) -> list[list[Any]]:
        """Of each such label its row, rows, column, columns, text, and whether it is upright."""
        return [[one.row, one.rows, one.col, one.cols, one.text, one.vertical] for one in self._over_pages()]

    def _ties(self) -> list[tuple[int, int]]:
        """Rows (first, how many) that stay together because the words of a label stand beside them; none or all rows."""
        together: dict[int, int] = {}
        for cell in self._over_pages():
            need, rows = self._height(cell), 1
            while rows < cell.rows and sum(self.heights[cell.row : cell.row + rows]) < need:
                rows += 1
            if rows > 1 and sum(self.heights[cell.row : cell.row + rows]) < _TIED * self.page.height:
                together[cell.row] = max(rows, together.get(cell.row, 1))
        if not together:
            return []
        ties, row = [], 0
        while row < self.grid.rows:
            end = row + 1
            at = row
            while at < end:
                end = max(end, at + together.get(at, 1))
                at += 1
            ties.append((row, end - row))
            row = end
        return ties


def _side(cell: Cell, text: str) -> str:
    """How a cell is set; the sides change places for a text from the right."""
    side = alignment(cell)
    return _OTHER_SIDE.get(side, side) if begins_from_the_right(text) else side


def _ems_of(line: str) -> float:
    return sum(1.0 if east_asian_width(character) in "WFA" else PDF.latin for character in line)
