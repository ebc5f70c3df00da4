"""The cells of a table, placed row by row from the parts of its form and the records of a document."""

from __future__ import annotations

from collections.abc import Mapping

from goalbook.forms.form import Band, Block, Field, FormPart, FormRow, Label
from goalbook.forms.grid import Cell
from goalbook.forms.label_text import label_text
from goalbook.forms.spans import FoundRecord, height_of, records_of, spans_of
from goalbook.model.places import printed, value_at
from goalbook.model.records import Document

INDENT = "　　"  # two full-width spaces a level, as the forms print it

CellPlace = tuple[int, int]


class Placing:
    """Places the cells of a table from the top, keeping for each column its first free row and the heads in force."""

    def __init__(self, document: Document, anchors: Mapping[str, str], columns: int) -> None:
        self.document = document
        self.whole = FoundRecord("", 0, document)
        self.anchors = anchors
        self.columns = columns
        self.cells: list[Cell] = []
        self.row = 0
        self.free = [0] * columns
        self.heads: list[list[CellPlace]] = [[] for _ in range(columns)]
        self.side: tuple[CellPlace, ...] = ()
        self.in_head = False

    def finished(self) -> tuple[Cell, ...]:
        """The cells in reading order."""
        return tuple(sorted(self.cells))

    def parts(self, parts: tuple[FormPart, ...]) -> None:
        """Place rows, bands and blocks below what is there."""
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
                self._put_field(cell, self.whole, col, 1, heads)
                after_field = True
            col += cell.cols
        self.row += 1

    def _put_field(self, part: Field, owner: FoundRecord, col: int, rows: int, heads: tuple[CellPlace, ...]) -> None:
        path, depth, record = owner
        value = value_at(record, part.path)
        text = printed(value)
        if part.prefix:
            before = printed(value_at(record, part.prefix))
            text = f"{before}{part.join if before and text else ''}{text}"
        if part.indent:
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
        self._repeat(block, self.whole, self._next_column(0), self.side)

    def _repeat(self, block: Block, owner: FoundRecord, col: int, heads: tuple[CellPlace, ...]) -> None:
        """The rows of a block from a column on; one blank row where there is no record."""
        records = list(records_of(block.each, owner))
        if not records:
            self._blank_row(block, col, heads)
        for record, spans in zip(records, spans_of(block, records), strict=True):
            self._record(block, record, spans, col, heads)

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
        self, block: Block, record: FoundRecord, spans: tuple[int, ...], col: int, heads: tuple[CellPlace, ...]
    ) -> None:
        """One record of a block: its own fields span the rows of the records inside it."""
        height = height_of(block.inner, record)
        for part, span in zip(block.fields, spans, strict=True):
            over = self._heads_over(col, part.cols)
            if span:
                self._put_field(part, record, col, span * height, (*heads, *over))
            if part.head:
                heads = (*heads, self._head_at(col))
            col += part.cols
        if block.inner:
            self._repeat(block.inner, record, col, heads)
        else:
            self.row += 1

    def _head_at(self, col: int) -> CellPlace:
        """The place of the cell that stands in this row at a column, which may have begun above."""
        for cell in reversed(self.cells):
            if cell.col == col and cell.row <= self.row < cell.row + cell.rows:
                return cell.row, cell.col
        raise AssertionError(f"no cell at row {self.row}, column {col}")
