"""目标质量: how far goals can be measured and what rules find in them, of the site, of each year and of each body over its years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from itertools import chain

from markupsafe import Markup

from goalbook.book.entry import Entry
from goalbook.checks.run import over_book
from goalbook.messages.catalogue import Catalogue
from goalbook.results.quality import FoundCodes, Quality, add_up, codes_of, quality_of
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.labels import year_label
from goalbook.site.frame.pictures import PictureValue, bars
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.bodies import newest_first
from goalbook.site.listings.paging import Listing, paged
from goalbook.site.listings.shelf import Shelf
from goalbook.site.listings.totals import percent
from goalbook.site.pages.rules import has_rule_page
from goalbook.store import key_from

QUALITY = "quality"
QUALITY_FILES = ("data/quality.csv", "data/quality.json")
# What is told beside the kinds of targets: the code that is counted, and what it is a part of.
_FOUND = {
    "repeats": ("IN-12", "texts"),
    "no_basis": ("IN-19", ""),
    "same": ("IN-18", ""),
    "no_budget": ("MO-8", ""),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One number on quality: its name in the catalogue, how many there are, of how many (0 where of nothing), and the share."""

    name: str
    count: int
    whole: int
    share: str


@dataclass(frozen=True, slots=True)
class QualityYear:
    """One year beside others: its name and address, and what its documents come to."""

    label: str
    address: str
    quality: Quality
    measures: Sequence[Measure]


@dataclass(frozen=True, slots=True)
class QualityRow:
    """A body or document in a list, with its numbers in words."""

    name: str
    address: str
    told: Sequence[str]

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        return 700 + 2 * len(self.address) + len(self.name.encode())


def quality_pages(settings: Settings, shelf: Shelf, found: Mapping[str, FoundCodes]) -> Iterator[Draft | DraftGroup]:
    """The page of the site, then of each year, then of each body; ``found`` is what rules found in each document, those over books too."""
    maker = _Pages(settings, shelf, found)
    yield from maker.of_site()
    for year in shelf.years:
        yield from maker.of_year(year)
    for name in shelf.bodies:
        if listed := shelf.by_body[name]:
            own = [(year, shelf.digests[year][name]) for year in shelf.years_of(name)]
            codes = [maker.found.get(entry.address) for entry in listed]
            facts = key_from("quality", name, shelf.facts[name], own, codes, maker.forms, shelf.taken_facts)
            yield DraftGroup(facts, partial(maker.of_body, name))


def with_rules_over_books(
    settings: Settings, entries: Sequence[Entry], found: Mapping[str, FoundCodes]
) -> dict[str, FoundCodes]:
    """What is found in each document, with what rules over several documents find in it."""
    over: dict[str, list[FoundCodes]] = {}
    for entry, finding in over_book(entries, settings.checks):
        over.setdefault(entry.address, []).append(codes_of([finding]))
    return dict(found) | {address: (*found.get(address, ()), *chain(*more)) for address, more in over.items()}


