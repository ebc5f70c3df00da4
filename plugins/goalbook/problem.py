"""A problem found in a goal file, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]
Details = tuple[tuple[str, str], ...]

# Of one file: so many have one cause, and nobody reads more.
MAX_PROBLEMS = 200


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it stands (1-based line and column), which it is, and what its message is filled with.

    ``code`` names the message and the remedy in the catalogues; ``where`` is the path in the record's own words;
    ``details`` are the values the texts speak of.
    """

    file: str
    line: int
    column: int
    code: str
    where: str = ""
    details: Details = ()
    severity: Severity = field(default="error", compare=False)


def details(values: Mapping[str, str]) -> Details:
    """The values of a message in the sorted form a problem holds them in."""
    return tuple(sorted(values.items()))
