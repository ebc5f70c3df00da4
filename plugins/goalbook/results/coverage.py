"""预算覆盖: how much of the budget of a body the goals of its projects stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goalbook.book.entry import Entry
from goalbook.forms.fields import is_project


@dataclass(frozen=True, slots=True)
class Coverage:
    """The document on a whole body, those on its projects in the same stage and unit, and what these come to."""

    whole: Entry
    projects: tuple[Entry, ...]
    sum: Decimal


def coverage_of(entries: Sequence[Entry]) -> Coverage | None:
    """How the documents of a body and year cover its budget, by their latest stage that tells; None where they don't.

    It needs one document on the whole and projects that are told apart, all with an amount of the year in one stated unit.
    """
    moneyed = [one for one in entries if one.money and not one.money.term and one.money_unit and not one.withdrawn]
    for stage in ("adjusted", "approved", "declared"):
        wholes = [one for one in moneyed if one.stage == stage and not is_project(one.form)]
        projects = tuple(
            one for one in moneyed if one.stage == stage and is_project(one.form) and one.money_unit == wholes[0].money_unit
        ) if len(wholes) == 1 else ()  # fmt: skip
        names = [one.code or one.name or one.address for one in projects]
        if projects and len(set(names)) == len(names):
            return Coverage(wholes[0], projects, sum((one.money.sum for one in projects if one.money), Decimal(0)))
    return None
