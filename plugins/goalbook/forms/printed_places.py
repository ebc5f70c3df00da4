"""What a form prints of each record, by the lists that hold it: the fields, and which records of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from goalbook.forms.columns import key_of
from goalbook.forms.form import Each, Field, Form, KeyName, Line, Prose, Records, StaticLines, Table

ALWAYS = ""
"""The condition of a field that is printed whatever else its record states."""


@dataclass(slots=True, eq=False)
class RecordPlaces:
    """What a form prints of a record.

    ``fields`` has for a place the fields that one of must be stated for it to be printed; ``entries`` are the fields that
    take the value of an entry of a list, each with what its column stands for; ``most`` says how many entries of a list have a
    place. ``lists`` are the lists that are walked in the record, with what is printed of their records.
    """

    fields: dict[str, set[str]] = field(default_factory=dict)
    entries: list[tuple[Field, KeyName | None]] = field(default_factory=list)
    most: dict[str, int] = field(default_factory=dict)
    lists: list[tuple[Records, RecordPlaces]] = field(default_factory=list)

    def add(self, *paths: str, stated: str = ALWAYS) -> None:
        """Some places are printed, where ``stated`` is."""
        for path in paths:
            name, _, step = path.rpartition(".")
            if step.isdecimal() and path not in self.fields:
                self.most[name] = self.most.get(name, 0) + 1
            self.fields.setdefault(path, set()).add(stated)

    def entries_of(self, path: str) -> list[tuple[Field, KeyName | None]]:
        """The fields that take the value of an entry of the list at a path."""
        return [pair for pair in self.entries if pair[0].entries == path]

    def walk(self, records: Records) -> RecordPlaces:
        """A list is walked: gives the places of its records, for these to be added to."""
        made = RecordPlaces()
        made.add(*(key for key, _ in records.only))
        self.lists.append((records, made))
        if records.deep:
            made.lists.append((records, made))
        return made


@lru_cache(maxsize=256)
def printed_places(form: Form) -> RecordPlaces:
    """What a form prints of a document and, list by list, of the records in it."""
    made = RecordPlaces()
    for part in form.parts:
        if isinstance(part, Table):
            _add_table(made, part)
        else:
            _add_prose(made, part)
    return made


def _add_prose(made: RecordPlaces, prose: Prose) -> None:
    if prose.path == "items":
        made.walk(Records("items**")).add("numbering", "name", "text")
    else:
        made.add(prose.path)


def _add_table(made: RecordPlaces, table: Table) -> None:
    by = key_of(table)
    for part in table.around:
        if isinstance(part, Field):
            _add_field([made], part)
    if table.sign:
        made.add("sign")
    for section in table.sections:
        if isinstance(section, StaticLines):
            _add_lines([made], section.lines, by)
        else:
            _add_each(made, section, by)


def _add_each(made: RecordPlaces, section: Each, by: KeyName | None) -> None:
    owners = [made]
    for n, records in enumerate(section.chain):
        owners.append(owners[min(n, section.outer)].walk(records))
    if section.across:
        made.most[section.chain[0].name] = max(slot.cols for line in section.lines for slot in line.slots)
    _add_lines(owners, section.lines, by)
    _add_lines([made], section.total, by)


def _add_lines(owners: list[RecordPlaces], lines: Iterable[Line], by: KeyName | None) -> None:
    """The fields of some lines, each of the record of its level; side by side that is any of those from there on."""
    for line in lines:
        if line.stated:
            owners[-1].add(line.stated)
        for slot, part in line.fields:
            own = owners[part.level :] if part.shared else owners[part.level : part.level + 1]
            inner = part.level == len(owners) - 1
            _add_field(own, part, line.stated if inner else ALWAYS, by if slot.repeats else None)


def _add_field(owners: list[RecordPlaces], part: Field, stated: str = ALWAYS, by: KeyName | None = None) -> None:
    """A field and what is printed with it: the value before it, how its label is repeated."""
    for made in owners:
        if part.entries:
            made.add(part.entries)
            made.entries.append((part, by))
        else:
            made.add(
                part.path, *([part.prefix] if part.prefix else []), *(["merge"] if part.merge else []), stated=stated
            )
