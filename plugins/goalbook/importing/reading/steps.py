"""A form as the steps in which a source is read: prose, lines, repeated lines, in printed order, with the labels at their side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goalbook.forms.form import Each, Field, Form, Label, Line, Prose, StaticLines, Table


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a form: ``sides`` are the labels at its side, ``width`` how many cells a row of it has in print.

    ``head`` says that a line heads the columns below; ``first`` and ``last`` mark the ends of a table. The width of records side
    by side is 0: it is that of the source.
    """

    part: Prose | Line | Each
    sides: tuple[Label, ...] = ()
    table: Table | None = None
    width: int = 0
    head: bool = False
    first: bool = False
    last: bool = False

    @property
    def cells(self) -> tuple[Label | Field, ...]:
        """What stands in a line beside the labels at its side, from the left."""
        if not isinstance(self.part, Line):
            return ()
        found = (slot.content for slot in self.part.slots)
        return tuple(one for one in found if isinstance(one, Field) or (isinstance(one, Label) and not one.side))

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels of a line, without those that the original lost and without constants."""
        return tuple(one for one in self.cells if isinstance(one, Label) and not one.lost and not one.constant)


def steps_of(form: Form) -> list[Step]:
    """The steps of a form."""
    found: list[Step] = []
    for part in form.parts:
        found += [Step(part)] if isinstance(part, Prose) else _steps(part)
    return found


def _steps(table: Table) -> Iterator[Step]:
    """The steps of a table; a label at the side belongs to every line that goes on below it."""
    sides: dict[int, Label] = {}
    count = sum(len(section.lines) if isinstance(section, StaticLines) else 1 for section in table.sections)
    number = 0
    for section in table.sections:
        for line in section.lines if isinstance(section, StaticLines) else section.lines[:1]:
            on = {slot.col for slot in line.slots if slot.goes_on}
            sides = {col: label for col, label in sides.items() if col in on}
            begun = {
                slot.col: slot.content for slot in line.slots if isinstance(slot.content, Label) and slot.content.side
            }
            sides |= begun
            number += 1
            yield Step(
                line if isinstance(section, StaticLines) else section,
                tuple(sides[col] for col in sorted(sides)),
                table,
                0 if isinstance(section, Each) and section.across else len(line.slots),
                isinstance(section, StaticLines) and section.head,
                number == 1,
                number == count,
            )


def fields_in(each: Each) -> list[Field]:
    """The fields of repeated lines, in printed order."""
    return [slot.content for line in each.lines for slot in line.slots if isinstance(slot.content, Field)]
