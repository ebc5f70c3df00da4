"""A new goal file: every field of an official form, blank, with what each is for beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from goalbook.catalogue import Catalogue
from goalbook.fill import fill
from goalbook.folder import UNDATED
from goalbook.form import Form, fields_of, kinds_of
from goalbook.grid import Cell, Grid
from goalbook.model import Checkpoint, Document, Indicator, Item

_RECORDS: dict[str, type[BaseModel]] = {
    "": Document,
    "items": Item,
    "indicators": Indicator,
    "spending_plan": Checkpoint,
}
_OPTIONAL = {"stage": "approved", "money_unit": "万元", "approved": "2024-01-31", "published": "2024-02-10"}
_LAST_LEVEL = ("text", "indicators")


def skeleton(form: Form, name: str, t: Catalogue) -> bytes:
    """The file ``2024/<body>/<document>.yml`` of a form, with comments in the catalogue's language.

    Fields that may be left out and can't be blank stand there as comments.
    """
    year, body, _ = PurePosixPath(name).parts
    record = _blank(form, year, body)
    labels = dict(labels_of(form, Document.model_validate(record)))
    head = ["# yaml-language-server: $schema=../../schema/document.json", f"# {form.region} {form.name}"]
    head += [f"# {t('new.guide')}", f"# {t('new.more')}"]
    return "\n".join([*head, *_mapping(record, "", "", labels, t), ""]).encode()


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
    record = own | dict.fromkeys(_OPTIONAL) | _fields(places, "", tuple(kinds_of(form)))
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


def _mapping(record: dict[str, Any], path: str, indent: str, labels: dict[str, str], t: Catalogue) -> Iterator[str]:
    for key, value in record.items():
        here = f"{path}.{key}" if path else key
        if value is None:
            yield f"# {key}: {_OPTIONAL[key]}  # {_said(here, labels, t)}"
        elif isinstance(value, str):
            shown = value or '""'
            yield f"{indent}{key}: {shown}  # {_said(here, labels, t)}"
        elif isinstance(value, dict):
            yield f"{indent}{key}:  # {_said(here, labels, t)}"
            for inner in value:
                yield f'{indent}  {inner}: ""  # {_said(f"{here}.{inner}", labels, t)}'
        elif isinstance(value[0], str):
            shown = ", ".join('""' for _ in value)
            words = [labels.get(f"{here}.{n}", "") for n in range(len(value))]
            said = "、".join(word for word in words if word) or _said(here, labels, t)
            yield f"{indent}{key}: [{shown}]  # {said}"
        else:
            yield f"{indent}{key}:  # {_said(here, labels, t)}{t('new.each')}"
            first, *others = _mapping(value[0], f"{here}.0", f"{indent}    ", labels, t)
            yield f"{indent}  - {first.lstrip()}"
            yield from others


def _said(path: str, labels: dict[str, str], t: Catalogue) -> str:
    """The label of a field on paper, else what it, or what it belongs to, is for."""
    steps = [step for step in path.split(".") if not step.isdecimal()]
    known = [step for step in reversed(steps) if f"field.{step}" in t]
    return labels.get(path) or t(f"field.{known[0]}")
