"""Read an official form from a source: the inverse of ``fill``, by the labels that the form declares.

Nothing is guessed in silence: what was read nearly, or put back where it belongs, is a review note; what found no place is
left over, and both are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from goalbook.fill import INDENT
from goalbook.form import Block, Field, Form, Label, Prose, Row, kinds_of
from goalbook.importers.source import Line, Piece, Slot
from goalbook.match import label_found, plain
from goalbook.steps import Step, fields_in, steps_of

_NUMBERED = re.compile(r"(?s)(\S{0,12}?(?:\d+|[一二三四五六七八九十]+)\s*[:：、.．])\s*(.+)")
_HEADINGS = (
    re.compile(r"(第[一二三四五六七八九十]+部分)\s*(.*)"),
    re.compile(r"([一二三四五六七八九十]+、)\s*([^。；]{1,30})"),
    re.compile(r"(\d+[、.．])\s*([^。；]{1,30})"),
)
_SIGN = re.compile(r"(\S+?)\s*[:：]\s*(.*)")
_LABEL = "label"
_NOTHING = Slot(Piece(-1, "", ""), 0)


@dataclass
class Read:
    """What was read: the record of a document, where each piece of the source went, and what is doubtful.

    ``placed`` gives for the number of a piece the path of its value, or "label" for a word of the form.
    """

    record: dict[str, Any]
    placed: dict[int, str] = field(default_factory=dict)
    doubts: list[dict[str, str]] = field(default_factory=list)


def recognise(forms: dict[str, Form], lines: list[Line]) -> Form | None:
    """The form most of whose labels a source prints; None where no form has half of them."""
    texts = {plain(slot.piece.text) for line in lines for slot in line.slots}
    best: tuple[float, int, Form] | None = None
    for form in forms.values():
        labels = {label.text for step in steps_of(form) for label in (*step.labels, *step.bands)}
        found = sum(any(label_found(label, text) for text in texts) for label in labels)
        if labels and found * 2 >= len(labels) and (best is None or (found / len(labels), found) > best[:2]):
            best = found / len(labels), found, form
    if best is not None:
        return best[2]
    headed = sum(line.level > 0 or any(one.fullmatch(line.texts[0].strip()) for one in _HEADINGS) for line in lines)
    prose = [form for form in forms.values() if not form.tables]
    return prose[0] if prose and headed >= 3 and not any(line.table for line in lines) else None


def parts_of(form: Form, lines: list[Line]) -> list[list[Line]]:
    """The lines of each document of a form in a source that may hold several, one after the other."""
    first = next((step.labels[0].text for step in steps_of(form) if step.first and step.labels), None)
    if first is None or not form.tables or form.parts[0] is not form.tables[0]:
        return [lines]
    starts = [
        n
        for n, line in enumerate(lines)
        if any(slot.fresh and label_found(first, slot.piece.text) for slot in line.slots)
    ]
    begins = []
    for start in starts:
        # What stands over a table from its title on is its own.
        title = next((n for n in range(start - 1, -1, -1) if _is_paragraph(lines[n]) or lines[n].level), start)
        begins.append(title if not begins or title > begins[-1] else start)
    if len(starts) < 2:
        return [lines]
    return [lines[begin:end] for begin, end in zip(begins, (*begins[1:], len(lines)), strict=True)]


def read(form: Form, lines: list[Line]) -> Read:
    """The document of a form in the lines of a source."""
    reader = _Reader(form, lines)
    reader.run()
    return reader.made


class _Reader:
    """Walks the steps of a form over the lines of a source."""

    def __init__(self, form: Form, lines: list[Line]) -> None:
        self.form = form
        self.steps = steps_of(form)
        self.lines = _rows(lines, self.steps)
        self.at = 0
        self.made = Read({"goalbook": "1", "form": form.id})

    def run(self) -> None:
        for n, step in enumerate(self.steps):
            if isinstance(step.part, Prose):
                self._prose(step.part, self._next_labels(n))
            elif isinstance(step.part, Row):
                self._row(step)
            elif step.part.across:
                self._across(step)
            else:
                self._block(step, self._next_labels(n))
            if step.last and step.table is not None and step.table.sign:
                self._sign()

    # Finding

    def _next_labels(self, n: int) -> Step | None:
        """The next step that can be known by its labels."""
        return next((step for step in self.steps[n + 1 :] if step.labels), None)

    def _matches(self, step: Step, line: Line) -> bool:
        labels = step.labels
        found = self._labels_in(line, labels)
        return bool(labels) and len(found) * 2 > len(labels)

    def _labels_in(self, line: Line, labels: tuple[Label, ...]) -> dict[int, int]:
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

    # Placing

    def _put(self, piece: Piece, path: str) -> None:
        self.made.placed[piece.number] = path

    def _label(self, label: Label, piece: Piece) -> None:
        """A cell that is a word of the form; where it is printed otherwise, the document says how."""
        found = label_found(label.text, piece.text)
        self._put(piece, _LABEL)
        if found is None:
            return
        for name, value in found.values.items():
            self.made.record.setdefault(name, value)
        if not found.exact:
            self.made.record.setdefault("labels", {})[label.text] = piece.text.strip()
            self._put(piece, f"labels.{label.text}")
            self._doubt("labels", "typo", piece.text, label.text)

    def _doubt(self, at: str, kind: str, printed: str, suggest: str = "") -> None:
        said = {"at": at, "kind": kind, "printed": printed.strip(), "suggest": suggest}
        self.made.doubts.append({key: value for key, value in said.items() if value})

    def _bands(self, step: Step, line: Line) -> list[Slot]:
        """The cells of a line without the labels at its side."""
        slots = list(line.slots)
        for band in step.bands:
            place = next((n for n, slot in enumerate(slots) if label_found(band.text, slot.piece.text)), None)
            if place is not None:
                self._label(band, slots.pop(place).piece)
        return slots

    # Prose

    def _prose(self, prose: Prose, until: Step | None) -> None:
        end = len(self.lines)
        if until is not None:
            end = next((n for n in range(self.at, end) if self._matches(until, self.lines[n])), end)
            if end < len(self.lines):
                # What stands right over a table is its own.
                while end > self.at and not _is_paragraph(self.lines[end - 1]):
                    end -= 1
                end -= end > self.at and until.table is not None and until.table.title is not None
        body = self.lines[self.at : end]
        if prose.label:
            place = next((n for n, line in enumerate(body) if label_found(prose.label.text, line.texts[0])), None)
            if place is None:
                return
            self._label(prose.label, body[place].slots[0].piece)
            body = body[place + 1 :]
        body = [line for line in body if _is_paragraph(line)]
        self.at = end
        if prose.path == "items":
            self._tree(prose, body)
            return
        texts = [line.texts[0].strip() for line in body]
        self.made.record[prose.path] = texts[0] if len(texts) == 1 else texts
        for n, line in enumerate(body):
            self._put(line.slots[0].piece, f"{prose.path}.{n}")

    def _tree(self, prose: Prose, body: list[Line]) -> None:
        """Headings with paragraphs: the level of a heading, else its numbering, says how deep it stands."""
        kinds = kinds_of(self.form)
        lowest = min((line.level for line in body if line.level), default=0)
        open_: list[tuple[dict[str, Any], str]] = []
        items = self.made.record.setdefault("items", [])
        for line in body:
            piece = line.slots[0].piece
            text = piece.text.strip()
            depth, number, name = _heading(text, line.level - lowest if line.level else None, len(kinds))
            if depth is None or depth > len(open_):
                if open_:
                    item, path = open_[-1]
                    item.setdefault("text", []).append(text)
                    self._put(piece, f"{path}.text.{len(item['text']) - 1}")
                continue
            del open_[depth:]
            siblings = open_[-1][0].setdefault("items", []) if open_ else items
            item = {"kind": kinds[min(depth, len(kinds) - 1)]} | ({"no": number} if number else {}) | {"name": name}
            path = f"{open_[-1][1]}.items.{len(siblings)}" if open_ else f"items.{len(siblings)}"
            siblings.append(item)
            open_.append((item, path))
            self._put(piece, f"{path}.name")

    # Rows

    def _row(self, step: Step) -> None:
        row = step.part
        assert isinstance(row, Row)
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
        places = self._labels_in(Line(tuple(slots), True), step.labels)
        for n, at in places.items():
            self._label(step.labels[n], slots[at].piece)
        for label in (cell for cell in row.cells if isinstance(cell, Label) and cell.lost):
            for slot in slots:
                if slot.piece.number not in self.made.placed and label_found(label.text, slot.piece.text):
                    self._label(label, slot.piece)
        if not row.heads:
            self._fields(row, slots)

    def _fields(self, row: Row, slots: list[Slot]) -> None:
        """The values between the labels of a row; what continues a label from above is no value."""
        runs: list[list[Slot]] = [[]]
        for slot in slots:
            if self.made.placed.get(slot.piece.number, "") in ("",) or not slot.fresh:
                runs[-1].append(slot)
            else:
                runs.append([])
        wanted: list[list[Field]] = [[]]
        for cell in row.cells:
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

    def _state(self, record: dict[str, Any], one: Field, piece: Piece | None, path: str) -> None:
        text = piece.text.strip(" \t\n") if piece else ""
        _set(record, one.path, _value(one.path, text))
        if piece is not None:
            self._put(piece, f"{path}{one.path}")

    def _over(self, step: Step, lines: list[Line]) -> None:
        """The title, the line below it and the line over a table."""
        table = step.table
        assert table is not None
        left: list[Line] = []
        for line in lines:
            said = [slot.piece for slot in line.slots if slot.fresh and slot.piece.text.strip()]
            labels = [label for label in (*table.above, table.subtitle) if isinstance(label, Label)]
            known = [(label, piece) for label in labels for piece in said if label_found(label.text, piece.text)]
            for label, piece in known:
                self._label(label, piece)
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

    # Blocks

    def _across(self, step: Step) -> None:
        block = step.part
        assert isinstance(block, Block)
        records: list[dict[str, Any]] = []
        for one in block.fields:
            if self.at >= len(self.lines):
                break
            slots = [slot for slot in self._bands(step, self.lines[self.at]) if slot.fresh]
            self.at += 1
            if len(slots) > len(records) and records and not slots[0].piece.text.strip():
                slots = slots[1:]  # the label at the side goes on
            for n, slot in enumerate(slots):
                if n >= len(records):
                    records.append({})
                self._state(records[n], one, slot.piece, f"{block.each}.{n}.")
        self.made.record[block.each] = [one for one in records if any(one.values())]

    def _block(self, step: Step, until: Step | None) -> None:
        block = step.part
        assert isinstance(block, Block)
        rows = _BlockRows(self, block, self.form)
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.table or (until is not None and self._matches(until, line)):
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
            if line.table:
                break
            for slot in line.slots:
                for entry in re.split(r"\s{2,}", slot.piece.text.strip()):
                    if match := _SIGN.fullmatch(entry):
                        self._put(slot.piece, f"sign.{len(found)}")
                        found.append({"label": match[1], "value": match[2].strip()})
        if found:
            self.made.record["sign"] = found


class _BlockRows:
    """The records of a block, row by row."""

    def __init__(self, reader: _Reader, block: Block, form: Form) -> None:
        self.reader, self.block = reader, block
        self.kinds = kinds_of(form)
        self.fields = fields_in(block)
        self.count = len(self.fields)
        self.outer = len(block.fields)
        self.name = block.each.rstrip("*")
        self.open: list[tuple[dict[str, Any], str]] = []
        self.above: list[str | None] = [None] * self.count
        self.seen: list[set[str]] = [set() for _ in self.fields]

    def add(self, slots: list[Slot], merged: bool) -> None:
        """A row of the source."""
        if not merged:
            slots = self._put_back(slots)
        texts = [slot.piece.text.strip(" \t\n") for slot in slots]
        for n, text in enumerate(texts):
            if text:
                self.seen[n].add(text)
        if self.block.inner is None:
            self._record(self.block, slots, texts, self.reader.made.record, "", 0, merged)
            return
        begins = slots[0].fresh if merged else bool(texts[0])
        if begins or not self.open:
            self._item(slots, texts)
        item, path = self.open[-1]
        inner = texts[self.outer :]
        if any(inner):
            self._record(self.block.inner, slots[self.outer :], inner, item, f"{path}.", self.outer, merged)

    def _item(self, slots: list[Slot], texts: list[str]) -> None:
        """A new record of the outer block, as deep as it is indented."""
        depth = 0
        if self.block.each.endswith("**"):
            while texts[0].startswith(INDENT):
                texts[0], depth = texts[0][len(INDENT) :], depth + 1
        depth = min(depth, len(self.open))
        del self.open[depth:]
        holder = self.open[-1][0] if self.open else self.reader.made.record
        records = holder.setdefault(self.name, [])
        prefix = f"{self.open[-1][1]}." if self.open else ""
        path = f"{prefix}{self.name}.{len(records)}"
        item: dict[str, Any] = {"kind": self.kinds[min(depth, len(self.kinds) - 1)]}
        records.append(item)
        self.open.append((item, path))
        for one, slot, text in zip(self.block.fields, slots, texts, strict=False):
            self._state(item, one, slot, text, path)
        self.above[self.outer :] = [None] * (self.count - self.outer)

    def _record(
        self,
        block: Block,
        slots: list[Slot],
        texts: list[str],
        holder: dict[str, Any],
        prefix: str,
        offset: int,
        merged: bool,
    ) -> None:
        records = holder.setdefault(block.each, [])
        path = f"{prefix}{block.each}.{len(records)}"
        record: dict[str, Any] = {"kind": self.kinds[0]} if block.each == "items" else {}
        opened = False
        for n, (one, slot, text) in enumerate(zip(block.fields, slots, texts, strict=False)):
            at = offset + n
            if one.merge:
                goes_on = not slot.fresh if merged else not text and not opened and self.above[at] is not None
                value = self.above[at] if goes_on and not text else text or None
                if records and not goes_on and not opened and value is not None and value == self.above[at]:
                    record["merge"] = "no"  # printed again where it could have gone on
                opened = opened or not goes_on
                self.above[at] = value
                _set(record, one.path, value)
                if text:
                    self.reader._put(slot.piece, f"{path}.{one.path}")
            else:
                self._state(record, one, slot, text, path)
        records.append(record)

    def _state(self, record: dict[str, Any], one: Field, slot: Slot, text: str, path: str) -> None:
        if one.prefix and (match := _NUMBERED.fullmatch(text)):
            _set(record, one.prefix, match[1])
            text = match[2]
        _set(record, one.path, _value(one.path, text))
        if slot.piece.text.strip():
            self.reader._put(slot.piece, f"{path}.{one.path}")

    def _put_back(self, slots: list[Slot]) -> list[Slot]:
        """The cells of a row that slipped to the left, under the heads where such cells were seen before."""
        if slots[-1].piece.text.strip():
            return slots
        texts = [slot.piece.text.strip() for slot in slots]
        said = [n for n, text in enumerate(texts[:-1]) if text]
        slipped = any(texts[n] in self.seen[n + 1] and texts[n] not in self.seen[n] for n in said)
        if not slipped or any(texts[n] in self.seen[n] for n in said):
            return slots
        moved = [_NOTHING, *slots[:-1]]
        self.reader._doubt(self._name(moved), "shifted", texts[said[0]])
        return moved

    def put_right(self, slots: list[Slot]) -> list[Slot]:
        """The cells of a row that lacks its first one: a label that was lost."""
        moved = [_NOTHING, *slots]
        self.reader._doubt(self._name(moved), "lost", "")
        return moved

    def _name(self, slots: list[Slot]) -> str:
        """What the record of a row is called."""
        names = [n for n, one in enumerate(self.fields) if one.path == "name"]
        return slots[names[-1]].piece.text.strip() if names else ""


def _rows(lines: list[Line], steps: list[Step]) -> list[Line]:
    """The lines with the cells that stand on lines of their own put together to the rows that the form has."""
    made: list[Line] = []
    cells: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.table and not line.merged and len(line.slots) == 1:
            cells.append(line)
            continue
        made += _regroup(cells, steps)
        cells = []
        if line is not None:
            made.append(line)
    return made


def _regroup(cells: list[Line], steps: list[Step]) -> Iterator[Line]:
    at = 0
    for n, step in enumerate(steps):
        if step.table is None or at >= len(cells):
            continue
        if step.first and step.labels:
            label = step.labels[0].text
            start = next((m for m in range(at, len(cells)) if label_found(label, cells[m].texts[0])), None)
            if start is None:
                continue
            if start > at:
                yield _joined(cells[at:start])
            at = start
        block = isinstance(step.part, Block)
        for _ in range(len(step.part.fields) if block and not step.width else 1):  # type: ignore[union-attr]
            width = step.width or _until_end(cells, at)
            yield _joined(cells[at : at + width])
            at += width
        following = next((one for one in steps[n + 1 :] if one.table is not None), None)
        while block and step.width and following is None and at < len(cells):
            yield _joined(cells[at : at + step.width])
            at += step.width
    for cell in cells[at:]:
        yield cell


def _until_end(cells: list[Line], at: int) -> int:
    return next((n + 1 for n in range(len(cells) - at) if cells[at + n].ends), len(cells) - at)


def _joined(cells: list[Line]) -> Line:
    return Line(tuple(Slot(one.slots[0].piece, n) for n, one in enumerate(cells)), table=True, merged=False)


def _is_paragraph(line: Line) -> bool:
    return not line.table and len(line.slots) == 1


def _heading(text: str, level: int | None, most: int) -> tuple[int | None, str, str]:
    """The depth, the number and the name of a heading; no depth for a paragraph."""
    for depth, pattern in enumerate(_HEADINGS):
        if match := pattern.fullmatch(text):
            at = depth if level is None else level
            return (at if at < most else None), match[1], match[2]
    return (level if level is not None and level < most else None), "", text


def _value(path: str, text: str) -> Any:
    """The value of a text: the paragraphs of a goal as a list."""
    return text.split("\n") if path == "goal" and "\n" in text else text


def _set(record: dict[str, Any], path: str, value: Any) -> None:
    name, _, step = path.partition(".")
    if not step:
        record[name] = value
    elif step.isdecimal():
        held = record.setdefault(name, [])
        held += [None] * (int(step) + 1 - len(held))
        held[int(step)] = value
    else:
        record.setdefault(name, {})[step] = value
