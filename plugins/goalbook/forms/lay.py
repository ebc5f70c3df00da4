"""Laying the lines of a table with a document's values: each slot is a new cell, or goes on from the one above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from goalbook.forms.columns import entries_of
from goalbook.forms.form import Each, Field, FormCell, Label, Line, Section, StaticLines, Table
from goalbook.forms.grid import Align, Cell
from goalbook.forms.trails import NO_RECORD, FoundRecord, Merging, records_of, trails_of
from goalbook.model.places import printed, value_at
from goalbook.model.records import Document

INDENT = "　　"  # two full-width spaces a level, as the forms print it

CellPlace = tuple[int, int]


@dataclass(slots=True)
class _Side:
    """A label at the side of further lines, its column, and the heads that hold again once it ends."""

    place: CellPlace
    heads: list[list[CellPlace]]


@dataclass(slots=True)
class Layout:
    """Places cells from the top, keeping for each column the cell that stands in it and the heads in force."""

    document: Document
    anchors: Mapping[str, str]
    table: Table
    words: Callable[[Label], str]
    cells: list[Cell] = field(default_factory=list)
    row: int = 0
    open: list[int] = field(default_factory=list)
    heads: list[list[CellPlace]] = field(default_factory=list)
    sides: list[_Side] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return len(self.table.widths)

    def lay(self) -> tuple[Cell, ...]:
        """The cells of all sections of the table, in printed order."""
        self.open = [-1] * self.columns
        self.heads = [[] for _ in range(self.columns)]
        before: Section | None = None
        for section in self.table.sections:
            if isinstance(section, StaticLines):
                fresh = section.head and not (isinstance(before, StaticLines) and before.head)
                for n, line in enumerate(section.lines):
                    self._static(line, section.head, fresh and n == 0)
            elif section.across:
                self._across(section)
            else:
                self._each(section)
            before = section
        return tuple(sorted(self.cells))

    def _put(self, slot: FormCell, cell: Cell) -> CellPlace:
        for col in range(slot.col, slot.col + slot.cols):
            self.open[col] = len(self.cells)
        self.cells.append(cell)
        return cell.row, cell.col

    def _go_on(self, cols: set[int]) -> None:
        """Make the cells above longer that stand in some columns."""
        for at in {self.open[col] for col in cols}:
            cell = self.cells[at]
            self.cells[at] = cell._replace(rows=self.row - cell.row + 1)

    def _end_sides(self, line: Line) -> None:
        """Leave the side labels that this line doesn't go on; the heads from before them hold again."""
        on = {slot.col for slot in line.slots if slot.goes_on}
        while self.sides and self.sides[-1].place[1] not in on:
            self.heads = self.sides.pop().heads

    def _begin_side(self, place: CellPlace) -> None:
        self.sides.append(_Side(place, self.heads))
        self.heads = [list(places) for places in self.heads]

    def _side(self) -> tuple[CellPlace, ...]:
        return tuple(side.place for side in self.sides)

    def _over(self, slot: FormCell) -> tuple[CellPlace, ...]:
        over = self.heads[slot.col : slot.col + slot.cols]
        return tuple(dict.fromkeys(place for places in over for place in places))

    def _label(self, slot: FormCell, label: Label, head: bool) -> CellPlace:
        return self._put(
            slot,
            Cell(self.row, slot.col, 1, slot.cols, self.words(label), "col" if head else "row", "label",
                 hidden=label.lost, vertical=label.vertical),
        )  # fmt: skip

    def _static(self, line: Line, head: bool, fresh: bool) -> None:
        """A line that stands once."""
        self._end_sides(line)
        self._go_on({slot.col for slot in line.slots if slot.goes_on})
        own: list[CellPlace] = []
        after_field = False
        for slot in line.slots:
            content = slot.content
            if slot.goes_on:
                continue
            if isinstance(content, Label) and content.side:
                self._begin_side(self._label(slot, content, False))
        if fresh:
            self.heads = [[] for _ in range(self.columns)]
        for slot in line.slots:
            content = slot.content
            if slot.goes_on or (isinstance(content, Label) and content.side):
                continue
            if isinstance(content, Field):
                heads = (*self._side(), *own, *self._over(slot))
                self._field(slot, content, FoundRecord("", 0, self.document), heads)
                after_field = True
            elif content is None:
                self._put(slot, Cell(self.row, slot.col, 1, slot.cols))
            elif isinstance(content, Label):
                if after_field:
                    own, after_field = [], False
                place = self._label(slot, content, head)
                if head:
                    for covered in self.heads[slot.col : slot.col + slot.cols]:
                        covered.append(place)
                else:
                    own.append(place)
        self.row += 1

    def _field(self, slot: FormCell, part: Field, found: FoundRecord, heads: tuple[CellPlace, ...]) -> CellPlace:
        """The cell of a value; blank where its list has no such entry."""
        path, depth, record = found
        place = place_of(record, part)
        value = value_at(record, place) if place else None
        text = printed(value)
        if part.prefix:
            before = printed(value_at(record, part.prefix))
            text = f"{before}{part.join if before and text else ''}{text}"
        text = f"{INDENT * depth if part.indent else ''}{part.before}{text}{part.after}"
        whole = f"{path}.{place}" if path and place else place
        return self._put(
            slot,
            Cell(self.row, slot.col, 1, slot.cols, text, "row" if part.head else "", part.kind, whole,
                 self.anchors.get(path, "") if place == "name" else "", () if part.head else heads,
                 value is None and part.path.startswith("path."), align=self._align(slot)),
        )  # fmt: skip

    def _align(self, slot: FormCell) -> Align:
        return self.table.align[slot.col] if self.table.align else ""

    def _across(self, section: Each) -> None:
        """Records side by side: the columns are shared out as evenly as whole columns allow."""
        records = list(records_of(section.chain[0], self.document, ""))
        for line in section.lines:
            self._end_sides(line)
            self._go_on({slot.col for slot in line.slots if slot.goes_on})
            for slot in line.slots:
                if isinstance(slot.content, Label):
                    place = self._label(slot, slot.content, False)
                    self._begin_side(place) if slot.content.side else None
                elif isinstance(slot.content, Field):
                    self._shared(slot, slot.content, records)
            self.row += 1

    def _shared(self, slot: FormCell, part: Field, records: list[FoundRecord]) -> None:
        count = len(records)
        if not count:
            self._put(slot, Cell(self.row, slot.col, 1, slot.cols, heads=self._side()))
        edges = [slot.col + slot.cols * n // max(count, 1) for n in range(count + 1)]
        for n, (path, _, record) in enumerate(records):
            own = FormCell(edges[n], edges[n + 1] - edges[n])
            heads = () if part.head else (*self._side(), (self.row - 1, edges[n]))
            text = printed(value_at(record, part.path))
            self._put(
                own,
                Cell(self.row, own.col, 1, own.cols, text, "col" if part.head else "", part.kind,
                     f"{path}.{part.path}", heads=heads),
            )  # fmt: skip

    def _each(self, section: Each) -> None:
        """The lines of each record of a list and of the lists in it, then the lines of their total."""
        spans = Merging(section)
        for trail in trails_of(section, FoundRecord("", 0, self.document)):
            fresh, merged = spans.of(trail)
            for n, line in enumerate(section.lines):
                on = {slot.col for slot, part in line.fields if part.level < fresh or (n, slot.col) in merged}
                if _is_printed(section, line, trail, on):
                    self._repeated(line, trail, on)
        for line in section.total:
            self._static(line, False, False)

    def _repeated(self, line: Line, trail: tuple[FoundRecord, ...], on: set[int]) -> None:
        """A line for one row of records; in the columns ``on`` the cells above go on, as in those that the drawing says."""
        self._end_sides(line)
        on = on | {slot.col for slot in line.slots if slot.goes_on}
        self._go_on(on)
        heads = self._side()
        for slot in line.slots:
            content = slot.content
            if isinstance(content, Field):
                found = record_for(content, trail)
                if slot.col not in on:
                    self._of_record(slot, content, found, heads)
                if content.head and found.record is not None:
                    heads = (*heads, self.cells[self.open[slot.col]][:2])
            elif not slot.goes_on:
                if isinstance(content, Label):
                    self._label(slot, content, False)
                else:
                    self._put(slot, Cell(self.row, slot.col, 1, slot.cols))
        self.row += 1

    def _of_record(self, slot: FormCell, part: Field, found: FoundRecord, heads: tuple[CellPlace, ...]) -> None:
        over = (*heads, *self._over(slot))
        if found.record is None:
            self._put(slot, Cell(self.row, slot.col, 1, slot.cols, kind=part.kind, heads=over))
        else:
            self._field(slot, part, found, over)


def place_of(record: object, field: Field) -> str:
    """Where in a record the value of a field is; nothing where its list has no such entry."""
    if not field.entries:
        return field.path
    return next((f"{place}.{field.path.rpartition('.')[2]}" for place, _ in entries_of(record, field)), "")


def record_for(field: Field, trail: tuple[FoundRecord, ...]) -> FoundRecord:
    """The record of a row that a field of repeated lines is of."""
    if not field.shared:
        return trail[field.level - 1]
    return next((found for found in trail[field.level - 1 :] if found.record is not None), NO_RECORD)


def _is_printed(section: Each, line: Line, trail: tuple[FoundRecord, ...], on: set[int]) -> bool:
    """Whether a row has a line: one over its records only where they begin, one for a field only where that is stated."""
    if line.opens:
        return not {slot.col for slot, _ in line.fields} <= on
    inner = trail[-1].record
    if inner is None and any(above.opens and trail[above.opens - 1].record is not None for above in section.lines):
        return False
    return not line.stated or (inner is not None and bool(printed(value_at(inner, line.stated))))
