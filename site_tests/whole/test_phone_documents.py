"""A document on a telephone: name and target of each indicator in sight together, and the values that its files carry."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from site_tests.helpers.pages import DOCUMENTS
from site_tests.whole.conftest import Window

every_table = pytest.mark.parametrize("form", [form for form in DOCUMENTS if form != "hebei-department"])

# Of each indicator: its name, where that and its first target (or grade) stand, how its link shows.
_INDICATORS = """() => [...document.querySelectorAll('.gb-grid [id^="x-"]:not([id*=":"])')].map((name) => {
    const target = [...document.querySelectorAll(`[id^="${name.id}:"]`)].find((cell) => /:(target|targets\\.|levels\\.)/.test(cell.id));
    const link = name.querySelector(".gb-permalink");
    const box = (cell) => cell.getBoundingClientRect().toJSON();
    return {name: name.innerText, at: box(name), target: target && box(target), link: link && Number(getComputedStyle(link).opacity)};
})"""
# The text of each cell that shows a value on the screen, by its id.
_CELLS = """() => Object.fromEntries([...document.querySelectorAll(".gb-grid :is(td, th)[id]")]
    .filter((cell) => /^x-|:/.test(cell.id) && !cell.querySelector(".gb-absent")
        && cell.getBoundingClientRect().width && cell.textContent.trim() && cell.getBoundingClientRect().right <= innerWidth)
    .map((cell) => [cell.id, cell.innerText.replace(/\\s+/g, "")]))"""


def opened(window: Window, address: str, width: int) -> Page:
    """A page in a window of a width."""
    tab = window("light", width)
    tab.goto(address)
    return tab


@every_table
def test_name_and_target_are_in_sight_together(window: Window, address: str, form: str) -> None:
    """At 360 px each indicator shows both within a screen of 640 px, nothing off it, with a link to it."""
    found = opened(window, address + DOCUMENTS[form], 360).evaluate(_INDICATORS)
    assert found
    for one in found:
        for box in (one["at"], *([one["target"]] if one["target"] else [])):
            assert box["width"] > 0
            assert box["left"] >= 0
            assert box["right"] <= 360
        if one["target"]:
            assert one["target"]["bottom"] - one["at"]["top"] < 640, one["name"]
        if one["name"].strip():
            assert one["link"] > 0


@every_table
def test_cards_table_csv_and_pdf_carry_the_same_values(window: Window, address: str, site: Path, form: str) -> None:
    """Each value of the CSV file is a cell of the table, stands on a card with the same text, and is printed."""
    page = DOCUMENTS[form]
    table = opened(window, address + page, 1280).evaluate(_CELLS)
    cards = opened(window, address + page, 360).evaluate(_CELLS)
    # The heads over a plan of spending stand before its values on a card.
    assert cards == {one: text for one, text in table.items() if not one.endswith(".by")}
    with (site / f"{page.rstrip('/')}.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {"".join(cell.split()) for row in csv.reader(file) for cell in row}
    assert set(cards.values()) <= listed
    printed = "".join(
        "".join((one.extract_text() or "").split()) for one in PdfReader(site / f"{page.rstrip('/')}.pdf").pages
    )
    assert [text for text in cards.values() if len(text) < 20 and text not in printed] == []
