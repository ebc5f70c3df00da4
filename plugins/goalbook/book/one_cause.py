"""One cause, one message: what is found in a file that has faults in its text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from goalbook.goalfile.problem import MAX_PROBLEMS, Problem


def of_one_cause(before: list[Problem], found: Iterable[Problem]) -> list[Problem]:
    """The problems of a text and those of what it says: none where the text itself was refused, nothing that is only odd where the
    value can't stand at all."""
    refused = {(one.line, one.column) for one in before if one.severity == "error"}
    apart = list(islice((one for one in found if (one.line, one.column) not in refused), MAX_PROBLEMS))
    wrong = {(one.line, one.column) for one in apart if one.severity == "error"}
    return [*(one for one in before if one.severity == "error" or (one.line, one.column) not in wrong), *apart]
