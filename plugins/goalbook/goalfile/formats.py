"""Goal files of the data format before this one: read as if they were of this one, and how their text becomes so.

Format 2 has no key and no value that readers of YAML 1.1 take for true or false: ``no`` became ``numbering``, ``merge: no``
became ``merge: apart``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from goalbook.goalfile.nodes import Mapping, Node, Sequence, Text, inside
from goalbook.goalfile.problem import Problem
from goalbook.goalfile.read import read_source

FORMAT: Final = "2"
RENAMED = {"no": "numbering"}
_FORMER = "1"
_RECORDS = ("items", "indicators")


class Move(NamedTuple):
    """A word of a text that is another one in this format: its line and column (1-based), what it was and what it is."""

    line: int
    column: int
    before: str
    after: str


def read_goal_file(raw: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The node of a goal file as one of this format, and every problem of its text; of an older format that is noted."""
    node, problems = read_source(raw, file)
    if node is not None and (moves := take_over(node)):
        problems.append(Problem(file, moves[0].line, moves[0].column, "older-format", severity="note"))
    return node, problems


def take_over(node: Node) -> list[Move]:
    """Make a tree of the former format one of this format; what was changed, nothing where it is no such tree."""
    stated = inside(node, "goalbook")
    if not isinstance(stated, Text) or stated.value != _FORMER:
        return []
    moves = [Move(stated.line, stated.column, _FORMER, FORMAT)]
    stated.value = FORMAT
    moves += _in(node, "")
    return moves


def moved_text(text: str, moves: list[Move]) -> str:
    """A text with its moved words; one that isn't found where it should stand stays."""
    lines = text.split("\n")
    for move in sorted(moves, reverse=True):
        line, at = lines[move.line - 1], move.column - 1
        if match := re.compile(rf"([\"']?){re.escape(move.before)}(?=\1)").match(line, at):
            lines[move.line - 1] = line[:at] + match[1] + move.after + line[match.end() :]
    return "\n".join(lines)


def _in(node: Node, key: str) -> Iterator[Move]:
    if isinstance(node, Sequence):
        for entry in node.items:
            yield from _in(entry, key)
    elif isinstance(node, Mapping):
        if key in _RECORDS:
            yield from _record(node)
        elif key == "review":
            yield from _note(node)
        for name, (_, value) in node.entries.items():
            yield from _in(value, name)


def _record(record: Mapping) -> Iterator[Move]:
    """What an item or indicator calls otherwise now."""
    merge = inside(record, "merge")
    if isinstance(merge, Text) and merge.value == "no":
        yield Move(merge.line, merge.column, "no", "apart")
        merge.value = "apart"
    renamed = {name: new for name, new in RENAMED.items() if name in record.entries and new not in record.entries}
    for name, new in renamed.items():
        key = record.entries[name][0]
        yield Move(key.line, key.column, name, new)
        key.value = new
    if renamed:
        record.entries = {renamed.get(name, name): entry for name, entry in record.entries.items()}


def _note(note: Mapping) -> Iterator[Move]:
    """A note on a field by its former name."""
    at = inside(note, "at")
    if isinstance(at, Text) and at.value:
        start, _, field = at.value.rpartition("/")
        if start and (new := RENAMED.get(field.strip())):
            yield Move(at.line, at.column, at.value, f"{start}/{new}")
            at.value = f"{start}/{new}"
