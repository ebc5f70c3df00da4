"""Lists on a phone: nothing off-screen or cut thin, fingers hit what they aim at, and most of the first screen is content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_tests.helpers.pages import DOCUMENTS, KINDS, PAGES, every_page, pages_of
from site_tests.whole.conftest import Varied, Where, Window

LISTS = [kind for kind in KINDS if kind not in (*DOCUMENTS, "evaluation") and not kind.startswith("frozen")]
WIDTHS = (320, 360, 400)

# What readers see of the lists, their heads aside: pieces that reach out of the window, texts in more lines than their length
# is worth, and cells that are there but show nothing of what they hold.
_FAULTS = """() => {
    const faults = [];
    const seen = (one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(".gb-hidden, thead");
    const boxes = (node) => { const range = document.createRange(); range.selectNodeContents(node); return [...range.getClientRects()]; };
    for (const table of document.querySelectorAll(".md-content table:not(.gb-grid)")) {
        if (table.parentElement.scrollWidth > table.parentElement.clientWidth + 1) faults.push(["scrolls", table.className]);
        const walk = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const text = walk.currentNode.textContent.trim(), shown = boxes(walk.currentNode).filter((box) => box.width);
            if (!text || !seen(walk.currentNode.parentElement)) continue;
            if (shown.some((box) => box.left < -1 || box.right > innerWidth + 1)) faults.push(["off-screen", text]);
            const lines = new Set(shown.map((box) => Math.round(box.top))).size;
            if (lines > 2 && text.length < 4 * lines) faults.push(["thin", text]);
        }
        for (const cell of table.querySelectorAll(".gb-amount, .gb-number, th[scope=row]"))
            if (cell.textContent.trim() && !seen(cell) && !cell.closest("thead")) faults.push(["hidden", cell.textContent.trim()]);
    }
    return faults;
}"""


def test_the_numbers_of_a_card_say_what_they_are(window: Window, address: str) -> None:
    """Each number of a row on a phone has a label before it, the unit of money among them; a wide screen has heads instead."""
    said = "(cell) => getComputedStyle(cell, '::before').content"
    for width, labelled in ((360, True), (1280, False)):
        tab = window("light", width)
        tab.goto(address + PAGES["body"])
        for cell in tab.locator(".gb-list :is(td.gb-number, td.gb-amount):not(:empty)").all():
            assert (cell.evaluate(said) not in ("none", "normal")) is labelled
    assert "万元" in str(window("light", 360).locator(".gb-list td.gb-amount").last.get_attribute("data-gb-label"))


def test_what_a_search_found_is_whole_on_a_phone(window: Window, address: str) -> None:
    """Results name body, year and money within the window."""
    tab = window("light", 360)
    tab.goto(f"{address}search/?q=车辆")
    tab.locator(".gb-hit").first.wait_for()
    assert tab.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    facts = tab.locator(".gb-hit-facts").first.inner_text()
    assert "山海关区政协" in facts
    assert "万元" in facts


@pytest.mark.parametrize(("query", "offered"), [("车俩保险", "车辆保险"), ("公务用车", "车辆")])
def test_a_search_that_finds_nothing_leads_on(window: Window, address: str, query: str, offered: str) -> None:
    """A slip or another word for the same is one touch from what it may have meant."""
    tab = window("light", 360)
    tab.goto(f"{address}search/?q={query}")
    tab.locator(".gb-next a", has_text=re.compile(f"^{offered}$")).click()
    tab.locator(".gb-hit").first.wait_for()
    assert tab.locator("#gb-find").input_value() == offered
    assert not tab.locator(".gb-relaxed").count()


def test_a_wrong_address_leads_to_the_nearest(tab: Page, site: Path, address: str) -> None:
    """The page for what isn't there names the pages with the nearest addresses, those of the nearest folder that is."""
    wrong = f"{address}2022/shanhaiguan-cppcc/vehicle-insurence/"
    tab.route(wrong, lambda route: route.fulfill(status=404, path=site / "404.html"))
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(wrong)
    nearest = tab.locator(".gb-nearest a")
    nearest.first.wait_for()
    assert nearest.first.get_attribute("href") == f"{address}2022/shanhaiguan-cppcc/vehicle-insurance/"
    assert nearest.last.get_attribute("href") == f"{address}2022/shanhaiguan-cppcc/"
    assert tab.evaluate(_SMALL) == []


