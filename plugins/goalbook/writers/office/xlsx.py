"""Filled forms as an Excel workbook: a sheet a table, set up to be printed as the form; numbers are numbers, all else text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import ceil
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from goalbook.forms.fill import ProseText
from goalbook.forms.grid import Cell, Grid
from goalbook.messages.catalogue import Catalogue, catalogue, language_of
from goalbook.writers.geometry import HEADING_SIZES, OFFICE, alignment
from goalbook.writers.office.measures import columns, edges, groups, height, row_heights, spreadsheet_number
from goalbook.writers.paper import Leaf, Paper, Unfit

_TALLEST = 400.0  # points; Excel's rows end at 409.5
_LONGEST = 32_767  # characters of a cell
_TALL = 180.0  # points; a merged cell that is higher has its words at its top
_FROZEN = 220.0  # points; more would leave no room to scroll in
_FORMULA = ("=", "+", "-", "@")
_NAME_LENGTH = 31
_FULL_WIDTH = str.maketrans("[]:*?/\\", "［］：＊？／＼", "\n\t'")
_UNDATED = datetime(1980, 1, 1)
_PROSE_COLUMNS = 4  # LibreOffice does not scale a single column to the page
_FOOT_LENGTH = 110


def write_xlsx(leaves: Iterable[Leaf], paper: Paper) -> bytes:
    """The documents in this order as one workbook; with ``paper.cover`` after an overview that links to each sheet.

    Raises ``goalbook.writers.paper.Unfit`` where a text is longer than a cell may be.
    """
    out = io.BytesIO()
    # Many sheets are put together on disk, not in memory.
    with Workbook(out, {"in_memory": paper.cover is None}) as workbook:
        _Book(workbook, paper).write(leaves)
    return out.getvalue()


def _date(day: str) -> datetime:
    """A day of the data as a time; one that isn't in the calendar counts as not known."""
    try:
        return datetime.fromisoformat(day)
    except ValueError:
        return _UNDATED


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rectangle of cells is in a sheet."""

    row: int
    col: int
    last_row: int
    last_col: int


class _Listed(NamedTuple):
    """A document in the overview: what is kept of it; ``sheet`` is the name of its first."""

    body: str
    year: str
    title: str
    address: str
    sheet: str


class _Running(NamedTuple):
    """What the paper of a sheet is like, and what its running foot says."""

    names: tuple[str, ...]
    address: str = ""
    permalink: str = ""
    date: str = ""
    landscape: bool = False


class _Book:
    """A workbook in the making: its formats, the names of its sheets, and its overview."""

    def __init__(self, workbook: Workbook, paper: Paper) -> None:
        self.workbook, self.paper = workbook, paper
        self.t: Catalogue = catalogue(language_of(paper.language))
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.names = {"history"}  # which Excel keeps for itself

    def write(self, leaves: Iterable[Leaf]) -> None:
        cover = self.paper.cover
        overview = self.sheet(self.t("office.overview")) if cover else None
        listed: list[_Listed] = []
        title, author, newest = cover.title if cover else "", self.paper.authority, self.paper.date
        for number, leaf in enumerate(leaves, 1):
            name = self._leaf(leaf, f"{number} " if cover else "")
            if cover:
                listed.append(_Listed(leaf.body, leaf.year, leaf.title, leaf.permalink or leaf.address, name))
            title, author, newest = title or leaf.title, author or leaf.body, newest or leaf.date
        if overview:
            self._overview(overview, listed)
        self.workbook.set_properties({"title": title, "author": author, "created": _date(newest)})

    def _leaf(self, leaf: Leaf, prefix: str) -> str:
        """Write the sheets of a document; gives the name of the first."""
        first = ""
        running = _Running((leaf.body, leaf.title), leaf.address, leaf.permalink, leaf.date, leaf.landscape)
        titled = any(isinstance(part, Grid) and part.title for part in leaf.sheet)
        for group in groups(leaf.sheet):
            head = group[0]
            named = head.title if isinstance(head, Grid) else "" if titled else leaf.title
            rest = self.t("table.indicators") if isinstance(head, Grid) else self.t("office.prose")
            sheet = self.sheet(f"{prefix}{named or rest}")
            first = first or str(sheet.name)
            _Page(self, sheet, running).write(group, "" if titled else leaf.title)
        return first

    def sheet(self, wanted: str) -> Worksheet:
        """A new sheet, its name made one that Excel takes and no other sheet has."""
        name = _cut(wanted.translate(_FULL_WIDTH).strip() or "1", _NAME_LENGTH)
        number = 1
        while name.casefold() in self.names:
            number += 1
            name = _cut(wanted.translate(_FULL_WIDTH).strip(), _NAME_LENGTH - len(f" ({number})")) + f" ({number})"
        self.names.add(name.casefold())
        return self.workbook.add_worksheet(name)

    def format(self, **properties: Any) -> Format:
        """A cell format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            font = {
                "font_name": self.paper.fonts.office,
                "font_size": OFFICE.size,
                "valign": "vcenter",
                "text_wrap": True,
            }
            self.formats[key] = self.workbook.add_format(font | properties)
        return self.formats[key]

    def _overview(self, sheet: Worksheet, listed: Sequence[_Listed]) -> None:
        cover = self.paper.cover
        assert cover
        widths = (14.0, 60.0, 16.0, 100.0, 60.0)
        page = _Page(self, sheet, _Running((self.paper.authority, cover.title), landscape=True))
        page.set_up(list(widths))
        page.title(cover.title, list(widths))
        for line in cover.lines:
            page.line([line], list(widths), centred=True)
        head = self.format(border=1, align="center", bold=True)
        names = ("number", "body", "year", "title", "address")
        for column, name in enumerate(names):
            sheet.write_string(page.row, column, self.t(f"office.{name}"), head)
        sheet.freeze_panes(page.row + 1, 0)
        sheet.repeat_rows(page.row)
        text, middle = self.format(border=1), self.format(border=1, align="center")
        link = self.format(border=1, font_color="#0563C1", underline=1)
        for number, one in enumerate(listed, 1):
            row = page.row + number
            sheet.write_number(row, 0, number, middle)
            sheet.write_string(row, 1, one.body, text)
            sheet.write_string(row, 2, one.year, middle)
            sheet.write_url(row, 3, f"internal:'{one.sheet}'!A1", link, one.title[:255])
            sheet.write_string(row, 4, one.address, text)
            tallest = max(height(words, width, OFFICE.size) for words, width in ((one.title, 100), (one.body, 60)))
            sheet.set_row(row, min(tallest, _TALLEST))


