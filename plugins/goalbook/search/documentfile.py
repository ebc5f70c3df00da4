"""Document files: what results show of a document, and its cells, with what repeats written once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

from goalbook.search.cells import FoundCell
from goalbook.search.codec import to_json

_NEAR = 12  # cells before one, whose texts its labels may name


def record_of_anchor(anchor: str) -> str:
    """The record that a cell belongs to."""
    return anchor.partition(":")[0]


def document_file(card: Sequence[str], cells: Sequence[FoundCell]) -> bytes:
    """The payload for the card and the cells of a document."""
    table: dict[str, int] = {}
    rows: list[list[str | int]] = []
    last: dict[str, int] = {}
    before, above = FoundCell("", (), ""), ""
    for n, cell in enumerate(cells):
        record = record_of_anchor(cell.anchor)
        row: list[str | int] = [cell.anchor.removeprefix(record) if record == above else cell.anchor, cell.text]
        shared = _shared(before.labels, cell.labels)
        row.append(shared)
        for label in cell.labels[shared:]:
            at = last.get(label, -_NEAR - 1)
            row.append(at - n if n - at <= _NEAR else table.setdefault(label, len(table)))
        rows.append(row)
        last[_line(cell.text)] = n
        before, above = cell, record
    pages = [
        (n, cell.page)
        for n, (before, cell) in enumerate(pairwise((FoundCell("", (), ""), *cells)))
        if cell.page != before.page
    ]
    parted = {"pages": pages} if pages else {}
    return to_json({"card": card, "labels": list(table), **parted, "cells": rows})


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _line(text: str) -> str:
    return " ".join(text.split())


def read_cells(payload: bytes) -> list[FoundCell]:
    """The cells of a document from a payload."""
    file = json.loads(payload)
    table: list[str] = file["labels"]
    cells: list[FoundCell] = []
    record = ""
    labels: tuple[str, ...] = ()
    pages = dict(file.get("pages", ()))
    page = ""
    for n, (anchor, text, shared, *others) in enumerate(file["cells"]):
        if not anchor or anchor.startswith(":"):
            anchor = record + anchor
        record = record_of_anchor(anchor)
        new = (table[ref] if ref >= 0 else _line(cells[n + ref].text) for ref in others)
        labels = (*labels[:shared], *new)
        page = pages.get(n, page)
        cells.append(FoundCell(anchor, labels, text, page))
    return cells
