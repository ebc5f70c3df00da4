"""What is put in order once all rows of a block are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goalbook.forms.form import Records
from goalbook.importing.reading.record import Read


def in_order_of_lists(made: list[tuple[int, list[dict[str, Any]], dict[str, Any], str]], read: Read) -> None:
    """Put the records of lists that stood side by side one list after the other, each in its own order.

    A record comes with the level of its list, the list that holds it, and its path, under which its pieces were placed.
    """
    moved: dict[str, str] = {}
    holders: dict[int, list[tuple[int, dict[str, Any], str]]] = {}
    lists = {id(held): held for _, held, _, _ in made}
    for level, held, record, path in made:
        holders.setdefault(id(held), []).append((level, record, path))
    for key, held in lists.items():
        own = sorted(holders[key], key=lambda entry: entry[0])
        first = len(held) - len(own)
        for n, (_, record, path) in enumerate(own, first):
            held[n] = record
            moved[path] = f"{path.rpartition('.')[0]}.{n}"
    if moved:
        for number, path in read.placed.items():
            read.placed[number] = _moved(path, moved)


def _moved(path: str, moved: dict[str, str]) -> str:
    steps = path.split(".")
    for end in range(len(steps), 1, -1):
        if (to := moved.get(".".join(steps[:end]))) is not None:
            return ".".join([to, *steps[end:]])
    return path


def without_blank_one(record: dict[str, Any], lists: Iterable[Records]) -> None:
    """Take out the only record of a list in which nothing is stated: the row that a form prints of an empty list."""
    for records in lists:
        held = record.get(records.name)
        asked = {name for name, _ in records.only} | {"kind"}
        if held and len(held) == 1 and not any(map(has_text, (v for k, v in held[0].items() if k not in asked))):
            del record[records.name]


def has_text(value: Any) -> bool:
    """Whether a value, or one of those in it, says something."""
    if isinstance(value, dict):
        return any(map(has_text, value.values()))
    return any(map(has_text, value)) if isinstance(value, list) else bool(value)
