"""`goalbook fmt`: the one layout of goal files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from goalbook.book.folder import goal_files, is_link
from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.commands.terminal import terminal_words
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import catalogue
from goalbook.messages.problems import words_of

_EXIT = "Exit codes: 0 all files have the layout, 1 some don't (with --check) or can't have it, 2 wrong usage."


@click.command("fmt", epilog=_EXIT)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing: list the files that would change.")
@click.option(
    "--transcribed",
    is_flag=True,
    help="Record the text of the files PATHS, compared with their sources, as that of these.",
)
@options.language
def command(paths: tuple[Path, ...], check: bool, transcribed: bool, language: str) -> None:
    """Lay out goal files: of goals/, or the files and those in the folders PATHS.

    Comments, order and texts stay. A file where they would not is left as it is, and the reason is told.
    """
    t = catalogue(language)
    if not paths and not Path("goals").is_dir():
        raise click.UsageError(terminal_words()("usage.no_files"))
    if transcribed and (not paths or any(path.is_dir() for path in paths)):
        raise click.UsageError(terminal_words()("usage.which_transcribed"))
    files = changed = refused = 0
    for root, name in _files(paths or (Path("goals"),)):
        files += 1
        state, problems = _format(root, name, check=check, transcribed=transcribed)
        changed, refused = changed + (state == "changed"), refused + bool(problems)
        if state == "changed":
            say((root / name).as_posix())
        for problem in problems:
            say(words_of(problem, t, "" if root == Path() else f"{root.as_posix()}/"))
    told = t("fmt.would", files=files, changed=changed, refused=refused) if check else ""
    say(told or t("fmt.done", files=files, changed=changed, refused=refused), err=True)
    sys.exit(int(bool(refused or (check and changed))))


def _files(paths: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Each file once, as a folder and its name in that."""
    seen = set()
    for path in paths:
        found = [(path, name) for name in goal_files(path)] if path.is_dir() else [(path.parent, path.name)]
        for root, name in found:
            if (whole := (root / name).absolute()) not in seen:
                seen.add(whole)
                yield root, name


def _format(root: Path, name: str, *, check: bool, transcribed: bool) -> tuple[str, list[Problem]]:
    from goalbook.book.transcribed import record_transcript
    from goalbook.files import write_file
    from goalbook.goalfile.tidy import tidy

    if is_link(root, name):
        return "refused", [Problem(name, 1, 1, "link")]
    try:
        raw = (root / name).read_bytes()
    except OSError:
        return "refused", [Problem(name, 1, 1, "unreadable")]
    laid_out, problems = tidy(raw, name)
    if transcribed and laid_out is not None:
        laid_out, problems = record_transcript(laid_out, name)
    if laid_out is None:
        return "refused", problems
    if laid_out == raw:
        return "same", []
    if not check:
        write_file(root / name, laid_out)
    return "changed", []
