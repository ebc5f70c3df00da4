"""下一步: queries that find something where one found nothing: words of the same meaning, and near words (FORMAT.md, section 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goalbook.search.index import Index
from goalbook.search.match import match_words
from goalbook.search.near import near_texts
from goalbook.search.plan import Word, plan
from goalbook.search.tokenize import fold

_MOST = 5
_MOST_VALUES = 6
_NAMED = ("body", "region", "form")
_LOOKED_INTO = 8  # documents whose texts are read for near words


class NearValue(NamedTuple):
    """A value of a facet whose name comes near a word: ``value`` chooses it."""

    facet: str
    value: str
    name: str


def next_queries(index: Index, words: Sequence[Word]) -> tuple[str, ...]:
    """Up to five queries that find documents with all their words: those with a synonym first, then those with a near word."""
    found: list[str] = []
    for query in dict.fromkeys((*_with_synonyms(index, words), *_with_near_words(index, words))):
        if len(found) == _MOST:
            break
        if _finds(index, plan(query)):
            found.append(query)
    return tuple(found)


def _with_synonyms(index: Index, words: Sequence[Word]) -> Iterator[str]:
    groups: list[list[str]] = index.manifest.get("synonyms", [])
    for n, word in enumerate(words):
        for group in groups:
            if word.folded in map(fold, group):
                yield from (_replaced(words, n, other) for other in group if fold(other) != word.folded)


def _with_near_words(index: Index, words: Sequence[Word]) -> Iterator[str]:
    for n, word in enumerate(words):
        if not _finds(index, [word]):
            cells = (cell for number in _near_documents(index, word.folded) for cell in index.cells(number))
            yield from (
                _replaced(words, n, other) for other in near_texts(word.folded, (fold(one.text) for one in cells))
            )


def _finds(index: Index, words: Sequence[Word]) -> bool:
    matches = match_words(index, words)
    return bool(matches.scores) and not matches.relaxed


def _replaced(words: Sequence[Word], at: int, other: str) -> str:
    return " ".join(
        other if n == at else f'"{word.folded}"' if word.quoted else word.folded for n, word in enumerate(words)
    )


def _near_documents(index: Index, text: str) -> list[int]:
    """The documents with the most pairs of neighbours of a text, or where none has any, with the most of its signs."""
    pairs = [text[n : n + 2] for n in range(len(text) - 1)]
    counts: dict[int, int] = {}
    for terms in (pairs, list(text)):
        for term in dict.fromkeys(terms):
            for file, entry in index.find(term, prefix=False):
                for number in file.documents(entry):
                    counts[number] = counts.get(number, 0) + 1
        if counts:
            break
    return sorted(counts, key=lambda number: (-counts[number], number))[:_LOOKED_INTO]


def near_values(index: Index, words: Sequence[Word]) -> tuple[NearValue, ...]:
    """Up to six bodies, regions and forms whose names hold a word or come near it."""
    found: list[NearValue] = []
    for facet in _NAMED:
        for value, name, *_ in index.column(facet)[0]:
            folded = fold(name)
            if value and any(word.folded in folded or near_texts(word.folded, [folded]) for word in words):
                found.append(NearValue(facet, value, name))
    return tuple(found[:_MOST_VALUES])
