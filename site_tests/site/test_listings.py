"""The listing pages, over made books."""

from __future__ import annotations

import csv
import io
import itertools
import string
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest
from goalbook.book.load import Book
from goalbook.book.order import in_printed_order
from goalbook.forms.form import Form
from goalbook.model.records import Body
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.all import documents_csv, home_html, listing_pages

from site_tests.helpers.made_book import (
    REGION,
    SETTINGS,
    SEVERAL,
    WITHDRAWN,
    assert_quiet,
    drafts_in,
    found,
    links,
    made_book,
    made_entry,
    made_money,
    many,
    pages_of,
    table,
    target,
    tree,
    words,
)
from site_tests.helpers.shipped import FORMS

MADE_ELSEWHERE = {"indicators", "glossary", "changes", "search", "guide", "rules"}
DATA = {"data/quality.csv", "data/quality.json", "data/documents.csv", "data/indicators.csv"}


def test_years_stand_newest_first_and_undated_last_with_their_counts() -> None:
    rows = table(pages_of(SEVERAL)["years"].content)
    assert rows[1:] == [
        ["2024年", "3", "4 其中 1 份年度为推断", "123.00 万元", "16", "12", "75.0%"],
        ["2023年", "1", "1", "100.00 万元", "4", "3", "75.0%"],
        ["年度不详", "1", "1", "", "4", "3", "75.0%"],
    ]


def test_every_link_leads_to_a_page_or_a_file_of_the_site() -> None:
    book = made_book(*SEVERAL.entries, *many(200), **dict(SEVERAL.bodies))
    pages = pages_of(book)
    home = Page("", "", "", home_html(SETTINGS, book, book.entries))
    known = {"", *pages, *MADE_ELSEWHERE, *(entry.address for entry in book.entries)}
    targets = {SETTINGS.file(address) for address in known} | DATA | {f"bodies/{name}.yml" for name in book.bodies}
    for page in (*pages.values(), home):
        lead = {link: target(page, link) for link in links(page.content) if link != SETTINGS.repository}
        # Each rule has a page, which is made elsewhere too.
        assert not {link: to for link, to in lead.items() if to not in targets and not to.startswith("rules/")}, (
            page.address
        )


def test_withdrawn_documents_stand_apart_and_in_no_number() -> None:
    pages = pages_of(SEVERAL)
    for address in ("2024/other", "bodies/other", "forms/hebei-project"):
        root = tree(pages[address].content)
        (gone,) = found(root, "//section[@aria-labelledby='gb-gone']")
        assert "示例文件 gone（生成）" in words(gone)
        assert "已撤下" in words(gone)
        assert not any("gone" in words(one) for one in found(root, "//table"))
    assert "另有 1 份已撤下" in pages["2024"].content
    assert not any("9,999" in page.content for page in pages.values())


def test_a_body_whose_documents_are_all_withdrawn_keeps_its_pages() -> None:
    pages = pages_of(made_book(made_entry("2024/one/a", withdrawn=WITHDRAWN)))
    assert table(pages["2024"].content)[1][2:] == ["0", "", "0", "0", ""]
    assert not found(tree(pages["2024/one"].content), "//table")
    assert table(pages["years"].content)[1] == ["2024年", "0", "0", "", "0", "0", ""]


def test_a_body_shows_its_facts_and_what_is_not_stated() -> None:
    pages = pages_of(SEVERAL)

    def facts(address: str) -> dict[str, str]:
        root = tree(pages[address].content)
        return {words(found(one, "./dt")[0]): words(found(one, "./dd")[0]) for one in found(root, "//dl/div")}

    assert facts("bodies/parent") == {
        "单位全称": "示例单位甲（生成）",
        "单位代码": "（未注明）",
        "地区": "示例省示例市示例县（生成）",
        "下属单位": "示例单位乙（生成）",
    }
    assert facts("bodies/child")["主管部门"] == "示例单位甲（生成）"
    assert facts("bodies/somewhere") == {
        "单位全称": "（未注明）",
        "单位代码": "（未注明）",
        "地区": "（未注明）",
        "说明": "示例说明（生成）。",
    }
    assert "../../bodies/child.yml" in links(pages["bodies/child"].content)


def test_a_body_shows_all_its_years_side_by_side() -> None:
    page = pages_of(SEVERAL)["bodies/parent"]
    assert table(page.content) == [
        ["项目", "2024年", "2023年"],
        ["文件", "1", "1"],
        ["预算（万元）", "120.00", "100.00"],
        ["指标", "4", "4"],
        ["有数值目标", "3", "3"],
        ["占比", "75.0%", "75.0%"],
    ]
    assert [row[1] for row in table(page.content, 1)[1:]] == ["2024年", "2023年"]


