"""What the home page shows below its own text, over made books."""

from __future__ import annotations

from dataclasses import replace

from goalbook.site.listings.home import home_html

from site_tests.helpers.made_book import (
    SETTINGS,
    SEVERAL,
    WITHDRAWN,
    found,
    made_body,
    made_book,
    made_entry,
    tree,
    words,
)


def test_the_home_page_tells_the_site_in_four_numbers_each_a_link() -> None:
    root = tree(home_html(SETTINGS, SEVERAL, []))
    figures = found(root, "//ul[@class='gb-figures']//a")
    assert [(words(one), one.get("href")) for one in figures] == [
        ("6 份文件", "years/"),
        ("4 个单位", "bodies/"),
        ("24 项指标", "indicators/"),
        ("75.0% 的指标有数值目标", "indicators/"),
    ]


def test_the_home_page_serves_the_public_first_then_staff_then_transparency_offices() -> None:
    newest = [
        made_entry("2024/child/one", published="2024-01-31"),
        made_entry("2024/other/gone", withdrawn=WITHDRAWN),
    ]
    root = tree(home_html(SETTINGS, SEVERAL, newest))
    assert [words(heading) for heading in found(root, "//h2")] == [
        "已公开", "按年度", "按地区", "按单位", "最新文件", "怎样看绩效目标表", "工作人员", "公开机构",
    ]  # fmt: skip
    listed = found(root, "//section[@class='gb-newest']//li")
    assert [words(one) for one in listed] == [
        "示例文件 one（生成） 示例单位乙（生成） · 2024年 · 1.50 万元 · 2024年1月31日"
    ]


def test_objections_are_in_reach() -> None:
    """The link to them stands with the numbers, above all lists; a site without such a page has none."""
    (link,) = found(
        tree(home_html(replace(SETTINGS, contact="about/#objections"), SEVERAL, [])), "//ul[@class='gb-figures']/../p/a"
    )
    assert (words(link), link.get("href")) == ("异议与反馈", "about/#objections")
    assert not found(tree(home_html(replace(SETTINGS, contact=""), SEVERAL, [])), "//ul[@class='gb-figures']/../p")


def test_new_documents_say_since_when_they_are_there() -> None:
    """Of a document that states no day the home page gives the one of its last change, and calls it so."""
    entry = made_entry("2024/child/one")
    root = tree(home_html(SETTINGS, SEVERAL, [entry], {entry.address: "2024-03-05"}))
    (listed,) = found(root, "//section[@class='gb-newest']//li")
    assert words(listed).endswith("· 网上更新 2024年3月5日")


def test_the_home_page_lists_some_of_many_and_links_to_all() -> None:
    book = made_book(*(made_entry(f"2024/body-{n:02}/a") for n in range(40)), made_entry("2024/body-39/b"))
    root = tree(home_html(SETTINGS, book, []))
    bodies = found(root, "//section[@aria-labelledby='gb-by-bodies']//a")
    assert len(bodies) == 13
    assert words(bodies[0]) == "示例单位body-39（生成）"
    assert (words(bodies[-1]), bodies[-1].get("href")) == ("全部 40 个单位", "bodies/")


def test_the_picture_of_a_goal_table_marks_its_rows_as_examples_and_explains_each_number() -> None:
    root = tree(home_html(SETTINGS, SEVERAL, []))
    (figure,) = found(root, "//figure")
    (picture,) = found(figure, "./*[local-name()='svg']")
    assert [words(found(root, f"//*[@id='{name}']")[0]) for name in str(picture.get("aria-labelledby")).split()]
    texts = [words(one) for one in found(picture, ".//*[local-name()='text']")]
    assert sum(text.startswith("示例：") for text in texts) == 4
    markers = [text for text in texts if text.isdecimal()]
    assert markers == ["1", "2", "3", "4", "5", "6"]
    assert len(found(root, "//ol[@class='gb-how-picture-list']/li")) == len(markers)
    assert "示例，不是真实数据" in words(found(figure, "./figcaption")[0])
    assert not picture.xpath(".//@fill | .//@stroke | .//@font-size | .//@style")


def test_a_site_without_documents_has_no_heading_over_nothing() -> None:
    """Bodies and regions alone are ways in then; no list is empty."""
    root = tree(home_html(SETTINGS, made_book(sample=made_body("甲")), []))
    headings = found(root, "//h2[starts-with(@id, 'gb-by-')]")
    assert [one.get("id") for one in headings] == ["gb-by-regions", "gb-by-bodies"]
    assert found(root, "//div[@class='gb-ways']//ul[not(li)]") == []
