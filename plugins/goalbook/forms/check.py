"""What is wrong with a form by itself, before any document: joins that don't tile, places that no record has, values printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from goalbook.forms.columns import key_of
from goalbook.forms.form import ColumnKey, Each, Field, Form, FormCell, Line, Prose, Section, Table, lines_of_section
from goalbook.goalfile.problem import Problem, closest, details
from goalbook.model.records import Checkpoint, Document, Indicator, Item, Stretch
from goalbook.model.values import PhasedAmount, Value

# What the records of a list are.
RECORDS: Mapping[str, type[BaseModel]] = {
    "": Document,
    "items": Item,
    "indicators": Indicator,
    "spending_plan": Checkpoint,
    "schedule": Stretch,
    "values": Value,
}

# A site names the sources of its money itself; these have a meaning everywhere.
_SOURCES = ("total", "fiscal", "other")
_AMOUNTS = ("budget", "revenue", "levels_of_government")
_SOURCE = re.compile(r"(?:budget|revenue)\.([a-z0-9_-]+)")
_LIKE = 0.85  # so alike, a name is a slip of one of them

# One of several values is named by what it is, never by its number.
_VALUE_BY_NUMBER = re.compile(r"(?:^|\.)values\.\d")


def form_problems(form: Form, file: str) -> Iterator[Problem]:
    """Every problem of a form whose drawing could be read, each with the line and column of its cell."""
    printed: set[tuple[object, ...]] = set()
    for part in form.parts:
        if isinstance(part, Prose):
            printed.add(("", 0, part.path, ()))
            continue
        yield from _joins(part, file)
        yield from _run(part, file)
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
    first, *others = [line for line in section.lines if not line.opens] or section.lines
    for slot, field in first.fields:
        if field.merge or field.level <= section.outer:
            for line in others:
                if not any(one.goes_on and one.col == slot.col for one in line.slots):
                    yield Problem(file, *slot.at, "form-ends-early", "", details({"path": field.path}))
                    break


def _places(section: Section, printed: set[tuple[object, ...]], file: str) -> Iterator[Problem]:
    """Places that the records don't have, and values that are printed a second time unawares."""
    lines = lines_of_section(section)
    first = lines[0].slots[0].at
    holders: list[type[BaseModel]] = [Document]
    for n, records in enumerate(section.chain if isinstance(section, Each) else ()):
        assert isinstance(section, Each)
        holder = holders[min(n, section.outer)]
        if records.name not in RECORDS or records.name not in holder.model_fields:
            yield Problem(file, *first, "form-no-such-list", "", details(unknown_place(records.name, holder)))
            return
        holders.append(RECORDS[records.name])
        for code, values in _asked(records.only, RECORDS[records.name]):
            yield Problem(file, *first, code, "", details(values))
    for line in lines:
        for slot, field in line.fields:
            yield from _place(slot, field, (section, holders), printed, file)


def _place(
    slot: FormCell,
    field: Field,
    within: tuple[Section, list[type[BaseModel]]],
    printed: set[tuple[object, ...]],
    file: str,
) -> Iterator[Problem]:
    section, holders = within
    holder = holders[field.level]
    for path in filter(None, (field.prefix, field.path)):
        wrong = next(_asked(field.only, Value), None)
        # A value of repeated lines is looked for among those of the same lists alone.
        of = section.chain[: field.level] if isinstance(section, Each) and field.level else ""
        key = (of, field.level, path, field.only if path == field.path else ())
        if not is_place(holder, path):
            yield Problem(file, *slot.at, "form-no-such-place", "", details(unknown_place(path, holder)))
        elif wrong := wrong or _bad_source(path):
            yield Problem(file, *slot.at, wrong[0], "", details(wrong[1]))
        elif _VALUE_BY_NUMBER.search(path) or (path == field.path and field.entries and "of" not in dict(field.only)):
            yield Problem(
                file, *slot.at, "form-value-of", "", details({"path": path, "choices": _choices(Value, "of")})
            )
        elif key in printed and not field.again:
            yield Problem(file, *slot.at, "form-twice", "", details({"path": path}))
        elif (whole := next((one for one in printed if _holds_other(one, key)), None)) is not None:
            yield Problem(file, *slot.at, "form-part-and-whole", "", details({"path": path, "other": str(whole[2])}))
        printed.add(key)


