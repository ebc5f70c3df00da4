"""A book of any size: volumes of so many tables, set one after the other, with one contents list for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, groupby
from pathlib import Path

from goalbook.book.entry import Entry
from goalbook.book.filled import read_filled
from goalbook.book.load import Book
from goalbook.book.order import printed_order
from goalbook.messages.catalogue import Catalogue
from goalbook.model.address import UNDATED, Address
from goalbook.model.records import Body
from goalbook.writers.formats import lines_of_left_out, misfits
from goalbook.writers.paper import Cover, Leaf, Paper, Unfit, leaf
from goalbook.writers.pdf.volume import BookVolume, ContentsLine, contents_of

# Measured: a book of 1,000 tables takes 378 MB in volumes of 40, 397 in volumes of 45, 428 in volumes of 60.
TABLES = 40

BookProgress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class BookPart:
    """Documents of a goals' folder in the order of the book: their entries and bodies, and the day of their newest change.

    ``said`` are the lines of the cover that say which edition it is and which documents were withdrawn.
    """

    root: Path
    entries: tuple[Entry, ...]
    bodies: Mapping[str, Body]
    days: Mapping[Address, str]
    paper: Paper
    said: tuple[str, ...] = ()

    def leaves(self) -> Iterator[Leaf]:
        """The documents, read one after the other. Raises GoalChanged where one has changed since the folder was read."""
        for entry in self.entries:
            filled = read_filled(self.root, entry, self.bodies[entry.body])
            yield leaf(filled, self.paper, self.days.get(entry.address, ""))

    def of(self, entries: Iterable[Entry]) -> BookPart:
        """The same with some of the documents."""
        kept = tuple(entries)
        names = {entry.body for entry in kept}
        addresses = {entry.address for entry in kept}
        return BookPart(
            self.root,
            kept,
            {name: body for name, body in self.bodies.items() if name in names},
            {address: day for address, day in self.days.items() if address in addresses},
            self.paper,
            self.said,
        )


def yearbook_of(
    book: Book, year: str, paper: Paper, day: Callable[[Entry], str], t: Catalogue, bodies: Sequence[str] = ()
) -> BookPart | None:
    """All documents of a year, or of some bodies in it, as one book in the order of bodies; None where there are none.

    ``day`` gives the day of a document's newest change.
    """
    of_year = [entry for entry in book.entries if entry.address.year == year]
    chosen = [entry for entry in of_year if not bodies or entry.body in bodies]
    in_order = sorted(chosen, key=lambda entry: (entry.body, printed_order(entry)))
    entries = [entry for entry in in_order if not entry.withdrawn]
    if not entries:
        return None
    days = {entry.address: day(entry) for entry in entries}
    title = t("book.undated") if year == UNDATED else t("book.title", year=year)
    said = (_edition(in_order, t), *_withdrawn(in_order, book.bodies, t))
    own = replace(paper, date=max(days.values()), cover=Cover(title, (*_counts(entries, t), *said)))
    return BookPart(book.root, tuple(entries), book.bodies, days, own, said)


def _counts(entries: Sequence[Entry], t: Catalogue) -> tuple[str, ...]:
    count = len({entry.body for entry in entries})
    return t("book.bodies", count=count), t("book.documents", count=len(entries))


def _edition(entries: Sequence[Entry], t: Catalogue) -> str:
    """What tells a book from one of the same year with other texts: a digest of its goal files."""
    told = "".join(f"{entry.address} {entry.digest}\n" for entry in entries)
    return t("book.edition", digest=sha256(told.encode()).hexdigest()[:12])


def _withdrawn(entries: Sequence[Entry], bodies: Mapping[str, Body], t: Catalogue) -> Iterator[str]:
    """The documents of the year that were withdrawn: of each the title, the body, the day and the reason."""
    gone = [entry for entry in entries if entry.withdrawn]
    if gone:
        yield t("book.withdrawn", count=len(gone))
    for entry in gone:
        assert entry.withdrawn
        day, reason = entry.withdrawn.date, entry.withdrawn.reason
        yield t("book.withdrawn_one", title=entry.title, body=bodies[entry.body].shown, day=day, reason=reason)


def fitting_part(part: BookPart, suffix: str, t: Catalogue) -> tuple[BookPart, Mapping[str, Unfit]]:
    """The book without the documents that a format can't hold, which its cover names, and why it can't, by address.

    Raises ``goalbook.writers.paper.Unfit`` where it can hold none.
    """
    left_out = misfits(suffix, part.leaves(), part.paper)
    if not left_out:
        return part, {}
    kept = part.of(entry for entry in part.entries if entry.address not in left_out)
    if not kept.entries:
        raise next(iter(left_out.values()))
    assert part.paper.cover
    lines = (*_counts(kept.entries, t), *lines_of_left_out(tuple(left_out), t), *part.said)
    cover = Cover(part.paper.cover.title, lines)
    return replace(kept, paper=replace(part.paper, cover=cover)), left_out


def write_yearbook(
    part: BookPart, suffix: str, tables: int = TABLES, progress: BookProgress = lambda _: None
) -> Iterator[bytes]:
    """The book as PDF volumes of at most so many tables each, or (``xlsx``) as one workbook."""
    return write_volumes(part, tables, progress) if suffix == "pdf" else write_workbook(part, progress)


def parted(entries: Sequence[Entry], tables: int) -> list[list[Entry]]:
    """The documents of each volume: at most so many; a body is only parted where it has more than that."""
    volumes: list[list[Entry]] = [[]]
    for _, own in groupby(entries, key=lambda entry: entry.body):
        whole = list(own)
        if volumes[-1] and len(volumes[-1]) + len(whole) > tables:
            volumes.append([])
        for entry in whole:
            if len(volumes[-1]) == tables:
                volumes.append([])
            volumes[-1].append(entry)
    return volumes


def write_volumes(part: BookPart, tables: int = TABLES, progress: BookProgress = lambda _: None) -> Iterator[bytes]:
    """The book as PDF files of at most so many tables each, in order; ``progress`` is told how many more tables are done.

    The first has the contents of the whole book, the others their own: in each of them the whole would grow with the square of the book.
    A table of a book in several volumes counts twice: where it stands must be known before the contents can be set.
    """
    from goalbook.writers.pdf.write import pages_of, write_pdf  # needs a typesetter, which not every site has

    parts = [part.of(entries) for entries in parted(part.entries, tables)]
    if len(parts) == 1:
        yield write_pdf(part.leaves(), part.paper)
        progress(2 * len(part.entries))
        return
    contents: list[tuple[ContentsLine, ...]] = []  # of each volume
    for number, share in enumerate(parts, 1):
        leaves = list(share.leaves())
        contents.append(contents_of(leaves, number, pages_of(leaves, part.paper)))
        progress(len(leaves))
    for number, share in enumerate(parts, 1):
        listed = tuple(chain.from_iterable(contents)) if number == 1 else contents[number - 1]
        made = write_pdf(share.leaves(), part.paper, BookVolume(number, len(parts), listed))
        progress(len(share.entries))
        yield made


def write_workbook(part: BookPart, progress: BookProgress = lambda _: None) -> Iterator[bytes]:
    """The book as one workbook: an overview with links, then a sheet a table."""
    from goalbook.writers.office.xlsx import write_xlsx

    yield write_xlsx(part.leaves(), part.paper)
    progress(2 * len(part.entries))
