"""Fill an official form with a document: the one place where grids and prose are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goalbook.forms.form import Form, Label, Prose, Table
from goalbook.forms.grid import Cell, Grid
from goalbook.forms.label_text import label_text
from goalbook.forms.lay import Layout
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
    layout = Layout(document, anchors, len(table.widths), lambda label: label_text(label, document))
    return Grid(
        id=table.id,
        widths=table.widths,
        cells=layout.lay(table.sections),
        head_rows=table.head_rows,
        title=printed(value_at(document, table.title.path)) if table.title else "",
        subtitle=label_text(table.subtitle, document) if table.subtitle else "",
        above=_line(table, document),
        below=tuple(f"{s.label}{table.sign}{s.value}".rstrip(" ") for s in document.sign) if table.sign else (),
        joined=table.joined,
    )


def _line(table: Table, document: Document) -> tuple[Cell, ...]:
    """The borderless line above a grid: none where none of it is stated."""
    cells = tuple(
        Cell(0, col, text=label_text(part, document), kind="label")
        if isinstance(part, Label)
        else Cell(0, col, text=printed(value_at(document, part.path)), path=part.path)
        for col, part in enumerate(table.above)
    )
    return cells if any(cell.text for cell in cells) else ()