def test_regions_list_their_bodies_and_bodies_of_unknown_region_come_last() -> None:
    pages = pages_of(SEVERAL)
    assert [row[:3] for row in table(pages["regions"].content)[1:]] == [
        ["示例省示例市示例县（生成）", "990101", "2"],
        ["示例省另一县（生成）", "990102", "1"],
    ]
    assert [row[0] for row in table(pages["regions"].content, 1)[1:]] == ["某单位（生成）"]
    assert [row[0] for row in table(pages["regions/990101"].content)[1:]] == [
        "示例单位甲（生成）",
        "示例单位乙（生成）",
    ]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_a_form_shows_its_name_its_region_its_blank_form_and_its_documents(form: Form) -> None:
    pages = pages_of(made_book(made_entry("2024/one/a", form=form)))
    text = words(tree(pages[f"forms/{form.id}"].content))
    assert form.name in text
    assert form.region in text
    assert "示例文件 a（生成）" in text
    assert ("空白表样" in text) == bool(form.tables)
    assert "{" not in text


@pytest.mark.parametrize(
    ("compared", "told"), [("", ""), ("never", "没有与公开的原表对照过"), ("2024-03-01", "2024年3月1日")]
)
def test_a_form_says_where_it_comes_from_and_whether_it_was_compared(compared: str, told: str) -> None:
    """As its file states; where that says nothing, nothing is said."""
    form = replace(FORMS["hebei-project"], source="示例来源" if compared else "", compared=compared)
    text = words(tree(pages_of(made_book(made_entry("2024/one/a", form=form)))[f"forms/{form.id}"].content))
    assert ("示例来源" in text, "与原表对照" in text) == (bool(told), bool(told))
    assert told in text


def test_a_form_names_its_heads_as_printed_and_none_that_the_original_lost() -> None:
    pages = pages_of(made_book(*(made_entry(f"2024/one/{name}", form=form) for name, form in FORMS.items())))

    def heads(form: str) -> list[str]:
        (cell,) = found(tree(pages[f"forms/{form}"].content), "//dl/div[dt='栏目']/dd")
        return words(cell).split(" · ")

    assert heads("hebei-duties") == [
        "绩效总体目标：", "职责活动", "年度预算数", "内容描述", "绩效目标", "绩效指标", "评价标准",
        "优", "良", "中", "差",
    ]  # fmt: skip
    assert heads("hebei-project")[-6:] == [
        "一级指标",
        "二级指标",
        "三级指标",
        "绩效指标描述",
        "指标值",
        "指标值确定依据",
    ]
    assert "指标值" not in heads("qinghai-department")
    assert heads("hebei-department") == ["没有表格栏目，以文字分级叙述。"]


