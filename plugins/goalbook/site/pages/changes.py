"""更改记录: the public list of what was changed, by day, with the documents that each change touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from goalbook.book.load import Book
from goalbook.git.history import Changed, History
from goalbook.model.address import Address
from goalbook.site.frame.labels import shown_day
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings

CHANGES_ADDRESS = "changes"
_MOST_LINKS = 5
# What the listed changes may weigh as HTML, in bytes, so that the page stays light whatever they are.
_BUDGET = 70_000
_MARKUP = 160


@dataclass(frozen=True, slots=True)
class Listed:
    """A change as the page shows it: ``links`` are pairs of text and address, ``more`` the files beyond."""

    subject: str
    author: str
    commit: str
    links: tuple[tuple[str, str], ...]
    more: int

    @property
    def weight(self) -> int:
        """About as many bytes as its HTML has."""
        texts = (self.subject, self.author, *(part for link in self.links for part in link))
        return sum(len(escape(text).encode()) for text in texts) + _MARKUP * (1 + len(self.links))


def changes_page(settings: Settings, book: Book, history: History) -> Page:
    """The page of the latest changes, newest day first."""
    found = sorted(history.changes, key=lambda changed: changed.change.day, reverse=True)
    listed = list(_within_budget(_listed(settings, book, found)))
    days = [
        (day, shown_day(settings, day), [one for _, one in group])
        for day, group in groupby(listed, key=lambda pair: pair[0])
    ]
    content = render(settings, "pages/changes.html", CHANGES_ADDRESS, days=days, shown=len(listed))
    t = settings.t
    return Page(CHANGES_ADDRESS, t("changes.title"), t("changes.description"), content)


def _within_budget(listed: Iterator[tuple[str, Listed]]) -> Iterator[tuple[str, Listed]]:
    weight = 0
    for day, row in listed:
        weight += row.weight
        if weight > _BUDGET:
            return
        yield day, row


def _listed(settings: Settings, book: Book, found: Sequence[Changed]) -> Iterator[tuple[str, Listed]]:
    wanted: set[str] = {Address.of_file(name) for changed in found for name in changed.files}
    labels = dict(_labels(settings, book, wanted))
    for changed in found:
        known = [name for file in changed.files if (name := Address.of_file(file)) in labels]
        links = tuple((labels[name], name) for name in known[:_MOST_LINKS])
        change = changed.change
        yield (
            change.day,
            Listed(change.subject, change.author, change.commit, links, changed.count - len(links)),
        )


def _labels(settings: Settings, book: Book, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """The words that links to pages show, by the address of the page: of documents and of bodies."""
    t = settings.t
    for entry in book.entries:
        if entry.address in wanted:
            year = t("document.year", year=entry.year) if entry.year else t("document.undated")
            # A server goes on where the file of a body is at fault.
            shown = book.bodies[entry.body].shown if entry.body in book.bodies else entry.body
            yield entry.address, " · ".join((year, shown, entry.title))
    for name, body in book.bodies.items():
        if f"bodies/{name}" in wanted:
            yield f"bodies/{name}", t("changes.body", name=body.shown)
