"""`goalbook check`: the problems of goal files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goalbook.catalogue import catalogue
from goalbook.commands import options
from goalbook.folder import BODIES, goal_files
from goalbook.load import Book, load_book
from goalbook.problem import Problem
from goalbook.report import count, lines

_EXIT = "Exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 wrong usage."


@click.command("check", epilog=_EXIT)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--goals", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The goals' folder [goals]."
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@options.language
def command(paths: tuple[Path, ...], goals: Path | None, strict: bool, language: str) -> None:
    """Print the problems of goal files: of all, or of the files and folders PATHS."""
    t = catalogue(language)
    root = goals or _goals_of(paths)
    if root is None:
        raise click.UsageError("no folder goals/ here: name it with --goals")
    for path in paths:
        if not (_within(path, [root.resolve()]) or _within(root, [_whole(path)])):
            raise click.UsageError(f"{path} is not in {root}")
    book = load_book(root)
    problems = _under(book, paths)
    for problem in problems:
        click.echo(lines(problem, t, f"{_shown(root)}/"))
    click.echo(count(problems, _files(book, paths), t), err=True)
    sys.exit(int(any(strict or problem.severity == "error" for problem in problems)))


def _goals_of(paths: tuple[Path, ...]) -> Path | None:
    """The goals' folder: that which holds the paths, or lies in one of them; else ``goals`` here."""
    for path in paths:
        whole = path.resolve()
        for folder in (whole, *whole.parents, whole / "goals"):
            if (folder / BODIES).is_dir():
                return folder
    return Path("goals") if Path("goals").is_dir() else None


def _shown(root: Path) -> str:
    """The folder as a reader standing here would write it."""
    here = Path.cwd()
    return root.resolve().relative_to(here).as_posix() if root.resolve().is_relative_to(here) else str(root)


def _under(book: Book, paths: tuple[Path, ...]) -> list[Problem]:
    wanted = [_whole(path) for path in paths]
    return [problem for problem in book.problems if not paths or _within(book.root / problem.file, wanted)]


def _within(path: Path, wanted: list[Path]) -> bool:
    whole = _whole(path)
    return any(whole == one or one in whole.parents for one in wanted)


def _whole(path: Path) -> Path:
    """The absolute path, of a link that of the link itself."""
    return path.parent.resolve() / path.name if path.is_symlink() else path.resolve()


def _files(book: Book, paths: tuple[Path, ...]) -> int:
    wanted = [_whole(path) for path in paths]
    return sum(1 for name in goal_files(book.root) if not paths or _within(book.root / name, wanted))