def _cut(text: str, length: int) -> str:
    """A text of at most so many UTF-16 units, as Excel counts them."""
    units = text.encode("utf-16-le")[: 2 * length]
    return units.decode("utf-16-le", "ignore").strip()


class _Page:
    """One sheet in the making, from its top row on."""

    def __init__(self, book: _Book, sheet: Worksheet, running: _Running) -> None:
        self.book, self.sheet, self.running = book, sheet, running
        self.row = 0
        self.high = 0.0  # points of the rows so far

    def write(self, group: tuple[ProseText] | tuple[Grid, ...], title: str) -> None:
        """A table with those that continue it, or prose as a column of one cell a paragraph."""
        first = group[0]
        if isinstance(first, ProseText):
            self._prose(first, title)
            return
        self.set_up(columns(first, self.running.landscape))
        for grid in group:
            if isinstance(grid, Grid):
                self._grid(grid, columns(first, self.running.landscape))
        last = max(self.row - 1, 0)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(first.widths))}{last + 1}"})

    def set_up(self, widths: list[float]) -> None:
        """Paper, margins, foot and columns."""
        sheet, running, paper = self.sheet, self.running, self.book.paper
        for column, width in enumerate(widths):
            sheet.set_column_pixels(column, column, round(width * 96 / 25.4))
        sheet.set_paper(9)
        if running.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(OFFICE.side / 25.4, OFFICE.side / 25.4, OFFICE.top / 25.4, OFFICE.bottom / 25.4)
        size = f'&"{paper.fonts.office}"&{OFFICE.foot:g} '
        names = " · ".join(filter(None, running.names))
        left = f"{size}{_foot(names)}"
        if running.permalink:
            left += f"\n{_foot(running.permalink)}"
        pages = self.book.t("office.page_of", number="&P", count="&N")
        right = f"{size}{pages}" + (f"\n{running.date}" if running.date else "")
        sheet.set_footer(f"&L{left}&R{right}", {"margin": 6 / 25.4})

    def title(self, text: str, widths: list[float], size: float = OFFICE.title) -> None:
        """A line over the whole width, in bold."""
        shape = self.book.format(align="center", bold=True, font_size=size)
        self._whole(text, widths, shape, size)

    def line(self, texts: list[str], widths: list[float], centred: bool = False) -> None:
        """Texts side by side over or under a table, the last one at the right end."""
        if len(texts) > len(widths):
            texts = ["　".join(texts)]
        at = edges(widths, len(texts))
        room = [sum(widths[a:b]) for a, b in pairwise(at)]
        tallest = max(height(text, width, OFFICE.size) for text, width in zip(texts, room, strict=True))
        for n, text in enumerate(texts):
            right = n > 0 and n == len(texts) - 1
            align = "center" if centred else "right" if right else "left"
            self._put(_Place(self.row, at[n], self.row, at[n + 1] - 1), text, self.book.format(align=align))
        self._end(tallest)

    def _whole(self, text: str, widths: list[float], shape: Format, size: float) -> None:
        need = height(text, sum(widths), size)
        rows = ceil(need / _TALLEST)
        self._put(_Place(self.row, 0, self.row + rows - 1, len(widths) - 1), text, shape)
        for _ in range(rows):
            self._end(need / rows)

    def _end(self, points: float) -> None:
        self.sheet.set_row(self.row, points)
        self.row += 1
        self.high += points

    def _put(self, place: _Place, text: str, shape: Format) -> None:
        if len(text.encode("utf-16-le")) > 2 * _LONGEST:
            raise Unfit("office.too_long", address=self.running.address, limit=str(_LONGEST))
        if (place.row, place.col) != (place.last_row, place.last_col):
            self.sheet.merge_range(place.row, place.col, place.last_row, place.last_col, "", shape)
        if text:
            self.sheet.write_string(place.row, place.col, text, shape)
        else:
            self.sheet.write_blank(place.row, place.col, None, shape)

    def _prose(self, text: ProseText, title: str) -> None:
        widths = [OFFICE.width(self.running.landscape) / _PROSE_COLUMNS] * _PROSE_COLUMNS
        self.set_up(widths)
        if title:
            self.title(title, widths)
        for one in text.paragraphs:
            size = HEADING_SIZES[min(one.level, len(HEADING_SIZES)) - 1] if one.level else OFFICE.size
            shape = self.book.format(font_size=size, bold=bool(one.level), **_guard(one.text))
            self._whole(one.text, widths, shape, size)

    def _grid(self, grid: Grid, widths: list[float]) -> None:
        if grid.title:
            self.title(grid.title, widths)
        if grid.subtitle:
            self.line([grid.subtitle], widths, centred=True)
        if grid.above:
            self.line([cell.text for cell in grid.above], widths)
        high = row_heights(grid, widths)
        # A row that is too tall for Excel becomes several, over which its cells are merged.
        starts = [self.row]
        for points in high:
            starts.append(starts[-1] + ceil(points / _TALLEST))
        for cell in grid.cells:
            place = _Place(starts[cell.row], cell.col, starts[cell.row + cell.rows] - 1, cell.col + cell.cols - 1)
            # In the middle of a merged cell that a page's end cuts, words would be cut with it.
            tall = cell.rows > 1 and sum(high[cell.row : cell.row + cell.rows]) > _TALL
            self._cell(cell, place, "top" if tall else "vcenter")
        for n, points in enumerate(high):
            rows = starts[n + 1] - starts[n]
            for _ in range(rows):
                self._end(points / rows)
            if n + 1 == grid.head_rows:
                self.sheet.repeat_rows(starts[0], self.row - 1)
                if self.high <= _FROZEN:
                    self.sheet.freeze_panes(self.row, 0)
        if grid.below:
            self.line(list(grid.below), widths)

    def _cell(self, cell: Cell, place: _Place, upright: str) -> None:
        align = {"c": "center", "r": "right", "l": "left"}[alignment(cell)]
        shape: dict[str, Any] = {"border": 1, "align": align, "valign": upright}
        if number := spreadsheet_number(cell):
            found = self.book.format(**shape, num_format=number.format)
            self._put(place, "", found)
            self.sheet.write_number(place.row, place.col, float(number.value), found)
            return
        shape |= _guard(cell.text)
        if cell.hidden:
            shape["num_format"] = ";;;"  # there for whoever reads the cell, not printed
        if cell.vertical:
            shape["rotation"] = 270
        self._put(place, cell.text, self.book.format(**shape))


def _guard(text: str) -> dict[str, Any]:
    """Makes a text stay one when its cell is edited: a code keeps its zeros, and nothing becomes a formula."""
    if text.startswith(_FORMULA):
        return {"num_format": "@", "quote_prefix": True}
    return {"num_format": "@"} if re.match(r"[0-9]", text) and len(text) <= 255 else {}


def _letters(columns: int) -> str:
    """The name of the last of so many columns."""
    first, last = divmod(columns - 1, 26)
    return f"{chr(64 + first) if first else ''}{chr(65 + last)}"


def _foot(text: str) -> str:
    """Words of a running foot, where ``&`` begins a command and which Excel limits to 255 signs."""
    words = " ".join(text.split())
    return (words if len(words) <= _FOOT_LENGTH else f"{words[: _FOOT_LENGTH - 1]}…").replace("&", "&&")
