"""The cells of a sheet as lines: rows as tables with their merged cells, single texts across as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from goalbook.importing.limits import within
from goalbook.importing.lines import Lines, RawCell, sheet_place
from goalbook.importing.sources.measure import Merge
from goalbook.importing.sources.sheet_parts import Place


@dataclass(slots=True)
class SheetCells:
    """What the cells of a sheet show, and the sizes of those that are bold, by their places; its hidden rows and columns.

    ``wheres`` are the places of cells in their file, where hidden rows or columns stand before them.
    """

    title: str
    hidden_rows: set[int]
    hidden_columns: set[int]
    texts: dict[Place, str] = field(default_factory=dict)
    bold: dict[Place, float] = field(default_factory=dict)
    wheres: dict[Place, Place] = field(default_factory=dict)

    def where(self, place: Place) -> str:
        """The place of a cell as its program names it."""
        return sheet_place(self.title, *self.wheres.get(place, place))


def read_sheet(lines: Lines, cells: SheetCells, merges: Sequence[Merge]) -> None:
    """The rows of a sheet: those of a single text across all columns are paragraphs, bold ones headings by their size.

    What stands in hidden rows and columns, or under merged cells, is set aside.
    """
    within("merged", sum((last - row + 1) * (end - column + 1) for row, column, last, end in merges))
    covered = _covered(merges)
    for place in [place for place in cells.texts if place in covered]:
        lines.aside("covered", cells.where(place), cells.texts.pop(place))
    if cells.hidden_rows or cells.hidden_columns:
        cells, merges = _shown(lines, cells, merges)
        covered = _covered(merges)
    merged = {(row, column): (last - row + 1, end - column + 1) for row, column, last, end in merges}
    said = [place for place, text in cells.texts.items() if text.strip()]
    if not said:
        return
    bottom = max(row + merged.get((row, column), (1, 1))[0] for row, column in said)
    width = max(column + merged.get((row, column), (1, 1))[1] for row, column in said)
    within("area", bottom * width)
    lines.leaf()
    blocks = list(_blocks(cells, merged, covered, bottom, width))
    alone = [(one.row, one.column) for one in blocks if isinstance(one, RawCell)]
    sizes = sorted({cells.bold[place] for place in alone if place in cells.bold}, reverse=True)
    for block in blocks:
        if isinstance(block, RawCell):
            size = cells.bold.get((block.row, block.column))
            lines.paragraph(block.text, 0 if size is None else sizes.index(size) + 1, block.place)
        else:
            lines.table(block)


def _covered(merges: Sequence[Merge]) -> set[Place]:
    """The places under merged cells, but for their first ones."""
    return {
        (row, column)
        for first, start, last, end in merges
        for row in range(first, last + 1)
        for column in range(start, end + 1)
        if (row, column) != (first, start)
    }


def _shown(lines: Lines, cells: SheetCells, merges: Sequence[Merge]) -> tuple[SheetCells, list[Merge]]:
    """The sheet without its hidden rows and columns; a merged cell is as wide and high as is shown of it."""
    ends = [(last, end) for _, _, last, end in merges] + [*cells.texts]
    rows = _kept(max((row for row, _ in ends), default=-1), cells.hidden_rows)
    columns = _kept(max((column for _, column in ends), default=-1), cells.hidden_columns)
    shown = SheetCells(cells.title, set(), set())
    starts: dict[Place, Place] = {}
    made: list[Merge] = []
    for row, column, last, end in merges:
        high = [rows[n] for n in range(row, last + 1) if n in rows]
        wide = [columns[n] for n in range(column, end + 1) if n in columns]
        if high and wide:
            starts[row, column] = high[0], wide[0]
            made.append((high[0], wide[0], high[-1], wide[-1]))
    for place, text in cells.texts.items():
        at = starts.get(place) or (rows.get(place[0], -1), columns.get(place[1], -1))
        if min(at) < 0:
            lines.aside("hidden", cells.where(place), text)
            continue
        shown.texts[at] = text
        shown.wheres[at] = place
        if place in cells.bold:
            shown.bold[at] = cells.bold[place]
    return shown, made


def _kept(last: int, hidden: set[int]) -> dict[int, int]:
    """The rows or columns that are shown, up to the last one, each with its number among them."""
    return {place: n for n, place in enumerate(one for one in range(last + 1) if one not in hidden)}


def _blocks(
    cells: SheetCells, merged: dict[Place, tuple[int, int]], covered: set[Place], bottom: int, width: int
) -> Iterator[RawCell | list[RawCell]]:
    table: list[RawCell] = []
    for row in range(bottom):
        own = [
            RawCell(
                row,
                column,
                cells.texts.get((row, column), ""),
                *merged.get((row, column), (1, 1)),
                cells.where((row, column)),
            )
            for column in range(width)
            if (row, column) not in covered
        ]
        said = [one for one in own if one.text.strip()]
        alone = len(said) == 1 and said[0].rows == 1 and (len(own) == 1 or (said[0].columns == 1 and len(own) == width))
        if (not said and len(own) == width) or (
            alone and not any((row, column) in covered for column in range(said[0].column))
        ):
            if table:
                yield table
                table = []
            if said:
                yield said[0]
        else:
            table += own
    if table:
        yield table
