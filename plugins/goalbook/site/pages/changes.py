"""更改记录: the public list of what was changed in the goals, by day, each change in sentences; long ones go by pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import chain, groupby

from goalbook.book.load import Book
from goalbook.book.order import in_printed_order
from goalbook.git.history import Changed, History, LoggedChange, ToldCommits, ToldFile
from goalbook.model.address import BODIES, Address, is_body_path, is_document_path
from goalbook.site.frame.labels import shown_day
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings

CHANGES_ADDRESS = "changes"
# What the changes of one page may weigh as HTML, in bytes, so that each page stays light whatever they are.
_BUDGET = 55_000
_MARKUP = 160


@dataclass(frozen=True, slots=True)
class TouchedFile:
    """A document or body that a change touched: what it is called, its page or nothing, what was changed in it."""

    words: str
    link: str
    sentences: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """About as many bytes as its HTML has."""
        texts = (self.words, self.link, *self.sentences)
        return sum(len(escape(text).encode()) + _MARKUP // 2 for text in texts)


@dataclass(frozen=True, slots=True)
class ListedChange:
    """A change, or a part of one that is longer than a page; ``count`` is how many files it touched where not all are listed."""

    change: LoggedChange
    files: tuple[TouchedFile, ...]
    count: int = 0

    @property
    def weight(self) -> int:
        """About as many bytes as its HTML has."""
        texts = (self.change.subject, self.change.author, self.change.note)
        return sum(len(escape(text).encode()) for text in texts) + 3 * _MARKUP + sum(one.weight for one in self.files)


def changes_pages(settings: Settings, book: Book, history: History, told: ToldCommits) -> Iterator[Page]:
    """The pages of the latest changes to goals, newest day first; ``told`` is what commits changed, as far as that is known."""
    t = settings.t
    found = sorted(history.changes, key=lambda changed: changed.change.day, reverse=True)
    labels = dict(_labels(settings, book))
    ranks = {address: rank for rank, address in enumerate(labels)}
    listed = (_listed(changed, labels, ranks, told.get(changed.change.commit)) for changed in found)
    parts = list(_parted(chain.from_iterable(listed)))
    count = max(len(parts), 1)
    for number in range(1, count + 1):
        address = CHANGES_ADDRESS if number == 1 else f"{CHANGES_ADDRESS}/{number}"
        shown = parts[number - 1] if parts else []
        days = [
            (day, shown_day(settings, day), list(group))
            for day, group in groupby(shown, key=lambda one: one.change.day)
        ]
        content = render(settings, "pages/changes.html", address, days=days, number=number, count=count)
        title = t("changes.title") if number == 1 else t("changes.title_of", number=number)
        yield Page(address, title, t("changes.description"), content)


def _parted(changes: Iterable[ListedChange]) -> Iterator[list[ListedChange]]:
    """The changes of each page; a change that is longer than one goes on on the next."""
    page: list[ListedChange] = []
    weight = 0
    for change in changes:
        for part in _pieces(change):
            if page and weight + part.weight > _BUDGET:
                yield page
                page, weight = [], 0
            page.append(part)
            weight += part.weight
    if page:
        yield page


def _pieces(change: ListedChange) -> Iterator[ListedChange]:
    files: list[TouchedFile] = []
    weight = 0
    for file in change.files:
        if files and weight + file.weight > _BUDGET // 2:
            yield ListedChange(change.change, tuple(files), change.count)
            files, weight = [], 0
        files.append(file)
        weight += file.weight
    yield ListedChange(change.change, tuple(files), change.count)


def _listed(
    changed: Changed, labels: Mapping[str, str], ranks: Mapping[str, int], told: tuple[ToldFile, ...] | None
) -> Iterator[ListedChange]:
    """A change as the pages show it, its files in the order of ``ranks``, what isn't there any more at the end; nothing of one that
    touches no goals, or nothing in them but the layout."""
    if told is not None:
        files = tuple(
            TouchedFile(labels.get(one.address, one.words), one.address if one.address in labels else "", one.sentences)
            for one in sorted(told, key=lambda one: ranks.get(one.address, len(ranks)))
        )
        if files:
            yield ListedChange(changed.change, files)
        return
    goals = [Address.of_file(name) for name in changed.files if _is_of_goals(name)]
    files = tuple(TouchedFile(labels[name], name) for name in sorted(ranks.keys() & goals, key=ranks.__getitem__))
    if goals:
        yield ListedChange(changed.change, files, changed.count if changed.count > len(files) else 0)


def _is_of_goals(name: str) -> bool:
    return is_body_path(name) if name.startswith(f"{BODIES}/") else is_document_path(name)


def _labels(settings: Settings, book: Book) -> Iterator[tuple[str, str]]:
    """The words that links to pages show, by the address of the page: of documents in the publisher's order and of bodies."""
    t = settings.t
    for entry in in_printed_order(book.entries):
        year = t("document.year", year=entry.year) if entry.year else t("document.undated")
        # A server goes on where the file of a body is at fault.
        shown = book.bodies[entry.body].shown if entry.body in book.bodies else entry.body
        yield entry.address, " · ".join((year, shown, entry.title))
    for name, body in book.bodies.items():
        yield f"bodies/{name}", t("changes.body", name=body.shown)
