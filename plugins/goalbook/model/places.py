"""Places in a document: the value at a path, and the stable anchor of every item and indicator."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from goalbook.model.records import Document, Indicator, Item

# The record of a cell that belongs to no item or indicator.
DOCUMENT = "d"

Recorded = Document | Item | Indicator


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def value_at(record: object, path: str) -> object:
    """The value of a record at a path such as ``budget.total`` or ``levels.0``; None where nothing is stated."""
    value: object = record
    for step in _steps(path):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, tuple):
            place = int(step) if step.isdecimal() else len(value)
            value = value[place] if place < len(value) else None
        else:
            # Where a form has the parts of a value, a document may state it whole: a text has no parts.
            value = None if isinstance(value, str) else getattr(value, step)
        if value is None:
            return None
    return value


def set_at(record: dict[str, Any], path: str, value: object) -> None:
    """State a value of a record in the making at a path; what must hold it is made too."""
    steps = path.split(".")
    holder: Any = record
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        made = value if following is None else [] if following.isdecimal() else {}
        key = int(step) if isinstance(holder, list) else step
        if isinstance(key, int):
            holder += [None] * (key + 1 - len(holder))
        if following is None or (holder[key] if isinstance(key, int) else holder.get(key)) is None:
            holder[key] = made
        holder = holder[key]


def printed(value: object) -> str:
    """The printed text of a value: paragraphs one a line, nothing for what is not stated or has parts of its own."""
    if value is None or isinstance(value, (BaseModel, dict)):
        return ""
    if isinstance(value, tuple):
        return "\n".join(str(paragraph) for paragraph in value)
    return str(value)


def walk_items(items: tuple[Item, ...], path: str = "items", depth: int = 0) -> Iterator[tuple[str, int, Item]]:
    """Every item of a tree, depth first, with its path and its depth (0 for the first level)."""
    for n, item in enumerate(items):
        here = f"{path}.{n}"
        yield here, depth, item
        if item.items:
            yield from walk_items(item.items, f"{here}.items", depth + 1)


def anchors_of(document: Document) -> dict[str, str]:
    """The anchor of each item and indicator by its path.

    An anchor is the record's own ``id``, else a digest of the words that identify it (names from the root down, level-1 and
    level-2 labels), so that it stays when rows are added, moved or given other targets. Equal ones are told apart by
    their order.
    """
    found: dict[str, str] = {}
    used: set[str] = set()
    last: dict[str, int] = {}

    def add(path: str, letter: str, own: str | None, words: tuple[str, ...]) -> None:
        anchor = own or f"{letter}-{hashlib.sha256(chr(31).join(words).encode()).hexdigest()[:8]}"
        unique, n = anchor, last.get(anchor, 1)
        while unique in used:
            n += 1
            unique = f"{anchor}-{n}"
        last[anchor] = n
        used.add(unique)
        found[path] = unique

    def add_indicators(path: str, indicators: tuple[Indicator, ...], trail: tuple[str, ...]) -> None:
        for n, indicator in enumerate(indicators):
            labels = tuple(label or "" for label in indicator.path)
            add(f"{path}indicators.{n}", "x", indicator.id, (*trail, *labels, indicator.name or ""))

    def add_items(path: str, items: tuple[Item, ...], trail: tuple[str, ...]) -> None:
        for n, item in enumerate(items):
            here, words = f"{path}items.{n}", (*trail, item.name or item.numbering or "")
            add(here, "i", item.id, words)
            add_items(f"{here}.", item.items, words)
            add_indicators(f"{here}.", item.indicators, words)

    add_items("", document.items, ())
    add_indicators("", document.indicators, ())
    return found


class Finder:
    """Finds items, indicators and fields of a document by the words that its notes call them.

    The words, separated by ``/``, name items and indicators from the outside in by id, number (with or without its
    colon), name or both, and may end in a field of the last one; items between may be left out. The first match counts.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[tuple[str, Item | Indicator, int]] = []  # with where what it holds ends
        self.called: dict[str, list[int]] = {}
        self.spans: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self.stating: dict[tuple[tuple[str, ...], str], int | None] = {}
        self._add("items", document.items)
        self._add("indicators", document.indicators)

    def _add(self, path: str, records: Sequence[Item | Indicator]) -> None:
        for n, record in enumerate(records):
            at, here = len(self.found), f"{path}.{n}"
            self.found.append((here, record, 0))
            for word in _words_for(record):
                self.called.setdefault(word, []).append(at)
            if isinstance(record, Item):
                self._add(f"{here}.items", record.items)
                self._add(f"{here}.indicators", record.indicators)
            self.found[at] = here, record, len(self.found)

    def find(self, at: str) -> str | None:
        """The path of what the words speak of; None where there is no such thing."""
        *outer, last = [word.strip() for word in at.split("/") if word.strip()] or [""]
        if not outer and _states(self.document, last):
            return last
        spans = self._spans(outer)
        record = next(self._within(spans, last), None)
        field = self._stating(tuple(outer), last) if outer and spans and last in _FIELDS else None
        if field is not None and (record is None or field < record):
            return f"{self.found[field][0]}.{last}"
        return None if record is None else self.found[record][0]

    def _within(self, spans: list[tuple[int, int]], word: str) -> Iterator[int]:
        """The records called so that lie in one of the spans, in printed order, by way of whichever are fewer."""
        named = self.called.get(word, [])
        if len(spans) < len(named):
            for start, end in spans:
                yield from named[bisect_left(named, start) : bisect_left(named, end)]
        else:
            for at in named:
                n = bisect_right(spans, (at, len(self.found))) - 1
                if n >= 0 and at < spans[n][1]:
                    yield at

    def _spans(self, words: list[str]) -> list[tuple[int, int]]:
        """What lies in the records that the words name: places from and to, apart and in order; kept for the next note."""
        spans = [(0, len(self.found))]
        for end in range(1, len(words) + 1):
            known = self.spans.get(key := tuple(words[:end]))
            if known is None:
                known = self.spans[key] = self._apart(self._within(spans, words[end - 1]))
            if not known:
                return []
            spans = known
        return spans

    def _apart(self, places: Iterable[int]) -> list[tuple[int, int]]:
        """The spans of records, without those that lie in another."""
        spans: list[tuple[int, int]] = []
        for at in places:
            if not spans or at >= spans[-1][1]:
                spans.append((at + 1, self.found[at][2]))
        return spans

    def _stating(self, words: tuple[str, ...], field: str) -> int | None:
        """The first record that the words name and that states a field."""
        if (words, field) not in self.stating:
            named = self._within(self._spans([*words[:-1]]), words[-1])
            self.stating[words, field] = next((at for at in named if _states(self.found[at][1], field)), None)
        return self.stating[words, field]


