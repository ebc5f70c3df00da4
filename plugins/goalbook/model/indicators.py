"""The indicators of a document, everything they state as values, and the value that each is judged by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, NamedTuple

from goalbook.model.reading import Target
from goalbook.model.records import Document, Indicator, Item, ValueScope
from goalbook.model.target import read_target

ValueKind = Literal["target", "level", "actual", "baseline", "forecast"]

_PLACEHOLDERS = frozenset("-_*—–/无 ")


class Stated(NamedTuple):
    """A value that an indicator states: where (``target``, ``values.2.text``), what it is, of when and of whom.

    ``text`` is what its cell prints; ``sign`` and ``unit`` are those that stand in cells of their own.
    """

    path: str
    of: ValueKind
    text: str
    sign: str = ""
    unit: str = ""
    scope: ValueScope | Literal[""] = ""
    phase: str = ""
    at: str = ""
    whom: str = ""
    note: str = ""

    @property
    def target(self) -> Target:
        """The reading of the value with its sign and unit."""
        return read_joined(self.sign, self.text, self.unit)

    @property
    def shown(self) -> str:
        """The value in one piece: its sign, its text, its unit."""
        return in_one_piece(self.sign, self.text, self.unit)


def walk_indicators(document: Document) -> Iterator[tuple[str, tuple[str, ...], Indicator]]:
    """Every indicator with its path and the names of the items that hold it, in printed order."""
    yield from _indicators_in(document.items, "items", ())
    yield from ((f"indicators.{n}", (), one) for n, one in enumerate(document.indicators))


def _indicators_in(
    items: tuple[Item, ...], path: str, above: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...], Indicator]]:
    for n, item in enumerate(items):
        here, trail = f"{path}.{n}", (*above, item.name or "")
        yield from ((f"{here}.indicators.{m}", trail, one) for m, one in enumerate(item.indicators))
        if item.items:
            yield from _indicators_in(item.items, f"{here}.items", trail)


def stated_values(indicator: Indicator) -> Iterator[Stated]:
    """Every value of an indicator: targets, grade thresholds, those of several years or regions, results, baseline."""
    sign, unit, scope = indicator.sign or "", indicator.unit or "", indicator.scope or ""
    if indicator.target is not None:
        yield Stated("target", "target", indicator.target, sign, unit, scope)
    for half in ("term", "annual") if indicator.targets else ():
        if (text := getattr(indicator.targets, half)) is not None:
            yield Stated(f"targets.{half}", "target", text, sign, unit, half)
    for n, text in enumerate(indicator.levels):
        yield Stated(f"levels.{n}", "level", text, "", unit, scope)
    for n, value in enumerate(indicator.values):
        whom: str | None = getattr(value, "for")
        own = (sign if value.of == "target" else "") if value.sign is None else value.sign
        yield Stated(
            f"values.{n}.text", value.of, value.text, own, unit if value.unit is None else value.unit, scope,
            value.phase or "", value.at or "", whom or "", value.note or "",
        )  # fmt: skip
    if indicator.actual is not None:
        yield Stated("actual", "actual", indicator.actual, "", unit, scope)
    if indicator.baseline is not None:
        yield Stated("baseline", "baseline", indicator.baseline, "", unit, scope)


def target_values(indicator: Indicator) -> tuple[Stated, ...]:
    """What an indicator aims at: its targets, else its grade thresholds."""
    return targets_in(tuple(stated_values(indicator)))


def targets_in(values: Sequence[Stated]) -> tuple[Stated, ...]:
    """The same of all values of an indicator."""
    return tuple(one for one in values if one.of == "target") or tuple(one for one in values if one.of == "level")


def targets_of(indicator: Indicator) -> tuple[str, ...]:
    """The same in one piece each, as printed."""
    return tuple(one.shown for one in target_values(indicator))


def main_value(indicator: Indicator) -> Stated | None:
    """The value an indicator is judged by: its target, that of the year, that of no region alone, its best grade."""
    return main_of(tuple(stated_values(indicator)))


def main_of(values: Sequence[Stated]) -> Stated | None:
    """The same of all values of an indicator."""
    values = targets_in(values)
    of_the_year = [one for one in values if one.path in ("target", "targets.annual")]
    of_all = [one for one in values if not one.whom]
    return next(iter(of_the_year or of_all or values), None)


@lru_cache(maxsize=256)
def _is_sign(sign: str) -> bool:
    """Whether what stands in a cell for the sign is one, and no word for another thing (定性)."""
    return bool(sign) and bool(read_target(f"{sign}1").comparator)


@lru_cache(maxsize=4096)  # page, lists, rules and search ask for the same values
def in_one_piece(sign: str, text: str, unit: str) -> str:
    """A value in one piece: a sign and a unit that stand in cells of their own are put to it where it has none itself."""
    bare = read_target(text)
    if bare.kind == "blank":
        return text
    before = sign.strip() if _is_sign(sign.strip()) and not bare.comparator and bare.kind != "text" else ""
    after = unit.strip()
    if not bare.is_numeric or bare.unit or not after or _PLACEHOLDERS.issuperset(after):
        return f"{before}{text}"
    space = " " if re.match(r"[A-Za-z]", after) else ""
    return f"{before}{text}{space}{after}"


@lru_cache(maxsize=4096)
def read_joined(sign: str, text: str, unit: str) -> Target:
    """The reading of a value whose sign and unit stand in cells of their own; a unit of any words is taken as it stands."""
    bare = read_target(text)
    whole = read_target(in_one_piece(sign, text, unit))
    if whole.is_numeric or not bare.is_numeric:
        return whole
    signed = read_target(in_one_piece(sign, text, ""))
    return replace(signed if signed.is_numeric else bare, unit=unit.strip())
