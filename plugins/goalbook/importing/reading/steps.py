"""A form as the steps in which a source is read: prose, rows, blocks, in printed order, with the labels at their side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goalbook.forms.form import Band, Block, Field, Form, FormPart, FormRow, Label, Prose, Table


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a form: ``bands`` are the labels at its side, ``width`` how many cells a row of it has in print.

    ``first`` and ``last`` mark the ends of a table. The width of records side by side is 0: it is that of the source.
    """

    part: Prose | FormRow | Block
    bands: tuple[Label, ...] = ()
    table: Table | None = None
    width: int = 0
    first: bool = False
    last: bool = False

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels of a row, without those that the original lost."""
        if not isinstance(self.part, FormRow):
            return ()
        return tuple(cell for cell in self.part.cells if isinstance(cell, Label) and not cell.lost)


def steps_of(form: Form) -> list[Step]:
    """The steps of a form."""
    found: list[Step] = []
    for part in form.parts:
        if isinstance(part, Prose):
            found.append(Step(part))
        else:
            inner = list(_steps(part.parts, (), part))
            ends = (0, len(inner) - 1)
            found += [
                Step(one.part, one.bands, one.table, one.width, n == ends[0], n == ends[1])
                for n, one in enumerate(inner)
            ]
    return found


def _steps(parts: tuple[FormPart, ...], bands: tuple[Label, ...], table: Table) -> Iterator[Step]:
    hanging = 0
    for part in parts:
        if isinstance(part, Band):
            yield from _steps(part.parts, (*bands, part.label), table)
        elif isinstance(part, FormRow):
            yield Step(part, bands, table, len(bands) + len(part.cells) + hanging)
            hanging = sum(isinstance(cell, Label) and cell.rows > 1 for cell in part.cells)
        else:
            yield Step(part, bands, table, 0 if part.across else len(bands) + len(fields_in(part)))


def fields_in(block: Block) -> list[Field]:
    """The fields of a block and of those inside it, in printed order."""
    return [*block.fields, *(fields_in(block.inner) if block.inner else ())]
