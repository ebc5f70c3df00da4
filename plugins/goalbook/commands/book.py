"""`goalbook book`: all documents of a year as one book."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from goalbook.catalogue import Catalogue, catalogue
from goalbook.commands import options
from goalbook.load import UNDATED, Book, load_book
from goalbook.paper import Cover, FontFault, Paper, Unfit
from goalbook.publish import write_file
from goalbook.report import lines

_SUFFIXES = (".pdf", ".xlsx")
Say = Callable[[str, int, int], None]
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
@click.option("--tables-per-volume", type=click.IntRange(1), help="Part a PDF book into volumes of so many tables [200].")
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
        raise click.UsageError(f"the name of the file ends in {' or '.join(_SUFFIXES)}")
    root, paper = _site(goals, config_file, language)
    with _progress() as say:
        book = load_book(root, progress=lambda done, total: say(t("book.reading"), done, total))
        if book.errors:
            _stop("\n".join(lines(problem, t, f"{root.name}/") for problem in book.errors))
        entries = [one for one in book.entries if one.address.startswith(f"{year}/") and not one.withdrawn]
        wanted = [one for one in entries if not body or one.body in body]
        if not wanted:
            _stop(t("book.none", year=year))
        try:
            names = _write(book, wanted, paper, output, tables_per_volume, lambda *done: say(t("book.setting"), *done))
        except (FontFault, Unfit) as fault:
            _stop(t(fault.key, **fault.values))
    click.echo("\n".join(t("book.written", file=name, documents=len(wanted)) for name in names), err=True)


def _site(goals: Path | None, config_file: str, language: str) -> tuple[Path, Paper]:
    """The goals' folder and the paper of a site; where it has no configuration, of a folder alone."""
    if not Path(config_file).is_file():
        return goals or Path("goals"), Paper(language=language)
    from goalbook.mkdocs_plugin import paper_of

    root, paper = paper_of(config_file)
    return goals or root, replace(paper, language=language)


def _write(
    book: Book, wanted: list[Entry], paper: Paper, output: Path, tables: int | None, done: Callable[[int, int], None]
) -> list[str]:
    """Make the files, put them all in place once the last is made, and give their names."""
    from goalbook.writers.volumes import TABLES, Part, in_order, write_volumes

    history = read_history(book.root)
    days = {one.address: changes[0].day for one in wanted if (changes := history.of(f"{one.address}.yml"))}
    newest = max((days.get(one.address, one.published) for one in wanted), default="")
    part = Part(book.root, tuple(in_order(wanted)), book.bodies, days, replace(paper, date=newest, cover=_cover(book, wanted, paper)))
    if output.suffix == ".xlsx":
        write_file(output, write_workbook(part))
        return [str(output)]
    finished = 0

    def more(count: int) -> None:
        nonlocal finished
        finished += count
        done(finished, 2 * len(wanted))

    done(0, 2 * len(wanted))
    with TemporaryDirectory(prefix=".goalbook-", dir=output.parent) as folder:
        made = []
        for number, content in enumerate(write_volumes(part, tables or TABLES, more), 1):
            made.append(Path(folder) / str(number))
            made[-1].write_bytes(content)
        names = [output] if len(made) == 1 else [output.with_stem(f"{output.stem}-{n}") for n in range(1, len(made) + 1)]
        for path, name in zip(made, names, strict=True):
            path.replace(name)
    return [str(name) for name in names]
