"""Laying the lines of a table with a document's values: each slot is a new cell, or goes on from the one above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from goalbook.forms.form import Each, Field, Label, Line, Lines, Records, Section, Slot
from goalbook.forms.grid import Cell
from goalbook.model.places import printed, value_at, walk_items
from goalbook.model.records import Document

INDENT = "　　"  # two full-width spaces a level, as the forms print it

CellPlace = tuple[int, int]


class Found(NamedTuple):
    """A record with its path in the document and its depth (0 for the first level); none where a list holds nothing."""

    path: str
    depth: int
    record: object | None


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
    columns: int
    words: Callable[[Label], str]
    cells: list[Cell] = field(default_factory=list)
    row: int = 0
    open: list[int] = field(default_factory=list)
    heads: list[list[CellPlace]] = field(default_factory=list)
    sides: list[_Side] = field(default_factory=list)

    def lay(self, sections: tuple[Section, ...]) -> tuple[Cell, ...]:
        """The cells of all sections, in printed order."""
        self.open = [-1] * self.columns
        self.heads = [[] for _ in range(self.columns)]
        before: Section | None = None
        for section in sections:
            if isinstance(section, Lines):
                fresh = section.head and not (isinstance(before, Lines) and before.head)
                for n, line in enumerate(section.lines):
                    self._static(line, section.head, fresh and n == 0)
            elif section.across:
                self._across(section)
            else:
                self._each(section)
            before = section
        return tuple(sorted(self.cells))

    def _put(self, slot: Slot, cell: Cell) -> CellPlace:
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

    def _over(self, slot: Slot) -> tuple[CellPlace, ...]:
        over = self.heads[slot.col : slot.col + slot.cols]
        return tuple(dict.fromkeys(place for places in over for place in places))

    def _label(self, slot: Slot, label: Label, head: bool) -> CellPlace:
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
                self._field(slot, content, Found("", 0, self.document), heads)
                after_field = True
            elif content is None:
                self._put(slot, Cell(self.row, slot.col, 1, slot.cols))
            else:
                if after_field:
                    own, after_field = [], False
                place = self._label(slot, content, head)
                if head:
                    for covered in self.heads[slot.col : slot.col + slot.cols]:
                        covered.append(place)
                else:
                    own.append(place)
        self.row += 1

    def _field(self, slot: Slot, part: Field, found: Found, heads: tuple[CellPlace, ...]) -> CellPlace:
        """The cell of a value."""
        path, depth, record = found
        value = value_at(record, part.path)
        text = printed(value)
        if part.prefix:
            before = printed(value_at(record, part.prefix))
            text = f"{before}{part.join if before and text else ''}{text}"
        text = f"{INDENT * depth if part.indent else ''}{part.before}{text}{part.after}"
        whole = f"{path}.{part.path}" if path else part.path
        return self._put(
            slot,
            Cell(self.row, slot.col, 1, slot.cols, text, "row" if part.head else "", part.kind, whole,
                 self.anchors[path] if path and part.path == "name" else "", () if part.head else heads,
                 value is None and part.path.startswith("path.")),
        )  # fmt: skip

    def _across(self, section: Each) -> None:
        """Records side by side: the columns are shared out as evenly as whole columns allow."""
        records = list(_records(section.chain[0], self.document, ""))
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

    def _shared(self, slot: Slot, part: Field, records: list[Found]) -> None:
        count = len(records)
        if not count:
            self._put(slot, Cell(self.row, slot.col, 1, slot.cols, heads=self._side()))
        edges = [slot.col + slot.cols * n // max(count, 1) for n in range(count + 1)]
        for n, (path, _, record) in enumerate(records):
            own = Slot(edges[n], edges[n + 1] - edges[n])
            heads = () if part.head else (*self._side(), (self.row - 1, edges[n]))
            text = printed(value_at(record, part.path))
            self._put(
                own,
                Cell(self.row, own.col, 1, own.cols, text, "col" if part.head else "", part.kind,
                     f"{path}.{part.path}", heads=heads),
            )  # fmt: skip

    def _each(self, section: Each) -> None:
        """The lines of each record of a list and of the lists in it, then the lines of their total."""
        spans = _Merging(section)
        for trail in _trails(section.chain, Found("", 0, self.document)):
            fresh, merged = spans.of(trail)
            for line in section.lines:
                inner = trail[-1].record
                if line.stated and (inner is None or not printed(value_at(inner, line.stated))):
                    continue
                self._repeated(line, trail, fresh, merged)
        for line in section.total:
            self._static(line, False, False)

    def _repeated(self, line: Line, trail: tuple[Found, ...], fresh: int, merged: frozenset[int]) -> None:
        """A line for one row of records: cells of records that began above, and merged ones, go on."""
        self._end_sides(line)
        fields = [slot for slot in line.slots if isinstance(slot.content, Field)]
        on = {slot.col for slot in line.slots if slot.goes_on}
        on |= {slot.col for slot in fields if _level(slot) < fresh or slot.col in merged}
        self._go_on(on)
        heads = self._side()
        for slot in line.slots:
            content = slot.content
            if isinstance(content, Field):
                found = trail[content.level - 1] if content.level else Found("", 0, self.document)
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

    def _of_record(self, slot: Slot, part: Field, found: Found, heads: tuple[CellPlace, ...]) -> None:
        over = (*heads, *self._over(slot))
        if found.record is None:
            self._put(slot, Cell(self.row, slot.col, 1, slot.cols, kind=part.kind, heads=over))
        else:
            self._field(slot, part, found, over)


def _level(slot: Slot) -> int:
    return slot.content.level if isinstance(slot.content, Field) else 0


class _Merging:
    """Which records of a row began above it, and which of its merged cells do."""

    def __init__(self, section: Each) -> None:
        slots = [slot for line in section.lines[:1] for slot in line.slots if isinstance(slot.content, Field)]
        self.merging = [
            (slot.col, slot.content.path) for slot in slots if isinstance(slot.content, Field) and slot.content.merge
        ]
        self.last: tuple[Found, ...] = ()
        self.keys: list[tuple[object, ...]] = []

    def of(self, trail: tuple[Found, ...]) -> tuple[int, frozenset[int]]:
        """The level of the outermost record that begins in a row (1 is the first), and the columns whose cells go on though theirs
        begins.
        """
        same = next(
            (n for n, (one, other) in enumerate(zip(trail, self.last, strict=False)) if one.path != other.path), 0
        )
        fresh = same + 1 if self.last else 1
        record = trail[-1].record
        keys = self._keys(record) if record is not None else []
        apart = getattr(record, "merge", None) == "no"
        goes_on = bool(self.last) and fresh == len(trail) and not apart and bool(keys)
        merged = {
            col for n, (col, _) in enumerate(self.merging) if goes_on and n < len(self.keys) and keys[n] == self.keys[n]
        }
        self.last, self.keys = trail, keys
        return fresh, frozenset(merged)

    def _keys(self, record: object) -> list[tuple[object, ...]]:
        """What each merged cell must have in common with the one above: a lost label (None) is only known to span records that have
        all their labels in common.
        """
        values = tuple(value_at(record, path) for _, path in self.merging)
        return [values if None in values[: n + 1] else values[: n + 1] for n in range(len(values))]


def _trails(chain: tuple[Records, ...], owner: Found) -> Iterator[tuple[Found, ...]]:
    """The records of each row, from the outermost in; a list that holds nothing gives one row without a record."""
    if not chain:
        yield ()
        return
    records = list(_records(chain[0], owner.record, owner.path)) if owner.record is not None else []
    for one in records or [Found("", 0, None)]:
        yield from ((one, *rest) for rest in _trails(chain[1:], one))


def _records(records: Records, holder: object, path: str) -> Iterator[Found]:
    """The records of a list with their paths and depths."""
    whole = f"{path}.{records.name}" if path else records.name
    values = value_at(holder, records.name) or ()
    assert isinstance(values, tuple)
    walked = walk_items(values, whole) if records.deep else ((f"{whole}.{n}", 0, one) for n, one in enumerate(values))
    for here, depth, one in walked:
        if all(printed(value_at(one, key)) == value for key, value in records.only):
            yield Found(here, depth, one)
