"""Accessibility of every kind of page: axe's rules in the browser, and what each page states of itself."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Page, Route

from site_tests.helpers.pages import KINDS, ODD_PAGES, PAGES, REDIRECT
from site_tests.whole.conftest import Where, Window

Scheme = Literal["light", "dark"]

# Every rule of axe but those of level AAA, which no page is held to as a whole.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental"]
_OPTIONS = {"resultTypes": ["violations"], "runOnly": _TAGS}

LOOKS: tuple[tuple[Scheme, int], ...] = (("light", 360), ("dark", 1280), ("light", 1280), ("dark", 360))


def seen(kinds: Iterable[str], *, both: bool = False, few: Collection[str] = ()) -> pytest.MarkDecorator:
    """Each kind of page, or each of a ``few``, in one of the first two looks, by turns, or in ``both``: so each colour and each width is
    gone through. All looks of each in the full run.
    """

    def now(n: int, kind: str, at: int) -> bool:
        return at < 2 and (both or at == n % 2) and (not few or kind in few)

    return pytest.mark.parametrize(
        ("kind", "scheme", "width"),
        [
            pytest.param(kind, *look, marks=[] if now(n, kind, at) else [pytest.mark.full])
            for n, kind in enumerate(kinds)
            for at, look in enumerate(LOOKS)
        ],
    )


def violations(tab: Page, *rules: str) -> list[str]:
    """What axe finds wrong with the page in a tab, one line for each element; with ``rules`` by these alone."""
    found = Axe().run(tab, options={**_OPTIONS, "runOnly": rules or _TAGS}).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@seen(KINDS)
def test_axe_finds_nothing(window: Window, where: Where, kind: str, scheme: Scheme, width: int) -> None:
    """No rule of axe is broken on any kind of page, light and dark, wide and narrow."""
    tab = window(scheme, width)
    tab.goto(where(kind))
    assert violations(tab) == []


# Two rules of the styles are of forced colours; these kinds have the lists, fields, tables and charts of all.
_VARIED = ("home", "compare", "indicators", "search", "quality", "rule", "guide", "hebei-project", "hebei-department",
    "home-grown", "evaluation", "compared", "completeness-year", "frozen-document")  # fmt: skip


@seen(KINDS, few=_VARIED)
def test_nothing_is_faint_in_forced_colours(
    window: Window, where: Where, kind: str, scheme: Scheme, width: int
) -> None:
    """Where the reader's system chooses the colours, every text stands out."""
    tab = window(scheme, width)
    tab.goto(where(kind))
    tab.emulate_media(forced_colors="active")
    faint = violations(tab, "color-contrast")
    tab.emulate_media(forced_colors="none")
    assert faint == []


def _without_refresh(route: Route) -> None:
    answer = route.fetch(max_redirects=0)
    route.fulfill(response=answer, body=answer.text().replace('http-equiv="refresh"', ""))


@seen(ODD_PAGES, both=True)
def test_axe_finds_nothing_on_odd_pages(
    window: Window, odd_address: str, kind: str, scheme: Scheme, width: int
) -> None:
    """No rule of axe is broken on the pages of moved, withdrawn and faulty documents."""
    tab = window(scheme, width)
    tab.route(f"**/{REDIRECT}", _without_refresh)
    tab.goto(odd_address + ODD_PAGES[kind])
    assert tab.url == odd_address + ODD_PAGES[kind]
    assert violations(tab) == []


def test_axe_sees_faults(window: Window, address: str) -> None:
    """The rules are in force: a faint text, a button without a name and a heading too deep are each found."""
    tab = window("light", 1280)
    tab.goto(address)
    tab.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML(
            "beforeend", "<p style='color:#ccc'>很淡的字</p><button></button><h6>很深的标题</h6>")"""
    )
    found = {line.split(":")[0] for line in violations(tab)}
    assert {"color-contrast", "button-name", "heading-order"} <= found


def _built(site: Path) -> dict[str, html.HtmlElement]:
    return {str(path.relative_to(site)): html.fromstring(path.read_bytes()) for path in sorted(site.rglob("*.html"))}


def test_pages_state_their_language_and_a_title_of_their_own(site: Path) -> None:
    """Every page is in zh-CN, and no two have the same title."""
    pages = _built(site)
    assert len(pages) > len(PAGES)
    assert {page.get("lang") for page in pages.values()} == {"zh-CN"}
    titles: dict[str, list[str]] = {}
    for name, page in pages.items():
        (title,) = page.xpath("/html/head/title/text()")
        titles.setdefault(" ".join(str(title).split()), []).append(name)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


def test_pages_have_one_main_heading_and_no_level_left_out(site: Path) -> None:
    """Every page has exactly one h1, and a heading is at most one level deeper than the one before."""
    for name, page in _built(site).items():
        levels = [
            int(tag.tag[1])
            for tag in page.xpath("//body//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
        ]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), (name, levels)


def test_ids_are_unique(site: Path) -> None:
    """No two elements of a page have the same id, and every link inside a page leads somewhere."""
    for name, page in _built(site).items():
        ids = page.xpath("//*/@id")
        assert len(ids) == len(set(ids)), (name, json.dumps(sorted(one for one in ids if ids.count(one) > 1)))
        inside = {str(link)[1:] for link in page.xpath("//a/@href[starts-with(., '#')]")}
        assert inside <= {*map(str, ids), ""}, name
