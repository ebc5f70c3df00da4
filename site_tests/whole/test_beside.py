"""Bodies side by side in a browser: chosen by hand or by the address, and told without a script too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from site_tests.whole.test_axe import violations

PAGE = "compare/bodies/"
TWO = f"{PAGE}?body=shanhaiguan-cppcc&body=guangzhou-cppcc"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A window as narrow as a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="zh-CN")
    yield context.new_page()
    context.close()


def heads(tab: Page, group: str) -> list[str]:
    """The heads of the columns of a group."""
    return [text.strip() for text in tab.locator(f"[data-group={group}] thead th").all_inner_texts()]


def line(tab: Page, group: str, label: str) -> list[str]:
    """The cells of a line."""
    row = tab.locator(f"[data-group={group}] tbody tr", has=tab.get_by_role("rowheader", name=label, exact=True))
    return [text.strip() for text in row.locator("td").all_inner_texts()]


def test_the_address_says_which_bodies_are_shown(tab: Page, address: str) -> None:
    """Each is a column, with the year that is told of it; what a body has none of is 0."""
    tab.goto(address + TWO)
    expect(tab.locator(".gb-found")).to_have_text("已列出 2 个单位。")
    assert len(heads(tab, "whole")) == 3
    assert all("2022年" in head for head in heads(tab, "whole")[1:])
    assert line(tab, "whole", "指标") == ["45", "14"]
    kinds = tab.locator("[data-group=kinds] tbody tr").count()
    assert kinds > 3
    assert "0" in [
        cell
        for n in range(kinds)
        for cell in tab.locator("[data-group=kinds] tbody tr").nth(n).locator("td").all_inner_texts()
    ]
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(tab) == []


def test_a_choice_is_kept_in_the_address(tab: Page, address: str) -> None:
    """With the keyboard: a third body, a year that one hasn't, and nothing again."""
    tab.goto(address + TWO)
    expect(tab.locator(".gb-found")).to_have_text("已列出 2 个单位。")
    tab.get_by_label("单位 3").focus()
    tab.keyboard.press("End")
    tab.keyboard.press("Tab")
    expect(tab.locator(".gb-found")).to_have_text("已列出 3 个单位。")
    third = tab.get_by_label("单位 3").input_value()
    assert tab.url.endswith(f"{TWO}&body={third}")
    tab.get_by_label("年度").select_option("2022")
    expect(tab.locator("[data-group=whole] thead th").nth(2)).to_contain_text("2022年")
    assert tab.url.endswith("&year=2022")
    tab.reload()
    expect(tab.locator(".gb-found")).to_have_text("已列出 3 个单位。")
    assert tab.get_by_label("年度").input_value() == "2022"
    tab.get_by_role("button", name="全部清除").click()
    expect(tab.locator(".gb-found")).to_contain_text("请选两到四个单位")
    assert tab.url == address + PAGE
    assert tab.locator("[data-group]:visible").count() == 0


@pytest.mark.parametrize(
    "asked", ["?body=nobody&body=../../x", "?body=shanhaiguan-cppcc", "?body=county-cppcc&body=county-cppcc"]
)
def test_what_is_no_choice_of_several_shows_nothing(tab: Page, address: str, asked: str) -> None:
    """A body that isn't there, one alone, one twice; nothing beside the files of bodies is asked for."""
    outside: list[str] = []
    tab.on("request", lambda request: outside.append(request.url) if ".json" in request.url else None)
    tab.goto(address + PAGE + asked)
    expect(tab.locator(".gb-found")).to_contain_text("请选两到四个单位")
    assert tab.locator("[data-group]:visible").count() == 0
    assert all(url.startswith(f"{address}data/bodies") for url in outside)


def test_what_can_not_be_read_is_said(tab: Page, address: str) -> None:
    """Then it can be tried again."""
    tab.route("**/data/bodies/guangzhou-cppcc.json", lambda route: route.abort())
    tab.goto(address + TWO)
    expect(tab.locator(".gb-found")).to_contain_text("没能读出单位的数据")
    tab.unroute("**/data/bodies/guangzhou-cppcc.json")
    tab.get_by_label("单位 3").select_option("county-cppcc")
    expect(tab.locator(".gb-found")).to_have_text("已列出 3 个单位。")


def test_without_a_script_all_bodies_are_told(browser: Browser, address: str) -> None:
    """In a table; nothing that only a script could use is shown."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + TWO)
    assert tab.locator("section:visible table tbody tr").count() == 5
    assert tab.locator("form select:visible").count() == 0
    context.close()
