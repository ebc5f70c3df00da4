"""What the paths on a command line choose: the goals' folder, and the files in it that are meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path

from goalbook.book.contents import is_link_itself
from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.goalfile.problem import Problem
from goalbook.model.address import BODIES


def goals_of(paths: Iterable[Path]) -> Path | None:
    """The goals' folder: that which holds the paths, or lies in one of them; else ``goals`` here."""
    for path in paths:
        absolute = path.resolve()
        for folder in (absolute, *absolute.parents, absolute / "goals"):
            if (folder / BODIES).is_dir():
                return folder
    return Path("goals") if Path("goals").is_dir() else None


def outside(root: Path, paths: Iterable[Path]) -> Path | None:
    """The first path that neither lies in a folder nor holds it."""
    return next((path for path in paths if not (is_within(path, [root]) or is_within(root, [path]))), None)


def folder_as_written(root: Path) -> str:
    """The folder as a reader standing here would write it."""
    here = Path.cwd()
    return root.resolve().relative_to(here).as_posix() if root.resolve().is_relative_to(here) else str(root)


def is_within(path: Path, wanted: Iterable[Path]) -> bool:
    """Whether a path is one of those wanted, or lies in one of them."""
    absolute = _whole(path)
    return any(absolute == one or one in absolute.parents for one in map(_whole, wanted))


def names_within(root: Path, names: Iterable[str], wanted: Iterable[Path]) -> frozenset[str]:
    """The names below a folder that are those of paths wanted, or lie in one of them; no folder on the way to one is a link."""
    here, paths = root.resolve(), frozenset(map(_whole, wanted))
    if not paths.isdisjoint((here, *here.parents)):
        return frozenset(names)
    below = frozenset(path.relative_to(here).as_posix() for path in paths if here in path.parents)
    return frozenset(name for name in names if not below.isdisjoint(accumulate(name.split("/"), "{}/{}".format)))


def problems_under(book: Book, paths: Sequence[Path]) -> list[Problem]:
    """The problems of the files that the paths choose, and of the forms that these are in; without a path of all."""
    found = [problem for problem in book.problems if not paths or is_within(book.root / problem.file, paths)]
    forms = faulty_forms(found) - {problem.file for problem in found}
    return [*found, *(problem for problem in book.problems if problem.file in forms)]


def faulty_forms(problems: Iterable[Problem]) -> frozenset[str]:
    """The files of the forms without which some documents can't be read, as the problems of these say."""
    return frozenset(dict(one.details)["file"] for one in problems if one.code == "form-faulty")


def entries_under(book: Book, paths: Sequence[Path]) -> list[Entry]:
    """The documents that the paths choose, but for those that were taken down."""
    live = (entry for entry in book.entries if not entry.withdrawn)
    return [entry for entry in live if not paths or is_within(book.root / entry.address.file, paths)]


def _whole(path: Path) -> Path:
    """The absolute path, of a link that of the link itself."""
    return path.parent.resolve() / path.name if is_link_itself(path) else path.resolve()
