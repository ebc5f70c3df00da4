"""公开情况 as files: a row a document that is owed as CSV, the same with its counts as JSON, and a badge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from goalbook.book.load import Book
from goalbook.results.completeness import Owed, counts_of
from goalbook.site.frame.labels import shown_day
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.completeness import COMPLETENESS, years_told
from goalbook.writers.csv import write_rows
from goalbook.writers.json import to_bytes

_COLUMNS = (
    "year", "body", "body_name", "region", "form", "stage", "document", "state", "due", "published", "late", "addresses", "why",
    "reason", "as_of",
)  # fmt: skip
_FORMAT = "1"
_BETWEEN = " "


def completeness_files(settings: Settings, book: Book) -> Iterator[tuple[str, bytes]]:
    """The files of each year that has a list, by their names below the site."""
    for year, owed in years_told(book, settings).items():
        rows = [_row(settings, book, one) for one in owed]
        name = f"data/{COMPLETENESS}-{year}"
        head = [settings.t(f"owed.csv_head.{column}") for column in _COLUMNS]
        yield f"{name}.csv", write_rows([head, *([row[column] for column in _COLUMNS] for row in rows)])
        whole = owed_as_data(settings, book, year, owed)
        yield f"{name}.json", to_bytes(whole)
        counts = counts_of(owed)
        yield f"{name}.svg", badge(settings, year, counts["published"], counts["owed"]).encode()


def owed_as_data(settings: Settings, book: Book, year: str, owed: Sequence[Owed]) -> dict[str, object]:
    """A year as data: the day as of which it is told, how many documents are in each list, and each of them."""
    rows = [_row(settings, book, one) for one in owed]
    return {"format": _FORMAT, "year": year, "as_of": settings.as_of, "counts": counts_of(owed), "documents": rows}


def _row(settings: Settings, book: Book, owed: Owed) -> dict[str, str]:
    body, duty, absence = book.bodies[owed.body], owed.duty, owed.absence
    return {
        "year": owed.year,
        "body": owed.body,
        "body_name": body.name or body.shown,
        "region": body.region.code if body.region else "",
        "form": duty.form or "",
        "stage": duty.stage or "",
        "document": duty.document or "",
        "state": owed.kind,
        "due": owed.due.isoformat() if owed.due else "",
        "published": owed.published.isoformat() if owed.published else "",
        "late": str(owed.late) if owed.late else "",
        "addresses": _BETWEEN.join(settings.permanent(entry.address) for entry in owed.entries),
        "why": absence.why if absence else "",
        "reason": absence.reason if absence else "",
        "as_of": settings.as_of,
    }


def badge(settings: Settings, year: str, published: int, owed: int) -> str:
    """A small picture with the share in figures: what it says stands in its title too, and no colour says anything."""
    t = settings.t
    label, share = t("owed.badge_label", year=year), f"{published:,} / {owed:,}"
    day = shown_day(settings, settings.as_of)
    title = escape(t("owed.badge_title", year=year, owed=f"{owed:,}", published=f"{published:,}", day=day))
    left, right = _width(label), _width(share)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="24" role="img" aria-label="{title}">'
        f"<title>{title}</title>"
        f'<rect width="{left + right}" height="24" rx="3" fill="#303f6b"/>'
        f'<rect x="{left}" y="1" width="{right - 1}" height="22" rx="2" fill="#fff"/>'
        f'<g font-family="sans-serif" font-size="13" text-anchor="middle">'
        f'<text x="{left // 2}" y="17" fill="#fff">{escape(label)}</text>'
        f'<text x="{left + right // 2}" y="17" fill="#1a1a1a">{escape(share)}</text></g></svg>\n'
    )


def _width(text: str, padding: Sequence[int] = (8, 8)) -> int:
    """About how many pixels a text takes: letters of full width 13, others 8."""
    return sum(padding) + sum(13 if ord(letter) > 0x2E80 else 8 for letter in text)
