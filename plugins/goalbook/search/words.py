"""Results of a search as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from goalbook.messages.catalogue import Catalogue
from goalbook.search.plan import plan
from goalbook.search.query import Result, SearchResult
from goalbook.search.tokenize import fold, other_form

_AROUND = 30


def result_lines(found: SearchResult, query: str, t: Catalogue) -> Iterator[str]:
    """The number of documents, then each with its place and the cell that matched."""
    if not found.total:
        yield t("search.none")
        yield from _next_steps(found, t)
        return
    yield t("search.relaxed" if found.relaxed else "search.total", count=found.total)
    words = [text for word in plan(query) for text in (word.folded, other_form(word.folded)) if text]
    for result in found.results:
        yield ""
        yield from _lines(result, words, t)
    if len(found.results) < found.total:
        yield ""
        yield t("search.more", count=found.total - len(found.results))
    yield from _next_steps(found, t)


def _next_steps(found: SearchResult, t: Catalogue) -> Iterator[str]:
    """What else could be asked where no document holds every word."""
    if found.next_queries:
        yield t("search.near_words", queries=t("find.between").join(found.next_queries))
    if found.near_values:
        named = (f"{one.name} (--{one.facet} {one.value})" for one in found.near_values)
        yield t("search.near_values", values=t("find.between").join(named))


def _lines(result: Result, words: list[str], t: Catalogue) -> Iterator[str]:
    year = t("document.year", year=result.year) if result.year else t("document.undated")
    yield " · ".join(filter(None, (result.title, result.body, year, result.period, result.form)))
    for match in result.matches[:1]:
        yield t("search.cell", where=match.where or t("search.value"), text=text_excerpt(match.text, words))
    yield f"  {result.matches[0].url if result.matches else result.url}"


def text_excerpt(text: str, words: list[str]) -> str:
    """The part of a printed text around the first word that stands in it, on one line."""
    line = " ".join(text.split())
    if len(line) <= 3 * _AROUND:
        return line
    folded, origins = "", []
    for at, character in enumerate(line):
        part = fold(character)
        folded += part
        origins += [at] * len(part)
    places = [folded.find(word) for word in words]
    first = next((origins[place] for place in places if place >= 0), 0)
    start, end = max(first - _AROUND, 0), first + 2 * _AROUND
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
