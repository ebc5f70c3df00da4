"""The rows of a block as its records: merged labels go on, items are as deep as they are indented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from goalbook.forms.form import Each, Field, Form
from goalbook.forms.lay import INDENT
from goalbook.importing.limits import within
from goalbook.importing.lines import Slot
from goalbook.importing.reading.columns import NOTHING
from goalbook.importing.reading.in_order import in_order_of_lists, without_blank_one
from goalbook.importing.reading.record import Read
from goalbook.importing.reading.steps import fields_in
from goalbook.model.places import set_at

_Open = tuple[dict[str, Any], str]
# A cell of a row: the number of its field, the cell, its text, whether it goes on from above (None: not known by spans).
_Told = tuple[int, Slot, str, bool | None]


class BlockRows:
    """The records of repeated lines, row by row.

    ``spanned`` are the columns of the source in which cells are merged over rows: in the others a blank cell goes on from the one above.
    """

    def __init__(self, read: Read, each: Each, form: Form, spanned: frozenset[int] = frozenset()) -> None:
        self.read, self.each = read, each
        self.kinds = form.kinds
        self.fields = fields_in(each)
        self.count = len(self.fields)
        self.own = [
            [n for n, one in enumerate(self.fields) if one.level == level + 1 and not one.shared]
            for level in range(len(each.chain))
        ]
        self.shared = [n for n, one in enumerate(self.fields) if one.shared]
        # The open record of each level; of a tree those on the way to it.
        self.open: list[list[_Open]] = [[] for _ in each.chain]
        self.above: list[str | None] = [None] * self.count
        self.seen: list[set[str]] = [set() for _ in self.fields]
        self.spanned = spanned
        self.texts: list[str] = [""] * self.count  # of the row above
        self.resumed = False
        self.blank: set[int] = set()
        self.made: list[tuple[int, list[dict[str, Any]], dict[str, Any], str]] = []  # of lists side by side

    def resume(self) -> None:
        """The head was printed again, or the table goes on as another: what the next row repeats of the last one before isn't new."""
        self.resumed = True

    def add(self, slots: list[Slot], merged: bool) -> None:
        """A row of the source, or the rows of one record."""
        if not merged and len(self.each.lines) == 1:
            slots = self._put_back(slots)
        texts = [slot.piece.text.strip(" \t\n") for slot in slots]
        for n, text in enumerate(texts):
            if text:
                self.seen[n].add(text)
        known = [self._known(slot, merged) for slot in slots]
        if merged:
            self._doubt_blanks(slots, texts, known)
        for level in range(len(self.own)):
            if level < self.each.outer:
                begins = self._begins(level, slots, texts, known)
            elif self.each.halves > 1:
                begins = any(texts[n] and slots[n].fresh for n in self.own[level])
            else:
                begins = level == 0 or any(texts[n] for n in self.own[level])
            if begins:
                self._record(level, slots, texts, known)
        self.texts = [text or before for text, before in zip(texts, self.texts, strict=True)]
        self.resumed = False

    def end(self) -> None:
        """No more rows: lists side by side are put one after the other, and a blank row of an empty list is none."""
        in_order_of_lists(self.made, self.read)
        without_blank_one(self.read.record, self.each.chain[:1] if self.each.outer else self.each.chain)

    def _begins(self, level: int, slots: list[Slot], texts: list[str], known: list[bool | None]) -> bool:
        """Whether a record of an outer list begins in a row: in one that begins, those in it do too, for none of them is open."""
        own = self.own[level]
        again = self.resumed and all(texts[n] == self.texts[n] for n in own)
        for n in own if again and self.open[level] else ():
            self.read.put(slots[n].piece, f"{self.open[level][-1][1]}.{self.fields[n].path}")
        stands = bool(own) and (bool(texts[own[0]]) if known[own[0]] is None else not known[own[0]])
        return not self.open[level] or (not again and stands)

    def _doubt_blanks(self, slots: list[Slot], texts: list[str], known: list[bool | None]) -> None:
        """Tell once of a column whose blank cells were taken for the one above going on, or may be that: the first such one of a row."""
        for n, part in enumerate(self.fields):
            outer = part.level <= self.each.outer and n == self.own[part.level - 1][0]
            above = self.above[n] if part.merge else self.texts[n] if outer else None
            if (part.merge or outer) and texts[n]:
                break
            if above and known[n] is not True and n not in self.blank:
                self.blank.add(n)
                self.read.doubt(self._name(slots), "lost", "", above)
                break

    def _known(self, slot: Slot, merged: bool) -> bool | None:
        """Whether a cell goes on from the one above; None where only its text could tell."""
        if not merged or (slot.fresh and (self.resumed or slot.column not in self.spanned)):
            return None
        return not slot.fresh

    def _record(self, level: int, slots: list[Slot], texts: list[str], known: list[bool | None]) -> None:
        """A new record of a level: as deep as it is indented where the list is a tree."""
        records, own = self.each.chain[level], self.own[level]
        label = texts[own[0]] if records.deep and own else ""
        depth = (len(label) - len(label.lstrip(INDENT))) // len(INDENT)
        if depth:
            texts[own[0]] = label[depth * len(INDENT) :]
        depth = min(depth, len(self.open[level])) if records.deep else 0
        within("items", depth + 1)
        del self.open[level][depth:]
        holder, prefix = self._holder(level)
        held = holder.setdefault(records.name, [])
        path = f"{prefix}{records.name}.{len(held)}"
        kind = self.kinds[min(level + depth, len(self.kinds) - 1)]
        record: dict[str, Any] = dict(records.only)
        if records.name == "items":
            record.setdefault("kind", kind)
        # A cell that goes on from above is known by its spans, else by being blank.
        shared = self.shared if level >= self.each.outer else []
        row = [(n, slots[n], texts[n], known[n]) for n in (*shared, *own)]
        self._state_all(record, row, path, bool(held))
        held.append(record)
        if self.each.halves > 1 and level >= self.each.outer:
            self.made.append((level, held, record, path))
        self.open[level].append((record, path))
        for inner in range(level + 1, len(self.own) if level < self.each.outer else 0):
            self.open[inner] = []
            for n in (*self.own[inner], *self.shared):
                self.above[n] = None

    def _holder(self, level: int) -> _Open:
        """The record that holds the next one of a level, and the beginning of the path of what it holds."""
        above = min(level, self.each.outer)
        opened = self.open[level] or (self.open[above - 1] if above else [])
        return (opened[-1][0], f"{opened[-1][1]}.") if opened else (self.read.record, "")

    def _state_all(self, record: dict[str, Any], row: list[_Told], path: str, more: bool) -> None:
        """State the fields of a record; ``more`` says that others of its list stand above it."""
        opened = False
        for n, slot, text, known in row:
            part = self.fields[n]
            if not part.merge:
                self._state(record, part, slot, text, path)
                continue
            goes_on = known if known is not None else not text and not opened and self.above[n] is not None
            value = self.above[n] if goes_on and not text else text
            repeated = not goes_on and not opened and value == self.above[n]
            if more and repeated and not self.resumed and self.each.halves == 1:
                record["merge"] = "apart"  # printed again where it could have gone on
            opened = opened or not goes_on
            self.above[n] = value
            set_at(record, part.path, value)
            if text:
                self.read.put(slot.piece, f"{path}.{part.path}")

    def _state(self, record: dict[str, Any], part: Field, slot: Slot, text: str, path: str) -> None:
        """State a field, unless the source has no place for it."""
        if slot.piece.number >= 0:
            self.read.state(part, replace(slot.piece, text=text), record, f"{path}.")

    def _put_back(self, slots: list[Slot]) -> list[Slot]:
        """The cells of a row that slipped to the left, under the heads where such cells were seen before."""
        if slots[-1].piece.text.strip():
            return slots
        texts = [slot.piece.text.strip() for slot in slots]
        said = [n for n, text in enumerate(texts[:-1]) if text]
        slipped = any(texts[n] in self.seen[n + 1] and texts[n] not in self.seen[n] for n in said)
        if not slipped or any(texts[n] in self.seen[n] for n in said):
            return slots
        moved = [NOTHING, *slots[:-1]]
        self.read.doubt(self._name(moved), "shifted", texts[said[0]])
        return moved

    def put_right(self, slots: list[Slot]) -> list[Slot]:
        """The cells of a row that lacks its first one: a label that was lost."""
        moved = [NOTHING, *slots]
        self.read.doubt(self._name(moved), "lost", "")
        return moved

    def _name(self, slots: list[Slot]) -> str:
        """What the record of a row is called."""
        names = [n for n, part in enumerate(self.fields) if part.path == "name"]
        return slots[names[-1]].piece.text.strip() if names else ""
