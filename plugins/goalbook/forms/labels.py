"""The printed labels of a form: which words stand beside or above each field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from goalbook.forms.fill import fill
from goalbook.forms.form import Form, fields_of
from goalbook.forms.grid import Cell, Grid
from goalbook.model.address import UNDATED
from goalbook.model.records import Checkpoint, Document, Indicator, Item

_RECORDS: dict[str, type[BaseModel]] = {
    "": Document,
    "items": Item,
    "indicators": Indicator,
    "spending_plan": Checkpoint,
}


_OPTIONAL = {"stage": "approved", "money_unit": "万元", "approved": "2024-01-31", "published": "2024-02-10"}


_LAST_LEVEL = ("text", "indicators")


def printed_labels(form: Form) -> dict[str, str]:
    """What a form prints beside or above each of its fields, by the path of the field in a blank document."""
    return dict(labels_of(form, Document.model_validate(_blank(form, "2000", "body"))))


def _blank(form: Form, year: str, body: str) -> dict[str, Any]:
    """The record of a document whose fields are all there and blank."""
    places: dict[str, list[str]] = {}
    for owner, field in fields_of(form):
        if field.path not in (known := places.setdefault(owner, [])):
            known.append(field.path)
    own = {"goalbook": "1", "form": form.id, "title": "", "year": year, "body": body}
    record = own | dict.fromkeys(_OPTIONAL) | _fields(places, "", form.kinds)
    if year == UNDATED:
        del record["year"]
    if any(table.sign for table in form.tables):
        record["sign"] = [{"label": "", "value": ""}]
    order = [*Document.model_fields]
    return dict(sorted(record.items(), key=lambda pair: order.index(pair[0])))


def _fields(places: dict[str, list[str]], owner: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    """The blank fields of a document, or of its records of one kind."""
    found: dict[str, Any] = {"kind": kinds[0]} if owner == "items" else {}
    for path in places.get(owner, ()):
        name, _, step = path.partition(".")
        if name in ("items", "indicators", "spending_plan"):
            inner = kinds[1:] if owner == "items" else kinds
            if name != "items" or inner:
                found[name] = [_fields(places, name, inner)]
        elif name == "text":
            found[name] = [""]
        elif name == "merge":
            continue  # says only how a transcribed original repeats its labels
        elif step.isdecimal():
            found.setdefault(name, []).append("")
        elif step:
            found.setdefault(name, {})[step] = ""
        else:
            found[name] = ""
    if owner == "items" and len(kinds) > 1:
        found = {key: value for key, value in found.items() if key not in _LAST_LEVEL}
    order = [*_RECORDS[owner].model_fields]
    return dict(sorted(found.items(), key=lambda pair: order.index(pair[0])))


def labels_of(form: Form, document: Document) -> Iterator[tuple[str, str]]:
    """What the form prints beside or above each field, by its path."""
    for part in fill(form, document):
        if isinstance(part, Grid):
            by_place = {(cell.row, cell.col): cell for cell in part.cells}
            heads = [cell for cell in part.cells if cell.kind == "label" and cell.head == "col"]
            for cell in part.cells:
                if cell.path:
                    labels = [by_place[place] for place in cell.heads if by_place[place].kind == "label"]
                    shown = _beside(cell, labels) or labels or _above(cell, heads)
                    yield cell.path, " › ".join(one.text for one in shown if one.text)
        elif part.paragraphs and not part.paragraphs[0].path and len(part.paragraphs) > 1:
            yield part.paragraphs[1].path.partition(".")[0], part.paragraphs[0].text.rstrip("：:")


def _beside(cell: Cell, labels: list[Cell]) -> list[Cell]:
    """The labels at the left of a cell, where one is its row's own: then the heads above say only what kind of value it is."""
    rows = [one for one in labels if one.head == "row"]
    return rows if any(one.row == cell.row and one.rows == 1 for one in rows) else []


def _above(cell: Cell, heads: list[Cell]) -> list[Cell]:
    """The heads nearest above a cell that heads a row itself."""
    over = [
        one for one in heads if one.row < cell.row and one.col < cell.col + cell.cols and cell.col < one.col + one.cols
    ]
    return over[-1:]
