"""Which rows of a source are the lines of one record, and the cells of its fields in them."""

from __future__ import annotations

from collections.abc import Iterator

from goalbook.forms.form import Each, Field, Label, Line
from goalbook.importing.lines import Slot, SourcePiece
from goalbook.importing.reading.columns import FoundHead, HeadColumns
from goalbook.importing.reading.match import label_found, squeezed
from goalbook.importing.reading.rows import trimmed
from goalbook.importing.reading.worded import without_words

ABSENT = Slot(SourcePiece(-1, "", ""), 0, fresh=False)
"""A cell of a line that a record doesn't print."""


class RecordLines:
    """Gathers the rows that are the lines of a record; each row is known by its labels, its words and its cells."""

    def __init__(self, each: Each, heads: list[FoundHead], columns: int) -> None:
        self.each, self.width = each, columns
        self.columns = [HeadColumns(line) for line in each.lines]
        for head in heads:
            for own in self.columns:
                own.add(*head)
        self.order = self.columns[0].order(columns)
        self.rows: dict[int, list[Slot]] = {}
        self.last = -1

    def line_of(self, slots: list[Slot], merged: bool) -> int | None:
        """The number of the line that a row is, after those before it; None where it is none."""
        fitting = [n for n in self._following() if self._fits(self.each.lines[n], slots, merged)]
        # What a line says of itself goes before what only its cells say.
        worded = (n for n in fitting if _has_words(self.each.lines[n]))
        return next(worded, next(iter(fitting), None))

    def _following(self) -> Iterator[int]:
        """The lines that may come next: those of the record at hand, then those that begin another."""
        lines = self.each.lines
        for n in range(self.last + 1, len(lines)):
            yield n
            if not _may_lack(lines[n]):
                break
        for n in range(len(lines)):
            yield n
            if not _may_lack(lines[n]):
                return

    def _fits(self, line: Line, slots: list[Slot], merged: bool) -> bool:
        labels = labels_of_line(line, slots)
        if labels is None:
            return False
        says = any(slot.piece.text.strip() for slot in slots)
        for _, field in line.fields if says else ():
            words = field.before.strip() or field.after.strip()
            if words and all(without_words(field, slot.piece.text) is None for slot in slots):
                return False
        begun = [slot for slot in line.slots if not slot.goes_on]
        if not merged:
            return len(slots) == self.width and self._spread(line, slots) is not None
        if len(slots) == self.width:
            starts = {slot.col for slot in begun}
            return {n for n, slot in enumerate(slots) if slot.piece.text.strip() and slot.fresh} <= starts
        may_go_on = sum(isinstance(slot.content, Field) and slot.content.merge for slot in begun)
        may_go_on += sum(field.level <= self.each.outer and not field.merge for _, field in line.fields)
        return len(begun) - may_go_on <= sum(slot.fresh for slot in slots) <= len(begun)

    def _spread(self, line: Line, slots: list[Slot]) -> dict[int, Slot] | None:
        """The cells of a row whose merged cells aren't known, by the columns that the line's begin in: of the columns of one only one
        says something, and none that isn't of the line does. None where it is another line.
        """
        if self.order is None:
            return None
        ordered = [slots[at] for at in self.order]
        made: dict[int, Slot] = {}
        for slot in line.slots:
            own = ordered[slot.col : slot.col + slot.cols]
            said = [one for one in own if one.piece.text.strip()]
            if len(said) > (not slot.goes_on):
                return None
            made[slot.col] = next(iter(said), own[0])
        return made

    def put(self, n: int, slots: list[Slot], merged: bool) -> list[Slot] | None:
        """A row that is a line: gives the cells of the record before it where it begins another; raises where it fits none."""
        done = self.end() if n <= self.last else None
        labels = set((labels_of_line(self.each.lines[n], slots) or {}).values())
        free = [slot for at, slot in enumerate(slots) if at not in labels]
        row = self.columns[n].arrange(free, merged) if merged else None
        if row is None and len(slots) == self.width:
            spread = None if merged else self._spread(self.each.lines[n], slots)
            row = [spread[slot.col] if spread else slots[slot.col] for slot, _ in self.each.lines[n].fields]
        fields = self.each.lines[n].fields
        self.rows[n] = row if row is not None else free if len(free) == len(fields) else [ABSENT] * len(fields)
        self.last = n
        return done

    def cells(self, n: int, slots: list[Slot], merged: bool) -> list[Slot] | None:
        """The cells of a line's fields in a row, without those that go on from above by its drawing; None where it fits none."""
        row = None if merged else self.columns[n].under_heads(slots)
        if row is not None:
            return row
        own = trimmed(slots, len(self.each.lines[n].fields))
        row = self.columns[n].arrange(own, merged)
        if row is not None or not any(slot.goes_on for slot in self.each.lines[n].slots):
            return row
        if merged:
            return self.columns[n].arrange([slot for slot in own if slot.fresh], merged)
        places = [slot.col for slot, _ in self.each.lines[n].fields]
        return [slots[col] for col in places] if len(slots) == self.width else None

    def end(self) -> list[Slot] | None:
        """The cells of the record at hand in the order of its fields; None where there is none."""
        if not self.rows:
            return None
        cells = [
            cell for n, line in enumerate(self.each.lines) for cell in self.rows.get(n, [ABSENT] * len(line.fields))
        ]
        self.rows, self.last = {}, -1
        return cells


def labels_of_line(line: Line, slots: list[Slot]) -> dict[Label, int] | None:
    """The labels of a repeated line with the places of their cells in a row; None where one isn't there."""
    labels = [slot.content for slot in line.slots if isinstance(slot.content, Label)]
    found: dict[Label, int] = {}
    for label in (label for label in labels if not (label.lost or label.constant or label.side)):
        at = next((n for n, slot in enumerate(slots) if label_found(label.text, slot.piece.text)), None)
        if at is None:
            return None
        found[label] = at
    return found


def constants_in(line: Line, slots: list[Slot]) -> Iterator[tuple[Label, SourcePiece]]:
    """The signs in a row that its form always prints."""
    constants = [slot.content for slot in line.slots if isinstance(slot.content, Label) and slot.content.constant]
    for slot in slots if constants else ():
        yield from ((label, slot.piece) for label in constants if squeezed(label.text) == squeezed(slot.piece.text))


def _has_words(line: Line) -> bool:
    labels = (slot.content for slot in line.slots if isinstance(slot.content, Label))
    return any(not (label.lost or label.constant or label.side) for label in labels) or any(
        field.before.strip() or field.after.strip() for _, field in line.fields
    )


def _may_lack(line: Line) -> bool:
    return bool(line.stated or line.opens)
