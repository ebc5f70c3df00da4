"""A filled form as CSV: UTF-8 with BOM, CRLF, merged cells repeated, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile

from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.grid import Grid, lines_around
from goalbook.messages.catalogue import catalogue, language_of
from goalbook.writers.paper import Leaf

# A text that begins so is taken for a formula by spreadsheets, in some languages also with signs of full width.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_FORMULA = frozenset((*FORMULA, "\t", "\r"))
_MORE = "\x1e"  # no goal file may hold it
_IN_MEMORY = 1 << 20  # bytes of collected rows


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay."""
    if text[:1] in _FORMULA and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    return text[1:].replace(",", "").replace(".", "", 1).rstrip("%").isdecimal()


def write_rows(rows: Iterable[Sequence[str]], *, bom: bool = True, end: str = "\r\n") -> bytes:
    """Rows of texts as CSV bytes, each with an ``end``."""
    held = io.BytesIO()
    if bom:
        held.write(b"\xef\xbb\xbf")
    # As bytes from the first row on: texts of all rows of a country take four bytes a character.
    out = io.TextIOWrapper(held, "utf-8", newline="")
    csv.writer(out, lineterminator=end).writerows([guarded(text) for text in row] for row in rows)
    out.flush()
    return held.getvalue()


def write_csv(sheet: Sheet) -> bytes:
    """The parts of a filled form under each other with an empty row between; a table that continues another follows it. All
    rows have as many fields as the widest, since readers of CSV take no others.
    """
    rows: list[list[str]] = []
    for part in sheet:
        if rows and not (isinstance(part, Grid) and part.joined):
            rows.append([])
        rows += _rows(part)
    return write_rows(_as_wide(rows))


def write_collected_rows(leaf: Leaf) -> bytes:
    """The rows of a document among others, each after its document's address, body, year and title and the number of its
    part in the document, from 1. A mark ends each, where ``join_csv`` puts the fields that other documents have more.
    """
    facts = [leaf.address, leaf.body, leaf.year, leaf.title]
    rows = [[*facts, str(number), *row] for number, part in enumerate(leaf.sheet, 1) for row in _rows(part)]
    return write_rows(_as_wide(rows), bom=False, end=f"{_MORE}\r\n")


def join_csv(documents: Iterable[bytes], language: str) -> Iterator[bytes]:
    """Several documents as one file, piece by piece: a row that names the columns, then the collected rows of each, all with
    as many fields as the widest.
    """
    t = catalogue(language_of(language))
    head = [t("office.address"), t("office.body"), t("office.year"), t("office.title"), t("office.part")]
    with SpooledTemporaryFile(_IN_MEMORY) as waiting:
        shares = [(waiting.write(rows), _width(rows)) for rows in documents]
        width = max([len(head), *(own for _, own in shares)])
        yield write_rows([[*head, *[""] * (width - len(head))]])
        waiting.seek(0)
        for size, own in shares:
            yield waiting.read(size).replace(_MORE.encode(), b"," * (width - own))


def _as_wide(rows: list[list[str]]) -> Iterator[list[str]]:
    width = max(map(len, rows), default=0)
    return (row + [""] * (width - len(row)) for row in rows)


def _width(rows: bytes) -> int:
    """How many fields each of some collected rows has."""
    first, _, _ = rows.partition(_MORE.encode())
    return len(next(csv.reader(io.StringIO(first.decode(), newline="")), ()))


def _rows(part: ProseText | Grid) -> list[list[str]]:
    return _text_rows(part) if isinstance(part, ProseText) else _grid_rows(part)


def _text_rows(part: ProseText) -> list[list[str]]:
    return [[paragraph.text] for paragraph in part.paragraphs]


def _grid_rows(grid: Grid) -> list[list[str]]:
    around = [[text] for text in (grid.number, grid.title, grid.subtitle) if text]
    above, below = (
        [[cell.text for cell in line] for line in lines_around(cells)] for cells in (grid.above, grid.below)
    )
    return [*around, *above, *([cell.text for cell in row] for row in grid.matrix()), *below]
