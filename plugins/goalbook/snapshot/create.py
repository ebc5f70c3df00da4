"""Freezing a year: everything is made in a hidden folder, and gets its names in one step at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from goalbook.book.load import Book, load_book
from goalbook.diff.told_changes import told_changes
from goalbook.files import settle, write_file
from goalbook.git.commit import commit_of, not_committed, was_ever
from goalbook.git.history import read_history
from goalbook.messages.catalogue import catalogue, language_of
from goalbook.snapshot.alone import alone
from goalbook.snapshot.archive import Folder, first_difference, pack
from goalbook.snapshot.assemble import Build, StepReport, assemble, ticker
from goalbook.snapshot.bag import files_of
from goalbook.snapshot.changes import CHANGES, changes_bytes
from goalbook.snapshot.day import snapshot_day
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import Corrects, Facts
from goalbook.snapshot.names import is_name, names_newest_first, next_name, year_of
from goalbook.snapshot.pins import Pin, add_pins, pins_of
from goalbook.snapshot.project import Project
from goalbook.snapshot.sign import sign
from goalbook.snapshot.sources import copy, forms_used, sources
from goalbook.snapshot.verify import sums_of, verify

_ATTRIBUTES = ".gitattributes"


@dataclass(frozen=True, slots=True)
class Created:
    """A new snapshot: its folder, its .zip, the sha256 of its SHA256SUMS, and the facts it states."""

    folder: Path
    archive: Path
    sums: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Freezing:
    """How a year is frozen: what builds its site, who is told how far it is, and who of another command that is waited for.

    ``out`` is the folder of snapshots where it isn't the project's, ``key`` an SSH key to sign with. With ``uncommitted``
    data that aren't committed are taken too, and the manifest says so.
    """

    build: Build
    report: StepReport
    busy: Callable[[str], None]
    out: Path | None = None
    uncommitted: bool = False
    key: Path | None = None


def create(project: Project, name: str, how: Freezing) -> Created:
    """Freeze a year under its own name.

    Raises SnapshotError, and leaves
    everything as it was, where the name was ever given, something stands against it, or a file can't be made.
    """
    year_of(name)
    folder = how.out or project.folder
    with alone(folder, how.busy):
        _refuse_taken(folder, name)
        return _freeze(project, folder, name, None, how)


def correct(project: Project, year: str, reason: str, how: Freezing) -> Created:
    """Freeze a year anew beside its last snapshot, with the list of what changed since. Raises SnapshotError as ``create``
    does, and where there is nothing to correct or nothing changed.
    """
    year_of(year)
    folder = how.out or project.folder
    if not folder.is_dir():
        raise SnapshotError("nothing_to_correct", name=year, folder=str(folder))
    with alone(folder, how.busy):
        there = [one for one in _snapshots_in(folder) if year_of(one) == year]
        if not there:
            raise SnapshotError("nothing_to_correct", name=year, folder=str(folder))
        last = names_newest_first(there)[0]
        taken = {one.name.removesuffix(".zip") for one in folder.iterdir()} | pins_of(folder).lines.keys()
        name = next_name(year, taken)
        while was_ever(folder / name):
            taken.add(name)
            name = next_name(year, taken)
        corrects = Corrects(last, sums_of(folder / last), reason)
        return _freeze(project, folder, name, corrects, how)


def pin(folder: Path, busy: Callable[[str], None]) -> tuple[Pin, ...]:
    """Add the snapshots that PUBLISHED has no line of to it; gives their lines. Raises SnapshotError where one isn't whole."""
    if not folder.is_dir():
        return ()
    with alone(folder, busy):
        known = pins_of(folder).lines
        fresh = [name for name in reversed(_snapshots_in(folder)) if name not in known]
        for name in fresh:
            if findings := verify(folder / name).findings:
                files = tuple(one.file for one in findings)
                raise SnapshotError("altered", name=name, files=files, folder=str(folder / name))
        return add_pins(folder, fresh)


def _snapshots_in(folder: Path) -> list[str]:
    return names_newest_first(path.name for path in folder.iterdir() if path.is_dir() and is_name(path.name))


