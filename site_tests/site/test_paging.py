"""Long lists by pages, over made books."""

from __future__ import annotations

from dataclasses import replace

import pytest
from goalbook.model.records import Region
from goalbook.site.frame.page import Page
from goalbook.site.listings.paging import PAGE_ROWS, pagers, pages_of_rows
from goalbook.site.listings.rows import GroupRow
from goalbook.site.listings.shelf import shelve

from site_tests.helpers.made_book import (
    ROOM,
    WITHDRAWN,
    found,
    links,
    made_body,
    made_book,
    made_entry,
    many,
    pages_of,
    table,
    target,
    tree,
    words,
)


def test_a_thousand_documents_go_by_pages_each_listed_once_in_order() -> None:
    pages = pages_of(made_book(*many(1000)))
    addresses = ["2024/large", *(f"2024/large/{n}" for n in range(2, -(-1000 // PAGE_ROWS) + 1))]
    assert [address for address in pages if address.startswith("2024/large")] == addresses
    rows = [row[0] for address in addresses for row in table(pages[address].content)[1:]]
    assert rows == [f"示例文件 {n:04}" for n in range(1000)]
    assert len({pages[address].title for address in addresses}) == len(addresses)
    assert all(len(page.content.encode()) < ROOM for page in pages.values())
    assert "第 2 页，共 13 页" in pages["2024/large/2"].content


def test_a_pager_leads_to_the_first_previous_next_and_last_page() -> None:
    pages = pages_of(made_book(*many(1000)))
    pager = "//nav[@class='gb-pager']//a"
    to = {
        address: [target(pages[address], link) for link in links(pages[address].content, pager)]
        for address in ("2024/large", "2024/large/2", "2024/large/13")
    }
    page = "2024/large{}/index.html".format
    assert to["2024/large"] == [page("/2"), page("/13")]
    assert to["2024/large/2"] == [page(""), page(""), page("/3"), page("/13")]
    assert to["2024/large/13"] == [page(""), page("/12")]


def test_long_titles_make_shorter_pages_not_heavier_ones() -> None:
    pages = pages_of(made_book(*many(200, "示例" * 300 + "<&>" * 40)))
    assert max(len(page.content.encode()) for page in pages.values()) < ROOM


@pytest.mark.slow
def test_a_thousand_bodies_go_by_pages_each_listed_once() -> None:
    bodies = {
        f"body_{n:04}": made_body(f"{n:04}", region=Region(name=f"示例县 {n % 250}", code=f"99{n % 250:04}"))
        for n in range(1000)
    } | {f"lost_{n:04}": made_body(f"无地区 {n:04}", region=None) for n in range(200)}
    pages = pages_of(made_book(*(made_entry(f"2024/{name.replace('_', '-')}/a") for name in bodies), **bodies))
    assert all(len(page.content.encode()) < ROOM for page in pages.values())
    names = sorted(body.shown for body in bodies.values())
    assert sorted(_names(pages, "2024", "各单位")) == names
    assert sorted(_names(pages, "bodies", "公布")) == names
    assert _names(pages, "regions", "各地区") == [f"示例县 {n}" for n in range(250)]
    assert _names(pages, "regions", "地区未载") == [f"示例单位无地区 {n:04}（生成）" for n in range(200)]


def _names(pages: dict[str, Page], address: str, caption: str) -> list[str]:
    """The row heads of the tables of a caption, over all pages of a list."""
    run = [address, *(f"{address}/{n}" for n in range(2, len(pages)) if f"{address}/{n}" in pages)]
    path = f"//table[starts-with(caption, '{caption}')]/tbody/tr/th"
    return [words(head) for one in run for head in found(tree(pages[one].content), path)]


def test_withdrawn_documents_come_after_all_others_on_the_last_page() -> None:
    entries = [replace(entry, withdrawn=WITHDRAWN if n < 5 else None) for n, entry in enumerate(many(100))]
    pages = pages_of(made_book(*entries))
    gone = {address: found(tree(pages[address].content), "//section[@class='gb-gone']//li") for address in pages}
    assert gone["2024/large"] == []
    assert len(gone["2024/large/2"]) == 5
    assert table(pages["2024/large"].content)[1][0] == "示例文件 0005"


def test_a_list_of_no_rows_has_one_page() -> None:
    rows: list[GroupRow] = []
    assert pages_of_rows(rows) == [[]]


def test_a_page_never_takes_the_address_of_something_called_by_a_number() -> None:
    addresses = [pager.address for pager in pagers("2024", 3, {"2024/2"})]
    assert addresses == ["2024", "2024/page_2", "2024/3"]
    numbered = made_book(
        *many(100),
        made_entry("2024/large/2", was=("2023/old/3",)),
        made_entry("2024/2/2"),
        made_entry("2023/2/11"),
    )
    assert shelve(numbered).taken == {
        "2024/large/2",
        "2023/old/3",
        "2024/2/2",
        "2024/2",
        "2023/2",
        "2023/2/11",
        "bodies/2",
        "regions/990101",
    }
    pages = pages_of(numbered)
    assert "2024/large/page_2" in pages
    assert not {"2024/large/2", "2024/2/2"} & set(pages)
