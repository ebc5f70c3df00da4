"""The proof of place: whether what a goal file prints under each label is what its source prints there, by code that shares nothing
with the reading.

Both sides are tables of cells with places. On each, a value belongs to the nearest label to its left that is one row high, else to the
head above it in its column, else to the label at its side. Under the same words both must then say the same, in the same order; and
where a row of the one has the label and the head of a cell of the other, the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from goalbook.forms.fill import Sheet
from goalbook.forms.grid import Grid
from goalbook.importing.lines import SourceLine, SourcePiece
from goalbook.importing.reading.match import squeezed

_BEHIND = re.compile(r"(?<=.)\([^()]*\)$")


class _Told(NamedTuple):
    """A value with its row, the columns it covers (the last one excluded), and whether it is a word of the form."""

    row: int
    start: int
    end: int
    text: str
    label: bool
    number: int


_Crossed = dict[tuple[str, str], list[_Told]]
"""Cells by the label at their left and the head above them."""


def misplaced_pieces(sheet: Sheet, lines: Iterable[SourceLine]) -> list[SourcePiece]:
    """The pieces of a source's tables that the filled form doesn't print under the same words, in the same order."""
    parts = [part for part in sheet if isinstance(part, Grid)]
    lines = list(lines)
    shown = {squeezed(text) for line in lines for text in line.texts}
    grids = [list(_of_grid(part, shown)) for part in parts]
    labels = {_words(cell.text) for grid in grids for cell in grid if cell.label}
    pieces: dict[int, SourcePiece] = {}
    source: dict[str, list[_Told]] = {}
    crossed: _Crossed = {}
    alike = _alike(grids)
    across = {squeezed(cell.text) for grid in parts for cell in grid.cells if cell.cols == len(grid.widths)}
    for table in _tables(lines, across, labels):
        _gather(_of_source(table, pieces, labels), alike, source, crossed)
    printed: dict[str, list[_Told]] = {}
    crossings: _Crossed = {}
    for grid in grids:
        _gather(grid, alike, printed, crossings)
    proved = {
        cell.number: _stands(cell, crossings[both]) for both in crossed if both in crossings for cell in crossed[both]
    }
    numbers = {number for number, stands in proved.items() if not stands}
    for words, told in source.items():
        numbers |= {*_unlike([cell for cell in told if cell.number not in proved], printed.get(words, []))}
    unlike = [pieces[number] for number in sorted(numbers)]
    around = {squeezed(text) for part in sheet if isinstance(part, Grid) for text in _around(part)}
    return [piece for piece in unlike if squeezed(piece.text) not in around]


def _around(grid: Grid) -> Iterator[str]:
    """What stands over and below a grid: in a source it may be rows of the table."""
    yield from (grid.number, grid.title, grid.subtitle, *(cell.text for cell in (*grid.above, *grid.below)))


def _tables(lines: Iterable[SourceLine], across: set[str], labels: set[str]) -> Iterator[list[SourceLine]]:
    """The rows of a source whose merged cells are known, table by table. One as wide that begins without a label goes on with the one
    before it, as on the next page; a row of one cell over all columns parts none, though it looks like a paragraph in a sheet.
    """
    table: list[SourceLine] = []
    parted = False
    for line in lines:
        if line.table and line.merged:
            goes_on = table and line.slots[-1].column == table[-1].slots[-1].column
            if parted and table and not (goes_on and labels.isdisjoint(map(_words, line.texts))):
                yield table
                table = []
            parted = False
            table.append(line)
        else:
            parted = parted or not (len(line.slots) == 1 and squeezed(line.texts[0]) in across)
    if table:
        yield table


def _of_source(table: list[SourceLine], pieces: dict[int, SourcePiece], labels: set[str]) -> Iterator[_Told]:
    width = max(slot.column for line in table for slot in line.slots) + 1
    for row, line in enumerate(table):
        ends = [*(slot.column for slot in line.slots[1:]), width]
        for slot, end in zip(line.slots, ends, strict=True):
            text, number = slot.piece.text, slot.piece.number
            pieces[number] = slot.piece
            yield _Told(row, slot.column, max(end, slot.column + 1), text, _words(text) in labels, number)


def _of_grid(grid: Grid, shown: set[str]) -> Iterator[_Told]:
    """The cells of a printed grid; a label that originals lack is one only where the source shows it."""
    for number, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.rows):
            text = "" if cell.hidden and squeezed(cell.text) not in shown else cell.text
            yield _Told(row, cell.col, cell.col + cell.cols, text, cell.kind == "label" and _is_worded(text), number)


def _stands(cell: _Told, printed: list[_Told]) -> bool:
    """Whether a cell says what is printed at its label and below its head."""
    return not cell.text.strip() or squeezed(cell.text) in {squeezed(one.text) for one in printed}


def _is_worded(text: str) -> bool:
    """Whether a text has words: a dash or a number that a form always prints names nothing."""
    return any(map(str.isalpha, text))


def _words(label: str) -> str:
    """What a label says, whether or not a unit is behind it in brackets."""
    return _BEHIND.sub("", squeezed(label))


def _alike(grids: Iterable[list[_Told]]) -> set[str]:
    """The words that several labels of a printed row say: heads of these are told apart by what stands above them."""
    rows = Counter((n, cell.row, _words(cell.text)) for n, grid in enumerate(grids) for cell in grid if cell.label)
    return {words for (_, _, words), count in rows.items() if count > 1}


def _gather(cells: Iterable[_Told], alike: set[str], found: dict[str, list[_Told]], crossed: _Crossed) -> None:
    """Put each value once to the words of the label that it belongs to, in the order of the rows; and each cell that is beside a label
    and below a head to both.
    """
    above: dict[int, str] = {}
    seen: set[int] = set()
    every = sorted(cells)
    heights = Counter(cell.number for cell in every)
    for _, row in groupby(every, key=lambda cell: cell.row):
        own = list(row)
        fresh = [cell for cell in own if cell.number not in seen]
        values = [cell for cell in fresh if not cell.label and cell.text.strip()]
        side = left = ""
        for cell in own:
            if cell.label:
                high = heights[cell.number] > 1
                left, side = (left, _words(cell.text)) if high else (_words(cell.text), side)
                continue
            if left and cell.start in above and cell in fresh:
                crossed.setdefault((left, above[cell.start]), []).append(cell)
            if cell in values:
                found.setdefault(left or above.get(cell.start) or side, []).append(cell)
        if not values:
            for cell in (cell for cell in fresh if cell.label):
                words, upper = _words(cell.text), above.get(cell.start, "")
                if words in alike and upper not in alike:
                    words = f"{upper.partition('/')[0]}/{words}"
                above |= dict.fromkeys(range(cell.start, cell.end), words)
        seen |= {cell.number for cell in own}


def _unlike(source: list[_Told], printed: list[_Told]) -> Iterator[int]:
    """The numbers of the source's cells that don't have their match in the printed ones, in order."""
    places: dict[str, list[int]] = {}
    for n, cell in enumerate(printed):
        places.setdefault(squeezed(cell.text), []).append(n)
    at = 0
    for cell in source:
        own = places.get(squeezed(cell.text), [])
        following = bisect_left(own, at)
        if following == len(own):
            yield cell.number
        else:
            at = own[following] + 1
