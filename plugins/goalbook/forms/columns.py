"""Columns that come from the data: a table with one column, or one group of columns, for each key that its values state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goalbook.forms.form import (
    ColumnKey,
    Each,
    Field,
    Form,
    FormCell,
    KeyName,
    Label,
    Line,
    Section,
    StaticLines,
    Table,
    lines_of_section,
)
from goalbook.forms.trails import FoundRecord, trails_of
from goalbook.model.places import printed, value_at
from goalbook.model.records import Document


def key_of(table: Table) -> KeyName | None:
    """What the repeated columns of a table stand for; None where it has none."""
    slots = (slot for section in table.sections for line in lines_of_section(section) for slot in line.slots)
    return next((slot.content.by for slot in slots if isinstance(slot.content, ColumnKey)), None)


def keys_of(table: Table, document: Document) -> tuple[str, ...]:
    """The keys that the repeated columns of a table have in a document, in the order in which they are first stated."""
    by = key_of(table)
    if by is None:
        return ()
    found = (key for section in table.sections for key in _keys_in(section, document, by))
    return tuple(dict.fromkeys(key for key in found if key))


def _keys_in(section: Section, document: Document, by: KeyName) -> Iterator[str]:
    whole = FoundRecord("", 0, document)
    static = section.lines if isinstance(section, StaticLines) else section.total
    for line in static:
        yield from _keys_of_line(line, (), whole, by)
    if isinstance(section, Each) and any(slot.repeats for line in section.lines for slot in line.slots):
        for trail in trails_of(section, whole):
            for line in section.lines:
                yield from _keys_of_line(line, trail, whole, by)


def _keys_of_line(line: Line, trail: tuple[FoundRecord, ...], whole: FoundRecord, by: KeyName) -> Iterator[str]:
    for slot, field in line.fields:
        found = trail[field.level - 1] if field.level else whole
        if slot.repeats and found.record is not None:
            yield from (printed(value_at(entry, by)) for _, entry in entries_of(found.record, field))


def entries_of(record: object, field: Field) -> Iterator[tuple[str, object]]:
    """The entries of a list that a field may take its value from, with their places: those that state what it asks for."""
    values = value_at(record, field.entries)
    for n, entry in enumerate(values if isinstance(values, tuple) else ()):
        if all(printed(value_at(entry, name)) == value for name, value in field.only):
            yield f"{field.entries}.{n}", entry


def with_columns(table: Table, keys: Sequence[str]) -> Table:
    """A table with the columns that come from the data set out for some keys; without a key they stand once, blank."""
    by = key_of(table)
    if table.repeated is None or by is None:
        return table
    start, end = table.repeated
    keys = tuple(keys) or ("",)
    made = _Columns(start, end, by, tuple(keys))
    sections = tuple(made.section(section) for section in table.sections)
    widths = (*table.widths[:start], *(table.widths[start:end] * len(keys)), *table.widths[end:])
    align = table.align and (*table.align[:start], *(table.align[start:end] * len(keys)), *table.align[end:])
    return replace(table, sections=sections, widths=widths, align=align, repeated=None)


def set_out(form: Form, keys: Sequence[str] = ()) -> Form:
    """A form with the columns of its tables that come from the data set out for some keys."""
    return replace(form, parts=tuple(with_columns(one, keys) if isinstance(one, Table) else one for one in form.parts))


class _Columns:
    """The columns of a run, from ``start`` to ``end`` (excluded), set out once for each key."""

    def __init__(self, start: int, end: int, by: KeyName, keys: tuple[str, ...]) -> None:
        self.start, self.end, self.by, self.keys = start, end, by, keys
        self.more = (end - start) * (len(keys) - 1)

    def section(self, section: Section) -> Section:
        """A section whose lines are set out."""
        lines = tuple(self._line(line) for line in section.lines)
        if isinstance(section, StaticLines):
            return replace(section, lines=lines)
        return replace(section, lines=lines, total=tuple(self._line(line) for line in section.total))

    def _line(self, line: Line) -> Line:
        slots = [one for slot in line.slots for one in self._slots(slot)]
        return replace(line, slots=tuple(sorted(slots, key=lambda slot: slot.col)))

    def _slots(self, slot: FormCell) -> Iterator[FormCell]:
        last = slot.col + slot.cols
        if last <= self.start:
            yield slot
        elif slot.col >= self.end:
            yield replace(slot, col=slot.col + self.more)
        elif (slot.col <= self.start and last >= self.end) and not (
            slot.repeats and not isinstance(slot.content, Label)
        ):
            # It spans the whole run: one cell over all of it.
            count = slot.cols + self.more
            yield from (
                (replace(slot, col=slot.col + n) for n in range(count)) if slot.goes_on else [replace(slot, cols=count)]
            )
        else:
            for n, key in enumerate(self.keys):
                content = self._content(slot, key)
                yield replace(slot, col=slot.col + n * (self.end - self.start), content=content, repeats=False)

    def _content(self, slot: FormCell, key: str) -> Label | Field | None:
        content = slot.content
        if isinstance(content, ColumnKey):
            return Label(key, verbatim=True)
        if isinstance(content, Field):
            return replace(content, only=(*content.only, (self.by, key)))
        return content
