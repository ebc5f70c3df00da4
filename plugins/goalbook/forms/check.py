"""What is wrong with a form by itself, before any document: joins that don't tile, places that no record has, values printed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from goalbook.forms.form import Each, Field, Form, FormCell, Line, Prose, Section, Table, lines_of_section
from goalbook.goalfile.problem import Problem, closest, details
from goalbook.model.records import Checkpoint, Document, Indicator, Item, Stretch
from goalbook.model.values import Value

# What the records of a list are.
RECORDS: Mapping[str, type[BaseModel]] = {
    "": Document,
    "items": Item,
    "indicators": Indicator,
    "spending_plan": Checkpoint,
    "schedule": Stretch,
    "values": Value,
}


def form_problems(form: Form, file: str) -> Iterator[Problem]:
    """Every problem of a form whose drawing could be read, each with the line and column of its cell."""
    printed: set[tuple[str, str]] = set()
    for part in form.parts:
        if isinstance(part, Prose):
            if not _is_place(Document, part.path):
                yield Problem(file, 1, 1, "form-no-such-place", "", details(_unknown(part.path, Document)))
            continue
        yield from _joins(part, file)
        for section in part.sections:
            yield from _places(section, printed, file)


def _joins(table: Table, file: str) -> Iterator[Problem]:
    """Cells that go on from nothing, or from a part of a wider cell; cells that would end before their record does."""
    above: list[FormCell | None] = [None] * len(table.widths)
    for section in table.sections:
        lines = lines_of_section(section)
        for line in lines:
            yield from _joined(line, above, file)
        if isinstance(section, Each) and len(section.lines) > 1 and not section.across:
            yield from _endings(section, file)


def _joined(line: Line, above: list[FormCell | None], file: str) -> Iterator[Problem]:
    on = {slot.col for slot in line.slots if slot.goes_on}
    for slot in line.slots:
        if not slot.goes_on:
            continue
        begun = above[slot.col]
        if begun is None:
            yield Problem(file, *slot.at, "form-nothing-above")
        elif not set(range(begun.col, begun.col + begun.cols)) <= on:
            yield Problem(file, *slot.at, "form-broken-join", "", details({"cols": str(begun.cols)}))
    for slot in line.slots:
        if not slot.goes_on:
            above[slot.col : slot.col + slot.cols] = [slot] * slot.cols


def _endings(section: Each, file: str) -> Iterator[Problem]:
    """A cell that spans several records must go on in every line of each of them."""
    for slot in section.lines[0].slots:
        field = slot.content
        if isinstance(field, Field) and (field.merge or field.level < len(section.chain)):
            for line in section.lines[1:]:
                if not any(one.goes_on and one.col == slot.col for one in line.slots):
                    yield Problem(file, *slot.at, "form-ends-early", "", details({"path": field.path}))
                    break


def _places(section: Section, printed: set[tuple[str, str]], file: str) -> Iterator[Problem]:
    """Places that the records don't have, and values that are printed a second time unawares."""
    chain = section.chain if isinstance(section, Each) else ()
    owners = ("", *(records.name for records in chain))
    lines = lines_of_section(section)
    first = lines[0].slots[0].at
    holder: type[BaseModel] = Document
    for records in chain:
        if records.name not in RECORDS or records.name not in holder.model_fields:
            yield Problem(file, *first, "form-no-such-list", "", details(_unknown(records.name, holder)))
            return
        holder = RECORDS[records.name]
    for slot in (slot for line in lines for slot in line.slots if isinstance(slot.content, Field)):
        field, owner = slot.content, ""
        assert isinstance(field, Field)
        owner = owners[field.level]
        for path in filter(None, (field.prefix, field.path)):
            if not _is_place(RECORDS[owner], path):
                yield Problem(file, *slot.at, "form-no-such-place", "", details(_unknown(path, RECORDS[owner])))
            elif (owner, path) in printed and not field.again and not isinstance(section, Each):
                yield Problem(file, *slot.at, "form-twice", "", details({"path": path}))
            elif part := _part_of(path, (one for other, one in printed if other == owner)):
                yield Problem(file, *slot.at, "form-part-and-whole", "", details({"path": path, "other": part}))
            printed.add((owner, path))


def _part_of(path: str, others: Iterable[str]) -> str:
    """A place that a value at a path is a part of, or that is a part of it."""
    return next((one for one in others if one.startswith(f"{path}.") or path.startswith(f"{one}.")), "")


def _unknown(path: str, record: type[BaseModel]) -> dict[str, str]:
    return {"path": path, "suggestion": closest(path.split(".")[0], record.model_fields)}


def _is_place(record: type[BaseModel], path: str) -> bool:
    """Whether a record of a kind can have a value at a path."""
    first, *rest = path.split(".")
    field = record.model_fields.get(first)
    return field is not None and _holds(field.annotation, rest)


def _holds(annotation: Any, steps: list[str]) -> bool:
    if not steps:
        return True
    if get_origin(annotation) in (Union, UnionType):
        return any(_holds(one, steps) for one in get_args(annotation))
    if get_origin(annotation) is dict:
        return _holds(get_args(annotation)[1], steps[1:])
    if get_origin(annotation) is tuple:
        return steps[0].isdecimal() and _holds(get_args(annotation)[0], steps[1:])
    if get_origin(annotation) is Literal or not isinstance(annotation, type):
        return False
    if issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(steps[0])
        return field is not None and _holds(field.annotation, steps[1:])
    return False
