"""`goalbook export`: documents as PDF, Excel, Word, CSV or JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from goalbook.book.load import Book, load_book
from goalbook.book.selection import entries_under, folder_as_written, problems_under
from goalbook.commands import options
from goalbook.commands.progress import tracked
from goalbook.commands.say import say
from goalbook.commands.terminal import terminal_words
from goalbook.files import sole_writer, write_pieces
from goalbook.git.history import read_history
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.messages.problems import count, words_of
from goalbook.model.address import BODIES
from goalbook.writers.formats import MEDIA_TYPES, why_not, write_one
from goalbook.writers.paper import Leaf, Unfit
from goalbook.writers.words import unfit

if TYPE_CHECKING:
    from goalbook.site.build.collections import Collection
    from goalbook.site.build.produce import Maker
    from goalbook.site.frame.settings import Settings

_MOST_IN_A_PDF = 200
_SHOWN_FROM = 20  # documents; fewer are done before progress could be read
_EXIT = "Exit codes: 0 the file is written, 1 it could not be made and nothing was written, 2 wrong usage."


@click.command("export", epilog=_EXIT)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--to", "suffix", type=click.Choice(tuple(MEDIA_TYPES)), help="The format [that of FILE's name].")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="The file to write; one that is there is replaced [named after PATH].")  # fmt: skip
@options.goals
@click.option("-f", "--config-file", default="mkdocs.yml", type=click.Path(dir_okay=False), show_default=True,
              help="The site's configuration: its address, authority and fonts.")  # fmt: skip
@options.language
def command(
    paths: tuple[Path, ...],
    suffix: str | None,
    output: Path | None,
    goals: Path | None,
    config_file: str,
    language: str,
) -> None:
    """Write documents as one file: PATHS are goal files, folders of a body and year, or folders of a year.

    Several documents become one workbook with a sheet a table, one Word file with a section a document, and so on.
    """
    t = catalogue(language)
    wanted = suffix or (output.suffix[1:] if output else "")
    if wanted not in MEDIA_TYPES or (output and output.suffix[1:] in MEDIA_TYPES and output.suffix[1:] != wanted):
        raise click.UsageError(terminal_words()("usage.no_format", formats=", ".join(MEDIA_TYPES)))
    root = options.root_of(goals, paths)
    book = load_book(root)
    _stop_at_errors(book, paths, t)
    volume, maker = _volume(book, paths, _settings(config_file, language))
    if not volume.members:
        _stop(t("export.none"))
    if wanted == "pdf" and len(volume.members) > _MOST_IN_A_PDF:
        _stop(t("export.too_long", count=len(volume.members), limit=_MOST_IN_A_PDF))
    file = output or Path(f"{_name(volume)}.{wanted}")
    if output is None and file.exists():
        _stop(t("export.exists", file=file))
    try:
        volume = _fitted(maker, volume, wanted)
        with sole_writer(file):
            write_pieces(file, _pieces(maker, volume, wanted, t))
    except Unfit as fault:
        _stop(unfit(fault, t))
    without = volume.without(wanted)
    for cause in without.values():
        say(unfit(cause, t), err=True)
    say(t("export.written", file=file, count=len(volume.members) - len(without)), err=True)


def _stop(message: str) -> None:
    say(message, err=True)
    sys.exit(1)


def _stop_at_errors(book: Book, paths: Sequence[Path], t: Catalogue) -> None:
    """Print the problems of what is to be written, and of bodies, without which no document of theirs can be; stop at errors."""
    problems = problems_under(book, [*paths, book.root / BODIES])
    for problem in problems:
        say(words_of(problem, t, f"{folder_as_written(book.root)}/"), err=True)
    if any(problem.severity == "error" for problem in problems):
        _stop(count(problems, len({problem.file for problem in problems}), t))


def _settings(config_file: str, language: str) -> Settings:
    """What the site's configuration states; without one documents have no permanent address."""
    # Imported here, so that other commands start without the pages.
    from goalbook.site.frame.settings import Settings

    if not Path(config_file).is_file():
        return Settings("", language=language)
    from goalbook.host.runs import stated_of

    return replace(stated_of(config_file)[1], language=language)


def _volume(book: Book, paths: Sequence[Path], settings: Settings) -> tuple[Collection, Maker]:
    """The documents that were chosen, and who makes their file: as the site does."""
    from goalbook.site.build.collections import collection_of
    from goalbook.site.build.produce import Maker

    only = paths[0].resolve() if len(paths) == 1 else book.root.resolve()
    within = only.is_relative_to(book.root.resolve())
    address = only.relative_to(book.root.resolve()).as_posix() if within else ""
    volume = collection_of(settings, book, read_history(book.root), entries_under(book, paths), address)
    return volume, Maker(settings, book.root, {}, Path(), Path())


def _name(volume: Collection) -> str:
    """The name of the file where none is given: after the folder, the document, or what they all are."""
    if volume.address:
        return volume.address.replace("/", "-")
    if len(volume.members) == 1:
        return "-".join(PurePosixPath(volume.members[0].entry.address).parts)
    return "goals"


def _fitted(maker: Maker, volume: Collection, suffix: str) -> Collection:
    """The documents with what keeps some from being in the file. Raises ``Unfit`` where that holds for all."""
    from goalbook.site.build.collect import fitted

    if fault := why_not(suffix, maker.settings.paper):
        raise fault
    return fitted(maker, volume, suffix)


def _pieces(maker: Maker, volume: Collection, suffix: str, t: Catalogue) -> Iterable[bytes]:
    from goalbook.site.build.collect import collection_pieces

    if len(volume.members) == 1 and not volume.address:
        (member,) = volume.members
        return [write_one(suffix, maker.leaf(member), replace(maker.settings.paper, date=member.date))]
    return collection_pieces(maker, volume, suffix, _leaves(maker, volume, t))


def _leaves(maker: Maker, volume: Collection, t: Catalogue) -> Iterator[Leaf]:
    """The documents one by one, with progress on a terminal where there are many."""
    yield from tracked(map(maker.leaf, volume.members), t("export.writing"), len(volume.members), _SHOWN_FROM)
