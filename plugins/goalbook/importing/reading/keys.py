"""The columns of a source that come from its data: the words over them."""

from __future__ import annotations

from goalbook.forms.columns import with_columns
from goalbook.forms.form import ColumnKey, Form, FormCell, Label, Line, StaticLines, Table
from goalbook.importing.lines import Slot, SourceLine
from goalbook.importing.reading.match import label_found


def with_keys(form: Form, lines: list[SourceLine]) -> tuple[tuple[Table, Table], ...]:
    """The tables of a form whose columns come from the data, each with itself as the columns of a source set it out."""
    return tuple((table, with_columns(table, _keys_in(table, lines))) for table in form.tables if table.repeated)


def _keys_in(table: Table, lines: list[SourceLine]) -> list[str]:
    """The words over the repeated columns of a table, in printed order; none where its head isn't found."""
    heads = [line for section in table.sections if isinstance(section, StaticLines) for line in section.lines]
    at = next((n for n, line in enumerate(heads) if _is_key_line(line)), None)
    if at is None:
        return []
    # The head begins where the labels do that stand in the line of the keys or, where it has none, in the one before.
    first = at if _labels(heads[at]) else at - 1
    for n, line in enumerate(lines[: len(lines) - (at - first)] if first >= 0 else ()):
        found = [(label, slot) for label in _labels(heads[first]) for slot in line.slots if _is(label, slot)]
        if line.table and len({label for label, _ in found}) * 2 > len(_labels(heads[first])):
            return _under(table, heads[first : at + 1], lines[n : n + 1 + at - first])
    return []


def _under(table: Table, heads: list[Line], rows: list[SourceLine]) -> list[str]:
    """The keys in the last of some rows of a head: what is no label there and stands under the one over all of them."""
    known = [label for line in heads for label in _labels(line)]
    over = next((slot.content for line in heads for slot in line.slots if _is_over(table, slot)), None)
    start, end = 0, 1 << 30
    for row in rows if isinstance(over, Label) else ():
        at = next((n for n, slot in enumerate(row.slots) if isinstance(over, Label) and _is(over, slot)), None)
        if at is not None:
            after = (slot.column for slot in row.slots[at + 1 :] if row.merged or slot.piece.text.strip())
            start, end = row.slots[at].column, next(after, 1 << 30)
    slots = [slot for slot in rows[-1].slots if slot.fresh and start <= slot.column < end and slot.piece.text.strip()]
    keys = [slot.piece.text.strip() for slot in slots if not any(_is(label, slot) for label in known)]
    return list(dict.fromkeys(keys))


def _is_over(table: Table, slot: FormCell) -> bool:
    run = table.repeated or (0, 0)
    return isinstance(slot.content, Label) and slot.col <= run[0] and run[1] <= slot.col + slot.cols


def _is_key_line(line: Line) -> bool:
    return any(isinstance(slot.content, ColumnKey) for slot in line.slots)


def _labels(line: Line) -> list[Label]:
    return [slot.content for slot in line.slots if isinstance(slot.content, Label) and not slot.content.lost]


def _is(label: Label, slot: Slot) -> bool:
    return label_found(label.text, slot.piece.text) is not None