_FIELDS = frozenset((*Item.model_fields, *Indicator.model_fields))


def _words_for(record: Item | Indicator) -> set[str]:
    number = (record.numbering or "").rstrip(":：、. ")
    both = f"{number}{record.name}" if number and record.name else None
    return {word for word in (record.id, record.numbering, number, record.name, both) if word}


def _states(record: Recorded, field: str) -> bool:
    return field in type(record).model_fields and getattr(record, field) not in (None, (), {})


def cell_anchor(path: str, anchors: Mapping[str, str]) -> str:
    """The id of a field's cell: the anchor of its record, a colon and the path in it; its anchor alone for a name.

    ``anchors`` are the anchors of the document's items and indicators by path.
    """
    holder, dot, _ = path.rpartition(".")
    while dot:
        if anchor := anchors.get(holder):
            rest = path[len(holder) + 1 :]
            return anchor if rest == "name" else f"{anchor}:{rest}"
        holder, dot, _ = holder.rpartition(".")
    return f"{DOCUMENT}:{path}"


def record_anchor(path: str, anchors: Mapping[str, str]) -> str:
    """The anchor of the item or indicator that a path lies in; nothing where it lies in none."""
    steps = path.split(".")
    while steps:
        if (found := anchors.get(".".join(steps))) is not None:
            return found
        steps.pop()
    return ""
