"""A document as JSON: its fields as printed, the readings of its targets, and its filled form; format version 2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from goalbook.book.filled import Filled
from goalbook.forms.fill import ProseText
from goalbook.forms.grid import Cell, Grid
from goalbook.model.aims import judged
from goalbook.model.indicators import Stated, stated_values, walk_indicators
from goalbook.model.records import Indicator
from goalbook.writers.json_text import Ready, json_text, quoted

JSON_FORMAT = "2"
# The ends of lines where the cells of a part of a form stand, or the values of an indicator, and where what is said of each does.
_CELL, _VALUE = "\n    ", ",\n     "


def write_json(filled: Filled) -> bytes:
    """``{format, address, yaml_sha256, document, readings, sheet}`` as UTF-8, indented; FORMAT.md tells each field."""
    return to_bytes(
        {
            "format": JSON_FORMAT,
            "address": filled.entry.address,
            "yaml_sha256": filled.entry.digest,
            "document": filled.document.model_dump(mode="json", exclude_unset=True),
            "readings": readings(filled),
            "sheet": [_text(part) if isinstance(part, ProseText) else _grid(part) for part in filled.sheet],
        }
    )


def join_json(documents: Iterable[bytes]) -> Iterator[bytes]:
    """``{format, documents}`` piece by piece, of documents as ``write_json`` gives each."""
    before = f'{{\n "format": "{JSON_FORMAT}",\n "documents": ['.encode()
    for document in documents:
        yield before + b"\n" + document.rstrip(b"\n")
        before = b","
    yield b"\n ]\n}\n"


def to_bytes(value: object) -> bytes:
    """Any JSON value in the one layout that is published."""
    return f"{json_text(value)}\n".encode()


def readings(filled: Filled) -> list[dict[str, object]]:
    """The computed reading of every value of an indicator: what it is of, comparator, bounds (as text, exact), unit and kind."""
    return [
        _reading(path, filled.anchors[path], one) | _achievement(filled, one)
        for path, _, one in walk_indicators(filled.document)
    ]


def _achievement(filled: Filled, indicator: Indicator) -> dict[str, object]:
    """What became of an indicator that states a result; nothing of one that doesn't."""
    found = judged(indicator, filled.entry.year, filled.entry.stage)
    if found is None:
        return {}
    return {"achievement": {"computed": found.outcome, "deviation": _exact(found.off), "unit": found.unit}}


def _reading(path: str, anchor: str, indicator: Indicator) -> dict[str, object]:
    values = _listed(map(_value, stated_values(indicator)))
    return {"path": path, "anchor": anchor, "name": indicator.name, "values": values}


def _value(value: Stated) -> str:
    """The reading of a value as JSON, its layout written out as that of cells."""
    target = value.target
    return (
        f'{{\n     "of": {quoted(value.of)}{_VALUE}"path": {quoted(value.path)}{_VALUE}"scope": {quoted(value.scope)}'
        f'{_VALUE}"phase": {quoted(value.phase)}{_VALUE}"at": {quoted(value.at)}{_VALUE}"for": {quoted(value.whom)}'
        f'{_VALUE}"printed": {quoted(value.shown)}{_VALUE}"kind": {quoted(target.kind)}'
        f'{_VALUE}"comparator": {quoted(target.comparator)}{_VALUE}"low": {json_text(_exact(target.low))}'
        f'{_VALUE}"high": {json_text(_exact(target.high))}{_VALUE}"unit": {quoted(target.unit)}'
        f'{_VALUE}"per": {quoted(target.per)}{_VALUE}"approximate": {json_text(target.approximate)}{_CELL}}}'
    )


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _listed(values: Iterable[str]) -> Ready:
    """The cells of a part of a form, or the values of an indicator, which stand as deep."""
    text = f",{_CELL}".join(values)
    return Ready(f"[{_CELL}{text}\n   ]" if text else "[]")


def _text(part: ProseText) -> dict[str, object]:
    return {"prose": [{"level": one.level, "text": one.text, "path": one.path} for one in part.paragraphs]}


def _grid(grid: Grid) -> dict[str, object]:
    return {
        "table": grid.id,
        **({"number": grid.number} if grid.number else {}),
        "title": grid.title,
        "subtitle": grid.subtitle,
        "above": [cell.text for cell in grid.above],
        "below": [cell.text for cell in grid.below],
        "columns": len(grid.widths),
        "head_rows": grid.head_rows,
        "cells": _listed(map(_cell, grid.cells)),
    }


def _cell(cell: Cell) -> str:
    """A cell as JSON: there are so many of them that their layout is written out."""
    hidden = f'{_VALUE}"hidden": true' if cell.hidden else ""
    return (
        f'{{\n     "row": {cell.row}{_VALUE}"column": {cell.col}{_VALUE}"rows": {cell.rows}{_VALUE}"columns": {cell.cols}'
        f'{_VALUE}"text": {quoted(cell.text)}{_VALUE}"head": "{cell.head}"{_VALUE}"path": {quoted(cell.path)}{hidden}{_CELL}}}'
    )
