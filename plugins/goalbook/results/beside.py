"""单位对照: what the documents of one body and year say, so that bodies can be set side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goalbook.book.brief import Brief, unpack_indicators
from goalbook.book.entry import Entry
from goalbook.model.aims import aim_of
from goalbook.results.judged import JudgedIndicator, has_results, judge_each


@dataclass(frozen=True, slots=True)
class SaidTarget:
    """An indicator of a body as one document states it: its target as printed, and what became of it where that is told."""

    target: str
    judged: JudgedIndicator | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class SaidByBody:
    """The indicators of a body in a year: how many there are of each category, and each name with all that has it, in printed order."""

    kinds: Counter[tuple[str, ...]]
    named: dict[str, list[SaidTarget]]


def said_by(entries: Sequence[Entry]) -> SaidByBody:
    """What the documents of one body and year say; goals whose evaluation is there stand once, with their results."""
    live = [entry for entry in entries if not entry.withdrawn]
    evaluated = {address for entry in live for kind, address, _ in entry.relations if kind == "evaluates"}
    said = SaidByBody(Counter(), {})
    for entry in live:
        briefs = list(unpack_indicators(entry.brief))
        said.kinds.update(tuple(filter(None, brief.indicator.path)) for brief in briefs)
        if entry.stage != "monitored" and entry.address not in evaluated:
            for name, target in _targets(entry, briefs):
                said.named.setdefault(name, []).append(target)
    return said


def _targets(entry: Entry, briefs: Sequence[Brief]) -> Iterator[tuple[str, SaidTarget]]:
    results = {one.anchor: one for one in judge_each(briefs, entry.year, entry.stage)} if has_results(entry) else {}
    for brief in briefs:
        name = " ".join((brief.indicator.name or "").split())
        final = aim_of(brief.indicator).final
        if name and final:
            yield name, SaidTarget(final.shown, results.get(brief.anchor), entry)
