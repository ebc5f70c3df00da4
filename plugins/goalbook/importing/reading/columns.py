"""Which cell of a source's row stands under which head of the form, whatever the order of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from sys import maxsize

from goalbook.forms.form import Each, FormCell, Label, Line
from goalbook.importing.lines import Slot, SourceLine, SourcePiece
from goalbook.importing.reading.match import label_found
from goalbook.importing.reading.steps import Step

FoundHead = tuple[Step, SourceLine, dict[int, int]]
"""A line of heads: its step, the line of the source, and for each label found the place of its cell."""

NOTHING = Slot(SourcePiece(-1, "", ""), 0)


@dataclass(frozen=True, slots=True)
class _Head:
    """A head that was found: the columns of the form that it is over, and those of the source (the last one excluded)."""

    col: int
    cols: int
    start: int
    end: int

    def is_over(self, col: int) -> bool:
        """Whether a column of the form is below it."""
        return self.col <= col < self.col + self.cols


def _is_drawn(step: Step, slot: Slot) -> bool:
    """Whether a cell says what the form draws in its head, and be it a label that originals lack."""
    return any(label_found(cell.text, slot.piece.text) for cell in step.cells if isinstance(cell, Label))


class HeadColumns:
    """The columns of a repeated line as the heads over it say; ``heads`` come from the top down, a list a line."""

    def __init__(self, line: Line) -> None:
        self.places = [slot.col for slot, _ in line.fields]
        self.lines: list[list[_Head]] = []
        self.last = -1  # the last column of the head
        self.strange: list[_Head] = []  # what the source has words over, but none of the form's

    def add(self, step: Step, line: SourceLine, found: dict[int, int]) -> None:
        """A line of heads: for each label found, by its number among those of the step, the place of its cell in the line."""
        assert not isinstance(step.part, Each)
        slots = [slot for slot in getattr(step.part, "slots", ()) if isinstance(slot.content, Label)]
        labels = [slot for slot in slots if slot.content in step.labels]
        found = self._below_own(labels, found, line)
        ends = [self._end(line, place) for place in range(len(line.slots))]
        heads = [
            _Head(labels[n].col, labels[n].cols, line.slots[place].column, ends[place]) for n, place in found.items()
        ]
        for place, source in enumerate(line.slots):
            says = source.fresh and source.piece.text.strip() and place not in found.values()
            if says and not _is_drawn(step, source):
                self.strange.append(_Head(-1, 0, source.column, ends[place]))
        self.lines.append(heads)
        self.last = max(self.last, *(slot.column for slot in line.slots))

    def _below_own(self, labels: list[FormCell], found: dict[int, int], line: SourceLine) -> dict[int, int]:
        """The places of labels; of those that say the same, each that of the cell below its own upper head."""
        made: dict[int, int] = {}
        for n, place in found.items():
            column = line.slots[place].column
            alike = [m for m, label in enumerate(labels) if label.content == labels[n].content]
            own = [m for m in alike if (over := self._leaf(labels[m].col)) and over.start <= column < over.end]
            made.setdefault(own[0] if len(own) == 1 else n, place)
        return made

    @staticmethod
    def _end(line: SourceLine, place: int) -> int:
        """Where the columns of a cell end; where merged cells aren't known, blanks stand for what is joined."""
        after = (slot.column for slot in line.slots[place + 1 :] if line.merged or slot.piece.text.strip())
        return next(after, maxsize)

    def _leaf(self, col: int) -> _Head | None:
        """The lowest head over a column of the form; none where one over several columns was found with others below it, but not the
        one of this column.
        """
        for n in range(len(self.lines) - 1, -1, -1):
            for head in self.lines[n]:
                if head.is_over(col):
                    below = (other for heads in self.lines[n + 1 :] for other in heads)
                    return None if any(head.is_over(other.col) for other in below) else head
        return None

    def _groups(self) -> Iterator[tuple[_Head | None, list[int]]]:
        """The heads that fields stand under, in the order of the form, each with the numbers of its fields."""
        groups: dict[_Head | None, list[int]] = {}
        for n, col in enumerate(self.places):
            groups.setdefault(self._leaf(col), []).append(n)
        yield from groups.items()

    def order(self, width: int) -> list[int] | None:
        """For each column of the form the one of a source of as many, whose merged cells aren't known; None where its heads don't say.

        Where all that were found stand in their own columns, the others do too.
        """
        heads = [self._leaf(col) for col in range(width)]
        places = [None if head is None else head.start + col - head.col for col, head in enumerate(heads)]
        if all(place is None or place == col for col, place in enumerate(places)):
            return list(range(width))
        rest = set(range(width)).difference(places)
        if len(rest) == places.count(None) == 1:
            places[places.index(None)] = rest.pop()
        known = [place for place in places if place is not None]
        return known if sorted(known) == list(range(width)) else None

    def arrange(self, slots: list[Slot], merged: bool) -> list[Slot] | None:
        """The cells of a row in the order of the form's fields, NOTHING where the source has no such column; None where it can't be
        known which is which.
        """
        if not any(self.lines):
            return slots if len(slots) == len(self.places) else None
        return self._by_column(slots) if merged else self._by_order(slots)

    def under_heads(self, slots: list[Slot]) -> list[Slot] | None:
        """The cells of a row whose merged cells aren't known, by their columns: of a row as wide as the head, each of whose heads is
        over as many cells as the form has there; else None.
        """
        if not slots or slots[-1].column != self.last:
            return None
        own = [(head, fields) for head, fields in self._groups() if head is not None]
        widths = [(sum(head.start <= slot.column < head.end for slot in slots), len(fields)) for head, fields in own]
        return self._by_column(slots) if own and all(cells == fields for cells, fields in widths) else None

    @property
    def whole(self) -> bool:
        """Whether no column of the form is known to lack in the source."""
        return not any(self.lines) or all(head is not None for head, _ in self._groups())

    def _by_column(self, slots: list[Slot]) -> list[Slot] | None:
        made = [NOTHING] * len(self.places)
        used: set[int] = set()
        lost: list[int] = []
        for head, fields in self._groups():
            if head is None:
                lost += fields
                continue
            own = [n for n, slot in enumerate(slots) if head.start <= slot.column < head.end]
            if len(own) != len(fields):
                continue
            for n, at in zip(fields, own, strict=True):
                made[n] = slots[at]
            used |= set(own)
        rest = [slot for n, slot in enumerate(slots) if n not in used and not self._is_strange(slot.column)]
        if lost and len(rest) == len(lost):
            for n, slot in zip(lost, rest, strict=True):
                made[n] = slot
        return made

    def _is_strange(self, column: int) -> bool:
        """Whether a column of the source is below words that the form doesn't have: what stands there is none of its values."""
        return any(head.start <= column < head.end for head in self.strange)

    def has_own_head(self, cell: FormCell) -> bool:
        """Whether a cell of the form is below a head that was found and is at least as wide."""
        head = self._leaf(cell.col)
        return head is not None and cell.col + cell.cols <= head.col + head.cols

    def are_moved(self) -> bool:
        """Whether the heads stand in another order than in the form."""
        return any(
            [head.start for head in sorted(heads, key=lambda one: one.col)] != sorted(head.start for head in heads)
            for heads in self.lines
        )

    def _by_order(self, slots: list[Slot]) -> list[Slot] | None:
        groups = sorted(((head, fields) for head, fields in self._groups() if head), key=self._rank)
        order = [n for _, fields in groups for n in fields]
        if len(order) == len(self.places) == len(slots):
            made = [NOTHING] * len(slots)
            for n, slot in zip(order, slots, strict=True):
                made[n] = slot
            return made
        if len(slots) != len(self.places) or order != sorted(order):
            return None
        return [NOTHING if self._is_strange(slot.column) else slot for slot in slots]

    def _rank(self, group: tuple[_Head, list[int]]) -> tuple[int, int]:
        """Where a head stands in a source whose merged cells aren't known: first that of the line above it, if that is over it too."""
        head = group[0]
        outer = next((one for heads in self.lines for one in heads if one.is_over(head.col)), head)
        return outer.start, head.start
