"""The course of the goals of one year: each indicator once, with its target, what it was adjusted to, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from goalbook.book.brief import Brief, unpack_indicators
from goalbook.book.entry import Entry
from goalbook.model.aims import aim_of
from goalbook.results.joined import join_indicators
from goalbook.results.judged import JudgedIndicator, judge_each


@dataclass(frozen=True, slots=True)
class LifeRow:
    """An indicator in the course of a year; what no document states is empty.

    ``brief`` is the indicator as the last document has it, with all of its earlier names; ``first`` and ``last`` are the documents that
    have it first and last, by their places; ``evaluated`` is the target that the evaluation prints where it is another than the one that
    counted before; ``renamed`` are its names in earlier documents, ``maybe`` the name of one that is gone and may have been it.
    """

    brief: Brief
    first: int
    last: int
    target: str = ""
    adjusted: str = ""
    midyear: str = ""
    evaluated: str = ""
    result: JudgedIndicator | None = None
    renamed: tuple[str, ...] = ()
    maybe: str = ""
    places: tuple[tuple[int, str], ...] = field(default=())

    @property
    def name(self) -> str:
        """What it is called, at last."""
        return self.brief.indicator.name or ""

    @property
    def promised(self) -> str:
        """The target that was set first."""
        return self.target or self.adjusted

    @property
    def counted(self) -> str:
        """The target that counts before the evaluation."""
        return self.adjusted or self.target


def course_of(documents: Sequence[Entry]) -> list[LifeRow]:
    """The rows of the documents of one year, in the order of their stages; those that come later stand at the end."""
    rows: list[LifeRow] = []
    latest: list[Brief] = []  # of each row the indicator as the last document has it
    for place, entry in enumerate(documents):
        briefs = list(unpack_indicators(entry.brief))
        results = {one.anchor: one for one in judge_each(briefs, entry.year, entry.stage)}
        joined = join_indicators(latest, briefs)
        maybe = {rename.after: latest[rename.before].indicator.name or "" for rename in joined.proposals}
        for n, brief in enumerate(briefs):
            at = joined.places[n]
            if at is None:
                at = len(rows)
                rows.append(LifeRow(brief, place, place, maybe=maybe.get(n, "")))
                latest.append(brief)
            rows[at] = _told(rows[at], place, entry, brief, results.get(brief.anchor))
            latest[at] = brief
    return rows


def _told(row: LifeRow, place: int, entry: Entry, brief: Brief, result: JudgedIndicator | None) -> LifeRow:
    """A row with what one more document says of its indicator."""
    aim = aim_of(brief.indicator)
    renamed = (*row.renamed, row.name) if brief.indicator.name != row.brief.indicator.name else row.renamed
    was = tuple(dict.fromkeys((*row.brief.indicator.was, *brief.indicator.was)))
    brief = brief._replace(indicator=brief.indicator.model_copy(update={"was": was})) if was else brief
    row = replace(row, brief=brief, last=place, renamed=renamed, places=(*row.places, (place, brief.anchor)))
    target = aim.final.shown if aim.final else ""
    if entry.stage == "monitored":
        shown = aim.midyear or aim.result
        return replace(row, midyear=shown.shown if shown else "", target=row.target or target)
    if entry.stage == "evaluated":
        other = target if target and row.counted and target != row.counted else ""
        return replace(row, evaluated=other, result=result, target=row.target or target)
    if entry.stage == "adjusted":
        initial = aim.initial.shown if aim.initial else ""
        return replace(row, target=row.target or (initial if initial != target else ""), adjusted=target)
    return replace(row, target=target or row.target)
