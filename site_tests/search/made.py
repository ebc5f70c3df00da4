"""An index made for a test, and the plain values it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from random import Random

from goalbook.book.filled import read_filled
from goalbook.book.load import Book, load_book
from goalbook.search.beside import LEAST
from goalbook.search.build import IndexBuilder
from goalbook.search.codec import keep_payload
from goalbook.search.index import Index
from goalbook.search.match import match_words
from goalbook.search.plan import plan
from goalbook.search.query import open_site
from goalbook.search.record import SearchRecord, record_of
from goalbook.search.segment import segment_of
from goalbook.search.termgroups import GroupsToWrite, WrittenGroup, write_groups
from goalbook.search.tokenize import even, even_text, fold, is_number, numbers
from goalbook.site.frame.settings import Settings

SETTINGS = Settings("示例")


@dataclass(frozen=True)
class Made:
    """A site folder with an index, and the records it was made from; ``size`` are the bytes of their values."""

    site: Path
    records: tuple[SearchRecord, ...]
    size: int

    @cached_property
    def index(self) -> Index:
        """The index, opened once."""
        return open_site(self.site)

    @cached_property
    def values(self) -> tuple[Values, ...]:
        """The folded values of each document."""
        return tuple(values_of(record) for record in self.records)

    def found(self, query: str) -> set[str]:
        """The addresses of all documents that a query finds, none where the answer is relaxed."""
        got = match_words(self.index, plan(query))
        return set() if got.relaxed else {self.records[number].url for number in got.scores}


@dataclass(frozen=True)
class Values:
    """The values of a document, each followed by a line end: folded, with even numbers, and its numbers."""

    url: str
    folded: str
    evened: str
    numbers: frozenset[str]


def values_of(record: SearchRecord) -> Values:
    """The values of a document."""
    texts = [fold(cell.text) for cell in record.cells]
    evened = [even_text(text) for text in texts]
    found = frozenset(number for text in texts for number in numbers(text))
    return Values(record.url, "\n".join(texts), "\n".join(evened), found)


def records_of(root: Path) -> Iterator[SearchRecord]:
    """The records of a goals' folder, in the order of addresses."""
    book: Book = load_book(root)
    for entry in book.entries:
        filled = read_filled(root, entry, book.bodies[entry.body])
        yield record_of(SETTINGS.url_of(entry.address), filled, SETTINGS.t)


def write_index(
    site: Path,
    records: Iterable[SearchRecord],
    most: int = 1_500_000,
    least: int = LEAST,
    each: int = 1,
    parts: int = 0,
) -> int:
    """Write an index into a site folder by segments of ``each`` documents, its terms in so many ``parts`` where there are any; gives the
    bytes of the values in it. ``least`` is that of IndexBuilder.
    """

    def write(name: str, content: bytes) -> None:
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def in_parts(wanted: GroupsToWrite) -> Iterator[WrittenGroup]:
        for part in wanted.parted(parts):
            yield from write_groups(part, partial(keep_payload, write))

    builder = IndexBuilder(site / ".spill", write, least=least)
    builder.terms.most = most
    waiting = iter(records)
    while part := list(islice(waiting, each)):
        builder.add(segment_of(part))
    builder.finish("2024-01-31", write_terms=in_parts if parts else None)
    return builder.size


def make_index(root: Path, site: Path, least: int = LEAST) -> Made:
    """The index of a goals' folder."""
    records = tuple(records_of(root))
    return Made(site, records, write_index(site, records, least=least))


def plainly(values: Iterable[Values], query: str) -> set[str]:
    """What plain containment finds: documents in which every word of the query stands in some value."""
    words = [(word.folded, even(word.folded), word.quoted) for word in plan(query)]
    return {one.url for one in values if all(_stands(one, *word) for word in words)}


def _stands(values: Values, folded: str, evened: str, quoted: bool) -> bool:
    if folded in values.folded:
        return True
    if quoted or not numbers(folded):
        return False
    if is_number(folded):
        return evened in values.numbers
    return evened in values.folded or evened in values.evened


def in_values(values: Iterable[Values], part: str) -> set[str]:
    """The documents of which a value has a folded text as it is."""
    return {one.url for one in values if part in one.folded}


def drawn(records: tuple[SearchRecord, ...], count: int, seed: int) -> list[str]:
    """Strings of 2 to 6 characters drawn from printed values, wherever they begin, without line ends."""
    rng = Random(seed)
    texts = sorted({cell.text for record in records for cell in record.cells})
    found: list[str] = []
    while len(found) < count:
        text, length = rng.choice(texts), rng.randint(2, 6)
        if len(text) >= length:
            at = rng.randrange(len(text) - length + 1)
            part = text[at : at + length]
            if fold(part) and not any(one.isspace() for one in part):
                found.append(part)
    return found
