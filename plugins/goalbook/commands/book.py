"""`goalbook book`: all documents of a year as one book."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

import click

from goalbook.book.load import Book, load_book
from goalbook.commands import options
from goalbook.commands.progress import progress_bars
from goalbook.commands.say import say
from goalbook.commands.terminal import terminal_words
from goalbook.files import sole_writer
from goalbook.git.history import read_history
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.messages.problems import words_of
from goalbook.writers.paper import Paper, Unfit
from goalbook.writers.words import unfit

if TYPE_CHECKING:
    from goalbook.writers.yearbook import BookPart

_SUFFIXES = (".pdf", ".xlsx")
_EXIT = "Exit codes: 0 the book is written, 1 it could not be made and nothing was written, 2 wrong usage."


@click.command("book", epilog=_EXIT)
@click.argument("year")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="The file to write: .pdf for a book, .xlsx for a workbook.")  # fmt: skip
@click.option("--body", multiple=True, help="Only documents of this body (id).")
@click.option(
    "--goals", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The goals' folder [of the site]."
)
@click.option("-f", "--config-file", default="mkdocs.yml", type=click.Path(dir_okay=False), show_default=True,
              help="The site's configuration: its address, authority and fonts.")  # fmt: skip
@click.option(
    "--tables-per-volume", type=click.IntRange(1), help="Part a PDF book into volumes of so many tables [40]."
)
@options.language
def command(
    year: str,
    output: Path,
    body: tuple[str, ...],
    goals: Path | None,
    config_file: str,
    tables_per_volume: int | None,
    language: str,
) -> None:
    """Write all documents of YEAR (or `undated`) as a book: cover, contents, documents by body, indexes.

    A PDF book of more tables than a volume holds is written as FILE-1.pdf, FILE-2.pdf and so on.
    """
    t = catalogue(language)
    if output.suffix not in _SUFFIXES:
        raise click.UsageError(terminal_words()("usage.suffix", suffixes=", ".join(_SUFFIXES)))
    root, paper = _site(goals, config_file, language)
    with progress_bars() as show:
        book = load_book(root, progress=lambda done, total: show(t("book.reading"), done, total))
        if book.errors:
            _stop("\n".join(words_of(problem, t, f"{root.name}/") for problem in book.errors))
        part = _part(book, year, paper, body, t)
        if part is None:
            _stop(t("book.none", year=year))
        try:
            part, left_out = _fitting(part, output, t)
            names = _write(part, output, tables_per_volume, lambda *done: show(t("book.setting"), *done))
        except Unfit as fault:
            _stop(unfit(fault, t))
    for cause in left_out.values():
        say(unfit(cause, t), err=True)
    for name in names:
        say(t("book.written", file=name), err=True)


def _site(goals: Path | None, config_file: str, language: str) -> tuple[Path, Paper]:
    """The goals' folder and the paper of a site; where it has no configuration, of a folder alone."""
    from goalbook.site.frame.settings import Settings

    if not Path(config_file).is_file():
        return goals or Path("goals"), Settings("", language=language).paper
    from goalbook.host.runs import stated_of

    root, settings = stated_of(config_file)
    return goals or root, replace(settings, language=language).paper


def _part(book: Book, year: str, paper: Paper, bodies: Sequence[str], t: Catalogue) -> BookPart | None:
    """What the book is made of; None where there is no such document."""
    from goalbook.git.days import data_day
    from goalbook.writers.yearbook import yearbook_of

    history = read_history(book.root)
    return yearbook_of(book, year, paper, lambda entry: data_day(entry, history), t, bodies)


def _fitting(part: BookPart, output: Path, t: Catalogue) -> tuple[BookPart, Mapping[str, Unfit]]:
    from goalbook.writers.formats import why_not
    from goalbook.writers.yearbook import fitting_part

    if fault := why_not(output.suffix[1:], part.paper):
        raise fault
    return fitting_part(part, output.suffix[1:], t)


def _write(part: BookPart, output: Path, tables: int | None, done: Callable[[int, int], None]) -> list[Path]:
    """Make the files, put them in place once the last of them is made, and give their names."""
    from goalbook.writers.yearbook import TABLES, write_yearbook

    steps = 2 * len(part.entries)
    finished = 0

    def more(count: int) -> None:
        nonlocal finished
        finished += count
        done(finished, steps)

    more(0)
    with sole_writer(output) as begin, TemporaryDirectory(prefix=begin, dir=output.parent) as folder:
        made = []
        for number, content in enumerate(write_yearbook(part, output.suffix[1:], tables or TABLES, more), 1):
            made.append(Path(folder) / str(number))
            made[-1].write_bytes(content)
        numbers = range(1, len(made) + 1)
        names = [output] if len(made) == 1 else [output.with_stem(f"{output.stem}-{number}") for number in numbers]
        for path, name in zip(made, names, strict=True):
            path.replace(name)
    return names


def _stop(message: str) -> NoReturn:
    say(message, err=True)
    sys.exit(1)
