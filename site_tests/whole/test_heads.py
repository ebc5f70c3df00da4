"""The heads of every cell of the official tables, by the HTML standard's own search and in Chromium's accessibility tree."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page

from site_tests.helpers.golden import compare
from site_tests.helpers.html_table import Table
from site_tests.helpers.pages import DOCUMENTS

TABULAR = [form for form in DOCUMENTS if form != "hebei-department"]


def tables(site: Path, form: str) -> list[Table]:
    """The official tables of a form's document."""
    page = html.fromstring((site / DOCUMENTS[form] / "index.html").read_bytes())
    return [Table(element) for element in page.xpath('//table[contains(@class, "gb-grid")]')]


def heads_lines(table: Table) -> list[str]:
    """A line for each data cell and each name that heads a row: its heads, an arrow, its text."""
    cells = [cell for cell in table.cells if cell.y >= len(table.element.xpath("thead/tr"))]
    cells = [cell for cell in cells if not cell.is_head or cell.element.get("scope") == "row"]
    return [f"{' | '.join(head.text for head in table.heads(cell))} → {cell.text}".strip(" ") for cell in cells]


@pytest.mark.parametrize("form", TABULAR)
def test_cells_have_the_heads_of_the_form(site: Path, form: str) -> None:
    """The heads that HTML gives each cell are, in their order, those that the paper form gives it."""
    lines = [
        line
        for table in tables(site, form)
        for line in ("", table.element.findtext("caption") or "", *heads_lines(table))
    ]
    compare(f"heads/{form}.txt", lines[1:])


@pytest.mark.parametrize("form", TABULAR)
def test_tables_are_whole(site: Path, form: str) -> None:
    """No slot of a table is without a cell, and no value with a text is without a head."""
    for table in tables(site, form):
        assert table.holes == []
        values = [cell for cell in table.cells if not cell.is_head and cell.text]
        assert values
        assert [cell.text for cell in values if not table.heads(cell)] == []


def test_the_search_stops_where_the_standard_says() -> None:
    """The standard's own examples: a head behind data cells is hidden by one of the same width; names given win."""
    table = Table(
        html.fromstring(
            """<table><tbody>
            <tr><th>甲<th>乙
            <tr><td>1<td>2
            <tr><th>丙<th>丁
            <tr><td>3<td id="v" headers="r">4
            <tr><th scope="row" id="r">戊<td>5
            </tbody></table>"""
        )
    )
    found = [f"{cell.text}{''.join(head.text for head in table.heads(cell))}" for cell in table.cells]
    assert found == ["甲", "乙", "1甲", "2乙", "丙", "丁", "3丙", "4戊", "戊", "5丁戊"]


def _announced(tab: Page) -> list[Counter[str]]:
    """For each table of the accessibility tree, how many nodes of each role are in it."""
    session = tab.context.new_cdp_session(tab)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def inside(node: dict[str, object]) -> Counter[str]:
        role = node.get("role", {}).get("value") if not node.get("ignored") else ""  # type: ignore[attr-defined]
        found = Counter([str(role)])
        for child in node.get("childIds", []):  # type: ignore[attr-defined]
            found += inside(by_id[child])
        return found

    return [inside(node) for node in nodes if node.get("role", {}).get("value") == "table"]


@pytest.mark.parametrize("form", TABULAR)
def test_chromium_announces_tables_rows_and_heads(site: Path, address: str, tab: Page, form: str) -> None:
    """The accessibility tree has the tables with as many rows, column heads, row heads and cells as the form."""
    tab.goto(address + DOCUMENTS[form])
    written = [
        {
            "row": table.height,
            "columnheader": sum(cell.element.get("scope") == "col" for cell in table.cells),
            "rowheader": sum(cell.element.get("scope") == "row" for cell in table.cells),
            "cell": sum(not cell.is_head for cell in table.cells),
        }
        for table in tables(site, form)
    ]
    announced = [{role: found[role] for role in written[0]} for found in _announced(tab)]
    assert announced == written