@dataclass(frozen=True)
class _Pages:
    """Makes the pages, of what is listed and what is found in it."""

    settings: Settings
    shelf: Shelf
    found: Mapping[str, FoundCodes]

    @cached_property
    def qualities(self) -> Mapping[str, Mapping[str, Quality]]:
        """What the documents of each body in each year come to."""
        return {
            year: {name: quality_of(entries, self.found) for name, entries in bodies.items()}
            for year, bodies in self.shelf.years.items()
        }

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms that documents are in, which say which rules have a page."""
        return tuple(entries[0].form.digest for entries in self.shelf.by_form.values())

    def of_site(self) -> Iterator[Draft]:
        """The site over all its years, newest first."""
        years = [
            self._year(year, f"{QUALITY}/{year}", add_up(bodies.values())) for year, bodies in self.qualities.items()
        ]
        whole = add_up(year.quality for year in years)
        return self._page(QUALITY, self.settings.t("quality.title"), whole, (), "years", years)

    def of_year(self, year: str) -> Iterator[Draft]:
        """The bodies of a year."""
        label, t = year_label(self.settings.t, year), self.settings.t
        rows = [
            self._row(self.shelf.bodies[name].shown, f"{QUALITY}/bodies/{name}", quality)
            for name, quality in self.qualities[year].items()
        ]
        whole = add_up(self.qualities[year].values())
        return self._page(f"{QUALITY}/{year}", t("quality.title_of", name=label), whole, rows, "bodies")

    def of_body(self, name: str) -> Iterator[Draft]:
        """A body over its years, and its documents, both newest first."""
        body = self.shelf.bodies[name]
        years = [self._year(year, f"{year}/{name}", self.qualities[year][name]) for year in self.shelf.years_of(name)]
        live = [entry for entry in newest_first(self.shelf, self.shelf.by_body[name]) if not entry.withdrawn]
        rows = [self._row(entry.title, entry.address, quality_of([entry], self.found)) for entry in live]
        title, whole = self.settings.t("quality.title_of", name=body.shown), add_up(year.quality for year in years)
        return self._page(f"{QUALITY}/bodies/{name}", title, whole, rows, "documents", years)

    def _page(
        self,
        address: str,
        title: str,
        quality: Quality,
        rows: Sequence[QualityRow],
        listed: str,
        years: Sequence[QualityYear] = (),
    ) -> Iterator[Draft]:
        """The pages of a list of ``bodies`` or ``documents``, or of ``years`` alone; these stand on the first."""
        t = self.settings.t
        description = t("quality.description", title=title, count=quality.indicators)
        return paged(
            self.settings,
            self.shelf.taken,
            Listing(address, "listings/quality.html", title, description),
            rows,
            quality=quality,
            measures=self._measures(quality),
            listed=listed,
            years=years,
            picture=Markup(_picture(t, years)),
            linked=self._with_pages(rule for rule, _ in quality.by_rule()),
            files=QUALITY_FILES if address == QUALITY else (),
        )

    def _with_pages(self, rules: Iterable[str]) -> tuple[str, ...]:
        """The rules of which the site has a page."""
        forms = [entries[0].form for entries in self.shelf.by_form.values()]
        return tuple(rule for rule in rules if any(has_rule_page(rule, form, self.settings.t) for form in forms))

    def _year(self, year: str, address: str, quality: Quality) -> QualityYear:
        return QualityYear(year_label(self.settings.t, year), address, quality, self._measures(quality))

    def _row(self, name: str, address: str, quality: Quality) -> QualityRow:
        told = [one for one in self._measures(quality) if one.count or one.name == "numeric"]
        return QualityRow(name, address, [self._words(one) for one in told])

    def _words(self, measure: Measure) -> str:
        t = self.settings.t
        number = f"{measure.count:,} / {measure.whole:,}" if measure.whole else f"{measure.count:,}"
        share = t("quality.share", share=measure.share) if measure.share else ""
        return f"{t(f'quality.measure.{measure.name}')} {number}{share}"

    def _measures(self, quality: Quality) -> list[Measure]:
        return measures_of(self.settings, quality)


def measures_of(settings: Settings, quality: Quality) -> list[Measure]:
    """The kinds of targets, which add up to all indicators; then what rules count, but those that the site has turned off."""
    off = {one.rule for one in settings.checks if one.weight == "off"}
    kinds = ("numeric", "texts", "bare", "other")
    told = [_measure(name, getattr(quality, name), quality.indicators) for name in kinds]
    return told + [
        _measure(name, quality.found.get(code, 0), getattr(quality, whole) if whole else 0)
        for name, (code, whole) in _FOUND.items()
        if code not in off
    ]


def _picture(t: Catalogue, years: Sequence[QualityYear]) -> str:
    """The share of targets that are numbers, year by year; the table beside it says the same."""
    told = [(year.label, year.measures[0]) for year in reversed(years) if year.quality.indicators]
    values = [
        PictureValue(
            label,
            Decimal(one.count * 1000 // one.whole),
            f"{one.count} / {one.whole}{t('quality.share', share=one.share)}",
        )
        for label, one in told
    ]
    text = t("picture.between").join(f"{value.label} {value.printed}" for value in values)
    return bars(values, "gb-quality", t("quality.picture"), text) if len(values) > 1 else ""


def _measure(name: str, count: int, whole: int) -> Measure:
    return Measure(name, count, whole, percent(count, whole) if count <= whole else "")
