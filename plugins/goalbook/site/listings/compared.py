"""两年对照: a site in two years, body by body, and a body in two years, goal by goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape

from goalbook.book.entry import Entry
from goalbook.results.over_years import Moved
from goalbook.results.two_years import BodyYears, Continued, OneYearOnly, Years, years_of_bodies
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.labels import year_label
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.beside import BESIDE
from goalbook.site.listings.paging import Listing, paged
from goalbook.site.listings.rows import Amount, amounts, heads_of
from goalbook.site.listings.shelf import Shelf
from goalbook.site.listings.totals import Tally, contained, over_bodies
from goalbook.store import key_from

COMPARED = "compare"
_TAGS, _MOVED = 600, 160


@dataclass(frozen=True, slots=True)
class ComparedBody:
    """A body in the list of two years: its page, what became of how many of its goals, how many indicators of those that go
    on moved how, and what it comes to in each year."""

    name: str
    address: str
    goals: Mapping[str, int]
    moved: Counter[str]
    amounts: tuple[tuple[Amount, ...], tuple[Amount, ...]]

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        return _TAGS + len(self.name.encode()) + len(self.address)


@dataclass(frozen=True, slots=True)
class ComparedGoals:
    """Goals in the list of a body's two years: those of both, with what moved, or of one alone."""

    both: Continued | None = None
    moved: Sequence[Moved] = ()
    come: OneYearOnly | None = None
    gone: OneYearOnly | None = None

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        return _TAGS + sum(_MOVED + len(escape(row.name + row.before + row.after).encode()) for row in self.moved)


@dataclass(frozen=True, slots=True)
class ComparedYears:
    """Two years in the list of them: their page, and how many goals both have or one alone."""

    name: str
    address: str
    continued: int
    come: int
    gone: int

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        return _TAGS


def compared_address(years: Years, body: str = "") -> str:
    """Where two years, or a body in them, are told."""
    return f"{COMPARED}/{years[0]}-{years[1]}/{body}".rstrip("/")


def compared_pages(
    settings: Settings, shelf: Shelf, entries: tuple[Entry, ...], continued: Iterable[Continued]
) -> Iterator[Draft | DraftGroup]:
    """The list of what can be set side by side, a page for each two years that follow each other, and one for each body in them."""
    every = years_of_bodies(entries, continued)
    if can_compare(shelf):
        yield from _index(settings, shelf, every)
    for years, bodies in every.items():
        yield from _site(settings, shelf, years, bodies)
        for name, of in bodies.items():
            facts = key_from("compared", years, name, shelf.bodies[name].shown, _facts(of), shelf.taken_facts)
            yield DraftGroup(facts, partial(_body, settings, shelf, (years, name), of, facts))


def can_compare(shelf: Shelf) -> bool:
    """Whether there are several years or bodies."""
    return bool(shelf.years_before) or shelf.has_several


def _index(settings: Settings, shelf: Shelf, every: Mapping[Years, Mapping[str, BodyYears]]) -> Iterator[Draft]:
    t = settings.t
    rows = []
    for years, bodies in every.items():
        before, after = (year_label(t, year) for year in years)
        name = t("compared.title", before=before, after=after)
        counts = [sum(len(getattr(of, kind)) for of in bodies.values()) for kind in ("continued", "come", "gone")]
        rows.append(ComparedYears(name, compared_address(years), *counts))
    listing = Listing(COMPARED, "listings/compared-index.html", t("compared.index"), t("compared.index_description"))
    return paged(settings, shelf.taken, listing, rows, beside=BESIDE if shelf.has_several else "")


def _site(settings: Settings, shelf: Shelf, years: Years, bodies: Mapping[str, BodyYears]) -> Iterator[Draft]:
    t = settings.t
    labels = [year_label(t, year) for year in years]
    tallies = [shelf.tallies.get(year, {}) for year in years]
    unit, staged = heads_of(found for of_year in tallies for found in of_year.values())
    inside = [contained(of_year, shelf.ancestors) for of_year in tallies]
    # What stands under a body above it is in that one's sum already.
    totals = [over_bodies(of_year, within) for of_year, within in zip(tallies, inside, strict=True)]
    rows = [
        ComparedBody(
            shelf.bodies[name].shown, compared_address(years, name), _goals(of), of.counts,
            (_sums(settings, tallies[0].get(name), unit, staged), _sums(settings, tallies[1].get(name), unit, staged)),
        )
        for name, of in bodies.items()
    ]  # fmt: skip
    title = t("compared.title", before=labels[0], after=labels[1])
    listing = Listing(
        compared_address(years), "listings/compared.html", title, t("compared.description", count=len(rows))
    )
    sums = [_sums(settings, total, unit, staged) for total in totals]
    return paged(settings, shelf.taken, listing, rows, labels=labels, years=years, unit=unit, totals=totals, sums=sums)


def _goals(of: BodyYears) -> dict[str, int]:
    return {"continued": len(of.continued), "come": len(of.come), "gone": len(of.gone)}


def _facts(of: BodyYears) -> object:
    """All that the page of a body is made from."""
    alone = [(one.relation, *((each.address, each.digest, each.form.digest) for each in (one.entry, *one.others)))
             for one in (*of.come, *of.gone)]  # fmt: skip
    return [one.facts for one in of.continued], len(of.come), alone


def _sums(settings: Settings, found: Tally | None, unit: str, staged: bool) -> tuple[Amount, ...]:
    return amounts(settings.t, found.sums, unit, staged) if found else ()


def _body(settings: Settings, shelf: Shelf, place: tuple[Years, str], of: BodyYears, facts: bytes) -> Iterator[Draft]:
    t, (years, name) = settings.t, place
    body = shelf.bodies[name]
    labels = [year_label(t, year) for year in years]
    rows = [
        *(ComparedGoals(both=one, moved=one.moved()) for one in of.continued),
        *(ComparedGoals(come=one) for one in of.come),
        *(ComparedGoals(gone=one) for one in of.gone),
    ]
    title = t("compared.body_title", body=body.shown, before=labels[0], after=labels[1])
    listing = Listing(
        compared_address(years, name), "listings/compared-body.html", title, t("compared.body_description")
    )
    drafts = paged(settings, shelf.taken, listing, rows, labels=labels, years=years, id=name, body=body, of=of)
    return (replace(draft, facts=facts) for draft in drafts)
