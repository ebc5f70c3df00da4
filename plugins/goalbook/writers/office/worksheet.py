"""One sheet of a workbook, set up to be printed as the form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from goalbook.book.annex import Annex
from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.grid import Cell, Grid, centred, lines_around
from goalbook.messages.catalogue import Catalogue
from goalbook.writers.csv import FORMULA
from goalbook.writers.geometry import A4, HEADING_SIZES, OFFICE, Sides, alignment
from goalbook.writers.office.measures import columns, edges, height, number_sizes, row_heights, spreadsheet_number
from goalbook.writers.paper import Leaf, Paper, Unfit

_EXCEL_PAPER = {True: 9, False: 1}  # A4 or Letter
TALLEST = 400.0  # points; Excel's rows end at 409.5
_LONGEST = 32_767  # characters of a cell
_TALL = 180.0  # points; a merged cell that is higher has its words at its top
_FROZEN = 220.0  # points; more would leave no room to scroll in
_PROSE_COLUMNS = 4  # LibreOffice does not scale a single column to the page
_FOOT_LENGTH = 110


class Formats:
    """The cell formats of a workbook in its paper's font, and the words of its language."""

    def __init__(self, workbook: Workbook, paper: Paper, t: Catalogue) -> None:
        self.workbook, self.paper, self.t = workbook, paper, t
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """A cell format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            font = {
                "font_name": self.paper.office_font,
                "font_size": OFFICE.size,
                "valign": "vcenter",
                "text_wrap": True,
            }
            self.made[key] = self.workbook.add_format(font | properties)
        return self.made[key]


class Running(NamedTuple):
    """What the paper of a sheet is like, and what its running foot says."""

    names: tuple[str, ...]
    address: str = ""
    permalink: str = ""
    date: str = ""
    sides: Sides = A4


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rectangle of cells is in a sheet."""

    row: int
    col: int
    last_row: int
    last_col: int


