"""What a form prints: its labels, and its fields with the kind of record that each belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from goalbook.forms.form import Each, Field, Form, Label, Prose, Section, lines_of_section
from goalbook.model.records import Document

_PROJECT_FIELDS = frozenset({"code", "name"})


def labels_and_fields(form: Form) -> Iterator[Label | Field]:
    """Every label and field of a form, in printed order."""
    for part in form.parts:
        if isinstance(part, Prose):
            yield from [part.label] if part.label else []
            continue
        yield from part.around
        for section in part.sections:
            for line in lines_of_section(section):
                yield from (slot.content for slot in line.slots if isinstance(slot.content, Label | Field))


def fields_of(form: Form) -> Iterator[tuple[str, Field]]:
    """Every field of a form with the kind of record it belongs to: ``""``, ``items``, ``indicators`` or ``spending_plan``."""
    for part in form.parts:
        if isinstance(part, Prose):
            yield from _prose_fields(part)
        else:
            for field in part.around:
                yield from _with_its_own("", field) if isinstance(field, Field) else ()
            for section in part.sections:
                yield from _section_fields(section)


@cache
def is_project(form: Form) -> bool:
    """Whether a form is for one budget project, which has a code and a name of its own."""
    return any(not owner and field.path in _PROJECT_FIELDS for owner, field in fields_of(form))


def owners_of(section: Section) -> tuple[str, ...]:
    """The kind of record of each level of a section: the document, then those of its lists."""
    return ("", *(records.name for records in section.chain)) if isinstance(section, Each) else ("",)


def _prose_fields(prose: Prose) -> Iterator[tuple[str, Field]]:
    yield "", Field(prose.path)
    if prose.path == "items":
        for path in ("numbering", "name", "text", "items"):
            yield "items", Field(path)


def _section_fields(section: Section) -> Iterator[tuple[str, Field]]:
    owners = owners_of(section)
    for n, records in enumerate(section.chain if isinstance(section, Each) else ()):
        assert isinstance(section, Each)
        yield owners[min(n, section.outer)], Field(records.name)
        if records.deep:
            yield records.name, Field(records.name)
        yield from ((records.name, Field(key)) for key, _ in records.only)
    for line in lines_of_section(section):
        if line.stated:
            yield owners[-1], Field(line.stated)
        for _, field in line.fields:
            yield from _with_its_own(owners[field.level], field)


def _with_its_own(owner: str, field: Field) -> Iterator[tuple[str, Field]]:
    """A field and what is stated by it: the value printed before it, the list of its value, how its label is repeated."""
    yield owner, field
    if field.prefix:
        yield owner, Field(field.prefix)
    if field.entries:
        yield owner, Field(field.entries)
    if field.merge:
        yield owner, Field("merge")


def stage_of(document: Document, form: Form) -> str:
    """环节: the one that a document states, else that of its form's documents; nothing where neither states one."""
    return document.stage or form.stage or ""
