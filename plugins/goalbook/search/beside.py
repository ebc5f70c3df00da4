"""What always stands beside a term: where the rest of a word does, each document that holds the term holds the word, and nobody has to
ask where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from goalbook.search.tokenize import EVEN, NUMBER, PLACED

LEAST = 256  # documents that hold a term of which an index says what stands beside it
REACH = 3  # characters on each side
_PARTED = "\n"  # between what is before and what is after; never in folded text
_NOTHING = ("", "")

Beside = str
"""What always stands before a term and after it, parted by a line end; empty where nothing does, or it isn't known."""


def may_be_stated(term: str) -> bool:
    """Whether it is of a kind of which an index says what stands beside it: three neighbours as they stand."""
    return len(term) == PLACED and term[0] not in (EVEN, NUMBER)


def beside_in(texts: Iterable[str]) -> dict[str, Beside]:
    """What always stands beside each term of three characters in folded texts."""
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        for at in range(len(text) - PLACED + 1):
            end = at + PLACED
            term = text[at:end]
            known = found.get(term)
            if known is None:
                found[term] = (text[at - REACH if at > REACH else 0 : at], text[end : end + REACH])
            elif known != _NOTHING and not (text.startswith(known[1], end) and text.endswith(known[0], 0, at)):
                found[term] = _narrowed(known, (text[max(at - REACH, 0) : at], text[end : end + REACH]))
    return {term: _PARTED.join(known) if known != _NOTHING else "" for term, known in found.items()}


def common(one: Beside, other: Beside) -> Beside:
    """What stands beside a term wherever one or the other does."""
    if one == other or not one or not other:
        return one and other
    known = _narrowed(sides(one), sides(other))
    return _PARTED.join(known) if any(known) else ""


def sides(beside: Beside) -> tuple[str, str]:
    """What is before, and what is after."""
    before, _, after = beside.partition(_PARTED)
    return before, after


def _narrowed(one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    """What two pairs of sides have in common: the end of what is before, the beginning of what is after."""
    (before, after), (own_before, own_after) = one, other
    return _shared(before[::-1], own_before[::-1])[::-1], _shared(after, own_after)


def _shared(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]
