"""What sums are held against: the parts of a total, and the lines of totals that a form draws below a block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import wraps

from goalbook.checks.rule import RuleFinding
from goalbook.checks.subject import Case, is_nothing
from goalbook.forms.form import Each
from goalbook.model.amounts import amount_at
from goalbook.model.target import read_amount

_NEAR = Decimal("0.01")


def unlike_sum(path: str, total: Decimal, parts: Mapping[str, str | None]) -> Iterator[RuleFinding]:
    """Where parts don't add up to a total, blank ones counted as 0; or exceed it, though of others (None) nothing is stated."""
    amounts = {text: read_amount(text) for text in parts.values() if text and not is_nothing(text)}
    if None in amounts.values():
        return  # MO-1 says so
    known = [amount for text in parts.values() if text is not None and (amount := amounts.get(text)) is not None]
    found = sum(known, Decimal(0))
    if not known or (None in parts.values() and found <= total + _NEAR):
        return
    if abs(found - total) > _NEAR:
        yield RuleFinding(
            path, {"total": f"{total:,f}", "sum": f"{found:,f}", "difference": f"{abs(found - total):,f}"}
        )


def told_once(find: Callable[[Case], Iterator[RuleFinding]]) -> Callable[[Case], Iterator[RuleFinding]]:
    """What is found, without repeats: sources and items may differ from their total by the same."""

    @wraps(find)
    def found_once(case: Case) -> Iterator[RuleFinding]:
        told: set[tuple[object, ...]] = set()
        for found in find(case):
            said = (found.path, found.variant, *found.values.items())
            if said not in told:
                told.add(said)
                yield found

    return found_once


def drawn_totals(case: Case) -> Iterator[tuple[str, dict[str, str | None]]]:
    """The amounts in lines of totals that the form draws below items, each with the amounts of the items of that block."""
    for section in (one for table in case.form.tables for one in table.sections if isinstance(one, Each)):
        if section.chain[0].path != "items":
            continue
        asked = section.chain[0].only
        items = [one for one in case.document.items if all(getattr(one, key) == value for key, value in asked)]
        printed = {field.path for line in section.lines for _, field in line.fields if field.level == 1}
        for _, field in (pair for line in section.total for pair in line.fields):
            if field.level == 0 and field.path in printed and field.path.startswith("budget."):
                yield field.path, {str(n): amount_at(one, field.path) for n, one in enumerate(items)}
