"""The official form of a document of each form as text, against golden files that were reviewed once.

``GOLDEN=write python -m pytest site_tests/whole/test_golden_tables.py`` writes them anew: read them through before they are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.book.load import load_document
from goalbook.forms.fill import Sheet, fill
from goalbook.forms.grid import Cell, Grid
from goalbook.messages.catalogue import catalogue
from goalbook.writers.html import write_html
from lxml import html

from site_tests.conftest import ROOT
from site_tests.helpers.golden import compare, read
from site_tests.helpers.html_table import Table
from site_tests.helpers.pages import DOCUMENTS
from site_tests.helpers.shipped import FORMS

PROJECT = DOCUMENTS["hebei-project"]
BLOCKS = ".//*[self::h3 or self::h4 or self::h5 or self::h6 or self::p or self::table]"


def lines(paper: html.HtmlElement) -> list[str]:
    """A line for each heading and paragraph, each table's columns and each of its cells, in printed order."""
    found: list[str] = []
    for block in paper.xpath(BLOCKS):
        if block.tag == "table":
            found += _table_lines(block)
        elif block.get("class") != "gb-paper-foot":
            spans = block.xpath("span") or [block]
            found.append(f"{block.tag} {' | '.join(_text(span) for span in spans)}")
    return found


def _table_lines(element: html.HtmlElement) -> Iterator[str]:
    widths = (column.get("class", "").split()[0].removeprefix("gb-w") for column in element.xpath("colgroup/col"))
    yield ""
    yield f"caption {element.findtext('caption')}"
    yield f"columns {' '.join(widths)}"
    for cell in Table(element).cells:
        place = f"{cell.section} {cell.y + 1},{cell.x + 1}"
        size = f" {cell.height}×{cell.width}" if (cell.height, cell.width) != (1, 1) else ""
        tag = f"th {cell.element.get('scope')}" if cell.is_head else "td"
        yield f"{place}{size} {tag}: {_text(cell.element)}".strip(" ")
    yield ""


def _text(element: html.HtmlElement) -> str:
    for line_end in element.xpath(".//br"):
        line_end.tail = f"⏎{line_end.tail or ''}"
    return element.text_content()


def paper_of(markup: str) -> html.HtmlElement:
    """The sheet of paper in a page."""
    page: html.HtmlElement = html.fromstring(markup)
    return next(section for section in page.iter("section") if "gb-paper" in section.classes)


def golden_name(page: str) -> str:
    return f"tables/{page.rstrip('/')}.txt"


@pytest.mark.parametrize("form", DOCUMENTS)
def test_the_official_form_is_as_reviewed(site: Path, form: str) -> None:
    """Every cell of the built page stands where it stood when it was reviewed, with its spans, its tag and its text."""
    page = DOCUMENTS[form]
    compare(golden_name(page), lines(paper_of((site / page / "index.html").read_text("utf-8"))))


def _sheet() -> Sheet:
    document, _, _ = load_document(ROOT / "goals", f"{PROJECT.rstrip('/')}.yml")
    assert document
    return fill(FORMS[document.form], document)


def _lines_of(sheet: Sheet) -> list[str]:
    markup = write_html(sheet, catalogue("zh"))
    return lines(paper_of(f'<section class="gb-paper">{markup}</section>'))


def _change(number: int, change: Callable[[Grid], Grid]) -> list[str]:
    """The lines of the project sheet with one of its two grids changed."""
    sheet = [part for part in _sheet() if isinstance(part, Grid)]
    sheet[number] = change(sheet[number])
    return _lines_of(tuple(sheet))


def _replaced(grid: Grid, text: str, *cells: Cell) -> Grid:
    """A grid with other cells in the place of the first one with a text."""
    old = next(cell for cell in grid.cells if cell.text == text)
    kept = [cell for cell in grid.cells if cell is not old]
    return replace(grid, cells=tuple(sorted([*kept, *cells])))


def _split_merge(grid: Grid) -> Grid:
    merged = next(cell for cell in grid.cells if cell.text == "产出指标")
    parts = (merged._replace(row=merged.row + n, rows=1) for n in range(merged.rows))
    return _replaced(grid, "产出指标", *parts)


def _too_narrow(grid: Grid) -> Grid:
    purpose = next(cell for cell in grid.cells if cell.text == "两辆公车续保")
    rest = Cell(purpose.row, purpose.col + purpose.cols - 1)
    return _replaced(grid, purpose.text, purpose._replace(cols=purpose.cols - 1), rest)


def _swapped(grid: Grid) -> Grid:
    first, second = (next(cell for cell in grid.cells if cell.text == text) for text in ("数量指标", "质量指标"))
    texts = {first: second.text, second: first.text}
    return replace(grid, cells=tuple(cell._replace(text=texts.get(cell, cell.text)) for cell in grid.cells))


def _indented(grid: Grid) -> Grid:
    amount = next(cell for cell in grid.cells if cell.text == "0.80")
    return _replaced(grid, amount.text, amount._replace(text=f"　{amount.text}"))


CHANGES: dict[str, tuple[int, Callable[[Grid], Grid]]] = {
    "a merged label split into its rows": (1, _split_merge),
    "a cell one column too narrow": (0, _too_narrow),
    "a column too narrow": (1, lambda grid: replace(grid, widths=(*grid.widths[:-1], 5))),
    "two labels swapped": (1, _swapped),
    "the other table's title": (1, lambda grid: replace(grid, title="1.车辆保险费绩效目标表")),
    "a head row that is none": (1, lambda grid: replace(grid, head_rows=0)),
    "a unit line lost": (0, lambda grid: replace(grid, above=grid.above[:1])),
    "a blank before a text": (0, _indented),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_golden_file_tells(change: str) -> None:
    """The golden file holds for the grids as they are, and for none with a single thing changed."""
    golden = read(golden_name(PROJECT))
    assert _lines_of(_sheet()) == golden
    assert _change(*CHANGES[change]) != golden
