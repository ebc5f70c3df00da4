"""A table of a source as drawn lines: its labels as they stand, its blanks as places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from goalbook.importing.drafting.known import KnownPlaces
from goalbook.importing.lines import Slot, SourceLine

_SPECIAL = re.compile(r"[\\|<^{'(…]")
_LEAST_HEADS = 3
_REST = re.compile(r"[\s….。·]*")


@dataclass
class DraftPlaces:
    """The places that a draft has so far: those that are used, those that were made up, and for which words."""

    known: KnownPlaces
    used: set[str] = field(default_factory=set)
    made: list[tuple[str, str]] = field(default_factory=list)

    def place(self, label: str, *, indicator: bool = False) -> str:
        """The place of what stands at a label; one of its own where no form knows the label or the place is taken."""
        path = self.known.of_indicator(label) if indicator else self.known.of_document(label)
        owner = "indicator " if indicator else ""
        if path is None or any(_overlap(owner + path, one) for one in self.used):
            path = f"facts.field_{len(self.made) + 1}"
            self.made.append((path, "".join(label.split())))
        self.used.add(owner + path)
        return path


class TableDrawing:
    """The lines of one table, drawn: ``sections`` are its parts in order, each a key of the form file with its picture."""

    def __init__(self, places: DraftPlaces, rows: list[SourceLine]) -> None:
        self.places = places
        self.rows = rows
        self.starts = sorted({slot.column for row in rows for slot in row.slots})
        self.sections: list[tuple[str, list[list[str]]]] = []
        self.labels: list[list[str]] = []  # of each row, by column: the label that stands or goes on there
        head = self._head()
        self.filled = head is not None and self._is_filled(head)
        first = head if head is not None else len(rows)
        while head is not None and first and any(not slot.fresh for slot in rows[first].slots):
            first -= 1
        self._labelled()
        self._rows(0, first)
        if head is not None:
            self._heads(first, head + 1)
            last = self._records(head)
            self._rows(last, len(rows))

    def _head(self) -> int | None:
        """The last row that heads the indicators: it has several labels that stand above their values in known forms."""
        heads = (n for n, row in enumerate(self.rows) if self._known(row.slots) >= _LEAST_HEADS)
        head = next(heads, None)
        while head is not None and head + 1 < len(self.rows) and self._goes_on(head + 1):
            head += 1
        return head

    def _goes_on(self, row: int) -> bool:
        """Whether labels of the heads go on in a row; a single one stands at the side of all that follow."""
        return self._known(slot for slot in self.rows[row].slots if not slot.fresh) > 1

    def _known(self, slots: Iterable[Slot]) -> int:
        return sum(bool(self.places.known.of_indicator(slot.piece.text)) for slot in slots)

    def _is_filled(self, head: int) -> bool:
        """Whether the row below the heads says anything of its own."""
        below = self.rows[head + 1].slots if head + 1 < len(self.rows) else ()
        return sum(slot.fresh and not _REST.fullmatch(slot.piece.text) for slot in below) > len(self.starts) // 2

    def _labelled(self) -> None:
        for row in self.rows:
            labels = [""] * len(self.starts)
            for slot, _, first, count in self._placed(row):
                labels[first : first + count] = [slot.piece.text.strip()] * count
            self.labels.append(labels)

    def _placed(self, row: SourceLine) -> list[tuple[Slot, str, int, int]]:
        """The cells of a row, each with its text, its first column in the drawing and how many it has."""
        first = [self.starts.index(slot.column) for slot in row.slots]
        ends = [*first[1:], len(self.starts)]
        return [
            (slot, slot.piece.text.strip(), one, end - one)
            for slot, one, end in zip(row.slots, first, ends, strict=True)
        ]

    def _rows(self, start: int, end: int) -> None:
        """Rows that stand once."""
        drawn = []
        for n in range(start, end):
            cells: list[str] = []
            label = ""
            for slot, text, first, count in self._placed(self.rows[n]):
                if not slot.fresh:
                    cells += ["^"] * count
                    label = text
                    continue
                value = not text or (self.filled and bool(label) and not self.places.known.knows(text))
                head = label or self._above(n, first)
                cells += [f"{{{self.places.place(head)}}}" if value else as_words(text), *["<"] * (count - 1)]
                label = "" if value else text
            drawn.append(cells)
        if drawn:
            self.sections.append(("rows", drawn))

    def _above(self, row: int, column: int) -> str:
        """The nearest text above in a column."""
        return next((self.labels[n][column] for n in range(row - 1, -1, -1) if self.labels[n][column]), "")

    def _heads(self, start: int, end: int) -> None:
        drawn = []
        for row in self.rows[start:end]:
            cells: list[str] = []
            for slot, text, _, count in self._placed(row):
                cells += [as_words(text), *["<"] * (count - 1)] if slot.fresh else ["^"] * count
            drawn.append(cells)
        self.sections.append(("head", drawn))

    def _records(self, head: int) -> int:
        """The row of each indicator; gives the first row of the source that is no indicator's any more."""
        below = self.rows[head + 1].slots if head + 1 < len(self.rows) else ()
        sides = {slot.column for slot in below if not slot.fresh}
        cells: list[str] = []
        for slot, text, first, count in self._placed(self.rows[head]):
            if slot.column in sides:
                cells += ["^"] * count
                continue
            place = self.places.place(text or self._above(head, first), indicator=True)
            cells += [f"{{{place} merge}}" if place.startswith("path.") else f"{{{place}}}", *["<"] * (count - 1)]
        self.sections.append(("row", [cells]))
        rows = range(head + 1, len(self.rows))
        columns = [slot.column for slot in self.rows[head].slots]
        return next((n for n in rows if self._is_beyond(n, columns)), len(self.rows))

    def _is_beyond(self, row: int, columns: list[int]) -> bool:
        """Whether a row, parted otherwise than those of indicators, has a label of its own; in a filled table one that is known."""
        slots = self.rows[row].slots
        first = slots[0].piece.text.strip() if slots and slots[0].fresh else ""
        if not first or [slot.column for slot in slots] == columns:
            return False
        return not self.filled or self.places.known.of_document(first) is not None


def _overlap(one: str, other: str) -> bool:
    """Whether two places are the same, or one is inside the other."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def as_words(text: str) -> str:
    """A text as words of a drawn cell, in one line."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", "".join(text.splitlines()))
