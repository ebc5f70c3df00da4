"""The comments of a YAML text: where each stands between its texts, and to which level it is indented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

_COMMENT = re.compile(r"#[^\n]*")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: how many texts stand ``before`` it, whether the line is its ``own``, its words.

    ``line`` and ``column`` (0-based) are its place; ``levels`` are the columns of the lists and groups open around it.
    """

    before: int
    own: bool
    words: str
    line: int
    column: int
    levels: tuple[int, ...]

    @property
    def place(self) -> tuple[int, bool, str]:
        """What may not change when a file is laid out anew."""
        return self.before, self.own, self.words

    @property
    def level(self) -> int:
        """The innermost level that it is indented to."""
        return max((n for n, column in enumerate(self.levels) if column <= self.column), default=0)


@dataclass(frozen=True, slots=True)
class _Scalar:
    start: int
    end: int
    block: bool
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The comments of a text, the lines that belong to a block text (``|``, ``>``), and those of ``---`` and ``...``."""

    comments: tuple[Comment, ...]
    kept: frozenset[int]
    marks: tuple[int, ...]


def read_comments(text: str) -> Reading:
    """The comments of a text that the loader takes: with ``\\n`` for line ends, without anchors, tags and directives."""
    scalars, marks = _scalars(text)
    starts = [0]
    starts += [match.end() for match in re.finditer("\n", text)]
    return Reading(tuple(_comments(text, scalars, starts)), frozenset(_kept(text, scalars)), tuple(marks))


def _scalars(text: str) -> tuple[list[_Scalar], list[int]]:
    found: list[_Scalar] = []
    marks: list[int] = []
    open_: list[int] = []
    parser = CParser(text)
    try:
        while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                assert event.start_mark is not None
                assert event.end_mark is not None
                block = (event.style or "") in ("|", ">")
                levels = tuple(column for column in open_ if column >= 0)
                found.append(_Scalar(event.start_mark.index, event.end_mark.index, block, levels))
            elif isinstance(event, yaml.CollectionStartEvent):
                assert event.start_mark is not None
                # One in brackets is no level of indentation.
                open_.append(-1 if event.flow_style else event.start_mark.column)
            elif isinstance(event, yaml.CollectionEndEvent):
                open_.pop()
            elif isinstance(event, yaml.DocumentStartEvent | yaml.DocumentEndEvent) and event.explicit:
                assert event.start_mark is not None
                marks.append(event.start_mark.line)
    finally:
        parser.dispose()
    return found, marks


def _comments(text: str, scalars: list[_Scalar], starts: list[int]) -> Iterator[Comment]:
    line = 0
    for n, (start, until, levels) in enumerate(_gaps(text, scalars)):
        for match in _COMMENT.finditer(text, start, until):
            while line + 1 < len(starts) and starts[line + 1] <= match.start():
                line += 1
            own = not text[starts[line] : match.start()].strip(" \t")
            yield Comment(n, own, match[0].rstrip(" \t"), line, match.start() - starts[line], levels)


def _gaps(text: str, scalars: list[_Scalar]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """What stands before, between and after the texts, the head line of a block text (``|  # so``) included."""
    start = 0
    levels: tuple[int, ...] = ()
    for scalar in scalars:
        deeper = scalar.levels if len(scalar.levels) > len(levels) else levels
        head = text.find("\n", scalar.start, scalar.end) if scalar.block else -1
        yield start, head if head >= 0 else scalar.end if scalar.block else scalar.start, deeper
        start, levels = scalar.end, scalar.levels
    yield start, len(text), levels


def _kept(text: str, scalars: list[_Scalar]) -> Iterator[int]:
    """The lines of block texts, without the empty ones after them that are no part of the text."""
    line, at = 0, 0
    for scalar in scalars:
        line, at = line + text.count("\n", at, scalar.start), scalar.start
        if scalar.block:
            typed = text[scalar.start : scalar.end]
            lines = typed.split("\n")
            if "+" not in lines[0].split("#")[0]:
                lines = typed.rstrip("\n").split("\n")
            yield from range(line + 1, line + len(lines))
