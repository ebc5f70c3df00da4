"""The sources of one year: all that its pages and files are made from, copied as they are."""

from __future__ import annotations

import json
import stat
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path

from goalbook.book.contents import KINDS_OF_DATA, ORIGINALS, folder_contents
from goalbook.book.litter import is_litter
from goalbook.book.load import Book
from goalbook.book.originals import originals_of
from goalbook.book.taken_up import taken_up
from goalbook.files import copy_file, write_file
from goalbook.forms.catalogue import shipped_forms
from goalbook.git.history import History
from goalbook.git.history_json import history_as_json
from goalbook.goalfile.settings_file import plugin_options, read_settings
from goalbook.model.address import BODIES, UNDATED, body_file, is_device, is_expected_of, is_year
from goalbook.snapshot.bag import is_fit
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.forms import FORMS, form_files
from goalbook.snapshot.project import Project

HISTORY = "history.json"
_APART = ("__pycache__",)


def sources(project: Project, year: str, book: Book) -> dict[str, Path]:
    """The files of one year by their names below ``data/``, sorted; those of other years and of bodies it doesn't name
    stay away. Raises SnapshotError where one lies elsewhere, is no plain file, or has a name no bag can hold.
    """
    found: dict[str, Path] = {}
    for path in (project.config, *project.beside):
        found |= {_name(project, file): file for file in _files(path)}
    named = _bodies(book, year) | {*originals_of([one for one in book.entries if one.address.year == year])}
    contents = folder_contents(project.goals, taken_up(read_settings(project.config).values))
    goal_names = frozenset(contents.of("goal"))
    # What may not lie in the folder is in no site, and so in no snapshot.
    for name in contents.of(*KINDS_OF_DATA):
        if _wanted(name, year, named, goal_names):
            file = project.goals / name
            found[_name(project, file)] = file
    for name, file in found.items():
        if not stat.S_ISREG(file.lstat().st_mode):
            raise SnapshotError("link", file=name)
        if not is_fit(name) or any(map(is_device, name.split("/"))):
            raise SnapshotError("unfit_name", file=name)
    _clash(found)
    return dict(sorted(found.items()))


def forms_used(project: Project, year: str, book: Book) -> frozenset[str]:
    """The forms of the documents of one year and of those without one, and the forms that the settings list."""
    listed = plugin_options(read_settings(project.config).values, "goalbook").get("forms")
    named = map(str, listed) if isinstance(listed, list) else ()
    return frozenset((*named, *(one.form.id for one in book.entries if one.address.year in (year, UNDATED))))


def copy(found: Mapping[str, Path], data: Path, history: History, goals: str, used: Collection[str]) -> None:
    """Copy sources to their place, and beside them the package's forms that are used and the history of the goals, which git knows
    alone, with what its changes were about.
    """
    for name, file in found.items():
        copy_file(file, data / name)
    shipped = shipped_forms()
    for name, raw in form_files({one: shipped.files[one] for one in shipped if one in used}).items():
        write_file(data / name, raw)
    prefix = f"{goals}/"
    kept = history.only({name.removeprefix(prefix) for name in found if name.startswith(prefix)})
    text = json.dumps(history_as_json(kept), ensure_ascii=False, indent=1)
    write_file(data / HISTORY, f"{text}\n".encode())


def _files(path: Path) -> Iterator[Path]:
    """A file, or the files below a folder but for hidden ones and what systems leave there."""
    if not path.is_dir() or path.is_symlink():
        yield path
        return
    for inner in sorted(path.iterdir()):
        if not (inner.name.startswith(".") or inner.name in _APART or is_litter(inner.name)):
            yield from _files(inner)


def _name(project: Project, file: Path) -> str:
    if not file.is_relative_to(project.root):
        raise SnapshotError("outside", file=str(file), folder=str(project.root))
    return file.relative_to(project.root).as_posix()


def _wanted(name: str, year: str, named: frozenset[str], goal_names: frozenset[str]) -> bool:
    """Whether a file goes along with a year; of bodies and originals those that are ``named``."""
    first = name.split("/")[0]
    if first == BODIES:
        return name not in goal_names or name in named
    if first == ORIGINALS:
        return name in named
    if is_expected_of(name):
        return is_expected_of(name, year)
    return first == year if is_year(first) else True


def _bodies(book: Book, year: str) -> frozenset[str]:
    """The files of the bodies that a year's documents name or of which it expects some, and of those above them."""
    found: set[str] = set()
    owing = book.lists.expected[year].expected if year in book.lists.expected else ()
    named = (entry.body for entry in book.entries if entry.address.year == year)
    for at in chain(named, *(duty.bodies for duty in owing)):
        while at in book.bodies and at not in found:
            found.add(at)
            at = book.bodies[at].parent or ""
    return frozenset(body_file(name) for name in found)


def _clash(found: Mapping[str, Path]) -> None:
    """Two names that differ only in case are one file on many a reader's machine; the made folders are ours."""
    seen: dict[str, str] = {}
    for name in found:
        if name.split("/")[0] in ("site", "rows", "schema", FORMS, HISTORY):
            raise SnapshotError("taken_name", file=name)
        if (other := seen.setdefault(name.casefold(), name)) != name:
            raise SnapshotError("same_name", file=name, other=other)
