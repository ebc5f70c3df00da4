"""Read an official form from a source: the inverse of ``fill``, by the labels that the form declares.

Nothing is guessed in silence: what was read nearly, or put back where it belongs, is a review note; what found no place is
left over, and both are told.
"""

from __future__ import annotations

from typing import Any

from goalbook.forms.form import Each, Field, Form, Label, Line, Prose
from goalbook.goalfile.formats import FORMAT
from goalbook.importing.lines import Slot, SourceLine
from goalbook.importing.reading.block import BlockRows
from goalbook.importing.reading.columns import HeadColumns
from goalbook.importing.reading.match import label_found
from goalbook.importing.reading.over import is_sign, like_title, read_over, read_sign
from goalbook.importing.reading.prose import read_prose
from goalbook.importing.reading.record import LABEL, Read
from goalbook.importing.reading.rows import is_paragraph, rows_of
from goalbook.importing.reading.steps import Step, fields_in, steps_of


def read(form: Form, lines: list[SourceLine]) -> Read:
    """The document of a form in the lines of a source."""
    reader = _Reader(form, lines)
    reader.run()
    return reader.made


class _Reader:
    """Walks the steps of a form over the lines of a source."""

    def __init__(self, form: Form, lines: list[SourceLine]) -> None:
        self.form = form
        self.steps = steps_of(form)
        self.lines = rows_of(lines, self.steps)
        self.at = 0
        self.made = Read({"goalbook": FORMAT, "form": form.id})
        self.heads: list[tuple[Step, SourceLine, dict[int, int]]] = []

    def run(self) -> None:
        for n, step in enumerate(self.steps):
            if isinstance(step.part, Prose):
                self._prose(step.part, self._next_labels(n))
            elif isinstance(step.part, Line):
                if not (step.head and n and self.steps[n - 1].head and self.steps[n - 1].table is step.table):
                    self.heads = []
                self._row(step)
            elif step.part.across:
                self._across(step, step.part)
            else:
                self._block(step, step.part, self._next_labels(n))
            if step.last and step.table is not None and step.table.sign:
                read_sign(self.made, self.lines[self.at :])

    def _next_labels(self, n: int) -> Step | None:
        """The next step that can be known by its labels."""
        return next((step for step in self.steps[n + 1 :] if step.labels), None)

    def _matches(self, step: Step, line: SourceLine) -> bool:
        labels = step.labels
        return bool(labels) and len(self._labels_in(line.slots, labels)) * 2 > len(labels)

    def _labels_in(self, slots: tuple[Slot, ...] | list[Slot], labels: tuple[Label, ...]) -> dict[int, int]:
        """For each label found among some cells, in any order, the place of its cell: those printed exactly so come first."""
        found: dict[int, int] = {}
        used: set[int] = set()
        free = [n for n, slot in enumerate(slots) if slot.piece.number not in self.made.placed]
        for exact in (True, False):
            for n, label in enumerate(labels):
                for place in free if n not in found else ():
                    match = label_found(label.text, slots[place].piece.text) if place not in used else None
                    if match and match.exact >= exact:
                        found[n] = place
                        used.add(place)
                        break
        return found

    def _find(self, step: Step) -> int | None:
        return next((n for n in range(self.at, len(self.lines)) if self._matches(step, self.lines[n])), None)

    def _without_sides(self, step: Step, line: SourceLine) -> list[Slot]:
        """The cells of a line without the labels at its side."""
        slots = list(line.slots)
        for side in step.sides:
            place = next((n for n, slot in enumerate(slots) if label_found(side.text, slot.piece.text)), None)
            if place is not None:
                self.made.label(side, slots.pop(place).piece)
        return slots

    def _prose(self, prose: Prose, until: Step | None) -> None:
        end = len(self.lines)
        if until is not None:
            end = next((n for n in range(self.at, end) if self._matches(until, self.lines[n])), end)
            if end < len(self.lines):
                # What stands right over a table is its own.
                while end > self.at and not is_paragraph(self.lines[end - 1]):
                    end -= 1
                if end > self.at and until.table is not None and until.table.title is not None:
                    near = range(max(self.at, end - 3), end)
                    end = next((n for n in near if like_title(self.lines[n].texts[0]) > 1), end - 1)
        if read_prose(self.made, self.form, prose, self.lines[self.at : end]):
            self.at = end

    def _row(self, step: Step) -> None:
        if step.labels:
            place = self._find(step)
            if place is None:
                return
            if step.first and step.table is not None:
                read_over(self.made, step.table, self.lines[self.at : place])
            self.at = place
        if self.at >= len(self.lines):
            return
        line = self.lines[self.at]
        self.at += 1
        slots = self._without_sides(step, line)
        places = self._labels_in(slots, step.labels)
        if step.head:
            self.heads.append((step, SourceLine(tuple(slots), True, line.merged), places))
        for n, at in places.items():
            self.made.label(step.labels[n], slots[at].piece)
        for label in (cell for cell in step.cells if isinstance(cell, Label) and cell.lost):
            for slot in slots:
                if slot.piece.number not in self.made.placed and label_found(label.text, slot.piece.text):
                    self.made.label(label, slot.piece)
        if not step.head:
            self._fields(step, slots, {at: n for n, at in places.items()})

    def _fields(self, step: Step, slots: list[Slot], labels: dict[int, int]) -> None:
        """The values that follow each label of a line, whatever the order of the labels; what continues a label from above is none."""
        runs: dict[int, list[Slot]] = {}
        label = -1
        for at, slot in enumerate(slots):
            if at in labels:
                label = labels[at]
            elif not (self.made.placed.get(slot.piece.number) == LABEL and not slot.fresh):
                runs.setdefault(label, []).append(slot)
        wanted: dict[int, list[Field]] = {}
        label = -1
        for cell in step.cells:
            if isinstance(cell, Field):
                wanted.setdefault(label, []).append(cell)
            elif not (cell.lost or cell.constant):
                label += 1
        for n, fields in wanted.items():
            run = [slot for slot in runs.get(n, []) if slot.fresh]
            if len(fields) == 1:
                run = [slot for slot in run if slot.piece.text.strip()] or run
            elif not any(slot.piece.text.strip() for slot in run[len(fields) :]):
                run = run[: len(fields)]
            if len(run) == len(fields) or (len(fields) == 1 and run):
                for part, slot in zip(fields, run, strict=False):
                    self.made.state(part, slot.piece)
            else:
                for part in fields:
                    self.made.state(part, None)

    def _across(self, step: Step, each: Each) -> None:
        name = each.chain[0].name
        records: list[dict[str, Any]] = []
        for part in fields_in(each):
            if self.at >= len(self.lines):
                break
            slots = [slot for slot in self._without_sides(step, self.lines[self.at]) if slot.fresh]
            self.at += 1
            if len(slots) > len(records) and records and not slots[0].piece.text.strip():
                slots = slots[1:]  # the label at the side goes on
            for n, slot in enumerate(slots):
                if n >= len(records):
                    records.append({})
                self.made.state(part, slot.piece, records[n], f"{name}.{n}.")
        self.made.record[name] = [record for record in records if any(record.values())]

    def _block(self, step: Step, each: Each, until: Step | None) -> None:
        rows, columns = BlockRows(self.made, each, self.form, self._spanned()), HeadColumns(each)
        for head in self.heads:
            columns.add(*head)
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.table or (until is not None and self._matches(until, line)):
                break
            if step.table is not None and step.table.sign and is_sign(line):
                break
            slots = self._without_sides(step, line)
            if self._is_head_again(slots):
                rows.resume()
                self.at += 1
                continue
            row = columns.arrange(_trimmed(slots, rows.count), line.merged)
            if row is None and len(slots) == rows.count - 1 and not line.merged:
                row = rows.put_right(slots)
            if row is None:
                break
            rows.add(row, line.merged)
            self.at += 1

    def _spanned(self) -> frozenset[int]:
        """The columns of the table at hand in which cells are merged over rows."""
        found: set[int] = set()
        for line in self.lines[self.at :]:
            if not line.table:
                break
            found |= {slot.column for slot in line.slots if not slot.fresh}
        return frozenset(found)

    def _is_head_again(self, slots: list[Slot]) -> bool:
        """Whether a row is a head that is printed again, as on the next page; its words then have their place."""
        for step, _, first in self.heads:
            found = self._labels_in(slots, step.labels)
            if len(found) > 1 and len(found) >= len(first):
                for n, at in found.items():
                    self.made.label(step.labels[n], slots[at].piece)
                return True
        return False


def _trimmed(slots: list[Slot], count: int) -> list[Slot]:
    """A row without the blank cells before and behind it that its form doesn't have."""
    while len(slots) > count and not slots[0].piece.text.strip():
        slots = slots[1:]
    while len(slots) > count and not slots[-1].piece.text.strip():
        slots = slots[:-1]
    return slots
