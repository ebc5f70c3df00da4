"""Read an official form from a source: the inverse of ``fill``, by the labels that the form declares.

Nothing is guessed in silence: what was read nearly, or put back where it belongs, is a review note; what found no place is
left over, and both are told.
"""

from __future__ import annotations

import re
from typing import Any

from goalbook.forms.form import Each, Field, Form, Label, Line, Prose
from goalbook.importing.lines import Slot, SourceLine, SourcePiece
from goalbook.importing.reading.block import BlockRows
from goalbook.importing.reading.match import label_found, squeezed
from goalbook.importing.reading.record import Read, set_at, value_of
from goalbook.importing.reading.rows import heading_of, is_paragraph, rows_of
from goalbook.importing.reading.steps import Step, fields_in, steps_of

_SIGN = re.compile(r"(\S+?)\s*[:：]\s*(.*)")


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
        self.made = Read({"goalbook": "1", "form": form.id})

    def run(self) -> None:
        for n, step in enumerate(self.steps):
            if isinstance(step.part, Prose):
                self._prose(step.part, self._next_labels(n))
            elif isinstance(step.part, Line):
                self._row(step)
            elif step.part.across:
                self._across(step)
            else:
                self._block(step, self._next_labels(n))
            if step.last and step.table is not None and step.table.sign:
                self._sign()

    def _next_labels(self, n: int) -> Step | None:
        """The next step that can be known by its labels."""
        return next((step for step in self.steps[n + 1 :] if step.labels), None)

    def _matches(self, step: Step, line: SourceLine) -> bool:
        labels = step.labels
        found = self._labels_in(line, labels)
        return bool(labels) and len(found) * 2 > len(labels)

    def _labels_in(self, line: SourceLine, labels: tuple[Label, ...]) -> dict[int, int]:
        """For each label found in a line, in order, the place of its cell."""
        found: dict[int, int] = {}
        start = 0
        for n, label in enumerate(labels):
            for place in range(start, len(line.slots)):
                slot = line.slots[place]
                if slot.piece.number not in self.made.placed and label_found(label.text, slot.piece.text):
                    found[n] = place
                    start = place + 1
                    break
        return found

    def _find(self, step: Step) -> int | None:
        for n in range(self.at, len(self.lines)):
            if self._matches(step, self.lines[n]):
                return n
        return None

    def _bands(self, step: Step, line: SourceLine) -> list[Slot]:
        """The cells of a line without the labels at its side."""
        slots = list(line.slots)
        for band in step.sides:
            place = next((n for n, slot in enumerate(slots) if label_found(band.text, slot.piece.text)), None)
            if place is not None:
                self.made.label(band, slots.pop(place).piece)
        return slots

    def _prose(self, prose: Prose, until: Step | None) -> None:
        end = len(self.lines)
        if until is not None:
            end = next((n for n in range(self.at, end) if self._matches(until, self.lines[n])), end)
            if end < len(self.lines):
                # What stands right over a table is its own.
                while end > self.at and not is_paragraph(self.lines[end - 1]):
                    end -= 1
                end -= end > self.at and until.table is not None and until.table.title is not None
        body = self.lines[self.at : end]
        if prose.label:
            place = next((n for n, line in enumerate(body) if label_found(prose.label.text, line.texts[0])), None)
            if place is None:
                return
            self.made.label(prose.label, body[place].slots[0].piece)
            body = body[place + 1 :]
        body = [line for line in body if is_paragraph(line)]
        self.at = end
        if prose.path == "items":
            self._tree(prose, body)
            return
        texts = [line.texts[0].strip() for line in body]
        self.made.record[prose.path] = texts[0] if len(texts) == 1 else texts
        for n, line in enumerate(body):
            self.made.put(line.slots[0].piece, f"{prose.path}.{n}")

    def _tree(self, prose: Prose, body: list[SourceLine]) -> None:
        """Headings with paragraphs: the level of a heading, else its numbering, says how deep it stands."""
        kinds = self.form.kinds
        open_: list[tuple[dict[str, Any], str]] = []
        items = self.made.record.setdefault("items", [])
        if body and squeezed(body[0].texts[0]).startswith(squeezed(self.form.name)):
            self.made.record["title"] = body[0].texts[0].strip()
            self.made.put(body[0].slots[0].piece, "title")
            body = body[1:]
        lowest = min((line.level for line in body if line.level), default=0)
        for line in body:
            piece = line.slots[0].piece
            text = piece.text.strip()
            depth, number, name = heading_of(text, line.level - lowest if line.level else None, len(kinds))
            if depth is None or depth > len(open_):
                if open_:
                    item, path = open_[-1]
                    item.setdefault("text", []).append(text)
                    self.made.put(piece, f"{path}.text.{len(item['text']) - 1}")
                continue
            del open_[depth:]
            siblings = open_[-1][0].setdefault("items", []) if open_ else items
            item = {"kind": kinds[min(depth, len(kinds) - 1)]} | ({"no": number} if number else {}) | {"name": name}
            path = f"{open_[-1][1]}.items.{len(siblings)}" if open_ else f"items.{len(siblings)}"
            siblings.append(item)
            open_.append((item, path))
            self.made.put(piece, f"{path}.name")

    def _row(self, step: Step) -> None:
        if step.labels:
            place = self._find(step)
            if place is None:
                return
            if step.first:
                self._over(step, self.lines[self.at : place])
            self.at = place
        if self.at >= len(self.lines):
            return
        line = self.lines[self.at]
        self.at += 1
        slots = self._bands(step, line)
        places = self._labels_in(SourceLine(tuple(slots), True), step.labels)
        for n, at in places.items():
            self.made.label(step.labels[n], slots[at].piece)
        for label in (cell for cell in step.cells if isinstance(cell, Label) and cell.lost):
            for slot in slots:
                if slot.piece.number not in self.made.placed and label_found(label.text, slot.piece.text):
                    self.made.label(label, slot.piece)
        if not step.head:
            self._fields(step, slots)

    def _fields(self, step: Step, slots: list[Slot]) -> None:
        """The values between the labels of a row; what continues a label from above is no value."""
        runs: list[list[Slot]] = [[]]
        for slot in slots:
            if self.made.placed.get(slot.piece.number, "") in ("",) or not slot.fresh:
                runs[-1].append(slot)
            else:
                runs.append([])
        wanted: list[list[Field]] = [[]]
        for cell in step.cells:
            if isinstance(cell, Field):
                wanted[-1].append(cell)
            elif not cell.lost:
                wanted.append([])
        if len(runs) != len(wanted):
            return
        for fields, run in zip(wanted, runs, strict=True):
            said = [slot for slot in run if slot.fresh and slot.piece.text.strip()]
            for n, one in enumerate(fields):
                value = said[n].piece if n < len(said) else None
                self._state(self.made.record, one, value, "")

    def _state(self, record: dict[str, Any], one: Field, piece: SourcePiece | None, path: str) -> None:
        text = piece.text.strip(" \t\n") if piece else ""
        set_at(record, one.path, value_of(one.path, text))
        if piece is not None:
            self.made.put(piece, f"{path}{one.path}")

    def _over(self, step: Step, lines: list[SourceLine]) -> None:
        """The title, the line below it and the line over a table."""
        table = step.table
        assert table is not None
        left: list[SourceLine] = []
        for line in lines:
            said = [slot.piece for slot in line.slots if slot.fresh and slot.piece.text.strip()]
            labels = [label for label in (*table.above, table.subtitle) if isinstance(label, Label)]
            known = [(label, piece) for label in labels for piece in said if label_found(label.text, piece.text)]
            for label, piece in known:
                self.made.label(label, piece)
            rest = [piece for piece in said if piece.number not in self.made.placed]
            fields = [one for one in table.above if isinstance(one, Field)]
            if (known or len(said) > 1) and fields:
                for one, piece in zip(fields, rest, strict=False):
                    self._state(self.made.record, one, piece, "")
            elif rest and not known:
                left.append(line)
        if table.title is not None and left and "title" not in self.made.record:
            piece = next(slot.piece for slot in left[-1].slots if slot.piece.text.strip())
            self._state(self.made.record, table.title, piece, "")

    def _across(self, step: Step) -> None:
        each = step.part
        assert isinstance(each, Each)
        name = each.chain[0].name
        records: list[dict[str, Any]] = []
        for one in fields_in(each):
            if self.at >= len(self.lines):
                break
            slots = [slot for slot in self._bands(step, self.lines[self.at]) if slot.fresh]
            self.at += 1
            if len(slots) > len(records) and records and not slots[0].piece.text.strip():
                slots = slots[1:]  # the label at the side goes on
            for n, slot in enumerate(slots):
                if n >= len(records):
                    records.append({})
                self._state(records[n], one, slot.piece, f"{name}.{n}.")
        self.made.record[name] = [one for one in records if any(one.values())]

    def _block(self, step: Step, until: Step | None) -> None:
        each = step.part
        assert isinstance(each, Each)
        rows = BlockRows(self.made, each, self.form)
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.table or (until is not None and self._matches(until, line)):
                break
            if step.table is not None and step.table.sign and _is_sign(line):
                break
            slots = self._bands(step, line)
            while len(slots) > rows.count and not slots[0].piece.text.strip():
                slots = slots[1:]
            while len(slots) > rows.count and not slots[-1].piece.text.strip():
                slots = slots[:-1]
            if len(slots) == rows.count - 1 and not line.merged:
                slots = rows.put_right(slots)
            if len(slots) != rows.count:
                break
            rows.add(slots, line.merged)
            self.at += 1

    def _sign(self) -> None:
        """The entries of the sign-off line that follows a table."""
        found: list[dict[str, str]] = []
        for line in self.lines[self.at :]:
            if line.table and not _is_sign(line):
                break
            for slot in line.slots:
                for entry in re.split(r"\s{2,}", slot.piece.text.strip()):
                    if match := _SIGN.fullmatch(entry):
                        self.made.put(slot.piece, f"sign.{len(found)}")
                        found.append({"label": match[1], "value": match[2].strip()})
        if found:
            self.made.record["sign"] = found


def _is_sign(line: SourceLine) -> bool:
    """Whether all that a row says are entries of a sign-off line."""
    said = [text.strip() for text in line.texts if text.strip()]
    return bool(said) and all(_SIGN.fullmatch(text) for text in said)
