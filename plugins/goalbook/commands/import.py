"""`goalbook import`: goal files from Word, Excel and HTML files and pasted texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goalbook.book.folder import is_link, misplaced
from goalbook.commands import options
from goalbook.commands.import_words import account_lines, offer_lines, reason, short
from goalbook.commands.say import say
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.messages.problems import remedy
from goalbook.model.address import body_file, is_document_path

if TYPE_CHECKING:
    from goalbook.importing.import_file import SourceReading

_EXIT = "Exit codes: 0 every cell is in the file, 1 some are not or are doubtful, or something could not be read, 2 wrong usage."


@click.command("import", epilog=_EXIT)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--form", "form_id", help="The official form (an id, such as hebei-project) [recognised by its labels].")
@click.option(
    "--number", default=1, type=click.IntRange(1), help="Which of several documents in FILE.", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="The goal file to write: goals/YEAR/BODY/DOCUMENT.yml.")  # fmt: skip
@click.option(
    "--body", help="The body whose documents they all are: each becomes a goal file, named by its code or title."
)
@click.option("--year", help="The year of all of them, or undated.")
@click.option("--plan", type=click.Path(dir_okay=False, path_type=Path),
              help="A table (CSV) of what becomes what: written where there is none, followed once it is corrected.")  # fmt: skip
@click.option("--update", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The goal file to change as FILE was changed, which is its own Excel file from `goalbook export`.")  # fmt: skip
@click.option("--dry-run", "dry", is_flag=True, help="With --update: tell what was changed and write nothing.")
@click.option("--goals", default="goals", type=click.Path(file_okay=False, path_type=Path), show_default=True,
              help="The goals' folder, with --body and --plan.")  # fmt: skip
@options.language
def command(
    files: tuple[Path, ...],
    form_id: str | None,
    number: int,
    output: Path | None,
    body: str | None,
    year: str | None,
    plan: Path | None,
    update: Path | None,
    dry: bool,
    goals: Path,
    language: str,
) -> None:
    """Read FILES (Word, Excel, PDF, CSV, HTML, text; doc, rtf, odt and ods by way of LibreOffice) into new goal files.

    With -o one document of one file; with --body and --year all documents of files and folders. Each cell of them is in a goal
    file or in the report that is printed; no file is overwritten. With --update a goal file is changed as its own Excel file was.
    """
    from goalbook.commands.import_batch import Batch, import_batch
    from goalbook.commands.import_update import import_update

    t = catalogue(language)
    if update:
        if len(files) > 1 or files[0].is_dir() or output or body or year or plan or form_id:
            raise click.UsageError(t("import.usage.update"))
        sys.exit(import_update(*_there(update, t), files[0], t, dry=dry))
    if output:
        if len(files) > 1 or files[0].is_dir() or body or year or plan:
            raise click.UsageError(t("import.usage.output"))
        sys.exit(_import_one(files[0], form_id, number, output, language))
    if not (plan and plan.exists()) and not (body and year):
        raise click.UsageError(t("import.usage.where"))
    if (body or year) and not is_document_path(f"{year}/{body}/x.yml"):
        raise click.BadParameter(t("remedy.misplaced"), param_hint="--body, --year")
    folder = f"{year}/{body}" if body else ""
    sys.exit(import_batch(Batch(files, goals, folder, plan, _reading(goals, form_id, language)), t))


def _reading(root: Path, form_id: str | None, language: str) -> SourceReading:
    """How sources are read for the goals in a folder."""
    from goalbook.book.load import load_body
    from goalbook.commands.site_forms import named_form, site_forms
    from goalbook.importing.import_file import SourceReading

    def name_of_body(body: str) -> str:
        found, _ = load_body(root, body_file(body))
        return (found.name or found.shown) if found else ""

    t = catalogue(language)
    forms = site_forms(root, t)
    if form_id is not None:
        named_form(forms, form_id, t, "--form")
    return SourceReading(forms, form_id, language, name_of_body)


def _import_one(file: Path, form_id: str | None, number: int, output: Path, language: str) -> int:
    """Bring in one document of a file; gives the exit code."""
    from goalbook.files import sole_writer, write_file
    from goalbook.importing.import_file import import_file
    from goalbook.importing.limits import SourceError

    t = catalogue(language)
    root, name = _place(output, t)
    reading = _reading(root, form_id, language)
    try:
        documents = import_file(file, reading, name.rpartition("/")[0])
        if number > len(documents):
            raise SourceError("no-such-part")
        made = documents[number - 1].account
        if isinstance(made, SourceError):
            raise made
    except SourceError as error:
        say(t("import.failed", file=short(file.name), reason=reason(error, t)), err=True)
        return 1
    with sole_writer(root / name):
        write_file(root / name, made.raw)
    for line in (*account_lines(documents[number - 1], t), *offer_lines(documents, number, t)):
        say(line)
    say(t("import.written", file=output.as_posix()), err=True)
    return int(not made.certain or len(documents) > 1)


def _there(path: Path, t: Catalogue) -> tuple[Path, str]:
    """The goals' folder of a goal file that is there, and its name in it."""
    root, name = _parts(path)
    if not is_document_path(name) or is_link(root, name):
        raise click.BadParameter(remedy(misplaced(name), t), param_hint="--update")
    return root, name


def _parts(path: Path) -> tuple[Path, str]:
    whole = Path(path.absolute())
    return whole.parents[2] if len(whole.parts) > 3 else whole.parent, "/".join(whole.parts[-3:])


def _place(path: Path, t: Catalogue) -> tuple[Path, str]:
    """The goals' folder and the name in it; a file that is there is never overwritten."""
    root, name = _parts(path)
    if not is_document_path(name):
        raise click.BadParameter(remedy(misplaced(name), t), param_hint="-o")
    if path.exists() or is_link(root, name):
        raise click.BadParameter(t("new.there", file=str(path)), param_hint="-o")
    return root, name
