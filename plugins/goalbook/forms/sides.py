"""Which labels of a drawing stand at the side of lines below them."""

from __future__ import annotations

from dataclasses import replace

from goalbook.forms.form import Label, Line, Section, StaticLines


def with_sides(sections: list[Section]) -> tuple[Section, ...]:
    """The sections with the labels marked that stand at the side of lines below them which aren't of their own head."""
    found: list[Section] = []
    flat = [(n, m, line) for n, one in enumerate(sections) for m, line in enumerate(one.lines)]
    for n, section in enumerate(sections):
        lines = []
        for m, line in enumerate(section.lines):
            below = [(k, one) for k, j, one in flat if (k, j) > (n, m)]
            slots = tuple(
                replace(slot, content=replace(slot.content, side=True))
                if isinstance(slot.content, Label) and _is_side(slot.col, n, section, below)
                else slot
                for slot in line.slots
            )
            lines.append(replace(line, slots=slots))
        found.append(replace(section, lines=tuple(lines)))
    return tuple(found)


def _is_side(col: int, own: int, section: Section, below: list[tuple[int, Line]]) -> bool:
    head = isinstance(section, StaticLines) and section.head
    for n, line in below:
        slot = next((one for one in line.slots if one.col == col), None)
        if slot is None or not slot.goes_on:
            return False
        if not (head and n == own):
            return True
    return False
