"""A problem found in a goal file, as a value."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from goalbook.goalfile.nodes import Node, Path, in_words, locate

Severity = Literal["error", "warning", "note"]
Details = tuple[tuple[str, str], ...]
# How a finding is answered in its own document: accepted with a reason, or told by a review note already.
AnsweredBy = Literal["", "accepted", "reviewed"]

# Of one file: so many have one cause, and nobody reads more.
MAX_PROBLEMS = 200

_RULE = re.compile(r"[A-Z]{2}-\d+")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it stands (1-based line and column), which it is, and what its message is filled with.

    ``code`` names the message and the remedy in the catalogues; ``where`` is the path in the record's own words;
    ``details`` are the values the texts speak of; ``blank`` is the name of one in the catalogues.
    """

    file: str
    line: int
    column: int
    code: str
    where: str = ""
    details: Details = ()
    severity: Severity = field(default="error", compare=False)
    answer: AnsweredBy = field(default="", compare=False)

    @property
    def rule(self) -> str:
        """The rule whose finding it is; of a fault of the file itself its code."""
        match = _RULE.match(self.code)
        return match[0] if match else self.code


def details(values: abc.Mapping[str, str]) -> Details:
    """The values of a message in the sorted form a problem holds them in."""
    return tuple(sorted(values.items()))


LISTED = "\x1f"


def listed(words: Iterable[str]) -> str:
    """Several words as one value of a message, whose key ends in ``*``: a message puts between them what its language has."""
    return LISTED.join(words)


_LONGEST_WORD = 60


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, or nothing."""
    if len(word) > _LONGEST_WORD:
        return ""
    found = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def problem_at(node: Node, path: Path, code: str, file: str, /, **values: str) -> Problem:
    """A problem with what stands at a path."""
    return Problem(file, *locate(node, path), code, in_words(node, path), details(values))
