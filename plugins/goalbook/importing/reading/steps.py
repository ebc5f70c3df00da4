"""A form as the steps in which a source is read: prose, lines, repeated lines, in printed order, with the labels at their side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goalbook.forms.form import Each, Field, Form, Label, Line, Prose, Section, StaticLines, Table


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a form: ``sides`` are the labels at its side, ``width`` how many cells a row of it has in print.

    ``head`` says that a line heads the columns below, ``total`` that it follows repeated ones; ``first`` and ``last``
    mark the ends of a table. The width of records side by side is 0: it is that of the source.
    """

    part: Prose | Line | Each
    sides: tuple[Label, ...] = ()
    table: Table | None = None
    width: int = 0
    head: bool = False
    total: bool = False
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
    drawn = [(section, n, line) for section in table.sections for n, line in enumerate(_of_steps(section))]
    for number, (section, n, line) in enumerate(drawn):
        on = {slot.col for slot in line.slots if slot.goes_on}
        begun = {slot.col: slot.content for slot in line.slots if isinstance(slot.content, Label) and slot.content.side}
        sides = {col: label for col, label in sides.items() if col in on} | begun
        repeated = isinstance(section, Each) and n == 0
        yield Step(
            section if isinstance(section, Each) and repeated else line,
            tuple(sides[col] for col in sorted(sides)),
            table,
            0 if isinstance(section, Each) and section.across else len(line.slots),
            isinstance(section, StaticLines) and section.head,
            isinstance(section, Each) and not repeated,
            number == 0,
            number == len(drawn) - 1,
        )


def _of_steps(section: Section) -> tuple[Line, ...]:
    """The lines of a section that are steps of their own: of repeated ones the first stands for all."""
    return section.lines if isinstance(section, StaticLines) else (*section.lines[:1], *section.total)


def fields_in(each: Each) -> list[Field]:
    """The fields of repeated lines, in printed order."""
    return [field for line in each.lines for _, field in line.fields]
