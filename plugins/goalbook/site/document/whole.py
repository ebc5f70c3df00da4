"""单位预算: what share of its body's budget a project's is, where the documents of a year prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from goalbook.book.entry import Entry
from goalbook.forms.fields import is_project
from goalbook.model.address import Address
from goalbook.model.money_unit import measure_of

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Whole:
    """The budget of a body as the one document on it prints it, and the share of it that a project has.

    ``share`` is a percentage with one decimal; it is empty where it is less than the least that this can say.
    """

    address: Address
    title: str
    printed: str
    unit: str
    share: str


def wholes_of(entries: Sequence[Entry]) -> dict[Address, Whole]:
    """The whole that each project among the documents of a body and year is a part of.

    It is known where one document alone is on the whole body at that stage, states its whole amount in the same currency, and is
    no less than its projects together.
    """
    live = [entry for entry in entries if entry.money and not entry.money.term and not entry.withdrawn]
    found: dict[Address, Whole] = {}
    for stage in {entry.stage for entry in live}:
        group = [entry for entry in live if entry.stage == stage]
        wholes = [entry for entry in group if not is_project(entry.form)]
        parts = [entry for entry in group if is_project(entry.form)]
        if len(wholes) == 1:
            found |= _shares(wholes[0], parts)
    return found


def _shares(whole: Entry, projects: Sequence[Entry]) -> dict[Address, Whole]:
    measure, _ = measure_of(whole.money_unit)
    parts = [one for one in projects if whole.money_unit and measure_of(one.money_unit)[0] == measure]
    total, money = _amount(whole), whole.money
    if money is None or money.blank or total <= 0 or sum(map(_amount, parts)) > total:
        return {}
    shares = {one.address: _share(_amount(one), total) for one in parts if one.money and not one.money.blank}
    return {
        address: Whole(whole.address, whole.title, money.printed, whole.money_unit, share)
        for address, share in shares.items()
    }


def _amount(entry: Entry) -> Decimal:
    """The amount of a document in the whole currency of its unit."""
    return entry.money.sum * measure_of(entry.money_unit)[1] if entry.money else Decimal(0)


def _share(part: Decimal, whole: Decimal) -> str:
    if part == whole:
        return "100"
    percent = (part * 100 / whole).quantize(_TENTH, ROUND_HALF_UP)
    return f"{min(percent, 100 - _TENTH):f}" if percent or not part else ""
