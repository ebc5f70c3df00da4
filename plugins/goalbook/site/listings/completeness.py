"""公开情况: what each body owes and what became of it, by year, region and body; each number leads to exactly its list.

A scope of few documents lists them on its page, others have a page for each list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from goalbook.book.load import Book
from goalbook.forms.catalogue import Forms
from goalbook.model.day import day_of
from goalbook.results.completeness import LISTS_OF, Owed, completeness, listed_by
from goalbook.results.coverage import coverage_of
from goalbook.site.frame.draft import Draft
from goalbook.site.frame.labels import shown_day, year_label
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.bodies import REGIONS
from goalbook.site.listings.forms import blank
from goalbook.site.listings.owed_rows import CoverageRow, OwedRow, coverage_row, owed_row
from goalbook.site.listings.paging import Listing, paged
from goalbook.site.listings.shelf import Shelf
from goalbook.writers.html import write_html

COMPLETENESS = "completeness"
# The lists that each is the whole of.
PARTS = {kind: [part for part, whole in LISTS_OF.items() if whole == kind] for kind in LISTS_OF}
_FEW = 40  # documents that a page lists itself
_MOST_BLANKS = 3  # blank forms on the page of a body


@dataclass(frozen=True, slots=True)
class ScopeHead:
    """What a page says of a year, or of a region or body in it: how many documents stand in each list, and how goals cover a budget."""

    address: str
    name: str
    counts: Mapping[str, int]
    coverage: CoverageRow | None = None
    is_region: bool = False

    @property
    def is_small(self) -> bool:
        """Whether its page lists the documents itself."""
        return self.counts["owed"] <= _FEW

    def link(self, kind: str) -> tuple[str, str]:
        """Where one of its lists is: address and anchor."""
        return (self.address, f"owed-{kind}") if self.is_small else (f"{self.address}/{kind}", "")

    @property
    def weight(self) -> int:
        """About how many bytes of HTML it makes as a row."""
        return 900 + len(self.name.encode())


class OwedScope(NamedTuple):
    """A year, or a region or body in it, with what is owed there, by lists."""

    head: ScopeHead
    lists: Mapping[str, Sequence[Owed]]


def _scope(address: str, name: str, owed: Sequence[Owed], coverage: CoverageRow | None = None) -> OwedScope:
    lists = listed_by(owed)
    counts = {kind: len(found) for kind, found in lists.items()}
    return OwedScope(ScopeHead(address, name, counts, coverage, f"/{REGIONS}/" in address), lists)


def years_told(book: Book, settings: Settings) -> dict[str, list[Owed]]:
    """What is owed by year, newest first; nothing of a book with errors, of which it isn't known what it lacks."""
    return {} if book.errors else completeness(book, day_of(settings.as_of))


def year_scope(settings: Settings, year: str, owed: Sequence[Owed]) -> OwedScope:
    """The scope of a whole year."""
    return _scope(f"{COMPLETENESS}/{year}", year_label(settings.t, year), owed)


def completeness_pages(settings: Settings, shelf: Shelf, book: Book) -> Iterator[Draft]:
    """The list of years, then each year with its lists, regions and bodies; nothing where no list says what is owed."""
    told = years_told(book, settings)
    if not told:
        return
    t = settings.t
    scopes = [year_scope(settings, year, owed) for year, owed in told.items()]
    listing = Listing(COMPLETENESS, "listings/completeness-years.html", t("owed.title"), t("owed.years_description"))
    yield from paged(
        settings,
        (),
        listing,
        [scope.head for scope in scopes],
        as_of=_as_of(settings),
        said={scope.head.address: owed_sentence(settings, scope.head) for scope in scopes},
    )
    for year, scope in zip(told, scopes, strict=True):
        yield from _Year(settings, shelf, book.forms, year, scope).pages()


def owed_sentence(settings: Settings, scope: ScopeHead) -> str:
    """What a scope comes to, in one sentence: how many documents are owed, and how many stand in each list that isn't empty."""
    t = settings.t
    counts = scope.counts

    def told(whole: str) -> list[str]:
        return [_counted(settings, kind, counts[kind], told(kind)) for kind in PARTS[whole] if counts[kind]]

    parts = told("owed")
    if not parts:
        return t("owed.nothing", name=scope.name)
    return t("owed.sentence", name=scope.name, count=f"{counts['owed']:,}", parts=t("owed.comma").join(parts))


def _counted(settings: Settings, kind: str, count: int, inner: list[str]) -> str:
    t = settings.t
    words = t(f"owed.count.{kind}", count=f"{count:,}")
    return t("owed.of_these", words=words, parts=t("owed.comma").join(inner)) if inner else words


