"""Whether a result reaches its target: against pairs that a person judged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from goalbook.model.achievement import judge
from goalbook.model.aims import direction_of
from goalbook.model.indicators import Stated

from site_tests.model.judged_pairs import PAIRS, Pair


def _exact(off: str) -> Decimal:
    above, _, below = off.partition("/")
    return Decimal(above) / Decimal(below or 1)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.target} {pair.actual} {pair.stated or ''}")
def test_a_pair_is_judged_as_a_person_judged_it(pair: Pair) -> None:
    """The outcome is that of the table, and so is how far the result is off."""
    stated = pair.stated
    direction = direction_of(stated.get("better"), (stated.get("path", ""),), stated.get("name", ""))
    target, actual = Stated("target", "target", pair.target), Stated("actual", "actual", pair.actual)
    found = judge(target, actual, direction, stated.get("year", ""))
    assert found.outcome == pair.outcome
    off = None if found.off is None else round(found.off, 9)
    assert off == (round(_exact(pair.off), 9) if pair.off else None)


def test_there_are_as_many_pairs_as_promised() -> None:
    """At least 120, of all outcomes; no pair stands twice."""
    assert len(PAIRS) >= 120
    assert len({(pair.target, pair.actual, *pair.stated.items()) for pair in PAIRS}) == len(PAIRS)
    assert {pair.outcome for pair in PAIRS} == {"reached", "missed", "untold"}