class SheetPage:
    """One sheet in the making, from its top row on."""

    def __init__(self, formats: Formats, sheet: Worksheet, running: Running, annex: Annex | None = None) -> None:
        self.formats, self.sheet, self.running, self.annex = formats, sheet, running, annex
        self.row = 0
        self.high = 0.0  # points of the rows so far

    def write(self, parts: Sheet, title: str) -> None:
        """The parts of a form, whose tables have the same columns; prose is a cell a paragraph, over all of them."""
        grids = [part for part in parts if isinstance(part, Grid)]
        even = [OFFICE.width(self.running.sides) / _PROSE_COLUMNS] * _PROSE_COLUMNS
        widths = columns(grids[0], self.running.sides) if grids else even
        self.set_up(widths)
        if title and len(grids) < len(parts):
            self.title(title, widths)
        for before, part in zip((None, *parts), parts, strict=False):
            if isinstance(part, ProseText):
                self._prose(part, widths)
                continue
            if isinstance(before, Grid) and not part.joined:
                self._end(OFFICE.size)  # a blank row between two tables
            self._grid(part, widths)
        if self.annex and self.annex.legend:
            self.line([self.annex.legend], widths)
        if grids:
            self.sheet.ignore_errors(
                {"number_stored_as_text": f"A1:{xl_col_to_name(len(widths) - 1)}{max(self.row, 1)}"}
            )

    def set_up(self, widths: list[float]) -> None:
        """Paper, margins, foot and columns."""
        sheet, running, paper = self.sheet, self.running, self.formats.paper
        for column, width in enumerate(widths):
            sheet.set_column_pixels(column, column, round(width * 96 / 25.4))
        sheet.set_paper(_EXCEL_PAPER[sorted(running.sides) == sorted(A4)])
        if running.sides[0] > running.sides[1]:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(OFFICE.side / 25.4, OFFICE.side / 25.4, OFFICE.top / 25.4, OFFICE.bottom / 25.4)
        size = f'&"{paper.office_font}"&{OFFICE.foot:g} '
        names = " · ".join(filter(None, running.names))
        left = f"{size}{_foot(names)}"
        if running.permalink:
            left += f"\n{_foot(running.permalink)}"
        pages = self.formats.t("office.page_of", number="&P", count="&N")
        right = f"{size}{pages}" + (f"\n{running.date}" if running.date else "")
        sheet.set_footer(f"&L{left}&R{right}", {"margin": 6 / 25.4})

    def title(self, text: str, widths: list[float], size: float = OFFICE.title) -> None:
        """A line over the whole width, in bold."""
        shape = self.formats.get(align="center", bold=True, font_size=size)
        self._whole(text, widths, shape, size)

    def around(self, cells: list[Cell], widths: list[float]) -> None:
        """A line over or below a table."""
        middle = centred(cells)
        self.line([cell.text for cell in cells if cell.text or not middle], widths, middle)

    def line(self, texts: list[str], widths: list[float], centred: bool = False) -> None:
        """Texts side by side over or under a table, the last one at the right end."""
        if len(texts) > len(widths):
            texts = [self.formats.t("office.gap").join(texts)]
        at = edges(widths, len(texts))
        room = [sum(widths[a:b]) for a, b in pairwise(at)]
        tallest = max(height(text, width, OFFICE.size) for text, width in zip(texts, room, strict=True))
        for n, text in enumerate(texts):
            right = n > 0 and n == len(texts) - 1
            align = "center" if centred else "right" if right else "left"
            self._put(_Place(self.row, at[n], self.row, at[n + 1] - 1), text, self.formats.get(align=align))
        self._end(tallest)

    def _whole(self, text: str, widths: list[float], shape: Format, size: float) -> None:
        need = height(text, sum(widths), size)
        rows = ceil(need / TALLEST)
        self._put(_Place(self.row, 0, self.row + rows - 1, len(widths) - 1), text, shape)
        for _ in range(rows):
            self._end(need / rows)

    def _end(self, points: float) -> None:
        self.sheet.set_row(self.row, points)
        self.row += 1
        self.high += points

    def _put(self, place: _Place, text: str, shape: Format) -> None:
        _require_short(text, self.running.address)
        if (place.row, place.col) != (place.last_row, place.last_col):
            self.sheet.merge_range(place.row, place.col, place.last_row, place.last_col, "", shape)
        if text:
            self.sheet.write_string(place.row, place.col, text, shape)
        else:
            self.sheet.write_blank(place.row, place.col, None, shape)

    def _prose(self, text: ProseText, widths: list[float]) -> None:
        for paragraph in text.paragraphs:
            size = HEADING_SIZES[min(paragraph.level, len(HEADING_SIZES)) - 1] if paragraph.level else OFFICE.size
            shape = self.formats.get(font_size=size, bold=bool(paragraph.level), **_guard(paragraph.text))
            self._whole(paragraph.text, widths, shape, size)

    def _grid(self, grid: Grid, widths: list[float]) -> None:
        if grid.number:
            self.line([grid.number], widths)
        if grid.title:
            self.title(grid.title, widths)
        if grid.subtitle:
            self.line([grid.subtitle], widths, centred=True)
        for cells in lines_around(grid.above):
            self.around(cells, widths)
        high, sizes = row_heights(grid, widths), number_sizes(grid, widths)
        # A row that is too tall for Excel becomes several, over which its cells are merged.
        starts = [self.row]
        for points in high:
            starts.append(starts[-1] + ceil(points / TALLEST))
        for cell in grid.cells:
            place = _Place(starts[cell.row], cell.col, starts[cell.row + cell.rows] - 1, cell.col + cell.cols - 1)
            # In the middle of a merged cell that a page's end cuts, words would be cut with it.
            tall = cell.rows > 1 and sum(high[cell.row : cell.row + cell.rows]) > _TALL
            size = sizes.get(cell[:2]) or OFFICE.size
            self._cell(cell, place, {"valign": "top" if tall else "vcenter", "font_size": size})
        for n, points in enumerate(high):
            rows = starts[n + 1] - starts[n]
            for _ in range(rows):
                self._end(points / rows)
            if n + 1 == grid.head_rows:
                self.sheet.repeat_rows(starts[0], self.row - 1)
                if self.high <= _FROZEN:
                    self.sheet.freeze_panes(self.row, 0)
        for cells in lines_around(grid.below):
            self.around(cells, widths)

    def _cell(self, cell: Cell, place: _Place, text: dict[str, Any]) -> None:
        align = {"c": "center", "r": "right", "l": "left"}[alignment(cell)]
        shape: dict[str, Any] = {"border": 1, "align": align, **text}
        sign = self.annex.sign(cell) if self.annex else ""
        if number := spreadsheet_number(cell._replace(text=cell.text.removesuffix(sign))):
            found = self.formats.get(**shape, num_format=f'{number.format}"{sign}"' if sign else number.format)
            self._put(place, "", found)
            self.sheet.write_number(place.row, place.col, float(number.value), found)
            return
        shape |= _guard(cell.text)
        if cell.hidden:
            shape["num_format"] = ";;;"  # there for whoever reads the cell, not printed
        if cell.vertical:
            shape["rotation"] = 270
        self._put(place, cell.text, self.formats.get(**shape))


def require_xlsx(leaf: Leaf, _: Paper) -> None:
    """Raises ``goalbook.writers.paper.Unfit`` where a text of a document is longer than a cell may be."""
    for text in leaf.texts:
        _require_short(text, leaf.address)


def _require_short(text: str, address: str) -> None:
    if len(text.encode("utf-16-le")) > 2 * _LONGEST:
        raise Unfit("office.too_long", address=address, limit=str(_LONGEST))


def _guard(text: str) -> dict[str, Any]:
    """Makes a text stay one when its cell is edited: a code keeps its zeros, and nothing becomes a formula."""
    if text.startswith(FORMULA):
        return {"num_format": "@", "quote_prefix": True}
    return {"num_format": "@"} if re.match(r"[0-9]", text) and len(text) <= 255 else {}


def _foot(text: str) -> str:
    """Words of a running foot, where ``&`` begins a command and which Excel limits to 255 signs."""
    words = " ".join(text.split())
    return (words if len(words) <= _FOOT_LENGTH else f"{words[: _FOOT_LENGTH - 1]}…").replace("&", "&&")
