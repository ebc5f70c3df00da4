"""单位对照: a page that sets two to four bodies side by side, of what a file of each body says; and the list of all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goalbook.book.entry import Entry
from goalbook.results.beside import SaidTarget, said_by
from goalbook.results.quality import FoundCodes, quality_of
from goalbook.site.frame.achieved import outcome_words
from goalbook.site.frame.draft import Draft
from goalbook.site.frame.labels import year_label
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.paging import Listing, paged
from goalbook.site.listings.rows import amounts
from goalbook.site.listings.shelf import Shelf
from goalbook.site.listings.totals import Tally, percent, tally
from goalbook.store import key_from

BESIDE = "compare/bodies"
BODY_DATA = "data/bodies"
_MOST_SAID = 5  # documents told of one indicator's name in a cell

# What stands in a cell: texts, some with their link below the site's root and whose they are.
_Said = tuple[str] | tuple[str, str, str]
_Line = tuple[str, list[_Said]]


@dataclass(frozen=True, slots=True)
class BesideRow:
    """A body in the list of all of them, with what it comes to in its newest year."""

    id: str
    name: str
    year: str
    lines: tuple[tuple[str, str], ...]

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        return 500 + len(self.name.encode()) + sum(60 + 2 * len(text.encode()) for _, text in self.lines)


@dataclass(frozen=True, slots=True)
class BesideMaker:
    """Tells bodies of a list, with what rules ``found`` in each document."""

    settings: Settings
    shelf: Shelf
    found: Mapping[str, FoundCodes]

    @property
    def bodies(self) -> list[str]:
        """Those that have documents; a single one stands beside none."""
        return [name for name in self.shelf.bodies if self.shelf.by_body[name]] if self.shelf.has_several else []

    def pages(self) -> Iterator[Draft]:
        """The page on which bodies are chosen, and which lists all of them."""
        if not self.bodies:
            return
        t = self.settings.t
        rows = [self._row(name) for name in self.bodies]
        listing = Listing(BESIDE, "listings/beside.html", t("beside.title"), t("beside.description", count=len(rows)))
        yield from paged(self.settings, self.shelf.taken, listing, rows, data=BODY_DATA)

    def names(self) -> bytes:
        """The file of all bodies that can be chosen, in the order of lists."""
        return _compact([[name, self.shelf.bodies[name].shown] for name in self.bodies])

    def key(self, name: str) -> bytes:
        """A digest of what the file of a body is made from."""
        facts = [
            (entry.address, entry.digest, entry.form.digest, self.found.get(entry.address, ()))
            for entry in self.shelf.by_body[name]
        ]
        return key_from(self.shelf.bodies[name].shown, facts)

    def file(self, name: str) -> bytes:
        """What a body comes to in each of its years, newest first, in the words of the page."""
        years = [self._year(year, self.shelf.years[year][name]) for year in self.shelf.years_of(name)]
        return _compact({"name": self.shelf.bodies[name].shown, "url": self._url(f"bodies/{name}"), "years": years})

    def _year(self, year: str, entries: Sequence[Entry]) -> dict[str, object]:
        t, said = self.settings.t, said_by(entries)
        every = said.kinds.total()
        between = t("beside.within")
        kinds: list[_Line] = [
            (between.join(path) or t("absent"), [(self._share(count, every),)]) for path, count in said.kinds.items()
        ]
        rules = quality_of(entries, self.found).by_rule()
        groups: dict[str, list[_Line]] = {
            "whole": [(label, [(text,)]) for label, text in self._whole(tally(entries), rules)],
            "kinds": kinds,
            "findings": [(t(f"rule.{rule}.name"), [(f"{count:,}",)]) for rule, count in rules],
            "targets": [(name, list(self._said(targets))) for name, targets in said.named.items()],
        }
        return {"year": year, "label": year_label(t, year), "groups": groups}

    def _whole(self, found: Tally, rules: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
        t = self.settings.t
        staged = len({one.stage for one in found.sums}) > 1
        sums = amounts(t, found.sums, "", staged)
        told = [" ".join(filter(None, (one.stage, one.text, one.unit, *one.remarks))) for one in sums]
        if found.apart:
            told.append(t("listing.apart", count=found.apart))
        yield t("listing.documents"), f"{found.documents:,}"
        yield t("listing.money"), t("picture.between").join(told) or t("absent")
        yield t("listing.indicators"), f"{found.indicators:,}"
        yield t("listing.numeric"), self._share(found.numeric, found.targets)
        unknown = "" if found.results else t("beside.no_results")
        for name in ("reached", "missed", "untold"):
            yield t(f"listing.{name}"), unknown or f"{getattr(found, name):,}"
        yield t("beside.findings"), f"{sum(count for _, count in rules):,}"

    def _share(self, count: int, whole: int) -> str:
        share = percent(count, whole)
        return f"{count:,}{self.settings.t('quality.share', share=share)}" if share else f"{count:,}"

    def _said(self, targets: Sequence[SaidTarget]) -> Iterator[_Said]:
        t = self.settings.t
        for said in targets[:_MOST_SAID]:
            text = said.target
            if said.judged:
                words = outcome_words(t, said.judged)
                text = t("beside.result", target=text, actual=said.judged.actual, words=words)
            yield text, self._url(said.entry.address), said.entry.title
        if len(targets) > _MOST_SAID:
            yield (t("beside.more", count=len(targets) - _MOST_SAID),)

    def _url(self, address: str) -> str:
        return self.settings.url_of(address)

    def _row(self, name: str) -> BesideRow:
        year = self.shelf.years_of(name)[0]
        entries = self.shelf.years[year][name]
        lines = tuple(self._whole(tally(entries), quality_of(entries, self.found).by_rule()))
        return BesideRow(name, self.shelf.bodies[name].shown, year_label(self.settings.t, year), lines)


def _compact(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
