"""年度汇编: all documents of a year as a book, for a site that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from goalbook.book.load import UNDATED, Book
from goalbook.book.order import printed_order
from goalbook.files import write_file
from goalbook.git.days import data_day
from goalbook.git.history import History
from goalbook.site.build.produce import Maker
from goalbook.snapshot.error import SnapshotError
from goalbook.writers.paper import Cover, Unfit
from goalbook.writers.words import unfit
from goalbook.writers.yearbook import BookPart, write_volumes, write_workbook

BOOKS_FOLDER = "book"


def write_books(
    book: Book, history: History, year: str, maker: Maker, report: Callable[[str, int, int], None]
) -> Iterator[tuple[str, int]]:
    """Write the books of a year below ``book/`` in the formats the site offers; gives name and size of each file.

    Raises SnapshotError where one can't be made: a snapshot without its book isn't complete.
    """
    settings, t = maker.settings, maker.settings.t
    shown = [entry for entry in book.entries if entry.address.startswith(f"{year}/") and not entry.withdrawn]
    if not shown:
        return
    entries = tuple(sorted(shown, key=lambda entry: (entry.body, printed_order(entry))))
    days = {entry.address: data_day(entry, history) for entry in entries}
    bodies = len({entry.body for entry in entries})
    title = t("book.undated") if year == UNDATED else t("book.title", year=year)
    cover = Cover(title, (t("book.bodies", count=bodies), t("book.documents", count=len(entries))))
    part = BookPart(
        book.root, entries, book.bodies, days, replace(settings.paper, date=max(days.values()), cover=cover)
    )
    for suffix in ("pdf", "xlsx"):
        if suffix not in settings.formats:
            continue
        report("books", 0, len(entries))
        try:
            pieces = list(write_volumes(part) if suffix == "pdf" else write_workbook(part))
        except Unfit as fault:
            raise SnapshotError("book", text=unfit(fault, t)) from fault
        for number, content in enumerate(pieces, 1):
            name = f"{BOOKS_FOLDER}/{year}{f'-{number}' if len(pieces) > 1 else ''}.{suffix}"
            write_file(maker.site / name, content)
            yield name, len(content)
