"""On a telephone each row of an official table is a card: every value of every year, town and half in sight, after its head."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from goalbook.forms.catalogue import shipped_forms
from goalbook.forms.drawing import read_form
from goalbook.forms.fill import Sheet, fill
from goalbook.forms.grid import Cell, Grid
from goalbook.host.assets import STYLES, joined
from goalbook.messages.catalogue import catalogue
from goalbook.model.places import anchors_of
from goalbook.model.records import Document
from goalbook.writers.html import write_html
from goalbook.writers.html_cards import Cards
from playwright.sync_api import Browser, Page

from site_tests.helpers.drawn_forms import DRAWN_FORMS
from site_tests.helpers.samples.shipped import sample_of

T = catalogue("zh")
# A self-evaluation, a transfer to towns, a monitoring with forecasts, term and annual halves, series of years, records of several rows.
SHEETS = (
    "cn-project-selfeval", "cn-transfer-regions", "cn-monitor", "cn-project-term", "en-measures", "two columns for each year",
    "a column for each town", "records of several rows",
)  # fmt: skip
_THEME = "html {font-size: 125%; --md-default-bg-color: #fff; --md-default-fg-color: #000} * {box-sizing: border-box}"
# The cells below heads with what they say before their text, and where they are.
_CELLS = """() => [...document.querySelectorAll(".gb-grid:has(> thead) > tbody > tr > *")].map((cell) => {
    const box = cell.getBoundingClientRect(), before = getComputedStyle(cell, "::before").content;
    return [cell.innerText.trim(), before === "none" ? "" : JSON.parse(before), box.left, box.right, box.width && box.height];
})"""


def sheet_of(name: str) -> tuple[Document, Sheet]:
    """A generated document in a form of the package or in a drawn one."""
    if name in DRAWN_FORMS:
        form, _ = read_form(DRAWN_FORMS[name].text.encode(), "forms/made.yml", "made")
        assert form is not None
        document = Document.model_validate(DRAWN_FORMS[name].document)
    else:
        form = shipped_forms()[name]
        document = Document.model_validate(sample_of(form))
    return document, fill(form, document)


def page_of(document: Document, sheet: Sheet) -> str:
    """The sheet as a page of the site has it, without the theme around it."""
    css = joined(STYLES)
    table = write_html(sheet, T, anchors=anchors_of(document))
    return (
        f"<!doctype html><html lang=zh><style>{_THEME} {css}</style>"
        f'<body class="md-typeset"><section class="gb-paper gb-fits"><div class="gb-narrow">{T("table.swipe")}'
        f'<label><input type="checkbox" class="gb-as-drawn">{T("table.as_drawn")}</label></div>{table}</section></body></html>'
    )


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A window 360 px wide."""
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    yield tab
    tab.close()


@pytest.mark.parametrize("name", SHEETS)
def test_every_value_is_in_sight_after_its_head(phone: Page, name: str) -> None:
    """At 360 px no cell below heads is off the screen or cut, and each says the heads of its column."""
    document, sheet = sheet_of(name)
    phone.set_content(page_of(document, sheet))
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= 360
    found = phone.evaluate(_CELLS)
    printed = [one for one in _below_heads(sheet) if one[0]]
    assert printed
    shown = [
        (" ".join(text.split()), label)
        for text, label, left, right, size in found
        if size and left >= 0 and right <= 360
    ]
    for text, label in printed:
        assert (text, label) in shown, (text, label)


def _below_heads(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """The text of each cell below the heads of its grid, with the heads of columns above it."""
    for grid in (part for part in sheet if isinstance(part, Grid) and part.head_rows):
        texts = {cell[:2]: cell.text for cell in grid.cells if cell.row + cell.rows <= grid.head_rows}
        for cell in grid.cells:
            if cell.row >= grid.head_rows and not cell.hidden:
                heads = [texts[place] for place in cell.heads if texts.get(place)] if cell.head != "row" else None
                if heads is not None:
                    yield " ".join(cell.text.split()), " › ".join(heads)


def test_the_form_can_be_seen_as_it_is_drawn(phone: Page) -> None:
    """One touch shows the table, which says that it scrolls; a wide window shows it always and says nothing."""
    phone.set_content(page_of(*sheet_of("cn-transfer-regions")))
    table = phone.locator(".gb-grid").last
    display = "(box) => getComputedStyle(box).display"
    assert (table.evaluate(display), phone.get_by_text(T("table.swipe")).is_visible()) == ("block", True)
    phone.get_by_label(T("table.as_drawn")).check()
    assert table.evaluate(display) == "table"
    assert table.evaluate("(box) => box.parentElement.scrollWidth > box.parentElement.clientWidth")
    assert "linear-gradient" in table.evaluate("(box) => getComputedStyle(box.parentElement).backgroundImage")
    phone.set_viewport_size({"width": 1280, "height": 800})
    assert not phone.get_by_text(T("table.swipe")).is_visible()
    phone.set_viewport_size({"width": 360, "height": 800})


def test_a_card_says_what_spans_it() -> None:
    """A label over several rows is on the cards of all of them; long words are cut there, and quotes stay words."""
    long = '"' + "长" * 60
    heads = Cell(0, 0, text="一级指标", head="col"), Cell(0, 1, text=long, head="col")
    below = Cell(1, 0, rows=2, text="产出", head="row"), Cell(1, 1, text="甲"), Cell(2, 1, text="乙")
    cards = Cards(Grid("made", (10, 10), (*heads, *below), head_rows=1))
    assert (cards.under(1), cards.under(2)) == ("", ' data-gb-under="一级指标 产出"')
    assert cards.label(below[2], ((0, 1),)) == f' data-gb-label="&quot;{"长" * 39}…"'
    assert cards.label(heads[0], ((0, 1),)) == ""


def test_a_label_beside_the_rows_is_no_head_of_theirs() -> None:
    """One that begins beside the heads and goes on below is said of no value."""
    side, head, value = (
        Cell(0, 0, rows=2, text="绩效指标", head="row"),
        Cell(0, 1, text="指标值", head="col"),
        Cell(1, 1, text="甲"),
    )
    cards = Cards(Grid("made", (10, 10), (side, head, value), head_rows=1))
    assert cards.label(value, ((0, 0), (0, 1))) == ' data-gb-label="指标值"'
