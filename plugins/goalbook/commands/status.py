"""`goalbook status`: what is published of what is owed, and what is overdue."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goalbook.book.load import Book, load_book
from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.messages.catalogue import catalogue
from goalbook.results.completeness import Owed, completeness, listed_by
from goalbook.writers.json import to_bytes

if TYPE_CHECKING:
    from goalbook.site.frame.settings import Settings

_EXIT = "Exit codes: 0 nothing is overdue, 1 something is, 2 wrong usage, no list of what is owed, or goal files with errors."
# The lists whose documents are named, one a line; the others are only counted.
_NAMED = ("missing", "late", "withdrawn", "pending", "explained")


@click.command("status", epilog=_EXIT)
@click.argument("year", required=False, metavar="[YEAR]")
@click.option("--as-of", "day", type=click.DateTime(("%Y-%m-%d",)), metavar="DATE",
              help="The day that is reckoned with, such as 2024-03-01 (default: today).")  # fmt: skip
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True,
              help="How to report.")  # fmt: skip
@options.goals
@options.language
def command(year: str | None, day: datetime | None, style: str, goals: Path | None, language: str) -> None:
    """Tell what is published, late, missing or explained of what goals/site/expected-YEAR.yml asks for."""
    # The pages' own words are imported once they are needed.
    from goalbook.site.frame.labels import shown_day
    from goalbook.site.frame.settings import Settings
    from goalbook.site.listings.owed_files import owed_as_data

    t = catalogue(language)
    book = load_book(options.root_of(goals, ()))
    if book.errors:
        raise click.UsageError(t("status.errors", files=len({one.file for one in book.errors})))
    as_of = day.date() if day else date.today()
    settings = Settings("", language=language, as_of=as_of.isoformat())
    told = completeness(book, as_of)
    if year is not None:
        told = {name: owed for name, owed in told.items() if name == year}
    if not told:
        raise click.UsageError(t("status.no_list", year=year or "YYYY"))
    if style == "json":
        whole = {"as_of": settings.as_of, "years": [owed_as_data(settings, book, *one) for one in told.items()]}
        click.echo(to_bytes(whole).decode(), nl=False)
    else:
        say(t("status.as_of", day=shown_day(settings, settings.as_of)))
        for name, owed in told.items():
            say("\n".join(_lines(settings, book, name, owed)))
    sys.exit(int(any(one.is_overdue for owed in told.values() for one in owed)))


def _lines(settings: Settings, book: Book, year: str, owed: Sequence[Owed]) -> Iterator[str]:
    """A year in words: a sentence, then a line for each document that isn't there, or came late."""
    from goalbook.site.listings.completeness import owed_sentence, year_scope
    from goalbook.site.listings.owed_rows import told_of, what_is_owed

    yield owed_sentence(settings, year_scope(settings, year, owed).head)
    lists = listed_by(owed)
    for found in chain.from_iterable(lists[kind] for kind in _NAMED):
        words = settings.t("owed.semicolon").join(told_of(settings, found))
        what = what_is_owed(settings, book.forms, found.duty)
        yield f"  {book.bodies[found.body].shown} {what}{settings.t('review.colon')}{words}"
