"""Filled forms as an Excel workbook: a sheet a form, set up to be printed as the form; numbers are numbers, all else text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from goalbook.forms.grid import Grid
from goalbook.messages.catalogue import catalogue, language_of
from goalbook.writers.geometry import A4, OFFICE
from goalbook.writers.office.measures import height
from goalbook.writers.office.one_sheet import on_one_sheet
from goalbook.writers.office.worksheet import TALLEST, Formats, Running, SheetPage
from goalbook.writers.paper import Leaf, Paper

_NAME_LENGTH = 31
_FULL_WIDTH = str.maketrans("[]:*?/\\", "［］：＊？／＼", "\n\t'")
_UNDATED = datetime(1980, 1, 1)
MADE_FROM = "Goalbook"
"""The property of a workbook of one document that names its address and the sha256 of its goal file."""


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


class _Listed(NamedTuple):
    """A document in the overview: what is kept of it; ``sheet`` is the name of that with its form."""

    body: str
    year: str
    title: str
    address: str
    sheet: str


class _Book:
    """A workbook in the making: its formats, the names of its sheets, and its overview."""

    def __init__(self, workbook: Workbook, paper: Paper) -> None:
        self.workbook, self.paper = workbook, paper
        self.t = catalogue(language_of(paper.language))
        self.formats = Formats(workbook, paper, self.t)
        self.names = {"history"}  # which Excel keeps for itself

    def write(self, leaves: Iterable[Leaf]) -> None:
        """Write the sheets of every document, and the overview over them."""
        cover = self.paper.cover
        overview = self.sheet(self.t("office.overview")) if cover else None
        listed: list[_Listed] = []
        title, author, newest = cover.title if cover else "", self.paper.authority, self.paper.date
        origins: list[str] = []
        for number, leaf in enumerate(leaves, 1):
            name = self._leaf(leaf, f"{number} " if cover else "")
            if cover:
                listed.append(_Listed(leaf.body, leaf.year, leaf.title, leaf.permalink or leaf.address, name))
            origins.append(f"{leaf.address} {leaf.digest}")
            title, author, newest = title or leaf.title, author or leaf.body, newest or leaf.date
        if overview:
            self._overview(overview, listed)
        if len(origins) == 1:
            self.workbook.set_custom_property(MADE_FROM, origins[0], "text")
        self.workbook.set_properties({"title": title, "author": author, "created": _date(newest)})

    def _leaf(self, leaf: Leaf, prefix: str) -> str:
        """Write the sheet of a document, and one for its annex; gives the name of the first."""
        running = Running((leaf.body, leaf.title), leaf.address, leaf.permalink, leaf.date, leaf.sides)
        title = next((part.title for part in leaf.sheet if isinstance(part, Grid) and part.title), "")
        sheet = self.sheet(f"{prefix}{title or leaf.title}")
        page = SheetPage(self.formats, sheet, running, leaf.annex)
        page.write(on_one_sheet(leaf.signed, leaf.sides), "" if title else leaf.title)
        if leaf.annex:
            beside = self.sheet(f"{prefix}{self.t('annex.sheet')}")
            SheetPage(self.formats, beside, running).write((leaf.annex.text,), "")
        return str(sheet.name)

    def sheet(self, wanted: str) -> Worksheet:
        """A new sheet, its name made one that Excel takes and no other sheet has."""
        name = _cut(wanted.translate(_FULL_WIDTH).strip() or "1", _NAME_LENGTH)
        number = 1
        while name.casefold() in self.names:
            number += 1
            name = _cut(wanted.translate(_FULL_WIDTH).strip(), _NAME_LENGTH - len(f" ({number})")) + f" ({number})"
        self.names.add(name.casefold())
        return self.workbook.add_worksheet(name)

    def _overview(self, sheet: Worksheet, listed: Sequence[_Listed]) -> None:
        cover = self.paper.cover
        assert cover
        widths = (14.0, 60.0, 16.0, 100.0, 60.0)
        page = SheetPage(self.formats, sheet, Running((self.paper.authority, cover.title), sides=(A4[1], A4[0])))
        page.set_up(list(widths))
        page.title(cover.title, list(widths))
        for line in cover.lines:
            page.line([line], list(widths), centred=True)
        head = self.formats.get(border=1, align="center", bold=True)
        names = ("number", "body", "year", "title", "address")
        for column, name in enumerate(names):
            sheet.write_string(page.row, column, self.t(f"office.{name}"), head)
        sheet.freeze_panes(page.row + 1, 0)
        sheet.repeat_rows(page.row)
        text, middle = self.formats.get(border=1), self.formats.get(border=1, align="center")
        link = self.formats.get(border=1, font_color="#0563C1", underline=1)
        for number, document in enumerate(listed, 1):
            row = page.row + number
            sheet.write_number(row, 0, number, middle)
            sheet.write_string(row, 1, document.body, text)
            sheet.write_string(row, 2, document.year, middle)
            sheet.write_url(row, 3, f"internal:'{document.sheet}'!A1", link, document.title[:255])
            sheet.write_string(row, 4, document.address, text)
            tallest = max(
                height(words, width, OFFICE.size) for words, width in ((document.title, 100), (document.body, 60))
            )
            sheet.set_row(row, min(tallest, TALLEST))


def _cut(text: str, length: int) -> str:
    """A text of at most so many UTF-16 units, as Excel counts them."""
    units = text.encode("utf-16-le")[: 2 * length]
    return units.decode("utf-16-le", "ignore").strip()
