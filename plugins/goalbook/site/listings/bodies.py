"""部门（单位）与地区: the list of bodies, the page of each, and the same of regions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from goalbook.book.entry import Entry
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.labels import year_label
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.beside import BESIDE
from goalbook.site.listings.compared import can_compare
from goalbook.site.listings.paging import Listing, paged
from goalbook.site.listings.rows import Amount, BodyRow, GroupRow, amounts, body_row, document_rows, group_row, heads_of
from goalbook.site.listings.shelf import Shelf
from goalbook.site.listings.totals import Tally, tally_of
from goalbook.store import key_from

BODIES_ADDRESS = "bodies"
REGIONS = "regions"


@dataclass(frozen=True, slots=True)
class YearColumn:
    """One year of a body beside its others."""

    label: str
    address: str
    tally: Tally
    amounts: tuple[Amount, ...]


def body_pages(settings: Settings, shelf: Shelf) -> Iterator[Draft | DraftGroup]:
    """The list of bodies, then each body."""
    t = settings.t
    rows = [body_row(t, shelf, name) for name in shelf.bodies]
    listing = Listing(
        BODIES_ADDRESS,
        "listings/bodies.html",
        t("listing.all_bodies"),
        t("listing.bodies_description", count=len(rows)),
    )
    yield from paged(settings, shelf.taken, listing, rows, count=len(rows), compared=can_compare(shelf))
    for name, body in shelf.bodies.items():
        beside = [body.parent, *shelf.children.get(name, ())]
        owing = [year for year, bodies in shelf.owing.items() if name in bodies]
        facts = (
            "body",
            *_facts(shelf, name),
            [shelf.facts.get(one or "") for one in beside],
            beside,
            owing,
            shelf.has_several,
            shelf.taken_facts,
        )
        yield DraftGroup(key_from(*facts), partial(_body, settings, shelf, name))


def _facts(shelf: Shelf, name: str) -> tuple[object, ...]:
    """All that a body and its documents say."""
    return name, shelf.facts[name], [(year, shelf.digests[year][name]) for year in shelf.years_of(name)]


def _body(settings: Settings, shelf: Shelf, name: str) -> Iterator[Draft]:
    t = settings.t
    body = shelf.bodies[name]
    entries = newest_first(shelf, shelf.by_body[name])
    rows, unit = document_rows(t, shelf, entries)
    columns, year_unit = _columns(settings, shelf, name)
    description = t("listing.body_description", body=body.name or body.shown, documents=tally_of(entries).documents)
    return paged(
        settings,
        shelf.taken,
        Listing(f"{BODIES_ADDRESS}/{name}", "listings/body.html", body.shown, description),
        rows,
        id=name,
        body=body,
        beside=BESIDE if entries and shelf.has_several else "",
        parent=(body.parent, shelf.bodies[body.parent]) if body.parent and body.parent in shelf.bodies else None,
        children=[(child, shelf.bodies[child]) for child in shelf.children.get(name, ())],
        columns=columns,
        owing=[(year_label(t, year), year) for year, owing in shelf.owing.items() if name in owing],
        tally=tally_of(entries),
        year_unit=year_unit,
        unit=unit,
    )


def _columns(settings: Settings, shelf: Shelf, name: str) -> tuple[list[YearColumn], str]:
    """The years of a body side by side, and the unit that they have in common."""
    t = settings.t
    tallies = {year: shelf.tallies[year][name] for year in shelf.years_of(name)}
    unit, staged = heads_of(tallies.values())
    columns = [
        YearColumn(year_label(t, year), f"{year}/{name}", found, amounts(t, found.sums, unit, staged))
        for year, found in tallies.items()
    ]
    return columns, unit


def newest_first(shelf: Shelf, entries: Sequence[Entry]) -> list[Entry]:
    """Entries by year, newest first and undated last, keeping their order within a year."""
    place = {year: n for n, year in enumerate(shelf.years)}
    return sorted(entries, key=lambda entry: place[entry.address.year])


def region_pages(settings: Settings, shelf: Shelf) -> Iterator[Draft | DraftGroup]:
    """The list of regions with the bodies whose region is not stated at its end, then each region."""
    t = settings.t
    known = [region_row(shelf, code) for code in shelf.regions]
    unknown = [body_row(t, shelf, name) for name in shelf.nowhere]
    rows: list[GroupRow | BodyRow] = [*known, *unknown]
    description = t("listing.regions_description", count=len(known))
    listing = Listing(REGIONS, "listings/regions.html", t("listing.all_regions"), description)
    yield from paged(settings, shelf.taken, listing, rows, known=len(known), unknown=len(unknown))
    for code, (region, names) in shelf.regions.items():
        facts = ("region", code, region.name, [_facts(shelf, name) for name in names], shelf.taken_facts)
        yield DraftGroup(key_from(*facts), partial(_region, settings, shelf, code))


def region_row(shelf: Shelf, code: str) -> GroupRow:
    """The row of a region."""
    region, names = shelf.regions[code]
    entries = (entry for name in names for entry in shelf.by_body[name])
    return group_row(f"{REGIONS}/{code}", region.name, code, entries, len(names))


def _region(settings: Settings, shelf: Shelf, code: str) -> Iterator[Draft]:
    t = settings.t
    region, names = shelf.regions[code]
    rows = [body_row(t, shelf, name) for name in names]
    description = t("listing.region_description", region=region.name, count=len(names))
    listing = Listing(f"{REGIONS}/{code}", "listings/region.html", region.name, description)
    total = tally_of(entry for name in names for entry in shelf.by_body[name])
    return paged(settings, shelf.taken, listing, rows, region=region, count=len(rows), total=total)
