"""How many indicators reached their targets, missed them, or can't be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcomes:
    """完成情况: counts of indicators that state a result, by what became of them."""

    reached: int = 0
    missed: int = 0
    untold: int = 0

    @property
    def results(self) -> int:
        """How many state a result."""
        return self.reached + self.missed + self.untold

    def __add__(self, other: Outcomes) -> Outcomes:
        return Outcomes(self.reached + other.reached, self.missed + other.missed, self.untold + other.untold)


def sum_of(outcomes: Iterable[Outcomes]) -> Outcomes:
    """Several counts as one."""
    return sum(outcomes, Outcomes())
