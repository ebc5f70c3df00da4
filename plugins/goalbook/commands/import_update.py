"""A goal file brought up to date with its own Excel file, for `goalbook import`: what people changed there is changed here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from goalbook.commands.import_words import reason, short
from goalbook.commands.say import say
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import visible

if TYPE_CHECKING:
    from goalbook.book.filled import Filled
    from goalbook.importing.edited import Edited


def import_update(root: Path, name: str, file: Path, t: Catalogue, *, dry: bool) -> int:
    """Change a goal file as its Excel file was changed, or with ``dry`` only tell; gives the exit code."""
    from goalbook.importing.edited import read_edited
    from goalbook.importing.limits import SourceError
    from goalbook.writers.office.xlsx import MADE_FROM, write_xlsx
    from goalbook.writers.paper import Paper, leaf

    filled = _filled(root, name, t)
    if filled is None:
        return 1
    entry, paper = filled.entry, Paper(language=t.language)
    try:
        exported = write_xlsx([leaf(filled, paper)], paper)
        edited = read_edited(file, exported, entry.form, entry.address.folder, MADE_FROM)
    except SourceError as error:
        return _refuse(t("import.failed", file=short(file.name), reason=reason(error, t)))
    origin, _, digest = edited.made_from.partition(" ")
    if origin != entry.address:
        return _refuse(t("import.update.other", file=short(file.name), origin=short(origin)))
    if digest != entry.digest:
        return _refuse(t("import.update.changed", file=name))
    if not edited.sound:
        return _refuse(*_faults(edited, t), t("import.update.broken", file=name))
    return _update(root / name, filled, edited, t, dry=dry)


def _refuse(*lines: str) -> int:
    for line in lines:
        say(line, err=True)
    return 1


def _filled(root: Path, name: str, t: Catalogue) -> Filled | None:
    """The document of a goal file in its form; of one that can't be published every problem is printed."""
    from goalbook.book.alone import load_alone
    from goalbook.book.filled import read_filled
    from goalbook.messages.problems import words_of

    book = load_alone(root, name)
    for entry in book.entries if book.bodies else ():
        return read_filled(root, entry, book.bodies[entry.body])
    for problem in book.problems:
        if problem.file == name or not problem.file.startswith(tuple("0123456789u")):
            say(words_of(problem, t, f"{root}/"), err=True)
    say(t("import.update.faulty", file=name), err=True)
    return None


def _faults(edited: Edited, t: Catalogue) -> Iterator[str]:
    """What of the file isn't the form any more, with the place."""
    for piece in edited.astray:
        yield t("import.update.astray", place=piece.place, text=short(piece.text))
    for doubt in edited.doubts:
        kind = t(f"review.{doubt['kind']}")
        yield t("import.doubt", at=short(doubt.get("at", "")), kind=kind, printed=short(doubt.get("printed", "")))
    for words in edited.gone:
        yield t("import.update.gone", text=short(words))


def _update(path: Path, filled: Filled, edited: Edited, t: Catalogue, *, dry: bool) -> int:
    """Write what was changed into the goal file, and tell it; gives the exit code."""
    from goalbook.diff.compare import compare
    from goalbook.diff.merge import MergeConflict, merge
    from goalbook.diff.words import sentence
    from goalbook.files import sole_writer, write_file
    from goalbook.goalfile.edit import edit_goal_file
    from goalbook.goalfile.nodes import as_plain
    from goalbook.goalfile.read import read_source

    node, _ = read_source(filled.raw, path.name)
    held = as_plain(node) if node else {}
    assert isinstance(held, dict)
    try:
        made = edit_goal_file(filled.raw, *merge(held, edited.before, edited.after))
    except MergeConflict as conflict:
        return _refuse(t("import.update.conflict", place=".".join(map(str, conflict.path))))
    except ValueError:
        return _refuse(t("import.update.unwritable", file=path.name))
    changes = compare(edited.before, edited.after)
    for change in changes:
        say(sentence(change, [filled.form], t, visible))
    if not changes:
        say(t("import.update.same"))
        return 0
    if dry:
        say(t("import.update.dry", count=len(changes)), err=True)
        return 0
    with sole_writer(path):
        if path.read_bytes() != filled.raw:
            return _refuse(t("import.update.changed", file=path.name))
        write_file(path, made)
    say(t("import.update.written", file=path.as_posix(), count=len(changes)), err=True)
    return 0
