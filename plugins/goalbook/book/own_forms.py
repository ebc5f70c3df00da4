"""The forms of a site: the package's, and those drawn in the folder ``forms`` of its goals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goalbook.book.contents import is_link_itself, kind_of_file
from goalbook.book.taken_up import TakenUp
from goalbook.forms.catalogue import Forms, read_forms, shipped_forms
from goalbook.goalfile.problem import Problem
from goalbook.goalfile.read import MAX_BYTES
from goalbook.model.address import FORMS_FOLDER


def forms_of(root: Path, shipped: Forms | None = None) -> tuple[Forms, list[Problem]]:
    """The forms that the goals in a folder may be written in, and every problem of the files they are drawn in.

    ``shipped`` stand for the package's own, as a snapshot holds them.
    """
    drawn = {name: _bytes(root / name) for name in _names(root)}
    there = {name: raw for name, raw in drawn.items() if raw is not None}
    forms, problems = read_forms(there, shipped_forms() if shipped is None else shipped)
    problems += (Problem(name, 1, 1, "unreadable") for name in drawn.keys() - there.keys())
    return forms, sorted(problems)


def _names(root: Path) -> Iterator[str]:
    """The files of forms, by their names below the goals; links are not followed."""
    folder = root / FORMS_FOLDER
    try:
        found = () if is_link_itself(folder) else sorted(one.name for one in folder.iterdir())
    except OSError:
        found = ()
    for name in (f"{FORMS_FOLDER}/{one}" for one in found):
        if not (root / name).is_dir() and kind_of_file(root, name, TakenUp()) == "form":
            yield name


def _bytes(path: Path) -> bytes | None:
    """The bytes of a file, of a longer one than is read one more; None where it can't be read. A pipe would be waited for."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None