def test_pages_can_be_read_with_any_aid() -> None:
    pages = pages_of(made_book(*SEVERAL.entries, *many(100), **dict(SEVERAL.bodies)))
    for page in pages.values():
        root = tree(page.content)
        levels = [int(str(heading.tag)[1]) for heading in found(root, "//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), page.address
        assert [heading.get("id") for heading in found(root, "//h1")] == ["gb-start"]
        ids = [str(value) for value in cast("list[str]", root.xpath("//@id"))]
        assert len(ids) == len(set(ids)), page.address
        for one in found(root, "//table"):
            assert words(found(one, "./caption")[0])
            assert all(head.get("scope") for head in found(one, ".//th"))
            (scroll,) = found(one, "./ancestor::div[contains(@class, 'gb-scroll')]")
            assert (scroll.get("role"), scroll.get("tabindex")) == ("region", "0")
            assert scroll.get("aria-label")
        assert_quiet(root)


def test_whatever_a_title_says_is_text() -> None:
    hostile = '<script>alert("1")</script>{{ 1 }}&amp;'
    book = made_book(made_entry("2024/one/a", title=hostile), one=Body(goalbook="2", name=hostile, region=REGION))
    for page in pages_of(book).values():
        assert_quiet(tree(page.content))
    assert table(pages_of(book)["2024/one"].content)[1][0] == hostile
    assert_quiet(tree(home_html(SETTINGS, book, book.entries)))


def _read_csv(book: Book, settings: Settings = SETTINGS) -> list[dict[str, str]]:
    text = documents_csv(settings, book).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_list_of_documents_as_data_is_in_the_publishers_order() -> None:
    """Those of one body by their printed numbers; years and bodies by their addresses."""
    book = made_book(
        made_entry("2024/one/a", title="2.甲"),
        made_entry("2024/one/b", title="1.乙"),
        made_entry("2023/two/c", title="3.丙"),
    )
    assert [row["标题"] for row in _read_csv(book)] == ["3.丙", "1.乙", "2.甲"]


def test_the_list_of_documents_as_data_has_a_row_for_each() -> None:
    rows = _read_csv(SEVERAL)
    assert [row["索引号"] for row in rows] == [entry.address for entry in in_printed_order(SEVERAL.entries)]
    by_address = {row["索引号"]: row for row in rows}
    assert by_address["2024/child/two"] == {
        "索引号": "2024/child/two",
        "网址": "https://example.org/2024/child/two/",
        "年度": "2024",
        "期间": "",
        "年度为推断": "是",
        "单位标识": "child",
        "单位名称": "示例单位乙（生成）",
        "表样": "hebei-project",
        "环节": "批复",
        "标题": "示例文件 two（生成）",
        "项目编码": "made-two",
        "预算": "0.50",
        "金额单位": "万元",
        "金额范围": "",
        "指标数": "4",
        "有数值目标的指标数": "3",
        "数据文件校验值（SHA-256）": "0" * 64,
        "已撤下": "",
        "原件网址": "",
        "原件校验值（SHA-256）": "",
    }
    gone = by_address["2024/other/gone"]
    assert (gone["已撤下"], gone["预算"], gone["金额单位"], gone["指标数"]) == ("是", "", "", "")
    unknown = by_address["undated/somewhere/one"]
    assert (unknown["年度"], unknown["环节"], unknown["单位名称"]) == ("", "", "某单位（生成）")


@pytest.mark.parametrize(("url", "root"), [("https://example.org/", "https://example.org/"), ("", "/")])
def test_the_data_say_where_an_original_is(url: str, root: str) -> None:
    """Its address below the site's root and the hash of its bytes; of a document without one, neither."""
    book = made_book(
        made_entry("2024/one/a", original=("2024-made.pdf", "1" * 64)),
        made_entry("2024/one/b", original=("", "2" * 64)),
    )
    rows = [(row["原件网址"], row["原件校验值（SHA-256）"]) for row in _read_csv(book, replace(SETTINGS, url=url))]
    assert rows == [(f"{root}originals/2024-made.pdf", "1" * 64), ("", "")]


def test_the_data_say_what_time_an_amount_is_of() -> None:
    """The period that a year stands for has its column, and an amount of a whole term is called so."""
    money = made_money("3,000.00")._replace(term=True)
    (row,) = _read_csv(made_book(made_entry("2023/one/a", money=money, period="2023—2025年")))
    assert (row["年度"], row["期间"], row["预算"], row["金额范围"]) == ("2023", "2023—2025年", "3,000.00", "实施期合计")


def test_no_title_in_the_data_runs_in_a_spreadsheet() -> None:
    (row,) = _read_csv(made_book(made_entry("2024/one/a", title="=1+1")))
    assert row["标题"] == "'=1+1"


def test_the_order_of_the_bodies_given_does_not_matter() -> None:
    turned = Book(SEVERAL.root, SEVERAL.entries, dict(reversed(SEVERAL.bodies.items())))
    assert list(drafts_in(listing_pages(SETTINGS, turned))) == list(drafts_in(listing_pages(SETTINGS, SEVERAL)))
    assert home_html(SETTINGS, turned, []) == home_html(SETTINGS, SEVERAL, [])


def test_a_site_without_documents_has_its_lists() -> None:
    pages = pages_of(Book(Path("made")))
    assert {"years", "bodies", "regions", "forms"} <= set(pages)
    assert "还没有公布的文件" in pages["years"].content
    assert "占比" not in words(found(tree(home_html(SETTINGS, Book(Path("made")), [])), "//ul")[0])


def test_without_directories_links_name_the_files() -> None:
    flat = replace(SETTINGS, directory_urls=False)
    content = pages_of(SEVERAL, flat)["2024"].content
    assert "../2024/child.html" not in links(content)
    assert "2024/child.html" in links(content)
    assert "data/documents.csv" in links(content)


def _texts(language: str) -> dict[str, str]:
    def flatten(values: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
        for key, value in values.items():
            if isinstance(value, dict):
                yield from flatten(value, f"{prefix}{key}.")
            else:
                yield f"{prefix}{key}", str(value)

    text = files("goalbook").joinpath(f"locale/{language}/site/listings.toml").read_text(encoding="utf-8")
    return dict(flatten(tomllib.loads(text), ""))


def _placeholders(text: str) -> Sequence[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_both_languages_have_the_same_texts_with_the_same_placeholders() -> None:
    chinese, english = _texts("zh"), _texts("en")
    assert list(chinese) == list(english)
    assert {key: _placeholders(text) for key, text in chinese.items()} == {
        key: _placeholders(text) for key, text in english.items()
    }
