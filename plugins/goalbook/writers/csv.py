"""A filled form as CSV: UTF-8 with BOM, CRLF, merged cells repeated, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.grid import Grid, lines_around
from goalbook.messages.catalogue import catalogue, language_of
from goalbook.writers.paper import Leaf

# A text that begins so is taken for a formula by spreadsheets, in some languages also with signs of full width.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_FORMULA = (*FORMULA, "\t", "\r")


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay."""
    if text.startswith(_FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    return text[1:].replace(",", "").replace(".", "", 1).rstrip("%").isdecimal()


def write_rows(rows: Iterable[Sequence[str]], *, bom: bool = True) -> bytes:
    """Rows of texts as CSV bytes."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([guarded(text) for text in row] for row in rows)
    return (b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode()


def write_csv(sheet: Sheet) -> bytes:
    """The parts of a filled form under each other with an empty row between; a table that continues another follows it. All
    rows have as many fields as the widest, since readers of CSV take no others.
    """
    rows: list[list[str]] = []
    for part in sheet:
        if rows and not (isinstance(part, Grid) and part.joined):
            rows.append([])
        rows += _text_rows(part) if isinstance(part, ProseText) else _grid_rows(part)
    width = max(map(len, rows), default=0)
    return write_rows(row + [""] * (width - len(row)) for row in rows)


def write_collected_rows(leaf: Leaf) -> bytes:
    """The rows of a document among others, each after its document's address, body, year and title and the number of its
    part in the document, from 1."""
    facts = (leaf.address, leaf.body, leaf.year, leaf.title)
    rows: list[tuple[str, ...]] = []
    for number, part in enumerate(leaf.sheet, 1):
        own = _text_rows(part) if isinstance(part, ProseText) else _grid_rows(part)
        rows += [(*facts, str(number), *row) for row in own]
    return write_rows(rows, bom=False)


def join_csv(documents: Iterable[bytes], language: str) -> Iterator[bytes]:
    """Several documents as one file, piece by piece: a row that names the columns, then the collected rows of each."""
    t = catalogue(language_of(language))
    yield write_rows([(t("office.address"), t("office.body"), t("office.year"), t("office.title"), t("office.part"))])
    yield from documents


def _text_rows(part: ProseText) -> list[list[str]]:
    return [[paragraph.text] for paragraph in part.paragraphs]


def _grid_rows(grid: Grid) -> list[list[str]]:
    around = [[text] for text in (grid.number, grid.title, grid.subtitle) if text]
    above, below = (
        [[cell.text for cell in line] for line in lines_around(cells)] for cells in (grid.above, grid.below)
    )
    return [*around, *above, *([cell.text for cell in row] for row in grid.matrix()), *below]
