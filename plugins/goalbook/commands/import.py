"""`goalbook import`: a goal file from a Word, Excel or HTML file or a pasted text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goalbook.book.folder import is_link
from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.model.address import is_document_path

if TYPE_CHECKING:
    from goalbook.importing.account import Brought

_EXIT = (
    "Exit codes: 0 every cell is in the file, 1 some are not or are doubtful, or nothing could be read, 2 wrong usage."
)


@click.command("import", epilog=_EXIT)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--form", "form_id", help="The official form (an id, such as hebei-project) [recognised by its labels].")
@click.option(
    "--number", default=1, type=click.IntRange(1), help="Which of several documents in FILE.", show_default=True
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help="The goal file to write: goals/YEAR/BODY/DOCUMENT.yml.")  # fmt: skip
@options.language
def command(file: Path, form_id: str | None, number: int, output: Path, language: str) -> None:
    """Read FILE (docx, xlsx, xls, html, txt; doc by way of LibreOffice) into a new goal file.

    Each cell of FILE is in the goal file or in the report that is printed.
    """
    from goalbook.commands.site_forms import site_forms
    from goalbook.files import sole_writer, write_file
    from goalbook.importing.import_file import import_file
    from goalbook.importing.limits import SourceError

    t = catalogue(language)
    root, name = _place(output, t)
    try:
        brought = import_file(file, form_id, name, number, language, site_forms(root, t))
    except SourceError as error:
        if error.code == "no-such-form":
            raise click.BadParameter(t("new.no_form", **error.values), param_hint="--form") from error
        reason = t(f"import.error.{error.code}", **error.values)
        say(t("import.failed", file=_short(file.name), reason=reason), err=True)
        sys.exit(1)
    made = brought.account
    with sole_writer(root / name):
        write_file(root / name, made.raw)
    for line in _account(brought, number, t):
        say(line)
    say(t("new.written", file=output.as_posix()), err=True)
    sys.exit(int(bool(made.left or made.other or made.misplaced or made.doubts)))


def _account(brought: Brought, number: int, t: Catalogue) -> Iterator[str]:
    """Where each cell of the source went, in words."""
    made = brought.account
    yield t("import.form", form=brought.form_name, region=brought.region, id=brought.form_id)
    counts = {"values": made.values, "labels": made.labels, "left": len(made.left)}
    yield t("import.cells", pieces=made.pieces, **counts)
    for title, pieces in (("left", made.left), ("other", made.other), ("misplaced", made.misplaced)):
        for piece in pieces:
            yield t(f"import.{title}", place=piece.place, text=_short(piece.text))
    for doubt in made.doubts:
        kind = t(f"review.{doubt['kind']}")
        yield t("import.doubt", at=_short(doubt.get("at", "")), kind=kind, printed=_short(doubt.get("printed", "")))
    if made.parts > 1:
        yield t("import.parts", parts=made.parts, number=number)


def _place(path: Path, t: Catalogue) -> tuple[Path, str]:
    """The goals' folder and the name in it; a file that is there is never overwritten."""
    whole = Path(path.absolute())
    root, name = whole.parents[2] if len(whole.parts) > 3 else whole.parent, "/".join(whole.parts[-3:])
    if not is_document_path(name):
        raise click.BadParameter(t("remedy.misplaced"), param_hint="-o")
    if path.exists() or is_link(root, name):
        raise click.BadParameter(t("new.there", file=str(path)), param_hint="-o")
    return root, name


def _short(text: str) -> str:
    from goalbook.diff.words import one_line

    return one_line(text.strip())
