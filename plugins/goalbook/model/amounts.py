"""金额 of a document or item: the texts that are amounts, and the one that each source of money counts with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goalbook.model.places import printed, value_at
from goalbook.model.values import PhasedAmount, Printed

# Of an amount in phases those that are money; an adjusted budget takes the place of the first one.
MONEY = ("initial", "adjusted", "executed", "prior", "prior_2", "term", "annual")
_COUNTED = ("adjusted", "initial", "annual")


def counted(amount: Printed | PhasedAmount | None) -> str:
    """The printed amount that counts as the budget of the year; nothing where none is stated."""
    return _counted(amount) or ""


def _counted(amount: Printed | PhasedAmount | None) -> str | None:
    """The same; None where there is no such place."""
    if not isinstance(amount, PhasedAmount):
        return amount
    phases = [text for phase in _COUNTED if (text := getattr(amount, phase)) is not None]
    return next((text for text in phases if text), phases[0] if phases else None)


def amount_at(record: object, path: str) -> str | None:
    """The printed amount at a path, in phases the one that counts; None where the record states none, not even a blank one."""
    value = value_at(record, path)
    return _counted(value) if value is None or isinstance(value, PhasedAmount) else printed(value)


def counted_amounts(amounts: Mapping[str, Printed | PhasedAmount]) -> dict[str, str]:
    """Of each source the amount that counts."""
    return {name: counted(amount) for name, amount in amounts.items()}


def amount_texts(amounts: Mapping[str, Printed | PhasedAmount]) -> Iterator[tuple[str, str]]:
    """Every text that is an amount, with its path: ``total``, ``total.adjusted``, ``total.values.0.text``."""
    for name, amount in amounts.items():
        if isinstance(amount, PhasedAmount):
            phases = ((phase, getattr(amount, phase)) for phase in MONEY)
            yield from ((f"{name}.{phase}", text) for phase, text in phases if text is not None)
            yield from ((f"{name}.values.{n}.text", one.text) for n, one in enumerate(amount.values))
        else:
            yield name, amount
