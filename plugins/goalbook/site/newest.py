"""Which documents are new."""

from __future__ import annotations

from goalbook.entry import Entry
from goalbook.history import History
from goalbook.load import Book

COUNT = 8


def newest(book: Book, history: History) -> list[Entry]:
    """The documents last published, approved or else changed, newest first; the address decides between equal days."""

    def day(entry: Entry) -> str:
        changes = history.of(f"{entry.address}.yml")
        return entry.published or (changes[-1].day if changes else "")

    shown = sorted((entry for entry in book.entries if not entry.withdrawn), key=lambda entry: entry.address)
    return sorted(shown, key=day, reverse=True)[:COUNT]
