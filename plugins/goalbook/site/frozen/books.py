"""年度汇编: all documents of a year as a book, for a site that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice

from goalbook.book.load import Book
from goalbook.files import write_file
from goalbook.git.days import data_day
from goalbook.git.history import History
from goalbook.messages.catalogue import Catalogue
from goalbook.site.build.produce import Maker
from goalbook.snapshot.error import SnapshotError
from goalbook.writers.paper import Unfit
from goalbook.writers.words import unfit
from goalbook.writers.yearbook import BookPart, fitting_part, write_yearbook, yearbook_of

BOOKS_FOLDER = "book"


def write_books(
    book: Book, history: History, year: str, maker: Maker, report: Callable[[str, int, int], None]
) -> Iterator[tuple[str, int]]:
    """Write the books of a year below ``book/`` in the formats the site offers; gives name and size of each file.

    A document that a format can't hold is left out and named on the cover; the snapshot's list of what wasn't made has it too.
    Raises SnapshotError where a book can't be made at all: a snapshot without its book isn't complete.
    """
    settings, t = maker.settings, maker.settings.t
    part = yearbook_of(book, year, settings.paper, lambda entry: data_day(entry, history), t)
    if part is None:
        return
    for suffix in ("pdf", "xlsx"):
        if suffix not in settings.formats:
            continue
        report("books", 0, len(part.entries))
        volumes = _volumes(part, suffix, t)
        begun = list(islice(volumes, 2))  # with a second one they are numbered; no more of them are held
        for number, content in enumerate(chain(begun, volumes), 1):
            name = f"{BOOKS_FOLDER}/{year}{f'-{number}' if len(begun) > 1 else ''}.{suffix}"
            write_file(maker.site / name, content)
            yield name, len(content)


def _volumes(part: BookPart, suffix: str, t: Catalogue) -> Iterator[bytes]:
    try:
        yield from write_yearbook(fitting_part(part, suffix, t)[0], suffix)
    except Unfit as fault:
        raise SnapshotError("book", text=unfit(fault, t)) from fault
