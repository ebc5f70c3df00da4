"""The rows of a block as its records: merged labels go on, items are as deep as they are indented."""

from __future__ import annotations

import re
from typing import Any

from goalbook.forms.form import Block, Field, Form, kinds_of
from goalbook.forms.placing import INDENT
from goalbook.importing.limits import within
from goalbook.importing.lines import Slot, SourcePiece
from goalbook.importing.reading.record import Read, set_at, value_of
from goalbook.importing.reading.steps import fields_in

_NUMBERED = re.compile(r"(?s)(\S{0,12}?(?:\d+|[一二三四五六七八九十]+)\s*[:：、.．])\s*(.+)")
_Owner = tuple[dict[str, Any], str]  # a record, and its path
_NOTHING = Slot(SourcePiece(-1, "", ""), 0)


class BlockRows:
    """The records of a block, row by row."""

    def __init__(self, read: Read, block: Block, form: Form) -> None:
        self.read, self.block = read, block
        self.kinds = kinds_of(form)
        self.fields = fields_in(block)
        self.count = len(self.fields)
        self.outer = len(block.fields)
        self.name = block.each.rstrip("*")
        self.open: list[_Owner] = []
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
            self._record(self.block, slots, texts, (self.read.record, ""), 0, merged)
            return
        begins = slots[0].fresh if merged else bool(texts[0])
        if begins or not self.open:
            self._item(slots, texts)
        inner = texts[self.outer :]
        if any(inner):
            self._record(self.block.inner, slots[self.outer :], inner, self.open[-1], self.outer, merged)

    def _item(self, slots: list[Slot], texts: list[str]) -> None:
        """A new record of the outer block, as deep as it is indented."""
        depth = 0
        if self.block.each.endswith("**"):
            while texts[0].startswith(INDENT, depth * len(INDENT)):
                depth += 1
            texts[0] = texts[0][depth * len(INDENT) :]
        depth = min(depth, len(self.open))
        within("items", depth + 1)
        del self.open[depth:]
        holder = self.open[-1][0] if self.open else self.read.record
        records = holder.setdefault(self.name, [])
        prefix = f"{self.open[-1][1]}." if self.open else ""
        path = f"{prefix}{self.name}.{len(records)}"
        item: dict[str, Any] = {"kind": self.kinds[min(depth, len(self.kinds) - 1)]}
        records.append(item)
        self.open.append((item, path))
        for field, slot, text in zip(self.block.fields, slots, texts, strict=False):
            self._state(item, field, slot, text, path)
        self.above[self.outer :] = [None] * (self.count - self.outer)

    def _record(
        self,
        block: Block,
        slots: list[Slot],
        texts: list[str],
        owner: _Owner,
        offset: int,
        merged: bool,
    ) -> None:
        holder, above = owner
        records = holder.setdefault(block.each, [])
        path = f"{above}.{block.each}.{len(records)}".lstrip(".")
        record: dict[str, Any] = {"kind": self.kinds[0]} if block.each == "items" else {}
        opened = False
        for n, (field, slot, text) in enumerate(zip(block.fields, slots, texts, strict=False)):
            at = offset + n
            if field.merge:
                goes_on = not slot.fresh if merged else not text and not opened and self.above[at] is not None
                value = self.above[at] if goes_on and not text else text or None
                if records and not goes_on and not opened and value is not None and value == self.above[at]:
                    record["merge"] = "no"  # printed again where it could have gone on
                opened = opened or not goes_on
                self.above[at] = value
                set_at(record, field.path, value)
                if text:
                    self.read.put(slot.piece, f"{path}.{field.path}")
            else:
                self._state(record, field, slot, text, path)
        records.append(record)

    def _state(self, record: dict[str, Any], field: Field, slot: Slot, text: str, path: str) -> None:
        if field.prefix and (match := _NUMBERED.fullmatch(text)):
            set_at(record, field.prefix, match[1])
            text = match[2]
        set_at(record, field.path, value_of(field.path, text))
        if slot.piece.text.strip():
            self.read.put(slot.piece, f"{path}.{field.path}")

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
        self.read.doubt(self._name(moved), "shifted", texts[said[0]])
        return moved

    def put_right(self, slots: list[Slot]) -> list[Slot]:
        """The cells of a row that lacks its first one: a label that was lost."""
        moved = [_NOTHING, *slots]
        self.read.doubt(self._name(moved), "lost", "")
        return moved

    def _name(self, slots: list[Slot]) -> str:
        """What the record of a row is called."""
        names = [n for n, one in enumerate(self.fields) if one.path == "name"]
        return slots[names[-1]].piece.text.strip() if names else ""