# What fingers aim at and is smaller than 44 px; links within a sentence are as high as their line.
_SMALL = """() => [...document.querySelectorAll(
        "a[href], button, input:not(.md-option, [type=checkbox]), select, summary, label:has([type=checkbox]), label.md-icon")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}))
    .filter((one) => !one.closest(".md-skip, .gb-paper, .gb-blank, thead"))
    .filter((one) => { const box = one.getBoundingClientRect(); return box.height < 43.9 || box.width < 43.9; })
    .filter((one) => !one.matches("p a, figcaption a, li:not(.gb-foot li) small a"))
    .map((one) => one.outerHTML.slice(0, 160))"""


# Where the head and the search field end.
_HEAD = """() => Math.max(...[".md-header", ".md-tabs", ".gb-quick"].map((name) => document.querySelector(name))
    .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().bottom))"""


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_suits_a_phone(window: Window, where: Where, kind: str) -> None:
    """At 320, 360 and 400 px every row of a list shows its name, its money and its counts within the window, in lines worth reading;
    whatever is to be touched is at least 44 px high and wide, but for links within sentences; head and search take at most 15 % of
    the first screen.
    """
    tab = window("light", 360)
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(where(kind))
    assert tab.evaluate(_HEAD) <= 740 * 0.15
    assert tab.evaluate(_SMALL) == []
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 740})
        assert tab.evaluate(_FAULTS) == [], width
    tab.set_viewport_size({"width": 360, "height": 900})


@every_page
def test_from_a_disk_no_page_is_too_wide(window: Window, varied: Varied, every: bool) -> None:
    """Opened from a disk, with a forge stated, no page is wider than a phone."""
    site = varied("from-disk")
    tab = window("light", 360)
    wide = []
    for page in pages_of(site, every):
        tab.goto((site / page).as_uri())
        if tab.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            wide.append(page)
    assert wide == []


def test_the_head_names_its_authority_and_no_forge(window: Window, varied: Varied) -> None:
    """The head shows the authority's emblem and name, and nothing of the forge that the goals are edited on."""
    tab = window("light", 1280)
    tab.goto((varied("github") / "2022/index.html").as_uri())
    assert tab.locator(".gb-authority").inner_text() == "示范单位"
    assert tab.locator(".md-logo img").evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 20
    assert tab.locator(".md-header a").count() == 1


def _left(tab: Page, selector: str) -> float:
    return float(tab.locator(selector).first.evaluate("(one) => one.getBoundingClientRect().left"))


def test_search_and_content_begin_at_one_line(window: Window, address: str) -> None:
    """The search field of every page stands above the content's left edge, on a phone and on a wide screen."""
    for width in (360, 1280):
        tab = window("light", width)
        tab.goto(address + PAGES["year"])
        assert _left(tab, ".gb-quick input") == _left(tab, "h1")


def test_the_ways_into_the_site_open_by_key(window: Window, address: str) -> None:
    """On a phone a button in the head opens the ways into the site, by key and without a script; Escape closes them."""
    tab = window("light", 360)
    tab.goto(address + PAGES["year"])
    ways = tab.locator(".md-tabs a")
    assert not ways.first.is_visible()
    tab.locator(".gb-menu").press("Enter")
    assert all(way.is_visible() for way in ways.all())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('.md-tabs') !== null")
    tab.keyboard.press("Escape")
    assert not ways.first.is_visible()


@pytest.mark.parametrize("page", [DOCUMENTS["hebei-project"], PAGES["body"], PAGES["about"]])
def test_whom_to_ask_is_one_touch_away(window: Window, odd_address: str, page: str) -> None:
    """A document, its body and the part on objections say whom to ask, the telephone as a link that dials."""
    tab = window("light", 360)
    tab.goto(odd_address + page)
    assert tab.locator(".gb-contact a[href='tel:01005550100']").is_visible()
    assert "示例办公室（测试）" in tab.locator(".gb-contact").inner_text()


def test_cards_of_indicators_are_sorted(window: Window, address: str) -> None:
    """On a phone, where cards have no heads, a field puts the indicators in order; its address says so."""
    tab = window("light", 360)
    tab.goto(address + PAGES["indicators"])
    tab.locator("#gb-sort").select_option("number desc")
    tab.wait_for_url("**sort=number&order=desc*")
    printed = tab.locator("tbody td:nth-child(3)").all_text_contents()
    numbers = [float(number[0].replace(",", "")) for text in printed if (number := re.search(r"\d[\d,.]*", text))]
    assert len(numbers) > 3
    assert numbers == sorted(numbers, reverse=True)
