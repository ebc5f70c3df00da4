"""Fill an official form with a document: the one place where grids and prose are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goalbook.forms.columns import keys_of, with_columns
from goalbook.forms.form import Field, Form, Label, Prose, Table
from goalbook.forms.grid import Cell, Grid
from goalbook.forms.label_text import label_text
from goalbook.forms.lay import Layout, place_of
from goalbook.model.places import anchors_of, printed, value_at, walk_items
from goalbook.model.records import Document


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of prose: ``level`` 0 is a paragraph, 1 and more a heading of that depth under the document's title."""

    level: int
    text: str
    path: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ProseText:
    """The prose part of a filled form, in printed order."""

    paragraphs: tuple[Paragraph, ...]


Sheet = tuple[Grid | ProseText, ...]


def fill(form: Form, document: Document, anchors: Mapping[str, str] | None = None) -> Sheet:
    """The document in its official form: grids and prose, in printed order.

    ``anchors`` are the document's, where they have been made already.
    Raises GridError where the form's own layout does not tile; a document can't bring that about.
    """
    anchors = anchors_of(document) if anchors is None else anchors
    return tuple(
        _fill_table(part, document, anchors) if isinstance(part, Table) else _fill_prose(part, document, anchors)
        for part in form.parts
    )


def _fill_prose(prose: Prose, document: Document, anchors: Mapping[str, str]) -> ProseText:
    paragraphs = []
    if prose.label:
        paragraphs.append(Paragraph(1, label_text(prose.label, document), ""))
    if prose.path != "items":
        value = value_at(document, prose.path)
        texts = value if isinstance(value, tuple) else () if value is None else (value,)
        paragraphs += [Paragraph(0, str(text), f"{prose.path}.{n}") for n, text in enumerate(texts)]
        return ProseText(tuple(paragraphs))
    for path, depth, item in walk_items(document.items):
        join = " " if item.kind in prose.space and item.numbering else ""
        heading = f"{item.numbering or ''}{join}{item.name or ''}"
        paragraphs.append(Paragraph(depth + 1, heading, f"{path}.name", anchors[path]))
        paragraphs += [Paragraph(0, text, f"{path}.text.{n}") for n, text in enumerate(item.text)]
    return ProseText(tuple(paragraphs))


def _fill_table(table: Table, document: Document, anchors: Mapping[str, str]) -> Grid:
    table = with_columns(table, keys_of(table, document))
    layout = Layout(document, anchors, table, lambda label: label_text(label, document))
    return Grid(
        id=table.id,
        widths=table.widths,
        cells=layout.lay(),
        head_rows=table.head_rows,
        title=printed(value_at(document, table.title.path)) if table.title else "",
        subtitle=label_text(table.subtitle, document) if table.subtitle else "",
        above=tuple(_lines(table.above, document)),
        below=tuple(_below(table, document)),
        joined=table.joined,
        number=table.number,
    )


def _lines(lines: tuple[tuple[Field | Label, ...], ...], document: Document) -> Iterator[Cell]:
    """The borderless lines over or under a grid: none of those of which nothing is stated."""
    row = 0
    for line in lines:
        cells = [_around(part, row, col, document) for col, part in enumerate(line)]
        if any(cell.text for cell in cells):
            yield from cells
            row += 1


def _around(part: Field | Label, row: int, col: int, document: Document) -> Cell:
    if isinstance(part, Label):
        return Cell(row, col, text=label_text(part, document), kind="label")
    place = place_of(document, part)
    text = printed(value_at(document, place)) if place else ""
    return Cell(row, col, text=f"{part.before}{text}{part.after}", path=place)


def _below(table: Table, document: Document) -> Iterator[Cell]:
    """The lines under a grid: those that are drawn, then the sign-off line."""
    cells = list(_lines(table.below, document))
    yield from cells
    last = cells[-1].row + 1 if cells else 0
    for n, sign in enumerate(document.sign if table.sign else ()):
        yield Cell(last, n, text=f"{sign.label}{table.sign}{sign.value}".rstrip(" "), path=f"sign.{n}.value")
