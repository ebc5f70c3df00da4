"""Documents in the browser: their tables, keys, buttons and downloads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pytest
from goalbook.forms.fill import ProseText
from goalbook.forms.grid import Grid
from playwright.sync_api import Browser, Page

from site_tests.conftest import ROOT
from site_tests.helpers.key_stops import STILL, key_stops
from site_tests.helpers.leaves import leaf_of
from site_tests.helpers.pages import DOCUMENTS, REDIRECT
from site_tests.whole.conftest import Window

PROJECT = DOCUMENTS["hebei-project"]
TABULAR = [form for form in DOCUMENTS if form != "hebei-department"]


def some(*now: str, of: Iterable[str] = DOCUMENTS) -> pytest.MarkDecorator:
    """Two documents that differ most in what is tried; all of them in the full run."""
    return pytest.mark.parametrize(
        "form", [pytest.param(one, marks=() if one in now else pytest.mark.full) for one in of]
    )


# Boxes that scroll sideways, as far as they have to here, and what they are called.
_SCROLLING = """() => [...document.querySelectorAll("body *")]
    .filter((box) => /auto|scroll/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth)
    .map((box) => [box.className, box.tabIndex, box.getAttribute("role"), box.getAttribute("aria-label")])"""


def test_a_wide_screen_shows_the_whole_form(window: Window, address: str) -> None:
    """No official table scrolls on a screen of 1280 px."""
    tab = window("light", 1280)
    for page in DOCUMENTS.values():
        tab.goto(address + page)
        assert tab.evaluate(_SCROLLING) == [], page


def test_an_old_address_leads_on(tab: Page, odd_address: str) -> None:
    """Who calls a document by its old address arrives at the new one."""
    tab.goto(odd_address + REDIRECT)
    tab.wait_for_url(odd_address + PROJECT)


@some("hebei-project", "hebei-department")
def test_the_keys_reach_everything(window: Window, address: str, form: str) -> None:
    """The Tab key stops once at every link, button, fold and scrolling box, in the page's order, each time visibly."""
    tab = window("light", 1280)
    tab.goto(address + DOCUMENTS[form])
    tab.evaluate(STILL)
    stops = key_stops(tab)
    assert [stop["what"] for stop in stops if not stop["ring"]] == []
    assert [stop["what"] for stop in stops if not stop["shown"]] == []
    reached = [stop["what"] for stop in stops]
    expected = tab.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input[type=search], summary, .gb-scroll")]
            .filter((one) => one.checkVisibility({visibilityProperty: true}))
            .map((one) => one.getAttribute("href") || one.className || one.tagName)"""
    )
    assert [what for what in reached if "md-option" not in str(what)] == expected
    assert str(reached[0]) == "#gb-start"


@some("hebei-duties", "qinghai-department", of=TABULAR)
def test_the_arrow_keys_scroll_a_table(window: Window, address: str, form: str) -> None:
    """On a phone a table as it is drawn scrolls by the arrow keys once it has the focus; the column of names stays in sight."""
    tab = window("light", 360)
    tab.goto(address + DOCUMENTS[form])
    tab.locator(".gb-as-drawn").check()
    box = tab.locator(".gb-scroll").last
    box.focus()
    side = box.locator("td.gb-side, th.gb-side").last
    around = box.bounding_box()
    assert around
    for _ in range(12):
        seen = side.bounding_box()
        assert seen
        assert seen["x"] >= around["x"] - 1
        assert seen["x"] + seen["width"] <= around["x"] + around["width"] + 1
        assert seen["width"] < 360 * 0.45
        tab.keyboard.press("ArrowRight")
    tab.wait_for_function("(box) => box.scrollLeft > 100", arg=box.element_handle())


@some("guangzhou-department", "hebei-department")
def test_a_page_is_complete_without_script(browser: Browser, window: Window, address: str, form: str) -> None:
    """Without JavaScript the page has the same text, tables and downloads; buttons that need it aren't there."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    bare = context.new_page()
    bare.goto(address + DOCUMENTS[form])
    tab = window("light", 1280)
    tab.goto(address + DOCUMENTS[form])
    for part in (".gb-paper", ".gb-source", ".gb-glance"):
        assert bare.locator(part).inner_text() == tab.locator(part).inner_text()
    for part in (".gb-paper td", "a[download]", ".md-tabs a"):
        assert bare.locator(part).count() == tab.locator(part).count() > 0 or form == "hebei-department"
    assert [link.is_visible() for link in bare.locator("a[download]").all()] == [True] * 6
    # The search field is a plain form, which leads to the search page.
    needy = bare.locator(":is(button, input, label):not([role=search] *)").all()
    assert not [button.inner_text() for button in needy if button.is_visible()]
    assert tab.locator("button:visible").count() >= 2
    context.close()


