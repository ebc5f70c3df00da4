"""`goalbook check`: the problems of goal files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from goalbook.book.contents import Contents, folder_contents
from goalbook.book.selection import folder_as_written, names_within
from goalbook.book.taken_up import TakenUp, taken_up
from goalbook.checks.check import Checked, check_book
from goalbook.checks.formats import FORMATS, reported
from goalbook.checks.report import CheckReport
from goalbook.checks.summary import check_summary
from goalbook.checks.weights import Weights, read_weights
from goalbook.commands import options
from goalbook.commands.check_before import known_before
from goalbook.commands.progress import progress_bars
from goalbook.commands.say import say
from goalbook.git.changed import changed_since
from goalbook.git.history import commits_ahead
from goalbook.git.revision import RevisionError
from goalbook.git.words import words_of_history
from goalbook.goalfile.settings_file import BadSettings, plugin_options, read_settings
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.messages.settings_faults import words_of_settings
from goalbook.writers.paper import Fonts
from goalbook.writers.printable import Glyphs
from goalbook.writers.words import unfit

_EXIT = "Exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 wrong usage."
_MANY = 200  # files; fewer are checked before anybody would look at a bar


@click.command("check", epilog=_EXIT)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.goals
@click.option(
    "--changed-since",
    metavar="REV",
    help="Only files that differ from where git's REV and HEAD parted; what is new comes first.",
)
@click.option("--format", "style", type=click.Choice(FORMATS), default="human", show_default=True,
              help="How to report.")  # fmt: skip
@click.option("-f", "--config-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The site's configuration, which weighs rules [mkdocs.yml beside the goals' folder].")  # fmt: skip
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("-v", "--verbose", is_flag=True, help="List the rules that did not run.")
@options.language
def command(
    paths: tuple[Path, ...],
    goals: Path | None,
    changed_since: str | None,
    style: str,
    config_file: Path | None,
    strict: bool,
    verbose: bool,
    language: str,
) -> None:
    """Print the problems of goal files: of all, or of the files and folders PATHS."""
    t = catalogue(language)
    root = options.root_of(goals, paths)
    config = config_file or root.resolve().parent / "mkdocs.yml"
    stated, pages = _settings(config, t)
    contents = folder_contents(root, pages)
    weights, glyphs = _weights(stated, config, t), _glyphs(stated, config)
    wanted = _wanted(root, contents, paths, changed_since, t)
    asked = wanted if paths or changed_since else None
    checked = _checked(root, weights, glyphs, contents, asked, t)
    problems = checked.problems
    files = {*wanted.intersection(contents.of("goal", "list")), *(one.file for one in problems)}
    known = known_before(root, changed_since, problems, weights) if changed_since else frozenset()
    report = CheckReport(
        root, f"{folder_as_written(root)}/", tuple(sorted(files)), problems, checked.waiting, strict, _coloured(), known
    )
    if text := reported(style, report, t):
        click.echo(text.rstrip("\n"), color=report.colour)
    for _, told in words_of_history(commits_ahead(root), t):
        say(told, err=True)
    for line in check_summary(checked, files, t, verbose=verbose):
        say(line, err=True)
    if glyphs and glyphs.fault:
        say(t("checks.summary_fonts", why=unfit(glyphs.fault, t)), err=True)
    sys.exit(int(any(report.fails(problem) for problem in problems)))


def _settings(config: Path, t: Catalogue) -> tuple[Mapping[str, object], TakenUp]:
    """What the site states for this plugin, and which pages it takes up. Raises UsageError where that can't be read."""
    if not config.is_file():
        return {}, TakenUp()
    try:
        values = read_settings(config).values
        return plugin_options(values, "goalbook"), taken_up(values)
    except BadSettings as fault:
        raise click.UsageError(words_of_settings(fault, t)) from fault


def _weights(stated: Mapping[str, object], config: Path, t: Catalogue) -> Weights:
    """What the site says of rules. Raises UsageError where it says something wrong."""
    weights, faults = read_weights(stated.get("checks"), t)
    if faults:
        raise click.UsageError("\n".join((str(config), *faults)))
    return weights


def _glyphs(stated: Mapping[str, object], config: Path) -> Glyphs | None:
    """The characters that the site's PDF files can print; None where it has none."""
    formats, families, folders = (_texts(stated.get(name)) for name in ("formats", "fonts", "font_folders"))
    if formats and "pdf" not in formats:
        return None
    return Glyphs(Fonts(families or Fonts().families, tuple(str(config.parent / folder) for folder in folders)))


def _texts(stated: object) -> tuple[str, ...]:
    return tuple(one for one in stated if isinstance(one, str)) if isinstance(stated, list) else ()


def _wanted(
    root: Path, contents: Contents, paths: tuple[Path, ...], revision: str | None, t: Catalogue
) -> frozenset[str]:
    """The files that are asked for, of whatever kind, and the folders that can't be read."""
    names = frozenset((*contents.kinds, *contents.unreadable))
    files = names_within(root, names, paths) if paths else names
    if revision is None:
        return files
    try:
        return files & {*changed_since(root, revision, contents.kinds), *contents.unreadable}
    except RevisionError as error:
        raise click.UsageError(t(f"diff.error.{error.code}", revision=error.revision)) from error


def _checked(
    root: Path,
    weights: Weights,
    glyphs: Glyphs | None,
    contents: Contents,
    asked: frozenset[str] | None,
    t: Catalogue,
) -> Checked:
    """The checked book; many files show how far it is, on a terminal."""
    lacking = glyphs.lacking if glyphs else None
    if not sys.stderr.isatty() or len(contents.of("goal") if asked is None else asked) < _MANY:
        return check_book(root, weights, None, lacking, contents, asked)
    with progress_bars() as show:
        return check_book(root, weights, partial(show, t("checks.progress")), lacking, contents, asked)


def _coloured() -> bool:
    """Whether to show colours: on a terminal, unless the reader wants none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
