"""What `goalbook check --changed-since` had to say of the files before they were changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from goalbook.checks.check import check_book
from goalbook.checks.weights import Weights
from goalbook.files import write_file
from goalbook.git.changed import parting
from goalbook.git.revision import reading, version_of
from goalbook.goalfile.problem import Problem
from goalbook.model.address import BODIES


def known_before(root: Path, revision: str, problems: Iterable[Problem], weights: Weights) -> frozenset[Problem]:
    """Those of some problems that their files had where a revision and the present one parted, wherever in them they stood then.

    Raises RevisionError.
    """
    problems = tuple(problems)
    before = Counter(map(_same, _problems_at(root, revision, {one.file for one in problems}, weights)))
    known = set()
    for problem in problems:
        if before[_same(problem)]:
            before[_same(problem)] -= 1
            known.add(problem)
    return frozenset(known)


def _same(problem: Problem) -> tuple[object, ...]:
    """What two versions of a file have in common in a problem."""
    return problem.file, problem.code, problem.where, problem.details, problem.severity


def _problems_at(root: Path, revision: str, files: set[str], weights: Weights) -> tuple[Problem, ...]:
    """The problems of a version: of those files, with all that rules hold them against: bodies, forms, the files beside them."""
    version = version_of(root, parting(root, revision))
    folders = {BODIES, *(str(PurePosixPath(file).parent) for file in files)}
    names = [name for name in version.files if str(PurePosixPath(name).parent) in folders]
    with TemporaryDirectory(prefix="goalbook-") as folder, reading(version) as reader:
        for name in (*names, *version.forms):
            write_file(Path(folder) / name, reader.read(name))
        return check_book(Path(folder), weights).problems
