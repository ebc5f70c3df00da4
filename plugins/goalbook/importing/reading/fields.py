"""The values in a line that stands once, by the labels that they follow, and in records that stand side by side."""

from __future__ import annotations

from typing import Any

from goalbook.forms.form import Each, Field, Label, Line
from goalbook.importing.lines import Slot
from goalbook.importing.reading.columns import FoundHead, HeadColumns
from goalbook.importing.reading.record import LABEL, Read
from goalbook.importing.reading.steps import fields_in


def read_under_heads(made: Read, line: Line, heads: list[FoundHead], slots: list[Slot], merged: bool) -> bool:
    """The values of a line that stands once below heads whose columns are in another order than the form's; False where they aren't, or
    the line has labels between its values and is read by those.
    """
    columns = HeadColumns(line)
    for head in heads:
        columns.add(*head)
    drawn = [slot for slot in line.slots if isinstance(slot.content, Field)]
    labels = [slot.col for slot in line.slots if isinstance(slot.content, Label) and not slot.content.constant]
    between = any(col > drawn[0].col for col in labels) if drawn else True
    if between or not columns.are_moved() or not all(columns.has_own_head(slot) for slot in drawn):
        return False
    row = columns.arrange(slots, merged=True) if merged else columns.under_heads(slots)
    for (_, field), slot in zip(line.fields, row or (), strict=False):
        if slot.piece.number >= 0:
            made.state(field, slot.piece)
    return True


def read_fields(made: Read, line: Line, slots: list[Slot], labels: dict[int, int]) -> None:
    """The values that follow each label of a line, whatever the order of the labels; what continues a label from above is none.

    ``labels`` has for the place of a label among the cells which of the line's labels it is.
    """
    runs: dict[int, list[Slot]] = {}
    label = -1
    for at, slot in enumerate(slots):
        if at in labels:
            label = labels[at]
        elif not (made.placed.get(slot.piece.number) == LABEL and not slot.fresh):
            runs.setdefault(label, []).append(slot)
    wanted: dict[int, list[Field | None]] = {}
    spread: dict[int, list[Field | None]] = {}
    label = -1
    for drawn in (slot for slot in line.slots if not slot.goes_on):
        cell = drawn.content
        if isinstance(cell, Label) and not (cell.lost or cell.constant or cell.side):
            label += 1
        elif not (isinstance(cell, Label) and (cell.lost or cell.side)):
            own = cell if isinstance(cell, Field) else None
            wanted.setdefault(label, []).append(own)
            spread.setdefault(label, []).append(own)
        # Where merged cells aren't known, blanks stand for what is joined.
        spread.setdefault(label, []).extend([None] * (drawn.cols - 1))
    for n, cells in wanted.items():
        _read_run(made, [slot for slot in runs.get(n, []) if slot.fresh], cells, spread[n])


def _read_run(made: Read, run: list[Slot], cells: list[Field | None], spread: list[Field | None]) -> None:
    """The values of neighbouring cells, where it is plain which is which; None is a cell without one.

    ``spread`` are the cells as they stand where none are merged.
    """
    fields = [field for field in cells if field is not None]
    said = [bool(slot.piece.text.strip()) for slot in run]
    if len(run) == len(spread) and not any(one for one, field in zip(said, spread, strict=True) if field is None):
        pairs = [(field, slot) for field, slot in zip(spread, run, strict=True) if field is not None]
    elif len(run) == len(cells):
        pairs = [(field, slot) for field, slot in zip(cells, run, strict=True) if field is not None]
    else:
        if len(fields) == 1:
            run = [slot for slot in run if slot.piece.text.strip()][:1] or run[:1]
        elif not any(slot.piece.text.strip() for slot in run[len(fields) :]):
            run = run[: len(fields)]
        pairs = list(zip(fields, run, strict=True)) if len(run) == len(fields) else []
    for part, slot in pairs:
        made.state(part, slot.piece)


def read_across(made: Read, each: Each, rows: list[list[Slot]]) -> None:
    """The records of a list that stand side by side: a row for each of their fields, a column for each record."""
    name = each.chain[0].name
    records: list[dict[str, Any]] = []
    for part, row in zip(fields_in(each), rows, strict=False):
        slots = [slot for slot in row if slot.fresh]
        if len(slots) > len(records) and records and not slots[0].piece.text.strip():
            slots = slots[1:]  # the label at the side goes on
        for n, slot in enumerate(slots):
            if n >= len(records):
                records.append({})
            made.state(part, slot.piece, records[n], f"{name}.{n}.")
    made.record[name] = [record for record in records if any(record.values())]
