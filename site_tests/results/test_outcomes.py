"""Counts of what became of indicators."""

from __future__ import annotations

from goalbook.results.outcomes import Outcomes, sum_of


def test_tallies_add_up() -> None:
    """The sum of several outcomes counts each kind by itself."""
    assert sum_of([Outcomes(1, 2, 3), Outcomes(10, 0, 5)]) == Outcomes(11, 2, 8)
    assert sum_of([]).results == 0
    assert Outcomes(1, 2, 3).results == 6
