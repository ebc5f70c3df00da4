"""`goalbook check`: the problems of goal files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goalbook.catalogue import catalogue
from goalbook.choose import problems_under, shown, within
from goalbook.commands import options
from goalbook.folder import goal_files
from goalbook.load import Book, load_book
from goalbook.report import count, lines

_EXIT = "Exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 wrong usage."


@click.command("check", epilog=_EXIT)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.goals
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@options.language
def command(paths: tuple[Path, ...], goals: Path | None, strict: bool, language: str) -> None:
    """Print the problems of goal files: of all, or of the files and folders PATHS."""
    t = catalogue(language)
    root = options.root_of(goals, paths)
    book = load_book(root)
    problems = problems_under(book, paths)
    for problem in problems:
        click.echo(lines(problem, t, f"{shown(root)}/"))
    click.echo(count(problems, _files(book, paths), t), err=True)
    sys.exit(int(any(strict or problem.severity == "error" for problem in problems)))


def _files(book: Book, paths: tuple[Path, ...]) -> int:
    return sum(1 for name in goal_files(book.root) if not paths or within(book.root / name, paths))
