"""Fill an official form with a document: the one place where grids and prose are made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goalbook.forms.form import Band, Block, Field, Form, FormPart, FormRow, Label, Prose, Table
from goalbook.forms.grid import Cell, Grid
from goalbook.model.places import anchors_of, printed, value_at, walk_items
from goalbook.model.records import Document

INDENT = "　　"  # two full-width spaces a level, as the forms print it
_PLACEHOLDER = re.compile(r"\{(year|money_unit)\}")
_BRACKETED = re.compile(r"[（(][^（(）)]*\{(?:year|money_unit)\}[^（(）)]*[）)]")

CellPlace = tuple[int, int]
_Found = tuple[str, int, object]


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


def label_text(label: Label, document: Document) -> str:
    """The words of a label as this document prints them."""
    text = label.text
    if "{" in text:
        values = {"year": document.year or "", "money_unit": document.money_unit or ""}
        stated = all(values[name] for name in _PLACEHOLDER.findall(text))
        if not stated:
            shorter = _BRACKETED.sub("", text)
            text = "" if "{" in shorter else shorter
        text = _PLACEHOLDER.sub(lambda match: values[match[1]], text)
    return document.labels.get(text, text)


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
        join = " " if item.kind in prose.space and item.no else ""
        heading = f"{item.no or ''}{join}{item.name or ''}"
        paragraphs.append(Paragraph(depth + 1, heading, f"{path}.name", anchors[path]))
        paragraphs += [Paragraph(0, text, f"{path}.text.{n}") for n, text in enumerate(item.text)]
    return ProseText(tuple(paragraphs))


def _fill_table(table: Table, document: Document, anchors: Mapping[str, str]) -> Grid:
    layout = _Layout(document, anchors, len(table.widths))
    layout.parts(table.parts)
    return Grid(
        id=table.id,
        widths=table.widths,
        cells=layout.finished(),
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


class _Layout:
    """Places cells from the top, keeping for each column its first free row and the heads in force."""

    def __init__(self, document: Document, anchors: Mapping[str, str], columns: int) -> None:
        self.document = document
        self.anchors = anchors
        self.columns = columns
        self.cells: list[Cell] = []
        self.row = 0
        self.free = [0] * columns
        self.heads: list[list[CellPlace]] = [[] for _ in range(columns)]
        self.side: tuple[CellPlace, ...] = ()
        self.in_head = False

    def finished(self) -> tuple[Cell, ...]:
        return tuple(sorted(self.cells))

    def parts(self, parts: tuple[FormPart, ...]) -> None:
        for part in parts:
            if isinstance(part, FormRow):
                self._row(part)
            elif isinstance(part, Band):
                self._band(part)
            elif part.across:
                self._across(part)
            else:
                self._block(part)

    def _next_column(self, col: int) -> int:
        while col < self.columns and self.free[col] > self.row:
            col += 1
        return col

    def _take(self, col: int, cols: int, until: int) -> None:
        for taken in range(col, min(col + cols, self.columns)):
            self.free[taken] = until

    def _heads_over(self, col: int, cols: int) -> tuple[CellPlace, ...]:
        over = self.heads[col : col + cols]
        return tuple(dict.fromkeys(place for places in over for place in places))

    def _put_label(self, label: Label, col: int, head: str) -> CellPlace:
        place = (self.row, col)
        text = label_text(label, self.document)
        self.cells.append(
            Cell(self.row, col, label.rows, label.cols, text, "col" if head == "col" else "row", "label",
                 hidden=label.lost, vertical=label.vertical)
        )  # fmt: skip
        self._take(col, label.cols, self.row + label.rows)
        return place

    def _row(self, row: FormRow) -> None:
        if row.heads and not self.in_head:
            self.heads = [[] for _ in range(self.columns)]
        self.in_head = row.heads
        col, after_field = 0, False
        own: list[CellPlace] = []
        for cell in row.cells:
            col = self._next_column(col)
            if isinstance(cell, Label):
                if after_field:
                    own, after_field = [], False
                place = self._put_label(cell, col, "col" if row.heads else "row")
                if row.heads:
                    for covered in self.heads[col : col + cell.cols]:
                        covered.append(place)
                else:
                    own.append(place)
            else:
                heads = (*self.side, *own, *self._heads_over(col, cell.cols))
                self._put_field(cell, self.document, "", col, 1, heads)
                after_field = True
            col += cell.cols
        self.row += 1

    def _put_field(
        self, part: Field, record: object, path: str, col: int, rows: int, heads: tuple[CellPlace, ...], depth: int = 0
    ) -> None:
        value = value_at(record, part.path)
        text = printed(value)
        if part.prefix:
            before = printed(value_at(record, part.prefix))
            text = f"{before}{part.join if before and text else ''}{text}"
        if depth:
            text = INDENT * depth + text
        lost = value is None and part.path.startswith("path.")
        whole = f"{path}.{part.path}" if path else part.path
        anchor = self.anchors[path] if path and part.path == "name" else ""
        self.cells.append(
            Cell(self.row, col, rows, part.cols, text, "row" if part.head else "", part.kind, whole, anchor,
                 () if part.head else heads, lost)
        )  # fmt: skip
        self._take(col, part.cols, self.row + rows)

    def _band(self, band: Band) -> None:
        col = self._next_column(0)
        start, at = self.row, len(self.cells)
        place = self._put_label(band.label, col, "row")
        self._take(col, band.label.cols, 1 << 30)
        outer_side, outer_heads, outer_in_head = self.side, self.heads, self.in_head
        self.side, self.heads, self.in_head = (*outer_side, place), [list(places) for places in outer_heads], False
        self.parts(band.parts)
        self.side, self.heads, self.in_head = outer_side, outer_heads, outer_in_head
        self.cells[at] = self.cells[at]._replace(rows=self.row - start)
        self._take(col, band.label.cols, self.row)

    def _across(self, block: Block) -> None:
        """Records side by side: the columns are shared out as evenly as whole columns allow."""
        col = self._next_column(0)
        records = value_at(self.document, block.each)
        assert isinstance(records, tuple)
        count = len(records)
        edges = [block.across * n // max(count, 1) for n in range(count + 1)]
        for part in block.fields:
            if not count:
                self.cells.append(Cell(self.row, col, 1, block.across, heads=self.side))
            for n, record in enumerate(records):
                cols = edges[n + 1] - edges[n]
                head = (self.row - 1, col + edges[n])
                heads = () if part.head else (*self.side, head)
                text = printed(value_at(record, part.path))
                path = f"{block.each}.{n}.{part.path}"
                self.cells.append(
                    Cell(self.row, col + edges[n], 1, cols, text, "col" if part.head else "", part.kind, path,
                         heads=heads)
                )  # fmt: skip
            self._take(col, block.across, self.row + 1)
            self.row += 1

    def _block(self, block: Block) -> None:
        self.in_head = False
        self._repeat(block, self.document, "", self._next_column(0), self.side)

    def _repeat(self, block: Block, owner: object, path: str, col: int, heads: tuple[CellPlace, ...]) -> None:
        """The rows of a block from a column on; one blank row where there is no record."""
        records = list(_records(block.each, owner, path))
        if not records:
            self._blank_row(block, col, heads)
        for one, spans in zip(records, _spans(block, records), strict=True):
            self._record(block, one, spans, col, heads)

    def _blank_row(self, block: Block | None, col: int, heads: tuple[CellPlace, ...]) -> None:
        while block:
            for part in block.fields:
                over = self._heads_over(col, part.cols)
                self.cells.append(Cell(self.row, col, 1, part.cols, kind=part.kind, heads=(*heads, *over)))
                self._take(col, part.cols, self.row + 1)
                col += part.cols
            block = block.inner
        self.row += 1

    def _record(
        self, block: Block, one: _Found, spans: tuple[int, ...], col: int, heads: tuple[CellPlace, ...]
    ) -> None:
        """One record of a block: its own fields span the rows of the records inside it."""
        path, depth, record = one
        height = _height(block.inner, record, path)
        for part, span in zip(block.fields, spans, strict=True):
            over = self._heads_over(col, part.cols)
            if span:
                indent = depth if part.indent else 0
                self._put_field(part, record, path, col, span * height, (*heads, *over), indent)
            if part.head:
                heads = (*heads, self._head_at(col))
            col += part.cols
        if block.inner:
            self._repeat(block.inner, record, path, col, heads)
        else:
            self.row += 1

    def _head_at(self, col: int) -> CellPlace:
        """The place of the cell that stands in this row at a column, which may have begun above."""
        for cell in reversed(self.cells):
            if cell.col == col and cell.row <= self.row < cell.row + cell.rows:
                return cell.row, cell.col
        raise AssertionError(f"no cell at row {self.row}, column {col}")


def _records(each: str, record: object, path: str) -> Iterator[_Found]:
    """The records of a block with their paths and depths."""
    name = each.rstrip("*")
    whole = f"{path}.{name}" if path else name
    records = value_at(record, name)
    assert isinstance(records, tuple)
    if each.endswith("**"):
        yield from walk_items(records, whole)
    else:
        for n, one in enumerate(records):
            yield f"{whole}.{n}", 0, one


def _height(inner: Block | None, record: object, path: str) -> int:
    """How many rows a record takes: those of the records inside it, one where there are none."""
    if inner is None:
        return 1
    return sum(_height(inner.inner, one[2], one[0]) for one in _records(inner.each, record, path)) or 1


def _spans(block: Block, records: list[_Found]) -> list[tuple[int, ...]]:
    """For each record and field, how many records the field's cell spans from there: 0 where the cell began above.

    A lost label (None) can only be known to span records that have all their labels in common.
    """
    merging = [n for n, part in enumerate(block.fields) if part.merge]
    spans = [[1] * len(block.fields) for _ in records]
    keys = [_merge_keys([block.fields[n] for n in merging], one[2]) for one in records]
    for level, at in enumerate(merging):
        first = 0
        for n in range(1, len(records)):
            apart = getattr(records[n][2], "merge", None) == "no"
            if keys[n][level] == keys[n - 1][level] and not apart:
                spans[first][at] += 1
                spans[n][at] = 0
            else:
                first = n
    return [tuple(span) for span in spans]


def _merge_keys(fields: list[Field], record: object) -> list[tuple[object, ...]]:
    values = tuple(value_at(record, part.path) for part in fields)
    return [values if None in values[: n + 1] else values[: n + 1] for n in range(len(values))]
