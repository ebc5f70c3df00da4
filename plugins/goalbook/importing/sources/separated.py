"""A table in text, its cells separated by commas, semicolons or tabs, as lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import groupby, pairwise

from goalbook.importing.csv_rows import csv_rows
from goalbook.importing.limits import MOST, SourceError, within
from goalbook.importing.lines import Lines
from goalbook.importing.sources.measure import Merge
from goalbook.importing.sources.sheet_lines import SheetCells, read_sheet
from goalbook.importing.sources.text import decoded

_SEPARATORS = (",", ";", "\t", "，", "|")
_LOOKED_AT = 20  # lines


def read_separated(raw: bytes) -> Lines:
    """The rows of a text, each as long as it is; blank rows part tables, and a text alone in its row is a paragraph.

    A table whose cells repeat in every row was drawn with merged ones: equal neighbours are one then, and that is told.
    """
    lines = Lines()
    for start, rows in _tables(_rows(decoded(raw))):
        cells = SheetCells("", set(), set())
        merges: list[Merge] = []
        for first, block in _blocks(rows):
            drawn = _drawn(block)
            if drawn:
                lines.aside("repeated", f"A{start + first + 1}", " | ".join(block[0]))
            merges += [(first + row, column, first + last, end) for row, column, last, end in drawn]
        under = {
            (n, m) for row, column, last, end in merges for n in range(row, last + 1) for m in range(column, end + 1)
        }
        under -= {(row, column) for row, column, _, _ in merges}
        for row, texts in enumerate(rows):
            for place in ((row, column) for column, text in enumerate(texts) if text and (row, column) not in under):
                cells.texts[place] = texts[place[1]]
                cells.wheres[place] = start + row, place[1]
        read_sheet(lines, cells, merges)
    return lines


def _tables(rows: list[list[str]]) -> Iterator[tuple[int, list[list[str]]]]:
    """The rows between blank ones, with the number of the first."""
    at = 0
    for said, block in groupby(rows, key=any):
        held = list(block)
        if said:
            yield at, held
        at += len(held)


def _rows(text: str) -> list[list[str]]:
    head = "\n".join(text.split("\n")[:_LOOKED_AT])
    separator = max(_SEPARATORS, key=head.count)
    rows: list[list[str]] = []
    try:
        for _, row in csv_rows(text, separator, MOST["text"]):
            rows.append([cell.strip(" \t\r\n\ufeff") for cell in row])
            within("rows", len(rows))
            within("columns", len(row))
    except csv.Error as error:
        raise SourceError("over-text", most=f"{MOST['text']:,}") from error
    return rows


def _blocks(rows: list[list[str]]) -> Iterator[tuple[int, list[list[str]]]]:
    """Neighbouring rows of the same length, with the number of the first."""
    at = 0
    for _, block in groupby(rows, key=len):
        held = list(block)
        yield at, held
        at += len(held)


def _drawn(block: list[list[str]]) -> list[Merge]:
    """The cells that were merged before a table was written so; none where a row has no neighbours that are alike."""
    width = len(block[0])
    if width < 3 or not all(any(left == right != "" for left, right in pairwise(row)) for row in block):
        return []
    above: list[int] = []
    found: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for n, row in enumerate(block):
        starts = [0, *(m for m in range(1, width) if row[m] != row[m - 1] or row[m] == "")]
        if len(starts) > 2 and set(starts) <= set(above):
            starts = above  # alike by chance: the columns of the row above go on
        above = starts
        for start, end in zip(starts, [*starts[1:], width], strict=True):
            found.setdefault((start, end - 1), []).append((n, row[start]))
    merges: list[Merge] = []
    for (start, end), own in found.items():
        for n, text in own:
            last = merges[-1] if merges else None
            side = start == 0 and last is not None and last[1] == 0 and last[3] == end and last[2] == n - 1
            if side and last is not None and block[last[0]][0] == text != "":
                merges[-1] = (last[0], start, n, end)
            elif text:
                merges.append((n, start, n, end))
    return [one for one in merges if (one[0], one[1]) != (one[2], one[3])]
