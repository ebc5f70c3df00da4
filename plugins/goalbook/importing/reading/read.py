"""Read an official form from a source: the inverse of ``fill``, by the labels that the form declares.

Nothing is guessed in silence: what was read nearly, or put back where it belongs, is a review note; what found no place is
left over, and both are told.
"""

from __future__ import annotations

from dataclasses import replace

from goalbook.forms.form import Each, Form, Label, Line, Prose
from goalbook.goalfile.formats import FORMAT
from goalbook.importing.lines import Slot, SourceLine
from goalbook.importing.reading.block import BlockRows
from goalbook.importing.reading.columns import FoundHead
from goalbook.importing.reading.fields import read_across, read_fields, read_under_heads
from goalbook.importing.reading.keys import with_keys
from goalbook.importing.reading.match import label_found
from goalbook.importing.reading.over import is_below, is_over, is_sign, like_title, read_below, read_over, read_unit
from goalbook.importing.reading.prose import read_prose
from goalbook.importing.reading.record import Read
from goalbook.importing.reading.record_lines import RecordLines, constants_in, labels_of_line
from goalbook.importing.reading.rows import (
    below_page_marks,
    is_paragraph,
    is_total,
    rows_of,
    says_nothing,
    spanned_columns,
)
from goalbook.importing.reading.steps import Step, fields_in, steps_of

_NEAR = 30  # lines in which rows of one cell may follow each other


def read(form: Form, lines: list[SourceLine]) -> Read:
    """The document of a form in the lines of a source."""
    reader = _Reader(form, lines)
    reader.run()
    return reader.made