def _background(tab: Page, selector: str) -> str:
    return str(tab.locator(selector).first.evaluate("(one) => getComputedStyle(one).backgroundColor"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("form", "record"),
    [
        ("hebei-project", "tr:nth-child(2) th[id^=x-]:not([id*=':'])"),
        ("hebei-duties", "tr th[id^=i-]"),
        ("hebei-department", "h5[id^=i-]"),
    ],
)
def test_a_permalink_marks_its_row(window: Window, address: str, scheme: str, form: str, record: str) -> None:
    """A click on a row's permanent link puts it into the address bar and sets the row off from the others."""
    tab = window("dark" if scheme == "dark" else "light", 1280)
    tab.goto(address + DOCUMENTS[form])
    row = tab.locator(record).first
    row.scroll_into_view_if_needed()
    cell = f"[id='{row.get_attribute('id')}']"
    if form != "hebei-department":
        cell = f"tr:has({cell}) td"
    before = _background(tab, cell)
    row.hover()
    row.locator(".gb-permalink").click()
    assert tab.url.endswith(f"#{row.get_attribute('id')}")
    assert _background(tab, cell) != before
    top = row.evaluate("(one) => one.getBoundingClientRect().top")
    head = tab.locator(".md-header").evaluate("(one) => one.getBoundingClientRect().bottom")
    assert head <= top < 900, "the row is hidden behind the page's head"


def _csv_rows(site: Path, form: str) -> list[list[str]]:
    text = (site / f"{DOCUMENTS[form].rstrip('/')}.csv").read_bytes().decode("utf-8-sig")
    return [[" ".join(cell.split("\n")) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


@some("hebei-duties", "guangzhou-department", of=TABULAR)
def test_the_copied_table_is_that_of_the_csv(site: Path, tab: Page, address: str, form: str) -> None:
    """The button copies the tables with tabs between cells and merged cells repeated, as the CSV has them, and says so; a column
    in which no cell begins is none on a page.
    """
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(address + DOCUMENTS[form])
    tab.locator("[data-gb-copy-table]").click()
    tab.wait_for_function("document.querySelector('[data-gb-status]').textContent === '已复制'")
    copied = [line.split("\t") for line in tab.evaluate("navigator.clipboard.readText()").splitlines()]
    around = [_filled(row) for part in leaf_of(DOCUMENTS[form].rstrip("/")).sheet for row in _around(part)]
    filled = [[_filled(row) for row in table] for table in (copied, _csv_rows(site, form))]
    apart = [[[text for text, _ in groupby(row)] for row in table if row and row not in around] for table in filled]
    assert apart[0] == apart[1]
    assert len(apart[0]) > 10


def _around(part: Grid | ProseText) -> list[list[str]]:
    """The rows of a CSV that stand around tables: prose, titles, and the lines above and below."""
    if isinstance(part, ProseText):
        return [[" ".join(paragraph.text.split("\n"))] for paragraph in part.paragraphs]
    return [[part.title], [part.subtitle], [cell.text for cell in part.above], [cell.text for cell in part.below]]


def _filled(row: list[str]) -> list[str]:
    """The cells of a row up to the last that isn't empty."""
    return row[: max((n for n, text in enumerate(row, 1) if text), default=0)]


def test_the_copied_citation_is_the_one_shown(tab: Page, address: str) -> None:
    """The button copies the citation word by word: body, title, year, site, address and version."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(address + PROJECT)
    tab.locator("[data-gb-copy-cite]").click()
    tab.wait_for_function("document.querySelector('[data-gb-status]').textContent === '已复制'")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.locator("[data-gb-cite]").inner_text()
    for part in ("秦皇岛市山海关区委员会", "1.车辆保险费绩效目标表", "2022年", "绩效目标公开", PROJECT, "版本"):
        assert part in copied


@some("hebei-department", "qinghai-department")
def test_downloads_give_the_document(site: Path, tab: Page, address: str, form: str) -> None:
    """Each download button saves the file beside the page: the YAML as it is in the goals' folder, whole JSON, CSV with BOM."""
    tab.goto(address + DOCUMENTS[form])
    saved: dict[str, bytes] = {}
    for link in tab.locator("a[download]").all():
        with tab.expect_download() as download:
            link.click()
        path = download.value.path()
        saved[download.value.suggested_filename.rsplit(".", 1)[1]] = path.read_bytes()
    name = DOCUMENTS[form].rstrip("/")
    assert saved["yml"] == (ROOT / "goals" / f"{name}.yml").read_bytes()
    assert {suffix: (site / f"{name}.{suffix}").read_bytes() for suffix in saved} == saved
    assert json.loads(saved["json"])["document"]["form"] == form
    assert saved["csv"].startswith(b"\xef\xbb\xbf")
    assert len(_csv_rows(site, form)) > 10


def test_the_scheme_of_colours_can_be_changed(tab: Page, address: str) -> None:
    """By mouse and by keyboard the page turns dark and light again, and the next page stays so."""
    tab.goto(address)
    light = _background(tab, "body")
    tab.locator("label[for=__palette_1]").click()
    assert tab.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert _background(tab, "body") != light
    tab.goto(address + PROJECT)
    assert tab.locator("body").get_attribute("data-md-color-scheme") == "slate"
    tab.locator("#__palette_1").focus()
    tab.keyboard.press("ArrowRight")
    assert tab.locator("body").get_attribute("data-md-color-scheme") == "default"
    assert _background(tab, "body") == light
