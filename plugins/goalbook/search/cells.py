"""The cells of a document that search finds: its field values as its page shows them, with their labels and anchors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from goalbook.book.filled import Filled
from goalbook.forms.fill import Paragraph, ProseText
from goalbook.forms.grid import Cell, Grid
from goalbook.messages.catalogue import Catalogue
from goalbook.model.places import DOCUMENT, cell_anchor
from goalbook.model.records import Body, Document


class FoundCell(NamedTuple):
    """A cell as search shows it: its anchor in the page, the labels of its row, then of its column, its text as printed.

    The anchor up to its first colon names the record: an item, an indicator, or ``d`` for the document itself. ``page`` is the
    address of its page below the site's root, empty for the document's own.
    """

    anchor: str
    labels: tuple[str, ...]
    text: str
    page: str = ""


def cells_of(filled: Filled, t: Catalogue) -> list[FoundCell]:
    """Every cell of a document that isn't empty, in printed order; what its head says of it comes first."""
    found = [*_head(filled.document, filled.body, t)]
    for part in filled.sheet:
        found += _prose(part, filled.anchors, t) if isinstance(part, ProseText) else _grid(part, filled.anchors)
    for n, sign in enumerate(filled.document.sign):
        found.append(FoundCell(f"{DOCUMENT}:sign.{n}.value", (sign.label,), sign.value))
    return [cell for cell in dict.fromkeys(found) if cell.text.strip()]


def _head(document: Document, body: Body, t: Catalogue) -> Iterator[FoundCell]:
    yield FoundCell(f"{DOCUMENT}:title", (t("label.title"),), document.title or "")
    yield FoundCell(f"{DOCUMENT}:body", (t("search.body"),), body.shown)
    if body.name != body.shown:
        yield FoundCell(f"{DOCUMENT}:body.name", (t("search.full"),), body.name or "")
    if body.region:
        yield FoundCell(f"{DOCUMENT}:region", (t("search.region"),), body.region.name)
    if document.year:
        yield FoundCell(f"{DOCUMENT}:year", (t("search.year"),), t("document.year", year=document.year))


def _prose(part: ProseText, anchors: Mapping[str, str], t: Catalogue) -> Iterator[FoundCell]:
    trail: list[Paragraph] = []
    for paragraph in part.paragraphs:
        if paragraph.level:
            trail = [above for above in trail if above.level < paragraph.level]
        if paragraph.path:
            anchor = paragraph.anchor or cell_anchor(paragraph.path, anchors)
            labels = tuple(_line(above.text) for above in trail) or _named(paragraph.path, t)
            yield FoundCell(anchor, labels, paragraph.text)
        if paragraph.level:
            trail.append(paragraph)


def _named(path: str, t: Catalogue) -> tuple[str, ...]:
    """The official name of a field that stands without a label."""
    field = path.split(".")[0]
    return (t(f"label.{field}"),) if f"label.{field}" in t else ()


def _line(text: str) -> str:
    return " ".join(text.split())


def _grid(grid: Grid, anchors: Mapping[str, str]) -> Iterator[FoundCell]:
    lines = {cell[:2]: _line(cell.text) for cell in grid.cells}
    for cell in (*grid.above, *(cell for cell in grid.below if not cell.path.startswith("sign."))):
        if cell.path:
            yield FoundCell(cell_anchor(cell.path, anchors), (), cell.text)
    rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
    columns: list[Cell] = []
    for cell in grid.cells:
        if cell.head == "row" or (cell.kind == "label" and not cell.head):
            for row in range(cell.row, cell.row + cell.rows):
                rows[row].append(cell)
        elif cell.head == "col" and cell.kind == "label":
            columns.append(cell)
    for cell in grid.cells:
        if cell.path:
            places = cell.heads or _heads_of_head(cell, rows[cell.row], columns)
            labels = dict.fromkeys([lines[place] for place in places])
            labels.pop("", None)
            yield FoundCell(cell.anchor or cell_anchor(cell.path, anchors), tuple(labels), cell.text)


def _heads_of_head(cell: Cell, row: list[Cell], columns: list[Cell]) -> list[tuple[int, int]]:
    """What heads a cell that is itself a head: those before it in its row, and those over its column."""
    before = [one for one in row if one.col < cell.col]
    over = [one for one in columns if one.row < cell.row and one.col <= cell.col < one.col + one.cols]
    return [(one.row, one.col) for one in (*sorted(before, key=lambda one: one.col), *over)]