class _Reader:
    """Walks the steps of a form over the lines of a source."""

    def __init__(self, form: Form, lines: list[SourceLine]) -> None:
        for table, set_out in with_keys(form, lines):
            form = replace(form, parts=tuple(set_out if part is table else part for part in form.parts))
        self.form = form
        self.steps = steps_of(form)
        self.lines = rows_of(lines, self.steps)
        self.at = 0
        self.made = Read({"goalbook": FORMAT, "form": form.id})
        self.heads: list[FoundHead] = []

    def run(self) -> None:
        for n, step in enumerate(self.steps):
            if isinstance(step.part, Prose):
                self._prose(step.part, next(iter(self._next_labels(n)), None))
            elif isinstance(step.part, Line):
                if step.first or (step.head and not self.steps[n - 1].head):
                    self.heads = []
                self._row(step)
            elif step.part.across:
                self._across(step, step.part)
            else:
                self._block(step, step.part, self._next_labels(n))
            if step.last and step.table is not None:
                read_below(self.made, step.table, self.lines[self.at :])
        read_unit(self.made, self.lines)

    def _next_labels(self, n: int) -> list[Step]:
        """The next step that can be known by its labels; before it the total lines, which a source may lack."""
        found = []
        for step in (step for step in self.steps[n + 1 :] if step.labels):
            found.append(step)
            if not step.total:
                break
        return found

    def _matches(self, step: Step, line: SourceLine) -> bool:
        return self.made.says(step.labels, line.slots, alone=step.head)

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
                end = self._without_over(until, end)
                own = self.at + (prose.label is not None)
                if end > own and until.table is not None and until.table.title is not None:
                    near = range(max(self.at, end - 3), end)
                    end = next((n for n in near if like_title(self.lines[n].texts[0]) > 1), end - 1)
                    end = self._without_over(until, end)
        if read_prose(self.made, self.form, prose, self.lines[self.at : end]):
            self.at = end

    def _without_over(self, step: Step, end: int) -> int:
        """Where the lines begin that stand over a table, of those up to ``end``."""
        while end > self.at:
            line = self.lines[end - 1]
            if is_paragraph(line) and not (step.table is not None and is_over(step.table, line)):
                break
            end -= 1
        return end

    def _row(self, step: Step) -> None:
        assert isinstance(step.part, Line)
        if step.labels:
            place = self._find(step)
            if place is None or (step.total and place != self.at):
                # Heads may say only what columns from the data are for, and be blank without them.
                self.at += step.head and any(map(says_nothing, self.lines[self.at : self.at + 1]))
                return
            if step.first and step.table is not None:
                read_over(self.made, step.table, self.lines[self.at : place])
            self.at = place
        if self.at >= len(self.lines):
            return
        line = self.lines[self.at]
        self.at += 1
        slots = self._without_sides(step, line)
        places = self.made.labels_in(slots, step.labels)
        if step.head:
            self.heads.append((step, SourceLine(tuple(slots), True, line.merged), places))
        for n, at in places.items():
            self.made.label(step.labels[n], slots[at].piece)
        for label in (cell for cell in step.cells if isinstance(cell, Label) and cell.lost):
            for slot in slots:
                if slot.piece.number not in self.made.placed and label_found(label.text, slot.piece.text):
                    self.made.label(label, slot.piece)
        self._constants(step.part, slots)
        if not step.head and not read_under_heads(self.made, step.part, self.heads, slots, line.merged):
            read_fields(self.made, step.part, slots, {at: n for n, at in places.items()})

    def _across(self, step: Step, each: Each) -> None:
        lines = self.lines[self.at : self.at + len(fields_in(each))]
        read_across(self.made, each, [self._without_sides(step, line) for line in lines])
        self.at += len(lines)

    def _block(self, step: Step, each: Each, until: list[Step]) -> None:
        rows = BlockRows(self.made, each, self.form, spanned_columns(self.lines[self.at :]))
        lines = RecordLines(each, self.heads, len(step.table.widths) if step.table else 0)
        while self.at < len(self.lines):
            if next_page := self._next_page():
                self.at = next_page
                rows.resume()
            line = self.lines[self.at]
            if any(self._matches(one, line) for one in until) or not (line.table or self._is_over_rows(each, until)):
                break
            if step.table is not None and (is_below(step.table, line) or is_sign(line, unasked=not step.table.sign)):
                break
            slots = self._without_sides(step, line)
            if line.begins:
                rows.resume()
            read_row = self._several if len(each.lines) > 1 else self._single
            if self._is_head_again(slots):
                rows.resume()
            elif self._is_below_head(slots):
                pass  # heads that the form doesn't have; what stands below them is told
            elif not is_total(slots) and not read_row(lines, rows, slots, line.merged):
                break
            self.at += 1
        if last := lines.end():
            rows.add(last, True)
        rows.end()

    def _next_page(self) -> int | None:
        """The row with which the table at hand goes on below what only parts pages: one as wide, or its head again."""
        at = below_page_marks(self.lines, self.at)
        if not 0 < self.at < at < len(self.lines):
            return None
        before, line = self.lines[self.at - 1], self.lines[at]
        goes_on = before.slots[-1].column == line.slots[-1].column or self._head_in(line.slots)
        return at if before.table and line.table and goes_on else None

    def _is_over_rows(self, each: Each, until: list[Step]) -> bool:
        """Whether a line that is no row may be one over those that follow: a single cell in a sheet looks like a paragraph."""
        if not any(line.opens for line in each.lines):
            return False
        near = (line for line in self.lines[self.at + 1 : self.at + _NEAR] if not is_paragraph(line))
        following = next(near, None)
        return following is not None and following.table and not any(self._matches(one, following) for one in until)

    def _single(self, lines: RecordLines, rows: BlockRows, slots: list[Slot], merged: bool) -> bool:
        """Read a row as a record; False where it is none."""
        row = lines.cells(0, slots, merged)
        if row is None and len(slots) == rows.count - 1 and not merged and lines.columns[0].whole:
            row = rows.put_right(slots)
        if row is not None:
            rows.add(row, merged)
            self._constants(lines.each.lines[0], slots)
        return row is not None

    def _constants(self, line: Line, slots: list[Slot]) -> None:
        for label, piece in constants_in(line, slots):
            if piece.number not in self.made.placed:
                self.made.label(label, piece)

    def _several(self, lines: RecordLines, rows: BlockRows, slots: list[Slot], merged: bool) -> bool:
        """Read a row as one of the lines of a record; False where it is none."""
        n = lines.line_of(slots, merged)
        if n is None:
            return False
        for label, at in (labels_of_line(lines.each.lines[n], slots) or {}).items():
            self.made.label(label, slots[at].piece)
        self._constants(lines.each.lines[n], slots)
        if done := lines.put(n, slots, merged):
            rows.add(done, merged)
        return True

    def _is_head_again(self, slots: list[Slot]) -> bool:
        """Whether a row is a head that is printed again, as on the next page; its words then have their place."""
        labels = self._head_in(slots)
        for label, at in labels:
            self.made.label(label, slots[at].piece)
        return bool(labels)

    def _is_below_head(self, slots: list[Slot]) -> bool:
        """Whether cells of the head go on in a row: then it is one more line of heads."""
        heads = {line.slots[at].piece.number for _, line, found in self.heads for at in found.values()}
        return any(not slot.fresh and slot.piece.number in heads for slot in slots)

    def _head_in(self, slots: tuple[Slot, ...] | list[Slot]) -> list[tuple[Label, int]]:
        """The labels of a line of the head that stand in a row, each with the place of its cell; none where the row is no head."""
        for step, _, first in self.heads:
            found = self.made.labels_in(slots, step.labels)
            if len(found) > 1 and len(found) >= len(first):
                return [(step.labels[n], at) for n, at in found.items()]
        return []
