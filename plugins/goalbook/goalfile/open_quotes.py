"""A quote that was opened and not closed in its line: YAML reads on to the next one, often many lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BLOCK = re.compile(r"(?P<indent>\s*+(?:- ++)*+).*?(?:^|[\s:-])[|>][+-]?[1-9]?[ \t]*(?:#.*)?$")
# Where a value may begin; the quote behind it is an opening one.
_OPENING = re.compile(r"(?:^\s*(?:- +)*|:[ \t]+|[\[{,][ \t]*)(?P<sign>[\"'])")
# Behind a quote that ended one, whatever stands between.
_AGAIN = re.compile(r"[ \t]*(?P<sign>[\"'])")
_CLOSING = {'"': re.compile(r'(?:[^"\\]|\\.)*+"'), "'": re.compile(r"(?:[^']|'')*+'(?!')")}
_COMMENT = re.compile(r"\s*#")


class OpenQuote(NamedTuple):
    """An opening quote: its line and column (0-based), and the line where the quotes below had all been used up to close another;
    none where one stayed open."""

    line: int
    column: int
    closed: int | None


def open_quotes(lines: list[str]) -> Iterator[OpenQuote]:
    """The quotes that were not closed in the line they stand in, in the order of a file; those that YAML takes for opening ones because
    of one further up are told with that."""
    number = 0
    while number < len(lines):
        line = lines[number]
        if match := _BLOCK.match(line):
            number = _below(lines, number, len(match["indent"]))
            continue
        if (column := _unclosed(line, 0)) is None:
            number += 1
            continue
        closed, behind = _closed(lines, number + 1, line[column])
        while closed is not None and (again := _unclosed(lines[closed], behind)) is not None:
            closed, behind = _closed(lines, closed + 1, lines[closed][again])
        yield OpenQuote(number, column, closed)
        number = len(lines) if closed is None else closed + 1


def quote_before(line: str, column: int) -> int | None:
    """Where the quote opens whose closing one stands before a column of its line, with nothing but blanks between."""
    start = 0
    while match := _OPENING.search(line, start):
        closing = _CLOSING[match["sign"]].match(line, match.end())
        if not closing or closing.end() > column:
            return None
        if not line[closing.end() : column].strip():
            return match.start("sign")
        start = closing.end()
    return None


def _below(lines: list[str], number: int, indent: int) -> int:
    """The line after a text in a block, which any sign may stand in."""
    number += 1
    while number < len(lines) and (
        not lines[number].strip() or len(lines[number]) - len(lines[number].lstrip(" ")) > indent
    ):
        number += 1
    return number


def _unclosed(line: str, start: int) -> int | None:
    """Where a quote opens in a line, from a column on, that isn't closed there."""
    if _COMMENT.match(line, start):
        return None
    while match := (_AGAIN.match(line, start) if start else None) or _OPENING.search(line, start):
        closing = _CLOSING[match["sign"]].match(line, match.end())
        if not closing:
            return match.start("sign")
        start = closing.end()
    return None


def _closed(lines: list[str], number: int, sign: str) -> tuple[int | None, int]:
    """The line, from one on, where a quote closes, and the column behind it."""
    for n in range(number, len(lines)):
        if closing := _CLOSING[sign].match(lines[n]):
            return n, closing.end()
    return None, 0
