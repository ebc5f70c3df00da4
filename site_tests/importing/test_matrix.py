"""Sources that are laid out otherwise than the form prints: each value is in its field or told, and none is in another's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import pytest
from goalbook.forms.fill import Sheet, fill
from goalbook.forms.grid import Cell, Grid
from goalbook.importing.import_document import Imported, SourceFile, import_document
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.html import read_html
from goalbook.importing.sources.sheets import read_xlsx
from goalbook.messages.catalogue import catalogue
from goalbook.model.records import Document
from pydantic import BaseModel

from site_tests.helpers.generate import SAMPLES, make_document
from site_tests.helpers.office import as_docx, as_html, as_xlsx
from site_tests.helpers.shipped import FORMS

WAYS = {"html": (as_html, read_html), "docx": (as_docx, read_docx), "xlsx": (as_xlsx, read_xlsx)}
TABLES = [name for name in SAMPLES if FORMS[name].tables]


def made(form: str, number: int) -> Document:
    """A generated document of a form whose labels are as printed."""
    return Document.model_validate({**make_document(form, number, Random(f"matrix/{form}/{number}")), "labels": {}})


def with_rows(grid: Grid, rows: list[list[Cell]]) -> Grid:
    """A grid of these rows of cells, each cell as high and as wide as it covers places."""
    cells: list[Cell] = []
    done: set[tuple[int, int]] = set()
    for row, line in enumerate(rows):
        for col, cell in enumerate(line):
            if (row, col) in done:
                continue
            width = next((n for n in range(1, len(line) - col) if line[col + n] is not cell), len(line) - col)
            height = next((n for n in range(1, len(rows) - row) if rows[row + n][col] is not cell), len(rows) - row)
            done |= {(r, c) for r in range(row, row + height) for c in range(col, col + width)}
            cells.append(cell._replace(row=row, col=col, rows=height, cols=width))
    return replace(grid, cells=tuple(cells), widths=tuple([20] * len(rows[0])))


def is_flat(grid: Grid) -> bool:
    """Whether a grid is a head of single cells over rows of records."""
    return grid.head_rows == 1 and all(cell.cols == 1 for cell in grid.cells if cell.row == 0)


def heads_first(grid: Grid) -> int:
    """How many columns at the left hold labels at the side."""
    return sum(1 for cell in grid.cells if cell.row == 0 and cell.kind == "label" and cell.rows > 1)


def reordered(grid: Grid) -> Grid:
    """The columns of a flat grid from right to left, but for labels at the side."""
    side = heads_first(grid)
    return with_rows(grid, [row[:side] + row[side:][::-1] for row in grid.matrix()])


def head_repeated(grid: Grid) -> Grid:
    """The head again before the last row."""
    matrix = grid.matrix()
    if not grid.head_rows or len(matrix) < grid.head_rows + 2:
        return grid
    again = [[cell._replace(anchor="again") for cell in row] for row in matrix[: grid.head_rows]]
    last = [cell._replace(anchor=f"{cell.anchor}-last") if cell.rows > 1 else cell for cell in matrix[-1]]
    return with_rows(grid, [*matrix[:-1], *_as_merged(again), last])


def _as_merged(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The same rows with one object for each cell."""
    known: dict[tuple[int, int], Cell] = {}
    return [[known.setdefault((cell.row, cell.col), cell) for cell in row] for row in rows]


def extra_column(grid: Grid) -> Grid:
    """A column that the form doesn't have, in the middle."""
    rows = []
    for number, row in enumerate(grid.matrix()):
        text = "经办科室" if number < max(grid.head_rows, 1) else f"科室{number}"
        rows.append([*row[:-1], Cell(number, 0, text=text), row[-1]])
    return with_rows(grid, rows)


def missing_column(grid: Grid) -> Grid:
    """A flat grid without its last column."""
    return with_rows(grid, [row[:-1] for row in grid.matrix()])


def blanks_for_merges(grid: Grid) -> Grid:
    """Blank cells where cells were merged over rows, below the head."""
    rows = []
    for number, row in enumerate(grid.matrix()):
        rows.append([
            cell if number == cell.row or number < grid.head_rows else Cell(number, col, text="")
            for col, cell in enumerate(row)
        ])  # fmt: skip
    return with_rows(grid, rows)


def title_row(grid: Grid) -> Grid:
    """A row over all columns on top."""
    top = Cell(0, 0, text="（本表由系统导出）")
    return with_rows(grid, [[top] * len(grid.widths), *grid.matrix()])


CHANGES: dict[str, tuple[Callable[[Grid], Grid], Callable[[Grid], bool]]] = {
    "columns in another order": (reordered, is_flat),
    "the head repeated": (head_repeated, lambda grid: grid.head_rows > 0),
    "an extra column": (extra_column, is_flat),
    "a missing column": (missing_column, is_flat),
    "blanks for merges": (blanks_for_merges, lambda grid: grid.head_rows > 0),
    "one more title row": (title_row, lambda grid: not grid.joined),
}


def values_of(record: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every printed text of a document by its path."""
    if isinstance(record, BaseModel):
        for name in type(record).model_fields:
            if name not in ("goalbook", "form", "body", "source", "review", "kind", "merge", "year_basis", "labels"):
                yield from values_of(getattr(record, name), f"{path}.{name}".lstrip("."))
    elif isinstance(record, dict):
        for key, value in record.items():
            yield from values_of(value, f"{path}.{key}")
    elif isinstance(record, tuple):
        for n, value in enumerate(record):
            yield from values_of(value, f"{path}.{n}")
    elif record:
        yield path, "".join(str(record).split())


def brought_in(sheet: Sheet, way: str, form: str, document: Document) -> Imported:
    """A sheet through a file of one kind and back."""
    write, read = WAYS[way]
    name = f"{document.year or 'undated'}/{document.body}/x.yml"
    return import_document(FORMS[form], read(write(sheet)), name, SourceFile("made", "0" * 64), catalogue("zh"))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", TABLES)
def test_each_value_is_in_its_field_or_told(form: str, way: str, change: str) -> None:
    """Against the document that the source was made from: a value that isn't in its field is told; no field has another's value."""
    edit, fits = CHANGES[change]
    for number in range(3):
        document = made(form, number)
        sheet = fill(FORMS[form], document)
        edited = tuple(edit(part) if isinstance(part, Grid) and fits(part) else part for part in sheet)
        brought = brought_in(edited, way, form, document)
        truth, found = dict(values_of(document)), dict(values_of(brought.document))
        wrong = {path: text for path, text in found.items() if truth.get(path) != text}
        assert wrong == {}, f"{change}: {wrong}"
        lost = {path: text for path, text in truth.items() if path not in found and path != "year"}
        told = "".join("".join(piece.text.split()) for piece in (*brought.left, *brought.misplaced, *brought.other))
        in_source = {"".join(text.split()) for part in edited if isinstance(part, Grid) for text in _texts(part)}
        untold = {path: text for path, text in lost.items() if text not in told and text in in_source}
        assert untold == {}, f"{change}: {untold}"


def _texts(grid: Grid) -> list[str]:
    return [grid.title, grid.subtitle, *(cell.text for cell in (*grid.cells, *grid.above, *grid.below))]
