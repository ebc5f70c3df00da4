"""Rows of listings as their tables show them: documents, bodies, regions, forms, years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from goalbook.book.entry import Entry, Money
from goalbook.messages.catalogue import Catalogue
from goalbook.model.records import Body
from goalbook.results.told import CLEAR_MOVES, MovedSince
from goalbook.site.frame.labels import dated, form_label, stage_label, year_label
from goalbook.site.listings.shelf import Shelf
from goalbook.site.listings.totals import Sum, Tally, percent, tally_of

# Bytes of a row's tags, numbers and relative links, beside its texts.
_TAGS = 650
_LINK = 60


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a cell: its stage and unit where they must be told there, and what it leaves out."""

    text: str
    unit: str = ""
    stage: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list, with its labels in the site's language; ``stage`` is empty where not stated, ``moved`` where none of its
    targets was raised or lowered since the year before.
    """

    entry: Entry
    body: str
    year: str
    stage: str
    form: str
    amount: Amount | None
    share: str
    moved: str = ""

    @property
    def unstated(self) -> bool:
        """Whether the places that the form has for money are blank."""
        return not self.entry.money and self.entry.blank

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        entry = self.entry
        texts = (entry.title, entry.name, entry.code, self.body, self.form, self.moved)
        return _TAGS + len(entry.address) + _bytes(*texts)

    @property
    def withdrawn(self) -> bool:
        """Whether the document was taken down."""
        return self.entry.withdrawn is not None


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body in a list: its own address, what its documents come to, and its years with their addresses."""

    id: str
    address: str
    body: Body
    tally: Tally
    amounts: tuple[Amount, ...] = ()
    years: tuple[tuple[str, str], ...] = ()

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        texts = (self.body.shown, self.body.region.name if self.body.region else "")
        links = _LINK + len(self.address)
        return _TAGS + _bytes(*texts) + links * (1 + len(self.years) + len(self.amounts))


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A region, form or year in a list: its address and name, what else tells it, what is in it."""

    address: str
    name: str
    second: str
    bodies: int
    tally: Tally
    amounts: tuple[Amount, ...] = ()

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        return _TAGS + len(self.address) + _bytes(self.name, self.second)


def _bytes(*texts: str) -> int:
    return sum(len(escape(text).encode()) for text in texts)


def common_unit(units: Iterable[str]) -> str:
    """The unit that a table's head can give for all its amounts: none where one differs or is not stated."""
    found = set(units)
    return found.pop() if len(found) == 1 else ""


def document_rows(t: Catalogue, shelf: Shelf, entries: Sequence[Entry]) -> tuple[list[DocumentRow], str]:
    """The rows of a list of documents, withdrawn ones last, and the unit its head can give."""
    unit = common_unit(entry.money_unit for entry in entries if entry.money and not entry.withdrawn)
    rows = [
        DocumentRow(
            entry,
            shelf.bodies[entry.body].shown,
            dated(t, entry.year, entry.period),
            t(f"stage.{entry.stage}") if entry.stage else "",
            form_label(t, entry.form),
            _amount_of(t, entry, unit),
            percent(entry.numeric, entry.targets),
            _moved(t, shelf.moved.get(entry.address)),
        )
        for entry in sorted(entries, key=lambda entry: entry.withdrawn is not None)
    ]
    return rows, unit


def _moved(t: Catalogue, moved: MovedSince | None) -> str:
    """How many targets of a document were raised and lowered since the year before."""
    moves = [t(f"since.{move}", count=count) for move, count in moved.counts if move in CLEAR_MOVES] if moved else []
    return t("since.lead", year=year_label(t, moved.folder)) + t("since.between").join(moves) if moved and moves else ""


def _amount_of(t: Catalogue, entry: Entry, unit: str) -> Amount | None:
    if not entry.money or entry.withdrawn:
        return None
    return Amount(entry.money.printed, _unit(t, entry.money_unit, unit), "", tuple(_remarks(t, entry.money)))


def _unit(t: Catalogue, own: str, in_head: str) -> str:
    if not own:
        return t("document.no_unit")
    return "" if own == in_head else own


def amounts(
    t: Catalogue, sums: Sequence[Sum], unit: str, staged: bool, inside: frozenset[str] = frozenset()
) -> tuple[Amount, ...]:
    """The sums of a cell, stages told where the table is ``staged``, those ``inside`` a parent's marked."""
    return tuple(
        Amount(
            one.printed,
            _unit(t, one.unit, unit),
            stage_label(t, one.stage) if staged else "",
            (*_remarks(t, one), *((t("listing.inside"),) if one.stage in inside else ())),
        )
        for one in sums
    )


def _remarks(t: Catalogue, total: Sum | Money) -> Iterable[str]:
    if total.term:
        yield t("listing.term")
    if total.blank:
        yield t("listing.blank", count=total.blank)


def heads_of(tallies: Iterable[Tally]) -> tuple[str, bool]:
    """The unit that the head of a table of sums can give, and whether its cells must tell stages apart."""
    sums = [one for found in tallies for one in found.sums]
    return common_unit(one.unit for one in sums), len({one.stage for one in sums}) > 1


def body_row(t: Catalogue, shelf: Shelf, name: str) -> BodyRow:
    """The row of a body with all its years, and its amounts in the newest that has any."""
    listed = shelf.years_of(name)
    years = tuple((year_label(t, year), f"{year}/{name}") for year in listed)
    money = next((found for year in listed if (found := _of_year(t, shelf, year, name))), ())
    return BodyRow(name, f"bodies/{name}", shelf.bodies[name], tally_of(shelf.by_body[name]), money, years)


def _of_year(t: Catalogue, shelf: Shelf, year: str, name: str) -> tuple[Amount, ...]:
    """What a body's documents of a year come to, each amount with its year and, where they differ, its stage."""
    sums = shelf.tallies[year][name].sums
    staged = len({one.stage for one in sums}) > 1
    label = year_label(t, year)
    return tuple(replace(one, stage=f"{label} {one.stage}".rstrip()) for one in amounts(t, sums, "", staged))


def group_row(address: str, name: str, second: str, entries: Iterable[Entry], bodies: int | None = None) -> GroupRow:
    """The row of a region, form or year; its bodies are those with a document, unless so many are given."""
    listed = list(entries)
    live = {entry.body for entry in listed if not entry.withdrawn}
    return GroupRow(address, name, second, len(live) if bodies is None else bodies, tally_of(listed))
