"""目标质量: how far goals can be measured, and what rules find in them, counted over documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goalbook.book.entry import Entry
from goalbook.checks.run import WeighedFinding

# How often rules found something in a document, by the codes of their messages.
FoundCodes = tuple[tuple[str, int], ...]

# One finding of these counts all indicators that it is about.
_OF_ROWS = frozenset({"IN-19"})


def codes_of(found: Iterable[WeighedFinding]) -> FoundCodes:
    """Findings counted by code, answered ones too: that a document explains what it says doesn't change what it says."""
    counts: Counter[str] = Counter()
    for finding in found:
        counts[finding.code] += int(dict(finding.values)["count"]) if finding.code in _OF_ROWS else 1
    return tuple(sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class Quality:
    """What documents come to, withdrawn ones aside: their indicators by the kind of their target, and findings by code.

    ``other`` are those whose target is a date or a period, or that state none; ``where`` counts the documents that each code is
    found in.
    """

    documents: int
    indicators: int
    numeric: int
    texts: int
    bare: int
    found: Mapping[str, int]
    where: Mapping[str, int]

    @property
    def other(self) -> int:
        """Indicators whose target is neither number nor words nor a bare unit."""
        return self.indicators - self.numeric - self.texts - self.bare

    def times(self, rule: str) -> int:
        """How often a rule found something."""
        return sum(count for code, count in self.found.items() if _rule_of(code) == rule)

    def by_rule(self) -> list[tuple[str, int]]:
        """How often each rule found something, most often first, of equal ones in the order of their ids."""
        rules: Counter[str] = Counter()
        for code, count in self.found.items():
            rules[_rule_of(code)] += count
        return sorted(rules.items(), key=lambda pair: (-pair[1], pair[0]))


def _rule_of(code: str) -> str:
    return "-".join(code.split("-")[:2])


def add_up(parts: Iterable[Quality]) -> Quality:
    """What several lists of documents come to together."""
    every = list(parts)
    found: Counter[str] = Counter()
    where: Counter[str] = Counter()
    for part in every:
        found.update(part.found)
        where.update(part.where)
    return Quality(
        documents=sum(part.documents for part in every),
        indicators=sum(part.indicators for part in every),
        numeric=sum(part.numeric for part in every),
        texts=sum(part.texts for part in every),
        bare=sum(part.bare for part in every),
        found=dict(sorted(found.items())),
        where=dict(sorted(where.items())),
    )


def quality_of(entries: Iterable[Entry], found: Mapping[str, FoundCodes]) -> Quality:
    """What the documents of some entries come to; ``found`` is what rules found in each, by address."""
    return add_up(_of_document(entry, found.get(entry.address, ())) for entry in entries if not entry.withdrawn)


def _of_document(entry: Entry, codes: FoundCodes) -> Quality:
    found = dict(codes)
    return Quality(1, entry.indicators, entry.numeric, entry.texts, entry.bare, found, dict.fromkeys(found, 1))
