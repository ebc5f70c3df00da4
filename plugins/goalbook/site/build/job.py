"""A document to make, and what it adds to the site once it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from goalbook.book.entry import Entry
from goalbook.git.history import LoggedChange
from goalbook.results.quality import FoundCodes
from goalbook.scratch import NO_BYTES, Packed
from goalbook.search.record import SearchRecord
from goalbook.site.build.collections import Fault, Member
from goalbook.site.build.spilled import Spilled
from goalbook.site.document.related import Related, Relation
from goalbook.site.document.whole import Whole
from goalbook.site.indicators.row import IndicatorRow

MOST_SIBLINGS = 60


@dataclass(frozen=True, slots=True)
class Job:
    """One document to publish, ``among`` those of its body and year, and in its ``lineage`` over the years.

    ``unchanged`` says that the site before holds the same files already, ``further`` which pages these have after the first, ``found`` what
    rules found then, ``kept`` which of those on paper it holds where the page has changed, ``shared`` in which formats its collections
    need it, ``whole`` the budget that its own is a part of, ``told`` what is told of it beside others, packed.
    """

    member: Member
    among: tuple[Related, ...]
    lineage: tuple[Related, ...]
    changes: tuple[LoggedChange, ...]
    unchanged: bool = False
    further: tuple[str, ...] = ()
    found: FoundCodes = ()
    kept: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    relations: tuple[Relation, ...] = ()
    told: Packed = NO_BYTES
    whole: Whole | None = None

    @property
    def entry(self) -> Entry:
        """The document in listings."""
        return self.member.entry

    @property
    def siblings(self) -> tuple[Related, ...]:
        """The other documents of its body in its year."""
        return self._besides(self.among)[:MOST_SIBLINGS]

    @property
    def years(self) -> tuple[Related, ...]:
        """The same document in other years."""
        return self._besides(self.lineage)

    def _besides(self, documents: tuple[Related, ...]) -> tuple[Related, ...]:
        return tuple(other for other in documents if other.address != self.entry.address)

    @property
    def rows(self) -> int:
        """How many rows the document gives to the list of all indicators."""
        return 0 if self.entry.withdrawn else self.entry.indicators


class Yield(NamedTuple):
    """What a document adds to the lists of the whole site: its indicators, None where they needn't be read; its record in the search
    index, where its share of collections waits, the files on paper that it has and could not have, the addresses of its pages after the
    first, the digest of the file that it was read from, and how often rules found what, by the codes of their messages."""

    rows: list[IndicatorRow] | None
    record: SearchRecord | None
    spilled: Spilled | None = None
    made: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    further: tuple[str, ...] = ()
    digest: str = ""
    found: FoundCodes = ()
