"""勘误与其他年度: for every document and year what is published of it, what was frozen, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goalbook.book.load import UNDATED, Book
from goalbook.model.records import Withdrawn
from goalbook.site.frame.labels import year_label
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings
from goalbook.site.snapshots.lineage import Lineage, Lineages
from goalbook.snapshot.changes import Erratum
from goalbook.snapshot.names import names_newest_first
from goalbook.snapshot.published import Kept, Published


@dataclass(frozen=True, slots=True)
class Now:
    """A document on the live site, with the day and reason where it was withdrawn."""

    address: str
    title: str
    withdrawn: Withdrawn | None


@dataclass(frozen=True, slots=True)
class VersionYear:
    """One year of a document: on the live site and in snapshots; nothing at all where it had none in that year."""

    label: str
    now: tuple[Now, ...]
    frozen: tuple[tuple[Published, Kept], ...]


def version_pages(settings: Settings, book: Book, snapshots: Sequence[Published], known: Lineages) -> Iterator[Page]:
    """A page for every document, under each name it ever had, and one for every year that was frozen."""
    years = {entry.address.year for entry in book.entries} | {one.facts.year for one in snapshots}
    for key, lineage in known.items():
        yield _document(settings, book, snapshots, key, lineage, years)
    for year in sorted({one.facts.year for one in snapshots}):
        yield _year(settings, [one for one in snapshots if one.facts.year == year], year, book)


def _document(
    settings: Settings, book: Book, snapshots: Sequence[Published], key: str, lineage: Lineage, years: set[str]
) -> Page:
    t = settings.t
    address = f"versions/{key}"
    shown = [
        year for year in names_newest_first(years) if year != UNDATED or year in lineage.live or year in lineage.frozen
    ]
    rows = [
        VersionYear(
            year_label(t, year),
            tuple(Now(entry.address, entry.title, entry.withdrawn) for entry in lineage.live.get(year, ())),
            tuple(lineage.frozen.get(year, ())),
        )
        for year in shown
    ]
    addresses = {entry.address for entries in lineage.live.values() for entry in entries}
    addresses |= {kept.address for pairs in lineage.frozen.values() for _, kept in pairs}
    errata = [
        (snapshot, [one for one in snapshot.changes if {one.address, one.address_before} & addresses])
        for snapshot in snapshots
        if any({one.address, one.address_before} & addresses for one in snapshot.changes)
    ]
    name, body = _called(book, key, lineage)
    title = t("versions.title", title=name)
    content = render(
        settings, "snapshots/versions.html", address, title=title, name=name, body=body, rows=rows, errata=errata,
        others=sorted({one.lineage for one in addresses} - {key}),
    )  # fmt: skip
    return Page(address, f"{title} · {body}", t("versions.description", title=name), content)


def _called(book: Book, key: str, lineage: Lineage) -> tuple[str, str]:
    """The title of a document where it is newest, and the name of its body."""
    for year in names_newest_first({*lineage.live, *lineage.frozen}):
        titles = [entry.title for entry in lineage.live.get(year, ())]
        titles += [kept.title for _, kept in lineage.frozen.get(year, ())]
        if titles:
            break
    body = key.split("/")[0]
    return titles[0], book.bodies[body].shown if body in book.bodies else body


def _year(settings: Settings, snapshots: Sequence[Published], year: str, book: Book) -> Page:
    t = settings.t
    address = f"versions/{year}"
    title = t("versions.year_title", year=year_label(t, year))
    live = {entry.address for entry in book.entries if not entry.withdrawn}
    changes: list[tuple[Published, tuple[Erratum, ...]]] = [(one, one.changes) for one in snapshots if one.changes]
    content = render(
        settings, "snapshots/versions-year.html", address, title=title, year=year, snapshots=snapshots, errata=changes,
        there=any(one.year == year for one in live),
    )  # fmt: skip
    return Page(address, title, t("versions.year_description", year=year_label(t, year)), content)
