"""目标质量 as files: a row a body and year as CSV, and the same with what rules found as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goalbook.book.entry import Entry
from goalbook.results.quality import FoundCodes, Quality, quality_of
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.quality import QUALITY_FILES, measures_of
from goalbook.site.listings.shelf import Shelf
from goalbook.writers.csv import write_rows
from goalbook.writers.json import to_bytes

_FORMAT = "1"


def quality_files(settings: Settings, shelf: Shelf, found: Mapping[str, FoundCodes]) -> Iterator[tuple[str, bytes]]:
    """The files by their names below the site; ``found`` is what rules found in each document."""
    rows = [
        _row(settings, shelf, year, name, entries, found)
        for year, bodies in shelf.years.items()
        for name, entries in bodies.items()
    ]
    columns = [column for column in rows[0] if column != "rules"] if rows else []
    head = [settings.t(f"quality.csv_head.{column}") for column in columns]
    csv, json = QUALITY_FILES
    yield csv, write_rows([head, *([str(row[column]) for column in columns] for row in rows)])
    yield json, to_bytes({"format": _FORMAT, "bodies": rows})


def _row(
    settings: Settings, shelf: Shelf, year: str, name: str, entries: Sequence[Entry], found: Mapping[str, FoundCodes]
) -> dict[str, object]:
    body, quality = shelf.bodies[name], quality_of(entries, found)
    return {
        "year": year,
        "body": name,
        "body_name": body.name or body.shown,
        "documents": quality.documents,
        "indicators": quality.indicators,
        **{one.name: one.count for one in measures_of(settings, quality)},
        **_rules(quality),
    }


def _rules(quality: Quality) -> dict[str, object]:
    rules = dict(sorted(quality.by_rule()))
    return {"findings": sum(rules.values()), "rules": rules}
