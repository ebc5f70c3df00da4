"""联系方式: whom to ask about what each body publishes, for the page on objections."""

from __future__ import annotations

from goalbook.book.load import Book
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.shelf import shelve

_MOST = 200  # bodies in one page; each has its own page too


def contacts_html(settings: Settings, book: Book, address: str) -> str:
    """The bodies that state a contact, in the order of lists, as a part of the page at an address; nothing where none does."""
    stated = [(name, body) for name, body in shelve(book).bodies.items() if body.contact]
    if not stated:
        return ""
    more = max(len(stated) - _MOST, 0)
    return render(settings, "listings/contacts.html", address, bodies=stated[:_MOST], more=more)
