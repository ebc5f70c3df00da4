"""A report: what every format tells of a check, in words where it has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TypedDict

from goalbook.checks.rule import Rule
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.problems import message, remedy
from goalbook.messages.visible import visible


class Told(TypedDict):
    """A problem in words, as the machine formats give it."""

    rule: str
    severity: str
    file: str
    line: int
    column: int
    where: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The problems of the files that were asked for; ``folder`` is the goals' folder as the reader would write it.

    ``known`` are those of the problems that were there before the change that is checked; ``skipped`` are the rules that didn't run,
    ``strict`` says that warnings count as errors, ``colour`` that colours are shown.
    """

    root: Path
    folder: str
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Rule, ...] = field(default=())
    strict: bool = False
    colour: bool = False
    known: frozenset[Problem] = frozenset()

    def by_file(self) -> Iterator[tuple[str, list[Problem]]]:
        """The problems of each file that has any."""
        return _by_file(self.problems)

    def new_and_known(self) -> tuple[Iterator[tuple[str, list[Problem]]], Iterator[tuple[str, list[Problem]]]]:
        """The same, apart: what the change brought, and what was there before it."""
        new = (problem for problem in self.problems if problem not in self.known)
        return _by_file(new), _by_file(problem for problem in self.problems if problem in self.known)

    def path(self, problem: Problem) -> str:
        """The file of a problem as the reader would write it."""
        return visible(f"{self.folder}{problem.file}")

    def told(self, problem: Problem, t: Catalogue) -> Told:
        """A problem in words, without characters that would be obeyed or couldn't be written."""
        return {
            "rule": problem.rule,
            "severity": problem.severity,
            "file": self.path(problem),
            "line": problem.line,
            "column": problem.column,
            "where": visible(problem.where),
            "message": visible(message(problem, t)),
            "remedy": visible(remedy(problem, t)),
        }

    def sentence(self, problem: Problem, t: Catalogue) -> str:
        """What is wrong, with the place in the record's own words before it."""
        where = t("problem.place", where=problem.where) if problem.where else ""
        return visible(f"{where}{message(problem, t)}")

    def fails(self, problem: Problem) -> bool:
        """Whether a problem makes the check fail."""
        return problem.severity == "error" or (self.strict and problem.severity == "warning")


def _by_file(problems: Iterable[Problem]) -> Iterator[tuple[str, list[Problem]]]:
    for file, found in groupby(problems, key=lambda problem: problem.file):
        yield file, list(found)
