"""A document as JSON: its fields as printed, the readings of its targets, and its filled form; format version 1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.grid import Grid
from goalbook.model.indicators import targets_of, walk_indicators
from goalbook.model.places import anchors
from goalbook.model.records import Document, Indicator
from goalbook.model.target import read_target
from goalbook.writers.paper import Leaf

JSON_FORMAT = "1"


def write_json(document: Document, sheet: Sheet, address: str, digest: str) -> bytes:
    """``{format, address, yaml_sha256, document, readings, sheet}`` as UTF-8, indented; FORMAT.md tells each field."""
    return to_bytes(
        {
            "format": JSON_FORMAT,
            "address": address,
            "yaml_sha256": digest,
            "document": document.model_dump(mode="json", exclude_unset=True),
            "readings": readings(document),
            "sheet": [_text(part) if isinstance(part, ProseText) else _grid(part) for part in sheet],
        }
    )


def write_json_of(documents: Iterable[tuple[Document, Leaf]]) -> Iterator[bytes]:
    """``{format, documents}`` piece by piece, each document as ``write_json`` gives it."""
    before = f'{{\n "format": "{JSON_FORMAT}",\n "documents": ['.encode()
    for document, leaf in documents:
        yield before + b"\n" + write_json(document, leaf.sheet, leaf.address, leaf.digest).rstrip(b"\n")
        before = b","
    yield b"\n ]\n}\n"


def to_bytes(value: object) -> bytes:
    """Any JSON value in the one layout that is published."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def readings(document: Document) -> list[dict[str, object]]:
    """The computed reading of every printed target: comparator, bounds (as text, exact), unit and kind."""
    marks = anchors(document)
    return [_reading(path, marks[path], one) for path, _, one in walk_indicators(document)]


def _reading(path: str, anchor: str, indicator: Indicator) -> dict[str, object]:
    values = []
    for text in targets_of(indicator):
        target = read_target(text)
        values.append(
            {
                "printed": text,
                "kind": target.kind,
                "comparator": target.comparator,
                "low": _exact(target.low),
                "high": _exact(target.high),
                "unit": target.unit,
                "per": target.per,
                "approximate": target.approximate,
            }
        )
    return {"path": path, "anchor": anchor, "name": indicator.name, "values": values}


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _text(part: ProseText) -> dict[str, object]:
    return {"prose": [{"level": one.level, "text": one.text, "path": one.path} for one in part.paragraphs]}


def _grid(grid: Grid) -> dict[str, object]:
    return {
        "table": grid.id,
        "title": grid.title,
        "subtitle": grid.subtitle,
        "above": [cell.text for cell in grid.above],
        "below": list(grid.below),
        "columns": len(grid.widths),
        "head_rows": grid.head_rows,
        "cells": [
            {
                "row": cell.row,
                "column": cell.col,
                "rows": cell.rows,
                "columns": cell.cols,
                "text": cell.text,
                "head": cell.head,
                "path": cell.path,
                **({"hidden": True} if cell.hidden else {}),
            }
            for cell in grid.cells
        ],
    }
