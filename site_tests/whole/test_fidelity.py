"""The five originals against the built site: every printed cell is on its document's page, in its row and order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from site_tests.forms.test_fidelity import (
    LEVEL_1_HEAD,
    LEVEL_1_LABEL,
    PRINTED_CELLS,
    TWO_LINE_HEADING,
    as_extracted,
    pieces,
)
from site_tests.helpers.original import FILES, Row, original_rows

# What a page adds to the printed words, each in an element of its own: "not stated", a lost head that is announced,
# the name of the table for screen readers, the frame's own words.
ADDED = ("gb-absent", "gb-lost-label", "gb-hidden", "gb-paper-name", "gb-paper-foot")

documents = pytest.mark.parametrize("address", FILES)


def paper(site: Path, address: str) -> html.HtmlElement:
    """The sheet of paper on a document's page, without what the page adds."""
    page = html.fromstring((site / address / "index.html").read_bytes())
    (sheet,) = page.find_class("gb-paper")
    for name in ADDED:
        for element in sheet.find_class(name):
            element.text = ""
    return sheet


def text_of(element: html.HtmlElement) -> str:
    """The text of an element, its line breaks kept."""
    for br in element.iter("br"):
        br.text = "\n"
    return "".join(element.itertext()).strip(" \t\n")


def table_rows(table: html.HtmlElement) -> Iterator[Row]:
    """The rows of a table with merged cells resolved: every cell that stands in a row, once."""
    taken: dict[tuple[int, int], tuple[int, str]] = {}
    last = 0
    for y, row in enumerate(table.iter("tr")):
        x = 0
        for cell in row.iterchildren("td", "th"):
            while (y, x) in taken:
                x += 1
            text = text_of(cell)
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    assert (y + down, x + right) not in taken, f"two cells at row {y + down}, column {x + right}"
                    taken[y + down, x + right] = (id(cell), text)
        last = y
    for y in range(last + 1):
        cells = dict.fromkeys(taken[place] for place in sorted(taken) if place[0] == y)
        yield tuple(text for _, text in cells)


def page_rows(site: Path, address: str) -> list[Row]:
    """What a page prints of a document, row by row, in the order of the page."""
    rows: list[Row] = []
    for element in paper(site, address).iter("table", "p", "h2", "h3", "h4", "h5", "h6"):
        if element.tag == "table":
            rows += table_rows(element)
        elif set(element.classes) & {"gb-above", "gb-sign"}:
            spans = tuple(text_of(span) for span in element)
            rows += [spans] if "gb-above" in element.classes else [(span,) for span in spans]
        else:
            text = text_of(element)
            joined = " ".join(TWO_LINE_HEADING)
            rows += [(line,) for line in TWO_LINE_HEADING] if text == joined else [(text,)]
    return rows


def own_pieces(site: Path, address: str) -> Counter[str]:
    """The texts on a page, each merged cell once."""
    found: Counter[str] = Counter()
    sheet = paper(site, address)
    for table in list(sheet.iter("table")):
        found.update(as_extracted(text_of(cell)) for cell in table.iter("td", "th"))
        table.clear()
    for element in sheet.iter("p", "h2", "h3", "h4", "h5", "h6"):
        spans = list(element) if set(element.classes) & {"gb-above", "gb-sign"} else [element]
        for span in spans:
            text = text_of(span)
            found.update(TWO_LINE_HEADING if text == " ".join(TWO_LINE_HEADING) else [as_extracted(text)])
    del found[""]
    return found


def test_all_printed_cells_are_on_their_pages(site: Path) -> None:
    """Each of the 922 printed cells is on its document's page as often as it was printed, and nothing else is."""
    total = 0
    for address in FILES:
        printed = Counter(pieces(original_rows(address)))
        assert own_pieces(site, address) == printed, address
        total += printed.total()
    assert total == PRINTED_CELLS


@documents
def test_a_printed_row_is_a_row_of_the_page(site: Path, address: str) -> None:
    """What was printed side by side stands in one row of the page, in printed order, row after row."""
    rest = iter(page_rows(site, address))
    for row in original_rows(address):
        torn_out = LEVEL_1_LABEL if LEVEL_1_HEAD in row else ""
        printed = [cell for cell in row if cell not in ("", torn_out)]
        assert not printed or any(_in_order(printed, one) for one in rest), row


def _in_order(printed: list[str], row: Row) -> bool:
    rest = iter(as_extracted(text) for text in row)
    return all(cell in rest for cell in printed)
