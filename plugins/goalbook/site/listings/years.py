"""年度: the list of years, each year with its bodies, and each body in a year with its documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import chain

from markupsafe import Markup

from goalbook.results.two_years import sets_goals
from goalbook.site.frame.downloads import Offer
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.labels import body_year_title, stage_label, year_label, year_title
from goalbook.site.frame.pictures import PictureValue, bars
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.compared import compared_address
from goalbook.site.listings.paging import Listing, paged
from goalbook.site.listings.rows import Amount, BodyRow, amounts, document_rows, group_row, heads_of
from goalbook.site.listings.shelf import Shelf
from goalbook.site.listings.totals import UNITS, Sum, Tally, contained, in_order, over_bodies, percent
from goalbook.snapshot.names import year_of
from goalbook.store import key_from

YEARS_ADDRESS = "years"
_MOST_BARS = 15
_DWARFED = 50  # so many times shorter than the longest, a bar tells nothing


def year_pages(settings: Settings, shelf: Shelf, offers: Mapping[str, Offer]) -> Iterator[Draft | DraftGroup]:
    """The list of years, then each year with its bodies, newest first; ``offers`` are their downloads by address."""
    yield from _index(settings, shelf)
    for year in shelf.years:
        offer = offers.get(year)
        inside = [(*_facts(shelf, year, name), shelf.ancestors(name)) for name in shelf.years[year]]
        facts = key_from("year", _common(settings, shelf, year, offer), inside, sorted(shelf.owing.get(year, ())))
        yield DraftGroup(facts, partial(_year, settings, shelf, year, offer))
        for name in shelf.years[year]:
            offer = offers.get(f"{year}/{name}")
            common = _common(settings, shelf, year, offer, name)
            facts = key_from("body in a year", common, _facts(shelf, year, name), shelf.years_of(name))
            yield DraftGroup(facts, partial(_body_year, settings, shelf, year, name, offer))


def _facts(shelf: Shelf, year: str, name: str) -> tuple[object, ...]:
    """All that a body and its documents of a year say."""
    return name, shelf.facts[name], shelf.digests[year][name]


def _common(settings: Settings, shelf: Shelf, year: str, offer: Offer | None, body: str = "") -> tuple[object, ...]:
    """What pages of a year or of a body in it are made from besides what is listed there."""
    return year, offer, _before(settings, shelf, year, body), list(shelf.years), shelf.taken_facts


def _index(settings: Settings, shelf: Shelf) -> Iterator[Draft]:
    t = settings.t
    rows = [
        replace(
            group_row(year, year_label(t, year), "", chain.from_iterable(bodies.values())),
            amounts=_of_all(settings, shelf, year),
        )
        for year, bodies in shelf.years.items()
    ]
    listing = Listing(YEARS_ADDRESS, "listings/years.html", t("listing.all_years"), t("listing.years_description"))
    return paged(settings, shelf.taken, listing, rows)


def _of_all(settings: Settings, shelf: Shelf, year: str) -> tuple[Amount, ...]:
    """What the bodies of a year come to, none counted twice."""
    tallies = shelf.tallies[year]
    total = over_bodies(tallies, contained(tallies, shelf.ancestors))
    return amounts(settings.t, total.sums, "", len({one.stage for one in total.sums}) > 1)


def _year(settings: Settings, shelf: Shelf, year: str, offer: Offer | None) -> Iterator[Draft]:
    t = settings.t
    tallies = shelf.tallies[year]
    inside = contained(tallies, shelf.ancestors)
    total = over_bodies(tallies, inside)
    unit, staged = heads_of(tallies.values())
    rows = [
        BodyRow(
            name,
            f"{year}/{name}",
            shelf.bodies[name],
            found,
            amounts(t, found.sums, unit, staged, inside.get(name, frozenset())),
        )
        for name, found in tallies.items()
    ]
    title = year_title(t, year)
    description = t(
        "listing.year_description", year=year_label(t, year), bodies=len(tallies), documents=total.documents
    )
    return paged(
        settings,
        shelf.taken,
        Listing(year, "listings/year.html", title, description),
        rows,
        address_of_all=year,
        offer=offer,
        label=year_label(t, year),
        bodies=len(tallies),
        total=total,
        total_amounts=amounts(t, total.sums, unit, staged),
        unit=unit,
        pictures=list(_pictures(settings, shelf, tallies, staged, bool(inside))),
        others=[(year_label(t, other), other) for other in shelf.years if other != year],
        snapshots=[name for name in settings.snapshots if year_of(name) == year],
        folder=year,
        before=_before(settings, shelf, year),
        owing=year in shelf.owing,
    )


def _before(settings: Settings, shelf: Shelf, year: str, body: str = "") -> tuple[str, str]:
    """The name of the year before and where the two are side by side; nothing where they aren't."""
    before = shelf.years_before.get(year)
    if not before or (body and not any(map(sets_goals, shelf.years[year][body]))):
        return "", ""
    return year_label(settings.t, before), compared_address((before, year), body)


