"""The lists of a site on its own publishing: what bodies owe in a year and by when, and which days are worked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from goalbook.model.records import Day, Slug, Stage
from goalbook.model.values import Printed, Record

DayCount = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]?[0-9]?$")]
Explanation = Literal["secret", "no-project", "other"]


class Duty(Record):
    """应公开的文件: one document that each of some bodies owes: of a form, a stage, a name or any, and by when."""

    form: Printed | None = None
    stage: Stage | None = None
    document: Slug | None = None
    approved: Day | None = None
    due: Day | None = None
    bodies: tuple[Slug, ...]


class Absence(Record):
    """不公开的说明: why a body publishes none of what it owes, or not that of a form, stage or name."""

    body: Slug
    form: Printed | None = None
    stage: Stage | None = None
    document: Slug | None = None
    why: Explanation
    reason: Printed


class ExpectedList(Record):
    """应公开清单: what the bodies of a site owe in one year; ``days`` or ``working_days`` run from the approval."""

    goalbook: Literal["2"]
    days: DayCount | None = None
    working_days: DayCount | None = None
    approved: Day | None = None
    expected: tuple[Duty, ...]
    absent: tuple[Absence, ...] = ()


class SynonymGroups(Record):
    """近义词: groups of words that mean the same to who searches the site."""

    goalbook: Literal["2"]
    groups: tuple[tuple[Printed, ...], ...]


class YearOfDays(Record):
    """工作日历: of one year the days off, weekends aside, and the weekends that are worked."""

    goalbook: Literal["2"]
    holidays: tuple[Day, ...] = ()
    workdays: tuple[Day, ...] = ()
