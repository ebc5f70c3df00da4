"""What is done to a PDF once it is set: heads of tables get their scope, and the file is made small."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from goalbook.forms.grid import Cell

_END = object()
_SCOPES = {"row": Name.Row, "col": Name.Column}


def finish_pdf(raw: bytes, tables: Sequence[Sequence[Cell | None]]) -> bytes:
    """The file with the cells of its tables marked as heads of their rows or columns, in object streams.

    ``tables`` are the cells of each table in reading order; one that only ties rows is None and leaves the structure. The same
    bytes come of the same input.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for element, cells in zip(list(_tables(pdf.Root.StructTreeRoot)), tables, strict=True):
            _mark_table(element, cells)
        out = io.BytesIO()
        # Compressed streams stay as they are: Typst packs them well, and packing again takes longer than all else here.
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _mark_table(table: Object, cells: Sequence[Cell | None]) -> None:
    left = iter(cells)
    for row in _rows(table):
        own = [(one, next(left)) for one in _kids(row)]
        for kid, cell in own:
            if cell is not None:
                _mark(kid, cell)
        if any(cell is None for _, cell in own):
            row.K = Array([one for one, cell in own if cell is not None])
    if next(left, _END) is not _END:
        raise ValueError("a table of the file has not the cells that it was made of")


def _kids(element: Object) -> Iterator[Object]:
    """The elements inside an element; numbers among its children are marked content."""
    kids = element.get(Name.K)
    if isinstance(kids, Array):
        yield from (kid for kid in kids if not isinstance(kid, int))
    elif kids is not None and not isinstance(kids, int):
        yield kids


def _tables(element: Object) -> Iterator[Object]:
    for kid in _kids(element):
        kind = kid.get(Name.S)
        if kind == Name.Table:
            yield kid
        elif kind is not None:
            yield from _tables(kid)


def _rows(table: Object) -> Iterator[Object]:
    for group in _kids(table):
        if group.get(Name.S) == Name.TR:
            yield group
        else:
            yield from _kids(group)


def _mark(element: Object, cell: Cell) -> None:
    """Make a cell what the form says it is. An empty head would be announced as nothing, so it is a data cell."""
    head = bool(cell.head and (cell.text or cell.lost or cell.hidden))
    if cell.hidden:
        element.ActualText = String(cell.text)  # announced, not printed
    if head:
        element.S = Name.TH
        _table_attributes(element).Scope = _SCOPES[cell.head]
    elif element.S == Name.TH:
        element.S = Name.TD
        del _table_attributes(element)[Name.Scope]


def _table_attributes(element: Object) -> Object:
    """The attributes of an element that speak of tables, which are added where there are none."""
    found = element.get(Name.A)
    each = list(found) if isinstance(found, Array) else [] if found is None else [found]
    for attributes in each:
        if attributes.get(Name.O) == Name.Table:
            return attributes
    made = Dictionary(O=Name.Table)
    element.A = Array([*each, made])
    return cast(Object, element.A[-1])
