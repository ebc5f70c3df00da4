"""The page at a document's old address: it leads to the new one."""

from __future__ import annotations

from html import escape

from goalbook.book.entry import Entry
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings


def redirect_page(settings: Settings, old: str, entry: Entry, to: str = "") -> Page:
    """A page that moves on at once, to the document or to a further page of it, and links there for those who don't."""
    t = settings.t
    link = escape(settings.href(old, to or entry.address), quote=True)
    head = f'<meta http-equiv="refresh" content="0; url={link}">'
    content = render(settings, "frame/redirect.html", old, entry=entry, to=to or entry.address)
    return Page(old, t("redirect.title"), t("redirect.title"), content, head, listed=False)
