"""检索词: a query as words, and each word as the terms to look up. FORMAT.md, section 5, is the specification."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from goalbook.search.tokenize import (
    EVEN,
    LONGEST,
    NUMBER,
    PLACED,
    SHORTEST,
    contains,
    even,
    even_number,
    fold,
    has_number,
    is_number,
    other_form,
    runs,
)

_WORD = re.compile(r"""["“](?P<quoted>[^\n]*?)["”](?!\S)|(?P<plain>\S+)""")


class PlannedTerm(NamedTuple):
    """A term to look up, ``offset`` characters into its text; with ``prefix`` all terms that begin so."""

    offset: int
    text: str
    prefix: bool = False


PlannedText = tuple[PlannedTerm, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word; it is found where any of its ``alternatives`` is, each of which needs all its pieces in a row."""

    folded: str
    quoted: bool
    alternatives: tuple[PlannedText, ...]

    def stands_in(self, text: str) -> bool:
        """Whether the word stands in a folded text."""
        return contains(self.folded, text, quoted=self.quoted)


def plan(query: str) -> tuple[Word, ...]:
    """The words of a query, each with what to look up; none where nothing is left to look for."""
    words: dict[tuple[str, bool], Word] = {}
    for match in _WORD.finditer(query):
        quoted = match["quoted"] is not None
        folded = fold(match["quoted"] if quoted else match["plain"])
        if folded:
            words.setdefault((folded, quoted), Word(folded, quoted, tuple(_alternatives(folded, quoted))))
    return tuple(words.values())


def _alternatives(folded: str, quoted: bool) -> Iterator[PlannedText]:
    yield tuple(pieces(folded))
    if quoted:
        return
    if not has_number(folded):
        if other := other_form(folded):
            yield tuple(pieces(other))
        return
    if is_number(folded):
        yield (PlannedTerm(0, f"{NUMBER}{even_number(folded)}"),)
        return
    evened = even(folded)
    yield tuple(piece._replace(text=f"{EVEN}{piece.text}") for piece in pieces(evened))
    if evened != folded:
        yield tuple(pieces(evened))


def pieces(text: str) -> Iterator[PlannedTerm]:
    """The terms that cover every character of a folded text."""
    if len(text) <= PLACED:
        yield PlannedTerm(0, text)
        return
    at = 0
    for start, run in runs(text):
        if len(run) >= SHORTEST:
            yield from _threes(text, at, start)
            yield from _run_pieces(start, run)
            at = start + len(run)
    yield from _threes(text, at, len(text))


def _threes(text: str, first: int, end: int) -> Iterator[PlannedTerm]:
    """Terms of three that cover the characters from ``first`` to ``end``; what is left over is covered with its neighbours."""
    for at in range(first, end - PLACED + 1, PLACED):
        yield PlannedTerm(at, text[at : at + PLACED])
    if (end - first) % PLACED:
        at = max(end - PLACED, 0)
        yield PlannedTerm(at, text[at : at + PLACED])


def _run_pieces(start: int, run: str) -> Iterator[PlannedTerm]:
    at = 0
    while at < len(run):
        # What is left may be too short, or begin with a point or a comma, which no end of a run does.
        while len(run) - at < SHORTEST or run[at] in ".,":
            at -= 1
        yield PlannedTerm(start + at, run[at : at + LONGEST], True)
        at += LONGEST
