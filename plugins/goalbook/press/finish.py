"""What is done to a PDF once it is set: heads of tables get their scope, and the file is made small."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from goalbook.grid import Cell

_SCOPES = {"row": Name.Row, "col": Name.Column}


def finish(raw: bytes, tables: Sequence[Sequence[Cell | None]]) -> bytes:
    """The file with the cells of its tables marked as heads of their rows or columns, in object streams.

    ``tables`` are the cells of each table in reading order; one that only ties rows is None and leaves the structure. The same
    bytes come of the same input.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        found = list(_tables(pdf.Root.StructTreeRoot))
        for element, cells in zip(found, tables, strict=True):
            left = iter(cells)
            for row in _rows(element):
                kept = [(one, cell) for one in _kids(row) if (cell := next(left)) is not None]
                for one, cell in kept:
                    _mark(one, cell)
                row.K = Array([one for one, _ in kept])
            assert next(left, None) is None
        out = io.BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return out.getvalue()


def _kids(element: Object) -> Iterator[Object]:
    kids = element.get(Name.K)
    if isinstance(kids, Array):
        yield from (kid for kid in kids if isinstance(kid, Dictionary))
    elif isinstance(kids, Dictionary):
        yield kids


def _tables(element: Object) -> Iterator[Object]:
    for kid in _kids(element):
        if kid.get(Name.S) == Name.Table:
            yield kid
        else:
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
    element.S = Name.TH if head else Name.TD
    attributes = element.get(Name.A)
    own = Dictionary(O=Name.Table)
    if cell.rows > 1:
        own.RowSpan = cell.rows
    if cell.cols > 1:
        own.ColSpan = cell.cols
    if head:
        own.Scope = _SCOPES[cell.head]
    if cell.hidden:
        element.ActualText = String(cell.text)  # announced, not printed
    kept = [one for one in _all(attributes) if one.get(Name.O) != Name.Table]
    table = [own] if len(own) > 1 else []
    if kept or table:
        element.A = Array([*kept, *table]) if len(kept) + len(table) > 1 else (kept or table)[0]
    elif attributes is not None:
        del element.A


def _all(attributes: Object | None) -> list[Object]:
    if attributes is None:
        return []
    return list(attributes) if isinstance(attributes, Array) else [attributes]