def _as_of(settings: Settings) -> str:
    return shown_day(settings, settings.as_of) if settings.as_of else ""


@dataclass(frozen=True)
class _Year:
    """One year, and all that its pages are made from."""

    settings: Settings
    shelf: Shelf
    forms: Forms
    year: str
    scope: OwedScope

    def pages(self) -> Iterator[Draft]:
        """The page of the year, then those of its regions and bodies."""
        regions, bodies = self._regions(), self._bodies()
        trail = [(self.settings.t("owed.title"), COMPLETENESS)]
        yield from self._of(self.scope, trail, [*regions.values(), *bodies.values()])
        trail.append((self.scope.head.name, self.scope.head.address))
        for scope in regions.values():
            there = {one.body for one in scope.lists["owed"]}
            yield from self._of(scope, trail, [found for name, found in bodies.items() if name in there])
        for scope in bodies.values():
            yield from self._of(scope, trail, [], self._blanks(scope))

    def _of(
        self,
        scope: OwedScope,
        trail: Sequence[tuple[str, str]],
        inside: Sequence[OwedScope],
        blanks: Sequence[object] = (),
    ) -> Iterator[Draft]:
        """The pages of a scope with those inside it; a large one has a page for each of its lists."""
        settings, t = self.settings, self.settings.t
        head, whole = scope.head, self.scope.head
        title = t("owed.title_of", name=head.name if scope is self.scope else f"{head.name} {whole.name}")
        common = {"scope": head, "year": self.year, "as_of": _as_of(settings), "trail": trail}
        yield from paged(
            settings,
            (),
            Listing(
                head.address,
                "listings/completeness.html",
                title,
                t("owed.description", name=head.name, count=head.counts["owed"]),
            ),
            [one.head for one in inside],
            sections={kind: self._rows(found) for kind, found in scope.lists.items()} if head.is_small else {},
            parts=PARTS,
            sentence=owed_sentence(settings, head),
            blanks=blanks,
            **common,
        )
        for kind, found in scope.lists.items() if not head.is_small else ():
            if found:
                listing = Listing(
                    f"{head.address}/{kind}",
                    "listings/completeness-list.html",
                    t("owed.list_title", title=title, kind=t(f"owed.kind.{kind}")),
                    t("owed.list_description", name=head.name, kind=t(f"owed.kind.{kind}"), count=len(found)),
                )
                yield from paged(settings, (), listing, self._rows(found), kind=kind, **common)

    def _rows(self, owed: Iterable[Owed]) -> list[OwedRow]:
        return [owed_row(self.settings, self.shelf, self.forms, one) for one in owed]

    def _regions(self) -> dict[str, OwedScope]:
        """The regions of those who owe, by code; one alone is the year itself."""
        found: dict[str, list[Owed]] = {}
        for owed in self.scope.lists["owed"]:
            region = self.shelf.bodies[owed.body].region
            if region:
                found.setdefault(region.code, []).append(owed)
        if len(found) < 2 and sum(map(len, found.values())) == self.scope.head.counts["owed"]:
            return {}
        return {
            code: _scope(f"{self.scope.head.address}/{REGIONS}/{code}", self.shelf.regions[code][0].name, there)
            for code, there in sorted(found.items())
        }

    def _bodies(self) -> dict[str, OwedScope]:
        """Those who owe, in the order of lists of bodies."""
        found: dict[str, list[Owed]] = {}
        for owed in self.scope.lists["owed"]:
            found.setdefault(owed.body, []).append(owed)
        return {
            name: _scope(f"{self.scope.head.address}/bodies/{name}", body.shown, found[name], self._coverage(name))
            for name, body in self.shelf.bodies.items()
            if name in found
        }

    def _coverage(self, name: str) -> CoverageRow | None:
        found = coverage_of(self.shelf.years.get(self.year, {}).get(name, ()))
        return coverage_row(found) if found else None

    def _blanks(self, scope: OwedScope) -> list[tuple[Markup, OwedRow]]:
        """The blank forms of what isn't published, each with its explanation: the empty table that rules ask for."""
        explained = [one for one in scope.lists["explained"] if one.duty.form and self.forms[one.duty.form].tables]
        shown = explained[:_MOST_BLANKS]
        sheets = [
            Markup(write_html(blank(self.forms[one.duty.form or ""]), self.settings.t, heading=3)) for one in shown
        ]
        return list(zip(sheets, self._rows(shown), strict=True))
