"""Places in a document: the value at a path, and the stable anchor of every item and indicator."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from goalbook.model import Document, Indicator, Item

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
            place = int(step)
            value = value[place] if place < len(value) else None
        else:
            value = getattr(value, step)
        if value is None:
            return None
    return value


def printed(value: object) -> str:
    """The printed text of a value: paragraphs one a line, nothing for what is not stated."""
    if value is None:
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


def anchors(document: Document) -> dict[str, str]:
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
            here, words = f"{path}items.{n}", (*trail, item.name or item.no or "")
            add(here, "i", item.id, words)
            add_items(f"{here}.", item.items, words)
            add_indicators(f"{here}.", item.indicators, words)

    add_items("", document.items, ())
    add_indicators("", document.indicators, ())
    return found


def resolve(document: Document, at: str) -> str | None:
    """The path of what a note speaks of, or None where it points nowhere.

    ``at`` names, separated by ``/``, items and indicators from the outside in by number (without its colon) or name, and
    may end in a field; items between may be left out. The first match counts.
    """
    words = [word.strip() for word in at.split("/") if word.strip()]
    return _resolve(document, "", words) if words else None


def _resolve(record: Recorded, path: str, words: list[str]) -> str | None:
    if not words:
        return path
    word, rest = words[0], words[1:]
    if not rest and word in type(record).model_fields and getattr(record, word) not in (None, (), {}):
        return f"{path}.{word}" if path else word
    children: list[tuple[str, Item | Indicator]] = []
    for name in ("items", "indicators"):
        whole = f"{path}.{name}" if path else name
        children += [(f"{whole}.{n}", one) for n, one in enumerate(getattr(record, name, ()))]
    for here, child in children:
        if _is_called(child, word) and (found := _resolve(child, here, rest)) is not None:
            return found
    for here, child in children:
        if isinstance(child, Item) and (found := _resolve(child, here, words)) is not None:
            return found
    return None


def _is_called(record: Item | Indicator, word: str) -> bool:
    number = (record.no or "").rstrip(":：、. ")
    return word in (record.id, record.no, number, record.name) or (bool(number) and word == f"{number}{record.name}")