def _bad_source(path: str) -> tuple[str, dict[str, str]] | None:
    """What is wrong with the name of a source of money in a path: a phase in its place, a number, or a slip."""
    found = _SOURCE.match(path)
    name = found[1] if found else "total"
    first = path.partition(".")[0]
    if name in PhasedAmount.model_fields:
        return "form-phase-for-source", {"path": f"{first}.{name}", "instead": f"{first}.total.{name}"}
    if not name[0].isalpha() or name in Value.model_fields:
        return "form-bad-source", {
            "path": f"{first}.{name}",
            "instead": f"{first}.total.values[of=target,at=2023].text",
        }
    near = get_close_matches(name, _SOURCES, n=1, cutoff=_LIKE)
    if near and name not in _SOURCES:
        return "form-like-source", {"path": f"{first}.{name}", "instead": f"{first}.{near[0]}"}
    return None


def _asked(only: tuple[tuple[str, str], ...], record: type[BaseModel]) -> Iterator[tuple[str, dict[str, str]]]:
    """What is wrong with what records are asked to state: the code of each fault and the values of its message."""
    for name, value in only:
        if name not in record.model_fields:
            yield "form-no-such-place", unknown_place(name, record)
        elif (choices := _choices(record, name)) and value not in choices.split(", "):
            yield "form-no-such-choice", {"text": f"{name}={value}", "choices": choices}


def _choices(record: type[BaseModel], name: str) -> str:
    """The words that a field may state, where these are few; nothing for one of any text."""
    annotation = record.model_fields[name].annotation
    kinds = (annotation, *get_args(annotation))
    return ", ".join(word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind))


def _holds_other(key: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether one of two places of a record is inside the other: a text can't hold further texts."""
    one, two = str(key[2]), str(other[2])
    return key[:2] == other[:2] and (one.startswith(f"{two}.") or two.startswith(f"{one}."))


def _run(table: Table, file: str) -> Iterator[Problem]:
    """Columns that come from the data: where they are, what they stand for, and what has a value for each of them."""
    start, end = table.repeated or (0, 0)
    for section in table.sections:
        for slot in (slot for line in lines_of_section(section) for slot in line.slots):
            inside = start < end and slot.col < end and start < slot.col + slot.cols
            whole = slot.col <= start and end <= slot.col + slot.cols
            if slot.repeats and not (start <= slot.col and slot.col + slot.cols <= end):
                yield Problem(file, *slot.at, "form-repeats-outside")
            elif inside and not whole and not slot.repeats and not slot.goes_on:
                yield Problem(file, *slot.at, "form-part-of-columns")
            elif slot.repeats and isinstance(slot.content, Field) and not slot.content.entries:
                yield Problem(file, *slot.at, "form-repeats-one", "", details({"path": slot.content.path}))
            elif isinstance(slot.content, ColumnKey) and not slot.repeats:
                yield Problem(file, *slot.at, "form-key-alone")
    if table.repeated and key_of(table) is None:
        yield Problem(file, *lines_of_section(table.sections[0])[0].slots[0].at, "form-no-key")


def unknown_place(path: str, record: type[BaseModel]) -> dict[str, str]:
    """What a message says of a place that a record doesn't have."""
    first = path.split(".")[0]
    meant = closest(first, record.model_fields) if first not in record.model_fields else ""
    return {"path": path, "suggestion": f"{path}.{_SOURCES[0]}" if path in _AMOUNTS else meant}


def is_place(record: type[BaseModel], path: str) -> bool:
    """Whether a record of a kind can have one text at a path; the entries of ``values`` are told apart by what they state."""
    first, *rest = re.sub(r"(^|\.)values\.(?=[a-z])", r"\1values.0.", path).split(".")
    field = record.model_fields.get(first)
    return field is not None and _holds(field.annotation, rest)


def _holds(annotation: Any, steps: list[str]) -> bool:
    if get_origin(annotation) in (Union, UnionType):
        return any(_holds(one, steps) for one in get_args(annotation))
    if not steps:
        return _is_text(annotation)
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


def _is_text(annotation: Any) -> bool:
    """Whether a value is a text, or a text for each paragraph: neither a record nor many of them."""
    kind, inner = get_origin(annotation), get_args(annotation)
    return annotation is str or kind is Literal or (kind in (Annotated, tuple) and _is_text(inner[0]))
