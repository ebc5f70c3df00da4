"""`goalbook form`: what is wrong with drawn forms, and what they look like."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import click

from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.commands.site_forms import forms_here, named_form
from goalbook.forms.catalogue import Forms, read_forms, shipped_forms
from goalbook.goalfile.formats import FORMAT
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.messages.problems import count, words_of
from goalbook.messages.visible import visible
from goalbook.model.address import FORMS_FOLDER

_EXIT = "Exit codes: 0 all forms are right, 1 some aren't, 2 wrong usage."
_WIDEST = 110


@click.group("form")
def command() -> None:
    """Check, show and draft drawn forms: those in goals/forms/ and those of the package."""


@command.command("check", epilog=_EXIT)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.goals
@options.language
def _check(files: tuple[Path, ...], goals: Path | None, language: str) -> None:
    """Print the problems of drawn forms by themselves, before any document: of all in goals/forms/, or of FILES."""
    t = catalogue(language)
    paths = files or tuple(_drawn(options.root_of(goals, ())))
    problems = [problem for path in paths for problem in _problems(path)]
    for problem in problems:
        say(words_of(problem, t))
    say(count(problems, len(paths), t), err=True)
    sys.exit(int(any(one.severity == "error" for one in problems)))


@command.command("show", epilog="Exit codes: 0 the form is shown, 1 it has errors, 2 wrong usage or no such form.")
@click.argument("form")
@click.option("--places", is_flag=True, help="Write into each cell the place of its value, such as {budget.total}.")
@options.goals
@options.language
def _show(form: str, places: bool, goals: Path | None, language: str) -> None:
    """Print a picture of FORM (an id, or a file) as it is before it is filled in."""
    from goalbook.forms.labels import blank_form
    from goalbook.writers.picture import text_picture

    t = catalogue(language)
    forms, form_id = _named(form, goals, t)
    if form_id in forms.faulty:
        sys.exit(1)
    shown = named_form(forms, form_id, t, "FORM")
    say(f"{shown.id}: {t('document.form_of', region=shown.region, name=shown.name)}")
    width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    for line in text_picture(blank_form(shown, places, "{title}"), width):
        say(line)


@command.command("draft", epilog="Exit codes: 0 the form is drawn, 1 nothing could be drawn, 2 wrong usage.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="Where to write it, such as goals/forms/ID.yml [printed].")  # fmt: skip
@options.goals
@options.language
def _draft(file: Path, output: Path | None, goals: Path | None, language: str) -> None:
    """Draw a form from FILE, a blank or filled table (Word, Excel, HTML): its cells, and a place for each value.

    Places come from the labels of the forms that there are; what none of them knows is marked.
    """
    from goalbook.commands.import_words import reason
    from goalbook.files import write_file
    from goalbook.importing.drafting.draft import draft_file
    from goalbook.importing.import_file import bytes_of
    from goalbook.importing.limits import SourceError

    t = catalogue(language)
    if output and output.exists():
        raise click.UsageError(t("form.draft.there", file=output))
    try:
        draft = draft_file(bytes_of(file), file.name, forms_here(goals, t))
    except SourceError as error:
        say(f"{file}: {reason(error, t)}", err=True)
        sys.exit(1)
    words = [t("form.draft.head", file=file.name)]
    words += [t("form.draft.made", place=place, label=label or "—") for place, label in draft.made]
    words += [t("form.draft.left", text=text) for text in draft.left]
    text = "".join(f"# {one}\n" for one in map(visible, words)) + f"goalbook: {FORMAT}\n{draft.text}"
    if output:
        write_file(output, text.encode())
        for problem in _problems(output):
            say(words_of(problem, t), err=True)
        say(t("form.draft.written", file=output, made=len(draft.made), left=len(draft.left)), err=True)
    else:
        say(text, nl=False)


def _named(form: str, goals: Path | None, t: Catalogue) -> tuple[Forms, str]:
    """The forms to choose from, and the id of the one that is named, by its id or its file; problems of files are printed."""
    path = Path(form)
    if path.suffix and path.is_file():
        forms, problems = _read(path)
        for problem in problems:
            say(words_of(problem, t), err=True)
        if any(one.severity == "error" for one in problems):
            sys.exit(1)
        return forms, path.stem
    return forms_here(goals, t), form


def _drawn(root: Path) -> list[Path]:
    return sorted(path for path in (root / FORMS_FOLDER).glob("*.y*ml") if path.is_file())


def _problems(path: Path) -> list[Problem]:
    """The problems of a form's drawing; of one that has none, whether it can be read back."""
    from goalbook.importing.prove_form import reading_problems

    forms, problems = _read(path)
    form = None if path.stem in forms.faulty else forms.get(path.stem)
    return problems or (list(reading_problems(form, path.as_posix())) if form else [])


def _read(path: Path) -> tuple[Forms, list[Problem]]:
    """The form in a file, beside the package's, and its problems, named by the path as it is typed."""
    own = path.resolve().parent == Path(str(sys.modules["goalbook.forms"].__path__[0])).resolve()
    forms, problems = read_forms({f"{FORMS_FOLDER}/{path.name}": path.read_bytes()}, None if own else shipped_forms())
    return forms, [replace(one, file=path.as_posix()) for one in problems]
