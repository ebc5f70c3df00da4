"""The printed labels of a form: which words stand beside or above each field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from goalbook.forms.check import RECORDS
from goalbook.forms.columns import set_out
from goalbook.forms.fields import fields_of
from goalbook.forms.fill import Sheet, fill
from goalbook.forms.form import Each, Field, Form
from goalbook.forms.grid import Cell, Grid
from goalbook.forms.stated import state_field
from goalbook.goalfile.formats import FORMAT
from goalbook.model.address import UNDATED
from goalbook.model.records import Document

# Fields that a document may leave out and that can't be blank, each with a value for it.
OPTIONAL = {"stage": "approved", "money_unit": "万元", "approved": '"2024-01-31"', "published": '"2024-02-10"'}


_Only = dict[str, list[dict[str, str]]]

_LAST_LEVEL = ("text", "indicators")


def blank_form(form: Form, places: bool = False, title: str = "") -> Sheet:
    """A form before it is filled in, with a title, one record in each of its lists; with ``places`` each value says where it stands."""
    record = blank_record(form, UNDATED, "blank") | {"title": title}
    if not places:
        return fill(form, Document.model_validate(record))
    record |= {"title": ""}
    stated = {"year": "{year}", "money_unit": "{money_unit}"}  # words of labels, not checked as those of a document are
    return fill(form, Document.model_validate(_placed(record, "")).model_copy(update=stated))


def _placed(value: Any, path: str) -> Any:
    """A blank record with the path of each text in it, from the innermost record."""
    if isinstance(value, dict):
        return {key: _placed(one, f"{path}.{key}".lstrip(".")) for key, one in value.items()}
    if isinstance(value, list) and path.rpartition(".")[2] == "values":
        # What a value is for heads its column, and is the same for all values there.
        heads = {key: f"{{{key}}}" for key in ("at", "for")}
        return [
            _placed(one, f"{path}[{_said(one)}]") | {key: heads[key] for key in heads if one.get(key) == ""}
            for one in value
        ]
    if isinstance(value, list):
        return [_placed(one, "" if isinstance(one, dict) else f"{path}.{n}") for n, one in enumerate(value)]
    return f"{{{path}}}" if value == "" else value


def _said(value: dict[str, str]) -> str:
    """What one of several values states of itself, as forms ask for it."""
    return ",".join(f"{key}={value[key]}" for key in ("of", "phase", "at", "for") if value.get(key))


def printed_labels(form: Form) -> dict[str, str]:
    """What a form prints beside or above each of its fields, by the path of the field in a blank document."""
    return labels_apart(form, Document.model_validate(blank_record(form, "2000", "body")))


def labels_apart(form: Form, document: Document) -> dict[str, str]:
    """The label of each field by its path: where a row has several fields, with the head of the column, which tells them apart."""
    found = dict(labels_of(form, document))
    whole = dict(labels_of(form, document, whole=True))
    often = Counter(found.values())
    return {path: whole[path] if often[label] > 1 else label for path, label in found.items()}


def blank_record(form: Form, year: str, body: str) -> dict[str, Any]:
    """The record of a document whose fields are all there and blank."""
    form = set_out(form)
    places: dict[str, list[Field]] = {}
    for owner, field in fields_of(form):
        places.setdefault(owner, []).append(field)
    own = {"goalbook": FORMAT, "form": form.id, "title": "", "year": year, "body": body}
    record = own | dict.fromkeys(OPTIONAL) | _fields(places, "", form.kinds, _groups(form))
    if year == UNDATED:
        del record["year"]
    if any(table.sign for table in form.tables):
        record["sign"] = [{"label": "", "value": ""}]
    order = [*Document.model_fields]
    return dict(sorted(record.items(), key=lambda pair: order.index(pair[0])))


def _fields(places: dict[str, list[Field]], owner: str, kinds: tuple[str, ...], only: _Only) -> dict[str, Any]:
    """The blank fields of a document, or of its records of one kind; a list has a record for each group the form tells apart."""
    found: dict[str, Any] = {"kind": kinds[0]} if owner == "items" else {}
    for field in places.get(owner, ()):
        name, _, step = field.path.partition(".")
        if name in RECORDS and not step and (name != "values" or "values" in places):
            inner = kinds[1:] if owner == "items" else kinds
            if name != "items" or inner:
                record = _fields(places, name, inner, only)
                found[name] = [_in_order(name, record | group) for group in only.get(name) or [{}]]
        elif not step and RECORDS[owner].model_fields[name].annotation == tuple[str, ...]:
            found[name] = [""]  # paragraphs
        elif name != "merge" and field.path.rpartition(".")[2] != "values":
            # The one says only how a transcribed original repeats its labels; the other is a list whose entries are stated.
            state_field(found, field, "")
    if owner == "items" and len(kinds) > 1:
        found = {key: value for key, value in found.items() if key not in _LAST_LEVEL}
    return _in_order(owner, found)


def _in_order(owner: str, record: dict[str, Any]) -> dict[str, Any]:
    order = [*RECORDS[owner].model_fields]
    return dict(sorted(record.items(), key=lambda pair: order.index(pair[0])))


def _groups(form: Form) -> _Only:
    """By list the fields that the form asks its records to state so, once for each group that it prints."""
    found: _Only = {}
    for section in (one for table in form.tables for one in table.sections if isinstance(one, Each)):
        for records in section.chain:
            if records.only and dict(records.only) not in found.setdefault(records.name, []):
                found[records.name].append(dict(records.only))
    return found


def labels_of(form: Form, document: Document, *, whole: bool = False) -> Iterator[tuple[str, str]]:
    """What the form prints beside or above each field, by its path; of a field with a label beside it also what is above where the
    ``whole`` is asked for.
    """
    for part in fill(form, document):
        if isinstance(part, Grid):
            by_place = {(cell.row, cell.col): cell for cell in part.cells}
            heads = [cell for cell in part.cells if cell.kind == "label" and cell.head == "col"]
            for cell in part.cells:
                if cell.path:
                    labels = [by_place[place] for place in cell.heads if by_place[place].kind == "label"]
                    shown = (() if whole else _beside(cell, labels)) or labels or _above(cell, heads)
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
