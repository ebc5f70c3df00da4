"""Files that a live server makes when they are asked for, instead of at each save."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from goalbook.book.load import Book
from goalbook.git.days import data_day
from goalbook.git.history import History
from goalbook.site.build.collect import collection_pieces, fitted
from goalbook.site.build.collections import Member, collections_of, members_of
from goalbook.site.build.produce import Maker
from goalbook.site.frame.settings import Settings
from goalbook.writers.formats import MEDIA_TYPES, PAPER, write_one
from goalbook.writers.paper import Unfit
from goalbook.writers.words import unfit

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Response(NamedTuple):
    """What is sent: status, type and content."""

    status: str
    kind: str
    content: bytes


def is_on_request(settings: Settings, name: str) -> bool:
    """Whether a name below the site's root may be that of a file that is made on request."""
    address, _, suffix = name.strip("/").rpartition(".")
    return suffix in settings.formats and suffix in MEDIA_TYPES and address.count("/") <= 2


def respond(maker: Maker, book: Book, history: History, name: str) -> Response | None:
    """The file of a name below the site's root; None where it is none that is made on request."""
    if not is_on_request(maker.settings, name):
        return None
    address, _, suffix = name.strip("/").rpartition(".")
    try:
        content = _content(maker, book, history, address, suffix)
    except Unfit as fault:
        return Response(
            "422 Unprocessable Content", "text/plain; charset=utf-8", unfit(fault, maker.settings.t).encode()
        )
    return None if content is None else Response("200 OK", MEDIA_TYPES[suffix], content)


def waiter(pages: Application, mount: str, asked: Callable[[str], Response | None]) -> Application:
    """A server's application in front of that of the pages: it answers what is ``asked`` for below a path."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")
        found = asked(path.removeprefix(mount)) if path.startswith(mount) else None
        if found is None:
            return pages(environ, start_response)
        start_response(found.status, [("Content-Type", found.kind), ("Content-Length", str(len(found.content)))])
        return [found.content]

    return application


def _content(maker: Maker, book: Book, history: History, address: str, suffix: str) -> bytes | None:
    if address.count("/") == 2:
        entry = next((one for one in book.entries if one.address == address and not one.withdrawn), None)
        if entry is None or suffix not in PAPER:
            return None
        member = Member(entry, book.bodies[entry.body], data_day(entry, history))
        return write_one(suffix, maker.leaf(member), replace(maker.settings.paper, date=member.date))
    volume = next(
        (one for one in collections_of(maker.settings, book, members_of(book, history)) if one.address == address), None
    )
    return b"".join(collection_pieces(maker, fitted(maker, volume, suffix), suffix)) if volume else None