def _pictures(
    settings: Settings, shelf: Shelf, tallies: Mapping[str, Tally], staged: bool, nested: bool
) -> Iterator[tuple[Markup, str]]:
    """For each unit the sums of the bodies as bars with a caption, largest first; one alone makes none."""
    t = settings.t
    units = {one.unit for own in tallies.values() for one in own.sums if one.unit}
    for number, unit in enumerate(in_order({*UNITS, *units}), 1):
        found = [(name, one) for name, own in tallies.items() for one in own.sums if one.unit == unit]
        if len(found) < 2:
            continue
        shown = sorted(found, key=lambda pair: -pair[1].amount)[:_MOST_BARS]
        largest = shown[0][1].amount
        # Sums of several stages, or some of which hold others, are parts of no whole.
        whole = sum((one.amount for _, one in found), Decimal(0)) if not staged and not nested else Decimal(0)
        values = [_bar(settings, shelf.bodies[name].shown, one, staged, (largest, whole)) for name, one in shown]
        picture = bars(values, f"gb-bars-{number}", t("listing.bars_title", unit=unit), t("listing.bars_text"))
        if picture:
            caption = [t("listing.bars_caption", unit=unit)]
            if len(shown) < len(found):
                caption.append(t("listing.bars_most", shown=len(shown), count=len(found)))
            if whole:
                caption.append(t("listing.bars_share"))
            if any(one.amount * _DWARFED < largest for _, one in shown):
                caption.append(t("listing.bars_small"))
            if left_out := len(tallies) - len({name for name, _ in found}):
                caption.append(t("listing.bars_left_out", count=left_out))
            yield Markup(picture), "".join(caption) if t.language == "zh" else " ".join(caption)


def _bar(settings: Settings, name: str, total: Sum, staged: bool, scale: tuple[Decimal, Decimal]) -> PictureValue:
    """A sum as a bar: with its share of the whole, where it is part of one, or which part of the largest a tiny one is."""
    t = settings.t
    largest, whole = scale
    stage = t("listing.bar_stage", stage=stage_label(t, total.stage)) if staged else ""
    said = total.printed
    if 0 < total.amount * _DWARFED < largest:
        said = t("listing.bars_fraction", amount=said, times=f"{largest / total.amount:,.0f}")
    elif whole > 0:
        said = t("listing.bars_part", amount=said, share=percent(int(total.amount * 1000), int(whole * 1000)))
    return PictureValue(f"{name}{stage}", total.amount, said)


def _body_year(settings: Settings, shelf: Shelf, year: str, name: str, offer: Offer | None) -> Iterator[Draft]:
    t = settings.t
    entries = shelf.years[year][name]
    rows, unit = document_rows(t, shelf, entries)
    found = shelf.tallies[year][name]
    label, body = year_label(t, year), shelf.bodies[name]
    return paged(
        settings,
        shelf.taken,
        Listing(
            f"{year}/{name}",
            "listings/body-year.html",
            body_year_title(t, year, body),
            t(
                "listing.body_year_description",
                body=body.name or body.shown,
                year=label,
                documents=found.documents,
            ),
        ),
        rows,
        address_of_all=f"{year}/{name}",
        offer=offer,
        year=year,
        label=label,
        id=name,
        before=_before(settings, shelf, year, name),
        body=body,
        tally=found,
        sums=amounts(t, found.sums, "", len({one.stage for one in found.sums}) > 1),
        unit=unit,
        others=[(year_label(t, other), f"{other}/{name}") for other in shelf.years_of(name) if other != year],
    )
