"""All rows of a snapshot as open data: documents and indicators, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from goalbook.book.filled import read_filled
from goalbook.book.load import Book
from goalbook.book.order import in_printed_order
from goalbook.files import copy_file, write_pieces
from goalbook.site.document.parts import document_parts
from goalbook.site.frame.settings import Settings
from goalbook.site.indicators.row import indicator_rows

DOCUMENTS = "documents.json"
_CSV = ("documents.csv", "indicators.csv")


def write_frozen_rows(book: Book, settings: Settings, site: Path, to: Path) -> None:
    """Write the rows beside a built site; documents are read one by one and never kept."""
    for name in _CSV:
        copy_file(site / "data" / name, to / name)
    write_pieces(to / DOCUMENTS, _json_list(_documents(book, settings)))
    write_pieces(to / "indicators.json", _json_list(_indicators(book, settings)))


def _json_list(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """A JSON list, a row a line."""
    yield b"["
    for n, row in enumerate(rows):
        yield f"{',' if n else ''}\n{json.dumps(row, ensure_ascii=False)}".encode()
    yield b"\n]\n"


def _documents(book: Book, settings: Settings) -> Iterator[dict[str, Any]]:
    for entry in in_printed_order(book.entries):
        body = book.bodies[entry.body]
        yield {
            "address": entry.address,
            "page": settings.url_of(entry.address),
            "sha256": entry.digest,
            "year": entry.year,
            "year_inferred": entry.inferred,
            "body": entry.body,
            "body_name": body.name or body.shown,
            "form": entry.form.id,
            "stage": entry.stage,
            "title": entry.title,
            "code": entry.code,
            "name": entry.name,
            "money": entry.money.printed if entry.money else "",
            "money_unit": entry.money_unit,
            "indicators": entry.indicators,
            "numeric": entry.numeric,
            "was": list(entry.was),
            "withdrawn": entry.withdrawn.model_dump() if entry.withdrawn else None,
        }


def _indicators(book: Book, settings: Settings) -> Iterator[dict[str, Any]]:
    for entry in in_printed_order(book.entries):
        if entry.withdrawn:
            continue
        filled = read_filled(book.root, entry, book.bodies[entry.body])
        for row in indicator_rows(filled, document_parts(settings, filled), settings.t):
            yield row._asdict() | {"category": list(row.category), "page": settings.url_of(row.page)}
