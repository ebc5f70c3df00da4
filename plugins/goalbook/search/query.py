"""检索: what a query finds in a built site, as results that name the cell that matched."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from goalbook.search.cells import FoundCell
from goalbook.search.codec import INDEX_MANIFEST
from goalbook.search.documentfile import record_of_anchor
from goalbook.search.facets import Facets, Filters
from goalbook.search.index import Index
from goalbook.search.match import Matches, match_words
from goalbook.search.next_step import NearValue, near_values, next_queries
from goalbook.search.plan import Word, plan
from goalbook.search.tokenize import fold

TRAIL_STEP = " › "

# Characters, as many as the search box of the site takes: each costs time of whoever answers.
LONGEST_QUERY = 200

_Test = Callable[[str], bool]
# What reading files that aren't as they were written raises, wherever it comes to them.
_DAMAGE = (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, zlib.error)


class DamagedIndex(Exception):
    """A file of an index is missing or isn't as it was written."""


@dataclass(frozen=True, slots=True)
class Match:
    """A cell that matched: the labels of its row and column, its text as printed, its address below the site's root."""

    where: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Result:
    """A document that was found. ``matches`` has the best cell of each of its records that match, the best first;
    it is empty where nothing was searched for."""

    url: str
    title: str
    body: str
    year: str
    period: str
    form: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``total`` documents and the first of them; ``relaxed`` says that none holds all words and these come nearest: then there
    are queries that find something, and the values of facets whose names come near."""

    total: int
    relaxed: bool
    results: tuple[Result, ...]
    next_queries: tuple[str, ...] = ()
    near_values: tuple[NearValue, ...] = ()


def has_index(site: Path) -> bool:
    """Whether a site folder has an index to search."""
    return (site / INDEX_MANIFEST).is_file()


def open_site(site: Path) -> Index:
    """The index of a built site."""
    return Index(lambda name: (site / name).read_bytes())


def search(site: Path | Index, query: str, filters: Filters | None = None, limit: int = 10) -> SearchResult:
    """What a query finds, the best first; ``limit`` 0 gives all. Raises DamagedIndex where the index can't be read."""
    try:
        return _search(site, query, filters or Filters(), limit)
    except _DAMAGE as error:
        raise DamagedIndex from error


def _search(site: Path | Index, query: str, filters: Filters, limit: int) -> SearchResult:
    index = site if isinstance(site, Index) else open_site(site)
    words = plan(query)
    found = match_words(index, words)
    numbers = Facets(index).passing(ranked(index, found), filters)
    tests = _tests(words, found)
    shown = numbers[:limit] if limit else numbers
    results = tuple(_result(index, number, tests) for number in shown)
    if not found.relaxed:
        return SearchResult(len(numbers), False, results)
    return SearchResult(len(numbers), True, results, next_queries(index, words), near_values(index, words))


def ranked(index: Index, found: Matches) -> list[int]:
    """The documents of an answer: greatest score first, then newest year, then their own order."""
    years = {year: place for place, year in enumerate(sorted({year for year, _ in index.manifest["years"]}))}
    return sorted(found.scores, key=lambda number: (-found.scores[number], -years[index.year(number)], number))


def _tests(words: Sequence[Word], found: Matches) -> list[_Test]:
    """What a cell can match: the words, or in a relaxed answer their pieces."""
    if not found.relaxed:
        return [word.stands_in for word in words]
    pieces = dict.fromkeys(piece.text for word in words for piece in word.alternatives[0])
    return [_holds(piece) for piece in pieces]


def _holds(piece: str) -> _Test:
    return lambda text: piece in text


def _result(index: Index, number: int, tests: Sequence[_Test]) -> Result:
    card = index.card(number)
    cells = best_cells(index.cells(number), tests) if tests else []
    return Result(
        card.url, card.title, card.body, index.year(number), card.period, card.form,
        tuple(_match(card.url, cell) for cell in cells),
    )  # fmt: skip


def best_cells(cells: Sequence[FoundCell], tests: Sequence[_Test]) -> list[FoundCell]:
    """The best cell of each record: records that match the most come first, within each the cell that matches the most."""
    hits: dict[int, set[int]] = {}
    records: dict[str, set[int]] = {}
    for place, cell in enumerate(cells):
        folded = fold(cell.text)
        found = {n for n, test in enumerate(tests) if test(folded)}
        if found:
            hits[place] = found
            records.setdefault(record_of_anchor(cell.anchor), set()).update(found)
    best: dict[str, FoundCell] = {}
    for place in sorted(hits, key=lambda place: (-len(records[_record(cells, place)]), -len(hits[place]), place)):
        best.setdefault(_record(cells, place), cells[place])
    return list(best.values())


def _record(cells: Sequence[FoundCell], place: int) -> str:
    return record_of_anchor(cells[place].anchor)


def _match(url: str, cell: FoundCell) -> Match:
    return Match(TRAIL_STEP.join(cell.labels), cell.text, f"{cell.page or url}#{cell.anchor}")


def result_as_json(found: SearchResult) -> dict[str, object]:
    """The result as the command line gives it to scripts."""
    return {
        "total": found.total,
        "relaxed": found.relaxed,
        "results": [_json(one) for one in found.results],
        "next_queries": list(found.next_queries),
        "near_values": [one._asdict() for one in found.near_values],
    }


def _json(result: Result) -> dict[str, object]:
    match = result.matches[0] if result.matches else Match("", "", result.url)
    return {
        "url": result.url,
        "title": result.title,
        "body": result.body,
        "year": result.year,
        "period": result.period,
        "form": result.form,
        "match": {"where": match.where, "text": match.text, "url": match.url},
    }