def _freeze(project: Project, folder: Path, name: str, corrects: Corrects | None, how: Freezing) -> Created:
    if folder.resolve().is_relative_to(project.goals.resolve()):
        raise SnapshotError("inside_goals", folder=str(folder))
    history = read_history(project.goals)
    if not how.uncommitted and any(fault.code == "shallow" for fault in history.faults):
        raise SnapshotError("shallow")
    book = _book(project, name)
    found = sources(project, year_of(name), book)
    facts = replace(_facts(project, name, set(found), how.uncommitted), corrects=corrects)
    stage = folder / f".{name}.part"
    bag, archive = stage / name, stage / f"{name}.zip"
    try:
        data = bag / "data"
        data.mkdir(parents=True)
        how.report("gather", len(found), len(found))
        told = told_changes(project.goals, history, None, catalogue(language_of(project.language)))
        copy(found, data, replace(history, told=told), facts.goals, forms_used(project, year_of(name), book))
        if corrects:
            changed = changes_bytes(facts, folder / corrects.name, data)
            write_file(data / CHANGES, changed)
        sums = assemble(bag, facts, how.build, how.report)
        if how.key:
            sign(bag, how.key)
        total = sum((bag / file).stat().st_size for file in files_of(bag))
        pack(Folder(bag), name, facts.day, archive, ticker(how.report, "pack", total))
        _name(bag, archive, folder)
        # A run that is stopped before the list tells of it is told of by the next build.
        add_pins(folder, [name] if pins_of(folder).there else reversed(_snapshots_in(folder)))
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return Created(folder / name, folder / f"{name}.zip", sums, facts)


def _name(bag: Path, archive: Path, folder: Path) -> None:
    """Give the .zip and then the folder their names. The folder is what counts: with it the snapshot is there.

    A run that was stopped between the two left a whole .zip; the same data make the same one, and it stays.
    """
    final = folder / archive.name
    if not (folder / _ATTRIBUTES).exists():
        write_file(
            folder / _ATTRIBUTES, b"# Git must not change line ends: every byte of a snapshot counts.\n* -text\n"
        )
    # What is named must be on the disk first.
    os.sync()
    try:
        settle(archive, final)
    except FileExistsError as error:
        if first_difference(archive, final) is not None:
            raise SnapshotError("zip_there", file=str(final)) from error
    try:
        settle(bag, folder / bag.name)
    except FileExistsError as error:
        raise SnapshotError("exists", name=bag.name, folder=str(folder)) from error
    os.sync()


def _refuse_taken(folder: Path, name: str) -> None:
    if (folder / name).exists() or (folder / name).is_symlink():
        raise SnapshotError("exists", name=name, folder=str(folder))
    if was_ever(folder / name) or name in pins_of(folder).lines:
        raise SnapshotError("once", name=name, folder=str(folder))


def _book(project: Project, name: str) -> Book:
    book = load_book(project.goals)
    year = year_of(name)
    if book.errors:
        first = book.errors[0]
        raise SnapshotError("errors", count=len(book.errors), at=f"{first.file}:{first.line}:{first.column}")
    if not any(entry.address.year == year for entry in book.entries):
        raise SnapshotError("no_documents", year=year, folder=project.goals.name)
    return book


def _facts(project: Project, name: str, names: set[str], uncommitted: bool) -> Facts:
    year = year_of(name)
    goals = project.goals.relative_to(project.root).as_posix()
    wanted = {project.config.name, *(path.relative_to(project.root).parts[0] for path in project.beside)}
    differing = tuple(
        one
        for one in not_committed(project.root, names, wanted | {goals.split("/")[0]})
        if one in names or not one.startswith(f"{goals}/") or one.startswith((f"{goals}/{year}/", f"{goals}/bodies/"))
    )
    if differing and not uncommitted:
        raise SnapshotError("uncommitted", files=differing)
    commit = commit_of(project.root)
    commit = commit if commit.id else commit_of(project.goals)
    return Facts(
        name=name,
        day=snapshot_day(commit),
        title=project.title,
        language=project.language,
        authority=project.authority,
        live=project.live,
        commit=commit.id,
        uncommitted=differing,
        config=project.config.relative_to(project.root).as_posix(),
        goals=goals,
    )
