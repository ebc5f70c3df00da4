"""The course of the goals of one year: each indicator once, with its target, what it was adjusted to, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from goalbook.book.brief import Brief, unpack_indicators
from goalbook.book.entry import Entry
from goalbook.model.aims import aim_of
from goalbook.results.joined import join_indicators
from goalbook.results.judged import JudgedIndicator, judge_each


class LifeRow(NamedTuple):
    """An indicator in the course of a year; what no document states is empty.

    ``name`` is what the last document calls it; ``first`` and ``last`` are the documents that have it first and last, by their places;
    ``evaluated`` is the target that the evaluation prints where it is another than the one that counted before; ``renamed`` are its
    names in earlier documents, ``maybe`` the name of one that is gone and may have been it; ``places`` are the documents that have it,
    each with its anchor there.
    """

    name: str
    first: int
    last: int
    target: str = ""
    adjusted: str = ""
    midyear: str = ""
    evaluated: str = ""
    result: JudgedIndicator | None = None
    renamed: tuple[str, ...] = ()
    maybe: str = ""
    places: tuple[tuple[int, str], ...] = ()

    @property
    def promised(self) -> str:
        """The target that was set first."""
        return self.target or self.adjusted

    @property
    def counted(self) -> str:
        """The target that counts before the evaluation."""
        return self.adjusted or self.target


class Course(NamedTuple):
    """The indicators of a year, and each as the last document has it, with all of its earlier names."""

    rows: list[LifeRow]
    briefs: list[Brief]


def course_of(documents: Sequence[Entry]) -> Course:
    """The course of the documents of one year, in the order of their stages; indicators that come later stand at the end."""
    rows: list[LifeRow] = []
    named: list[Brief] = []
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
                rows.append(LifeRow(brief.indicator.name or "", place, place, maybe=maybe.get(n, "")))
                named.append(brief)
                latest.append(brief)
            rows[at] = _told(rows[at], place, entry, brief, results.get(brief.anchor))
            named[at] = _with_earlier_names(named[at], brief)
            latest[at] = brief
    return Course(rows, named)


def _with_earlier_names(before: Brief, after: Brief) -> Brief:
    """An indicator as a document has it, with the earlier names that those before it state."""
    was = tuple(dict.fromkeys((*before.indicator.was, *after.indicator.was)))
    if was == after.indicator.was:
        return after
    return after._replace(indicator=after.indicator.model_copy(update={"was": was}))


def _told(row: LifeRow, place: int, entry: Entry, brief: Brief, result: JudgedIndicator | None) -> LifeRow:
    """A row with what one more document says of its indicator."""
    aim, name = aim_of(brief.indicator), brief.indicator.name or ""
    target = aim.final.shown if aim.final else ""
    row = row._replace(
        name=name,
        last=place,
        renamed=(*row.renamed, row.name) if name != row.name else row.renamed,
        places=(*row.places, (place, brief.anchor)),
    )
    if entry.stage == "monitored":
        shown = aim.midyear or aim.result
        return row._replace(midyear=shown.shown if shown else "", target=row.target or target)
    if entry.stage == "evaluated":
        other = target if target and row.counted and target != row.counted else ""
        return row._replace(evaluated=other, result=result, target=row.target or target)
    if entry.stage == "adjusted":
        initial = aim.initial.shown if aim.initial else ""
        return row._replace(target=row.target or (initial if initial != target else ""), adjusted=target)
    return row._replace(target=target or row.target)
