"""绩效目标完成情况: the indicators of a document that state a result, each with what became of it and what its body says itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goalbook.book.brief import Brief, briefs_of, unpack_indicators
from goalbook.book.entry import Entry
from goalbook.book.filled import Filled
from goalbook.model.achievement import Judgement
from goalbook.model.aims import aim_of, judged
from goalbook.model.target import read_amount


class JudgedIndicator(NamedTuple):
    """An indicator with a result: its name and place, its target and result as printed, what became of it, and what the body says.

    ``place`` is where its result stands in the record (``actual``).
    """

    anchor: str
    trail: tuple[str, ...]
    name: str
    target: str
    actual: str
    place: str
    found: Judgement
    weight: str
    score: str
    reason: str

    @property
    def full_score(self) -> bool:
        """Whether the body gave itself all points."""
        score, weight = read_amount(self.score), read_amount(self.weight)
        return score is not None and score == weight and score > 0

    @property
    def disagrees(self) -> bool:
        """Whether the body gave itself all points although the target was missed."""
        return self.found.outcome == "missed" and self.full_score


def judged_of(entry: Entry) -> list[JudgedIndicator]:
    """The indicators of a document of the list that state a result; none of a document on a part of the year."""
    if not has_results(entry):
        return []
    return list(judge_each(unpack_indicators(entry.brief), entry.year, entry.stage))


def results_in(filled: Filled) -> list[JudgedIndicator]:
    """The same of a document that is at hand."""
    if not has_results(filled.entry):
        return []
    return list(judge_each(briefs_of(filled.document, filled.anchors), filled.entry.year, filled.entry.stage))


def has_results(entry: Entry) -> bool:
    """Whether a document states results of the year."""
    return bool(entry.reached or entry.missed or entry.untold)


def judge_each(briefs: Iterable[Brief], year: str, stage: str) -> Iterator[JudgedIndicator]:
    """The indicators that state a result, in printed order."""
    for anchor, trail, indicator in briefs:
        if found := judged(indicator, year, stage):
            aim = aim_of(indicator)
            target, actual = aim.final, aim.result
            assert target is not None
            assert actual is not None
            yield JudgedIndicator(
                anchor, trail, indicator.name or "", target.shown, actual.shown, actual.path, found,
                indicator.weight or "", indicator.score or "", indicator.reason or "",
            )  # fmt: skip
