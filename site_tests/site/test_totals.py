"""预算合计: what listings add and what they never add."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from goalbook.site.listings.totals import exact, in_order, percent, tally

from site_tests.helpers.made_book import (
    SEVERAL,
    WHOLE,
    found,
    made_body,
    made_book,
    made_entry,
    made_money,
    pages_of,
    table,
    tree,
    words,
)
from site_tests.helpers.shipped import FORMS


def test_a_year_lists_its_bodies_after_the_body_above_them_and_adds_none_twice() -> None:
    content = pages_of(SEVERAL)["2024"].content
    head, *rows, total = table(content)
    assert head[3] == "预算（万元）"
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("示例单位甲（生成）", "1", "120.00"),
        ("示例单位乙（生成）", "2", "7.75 主管部门已列，合计不重复计入"),
        ("示例单位丙（生成）", "1", "3.00"),
    ]
    assert total == ["合计", "", "4", "123.00", "16", "12", "75.0%"]
    assert "2 份文件的金额没有计入合计" in content


def test_a_child_counts_where_no_body_above_it_has_an_amount() -> None:
    book = made_book(
        made_entry("2024/parent/whole", None),
        made_entry("2024/child/one", "7.25"),
        made_entry("2024/grandchild/one", "1.00"),
        child=made_body("乙", "parent"),
        grandchild=made_body("丙", "child"),
    )
    *_, total = table(pages_of(book)["2024"].content)
    assert total[3] == "7.25"


def test_an_amount_of_a_whole_term_is_added_to_none_of_a_year() -> None:
    """Amounts of years are added, those of terms apart, and each of these is called so, in lists of documents too."""
    term = made_money("3,000.00")._replace(term=True)
    book = made_book(
        made_entry("2024/one/a", "1.00"),
        made_entry("2024/one/b", "2.00"),
        made_entry("2024/one/c", money=term),
        made_entry("2024/two/d", money=term),
    )
    (_, one, two, total) = table(pages_of(book)["2024"].content)
    assert [row[3] for row in (one, two, total)] == [
        "3.00 3,000.00 实施期合计", "3,000.00 实施期合计", "3.00 6,000.00 实施期合计"
    ]  # fmt: skip
    documents = table(pages_of(book)["2024/one"].content)
    assert next(row for row in documents if "文件 c" in row[0]).count("3,000.00 实施期合计") == 1


def test_a_body_is_not_added_to_one_two_steps_above_it() -> None:
    book = made_book(
        made_entry("2024/parent/whole", "120.00", form=WHOLE, code="", name=""),
        made_entry("2024/grandchild/one", "1.00"),
        parent=made_body("甲"),
        child=made_body("乙", "parent"),
        grandchild=made_body("丙", "child"),
    )
    *_, total = table(pages_of(book)["2024"].content)
    assert total[3] == "120.00"


def test_bodies_that_stand_above_each_other_in_a_circle_are_listed_all_the_same() -> None:
    book = made_book(
        made_entry("2024/one/a"),
        made_entry("2024/two/a"),
        one=made_body("甲", "two"),
        two=made_body("乙", "one"),
    )
    assert len(table(pages_of(book)["2024"].content)) == 4


def test_amounts_in_different_units_are_never_added() -> None:
    book = made_book(
        made_entry("2024/one/a", "1.00"),
        made_entry("2024/one/b", "20,000.00", money_unit="元"),
        made_entry("2024/two/a", "2.00"),
    )
    head, first, _, total = table(pages_of(book)["2024"].content)
    assert head[3] == "预算"
    assert first[3] == "1.00 万元 20,000.00 元"
    assert total[3] == "3.00 万元 20,000.00 元"


def test_amounts_without_a_unit_are_shown_and_never_added() -> None:
    book = made_book(
        made_entry("2024/one/a", "1.00", money_unit=""),
        made_entry("2024/two/a", "5.00", money_unit=""),
        made_entry("2024/two/b", "6.00", money_unit=""),
    )
    _, first, second, total = table(pages_of(book)["2024"].content)
    assert first[3] == "1.00 （金额单位未载）"
    assert second[3] == "2 份未相加"
    assert total[3] == ""
    documents = table(pages_of(book)["2024/two"].content)
    assert [row[3] for row in documents[1:]] == ["5.00 （金额单位未载）", "6.00 （金额单位未载）"]


def test_amounts_of_different_stages_are_never_added() -> None:
    book = made_book(made_entry("2024/one/a", "1.00", stage="declared"), made_entry("2024/one/b", "2.00"))
    _, first, total = table(pages_of(book)["2024"].content)
    assert first[3] == total[3] == "申报 1.00 批复 2.00"


def test_a_document_on_the_whole_body_holds_its_projects() -> None:
    whole = made_entry("2024/one/whole", "10.00", form=WHOLE, code="", name="")
    entries = [whole, made_entry("2024/one/a", "2.00"), made_entry("2024/one/b", "3.00", money_unit="元")]
    sums = tally(entries).sums
    assert [(one.printed, one.unit) for one in sums] == [("10.00", "万元")]
    assert tally(entries).apart == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"form": WHOLE, "code": "", "name": ""}, {"form": WHOLE, "code": "", "name": ""}),
        ({"code": "made-same"}, {"code": "made-same"}),
        ({"code": "", "name": "示例"}, {"code": "", "name": "示例"}),
        ({"code": "", "name": "示例"}, {"code": "made", "name": "示例"}),
    ],
)
def test_what_speaks_of_the_same_money_is_not_added(first: dict[str, object], second: dict[str, object]) -> None:
    entries = [made_entry("2024/one/a", "2.00", **first), made_entry("2024/one/b", "2.00", **second)]
    assert tally(entries).sums == ()
    assert tally(entries).apart == 2


def test_a_sum_keeps_every_decimal_and_a_single_amount_stays_as_printed() -> None:
    entries = [made_entry("2024/one/a", "12,504.03"), made_entry("2024/one/b", "0.1234")]
    assert tally(entries).sums[0].printed == "12,504.1534"
    assert tally(entries[:1]).sums[0].printed == "12,504.03"
    assert tally([made_entry("2024/one/a", "007")]).sums[0].printed == "007"
    assert exact(Decimal("1E+3")) == "1,000"


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 0, ""),
        (0, 3, "0.0%"),
        (3, 3, "100.0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 9999, "0.1%"),
        (9998, 9999, "99.9%"),
        (1, 800, "0.1%"),
        (1, 16, "6.3%"),
    ],
)
def test_a_share_has_one_decimal_and_only_all_is_all(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


def test_places_left_blank_are_told_beside_the_amount() -> None:
    book = made_book(made_entry("2024/one/a", "1.00", money=made_money("1.00", blank=9)))
    assert table(pages_of(book)["2024/one"].content)[1][3] == "1.00 另有 9 处未列"
    assert table(pages_of(book)["2024"].content)[1][3] == "1.00 另有 9 处未列"


def test_absent_money_is_told_only_where_the_form_has_a_place_for_it() -> None:
    book = made_book(
        made_entry("2024/one/a", None),
        made_entry("2024/one/b", None, form=FORMS["qinghai-department"], stage="", blank=False),
    )
    first, second = table(pages_of(book)["2024/one"].content)[1:]
    assert (first[2], first[3]) == ("（未注明）", "")
    assert (second[2], second[3]) == ("批复", "（未注明）")


def test_bars_show_sums_of_one_unit_largest_first_with_direct_labels() -> None:
    book = made_book(
        made_entry("2024/one/a", "1.00"),
        made_entry("2024/two/a", "30.00"),
        made_entry("2024/three/a", "5.00", money_unit="元"),
        made_entry("2024/four/a", "9.00", money_unit=""),
    )
    root = tree(pages_of(book)["2024"].content)
    (picture,) = found(root, "//*[local-name()='svg']")
    assert [words(label) for label in found(picture, ".//*[@class='gb-label']")] == [
        "示例单位two（生成）",
        "示例单位one（生成）",
    ]
    assert [words(label) for label in found(picture, ".//*[@class='gb-value']")] == ["30.00（96.8%）", "1.00（3.2%）"]
    assert "百分数是占图中合计的份额。另有 2 个单位没有以此计的金额，不在图中。" in words(
        found(root, "//figcaption")[0]
    )
    assert picture.get("role") == "img"
    names = [words(found(root, f"//*[@id='{name}']")[0]) for name in str(picture.get("aria-labelledby")).split()]
    assert names == ["各单位预算（金额单位：万元）", "各单位的预算，数字同下表。"]


def test_one_amount_alone_makes_no_picture() -> None:
    content = pages_of(made_book(made_entry("2024/one/a")))["2024"].content
    assert "<svg" not in content
    assert "预算比较" not in content


def test_of_many_bodies_the_picture_shows_the_largest_and_says_so() -> None:
    book = made_book(*(made_entry(f"2024/body-{n:02}/a", f"{n}.00") for n in range(1, 41)))
    root = tree(pages_of(book)["2024"].content)
    values = [words(value).split("（")[0] for value in found(root, "//*[@class='gb-value']")]
    assert values == [f"{n}.00" for n in range(40, 25, -1)]
    assert "图中是金额最大的 15 项，共 40 项。" in words(found(root, "//figcaption")[0])


def test_a_bar_too_small_to_see_says_what_part_of_the_largest_it_is() -> None:
    """Below two percent of the largest a bar has its fraction beside it; sums of several stages are shares of nothing."""
    book = made_book(
        made_entry("2024/one/a", "10000.00", stage="declared"),
        made_entry("2024/two/a", "28.00"),
        made_entry("2024/three/a", "200.00"),
    )
    root = tree(pages_of(book)["2024"].content)
    assert [words(value) for value in found(root, "//*[@class='gb-value']")] == [
        "10000.00", "200.00", "28.00（最大一项的 1/357）",
    ]  # fmt: skip
    assert "份额" not in words(found(root, "//figcaption")[0])
    assert "几分之一" in words(found(root, "//figcaption")[0])


def test_documents_stand_as_their_publisher_has_them() -> None:
    """The whole department first, then projects by the number of their titles, then by their codes; a year is no number."""
    titles = {
        "a": ("10.丙项目", "1"), "b": ("2．乙项目", "9"), "c": ("2024年甲项目", "5"), "d": ("丁项目", "3"), "e": ("（1）戊项目", "8"),
    }  # fmt: skip
    entries = [made_entry(f"2024/one/{name}", title=title, code=code) for name, (title, code) in titles.items()]
    book = made_book(*entries, made_entry("2024/one/z", title="整体", form=WHOLE))
    expected = ["整体", "（1）戊项目", "2．乙项目", "10.丙项目", "丁项目", "2024年甲项目"]
    for page in ("2024/one", "bodies/one"):
        rows = found(tree(pages_of(book)[page].content), "(//table)[last()]/tbody/tr/th/a")
        assert [words(row) for row in rows] == expected, page


def test_units_stand_by_currency_from_the_largest() -> None:
    """Renminbi first, then other currencies, then what isn't known, at the end what isn't stated."""
    units = ["", "$m", "元", "USD million", "£", "千元", "万元", "£m", "人民币亿元"]
    assert in_order(units) == ["人民币亿元", "万元", "千元", "元", "£m", "£", "USD million", "$m", ""]


def test_amounts_of_another_unit_are_never_added() -> None:
    """A unit that isn't known is added with itself alone."""
    units = ("$m", "US$m", "$m", "万元")
    entries = [
        replace(made_entry(f"2024/one/{n}", "1.00", code=str(n), name=str(n)), money_unit=unit)
        for n, unit in enumerate(units)
    ]
    assert [(one.unit, one.printed) for one in tally(entries).sums] == [
        ("万元", "1.00"),
        ("US$m", "1.00"),
        ("$m", "2.00"),
    ]
