"""What bodies are set side by side from: a file of each body, which says what its documents say, and the list of all."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.book.load import Book, load_book
from goalbook.site.listings.beside import BESIDE, BesideMaker
from goalbook.site.listings.compared import can_compare
from goalbook.site.listings.shelf import shelve

from site_tests.helpers.made_book import (
    SETTINGS,
    SEVERAL,
    WITHDRAWN,
    made_book,
    made_entry,
    pages_of,
    table,
    tree,
    words,
)
from site_tests.helpers.three_years import write_three_years

GOALS = Path(__file__).parents[2] / "goals"


def maker(book: Book, **found: tuple[tuple[str, int], ...]) -> BesideMaker:
    """The maker of a book, with findings by the last part of addresses."""
    return BesideMaker(
        SETTINGS, shelve(book), {str(e.address): found.get(e.address.document, ()) for e in book.entries}
    )


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> BesideMaker:
    """The generated three years."""
    root = tmp_path_factory.mktemp("beside")
    write_three_years(root)
    return maker(load_book(root))


def group(made: BesideMaker, body: str, year: str, name: str) -> dict[str, list[list[str]]]:
    """One group of lines of a body in a year, by their labels."""
    told = json.loads(made.file(body))
    (of_year,) = [one for one in told["years"] if one["year"] == year]
    return dict(of_year["groups"][name])


def test_a_body_is_told_in_the_words_of_its_pages(three: BesideMaker) -> None:
    """Documents, money by stage, indicators, shares, results; what isn't stated is said to be so."""
    told = {label: said[0][0] for label, said in group(three, "water", "2023", "whole").items()}
    assert told == {
        "文件": "5", "预算": "批复 1.50 万元，调整 1.50 万元，监控 1.20 万元，自评 1.50 万元", "指标": "15", "有数值目标": "13（86.7%）",
        "达到目标（计算）": "2", "未达到（计算）": "2", "无法判断": "1", "没有做到校核规则": "0",
    }  # fmt: skip
    assert group(three, "roads", "2022", "whole")["未达到（计算）"] == [["没有写结果"]]
    kinds = {label: said[0][0] for label, said in group(three, "school", "2024", "kinds").items()}
    assert kinds == {"产出指标 › 数量指标": "1（50.0%）", "效益指标 › 满意度指标": "1（50.0%）"}


def test_goals_that_are_evaluated_stand_once_with_their_results(three: BesideMaker) -> None:
    """Each name leads to the documents that have it; a report on a part of the year sets no target."""
    targets = group(three, "water", "2023", "targets")
    assert [said[0] for said in targets["验收合格率"]] == [
        "≥95%", "≥95%，结果 72.74%：未达到，低 22.26 个百分点，自评却得满分",
    ]  # fmt: skip
    assert [said[1] for said in targets["验收合格率"]] == ["2023/water/pipes-adjusted/", "2023/water/pipes-result/"]
    assert [said[0] for said in targets["维修机井"]] == ["≥15眼"]


def test_findings_are_counted_by_rule() -> None:
    """Those of withdrawn documents aside."""
    book = made_book(made_entry("2024/a/one"), made_entry("2024/a/gone", withdrawn=WITHDRAWN), made_entry("2024/b/two"))
    made = maker(book, one=(("IN-10", 2), ("IN-10-cost", 1)), gone=(("IN-12", 9),))
    assert [said for _, said in group(made, "a", "2024", "findings").items()] == [[["3"]]]
    assert group(made, "a", "2024", "whole")["没有做到校核规则"] == [["3"]]


def test_all_bodies_are_listed_without_a_script(three: BesideMaker) -> None:
    """Each with the numbers of its newest year; the choice waits for a script."""
    (page,) = [draft.rendered(SETTINGS) for draft in three.pages()]
    rows = table(page.content, -1)
    assert [row[:4] for row in rows[1:]] == [
        ["示例县交通局", "2024年", "1", "0.45 万元"], ["示例县水务局", "2024年", "1", "1.60 万元"],
        ["示例县教育局", "2024年", "1", "3.00 万元"],
    ]  # fmt: skip
    (form,) = tree(page.content).xpath("//form")
    assert form.get("hidden") is not None
    assert json.loads(three.names()) == [
        ["roads", "示例县交通局"],
        ["water", "示例县水务局"],
        ["school", "示例县教育局"],
    ]


def test_a_file_depends_on_its_own_body_alone() -> None:
    """So that with more bodies there is one more file of each, and an edit makes one anew."""
    one, other = made_entry("2024/a/one"), made_entry("2024/b/two")
    before, after = maker(made_book(one, other)), maker(made_book(one, replace(other, digest="1" * 64)))
    assert before.key("a") == after.key("a")
    assert before.key("b") != after.key("b")
    assert before.key("a") != maker(made_book(one, other), one=(("IN-10", 1),)).key("a")
    many = maker(made_book(*(made_entry(f"2024/body-{n}/one") for n in range(300))))
    assert sum(len(many.file(name)) for name in many.bodies) < 300 * 1000
    assert len(list(many.pages())) == 6


def test_one_body_stands_beside_none() -> None:
    """Without several years or bodies nothing is offered, and nothing is linked to."""
    alone = made_book(made_entry("2024/a/one"))
    assert maker(alone).bodies == []
    assert list(maker(alone).pages()) == []
    assert not can_compare(shelve(alone))
    assert not any("compare" in address or "compare" in page.content for address, page in pages_of(alone).items())


def test_what_can_be_compared_is_listed_on_one_page() -> None:
    """Two years that follow each other, newest first, with their counts; and the choice of bodies."""
    page = pages_of(SEVERAL)["compare"]
    links = tree(page.content).xpath("//section//a/@href")
    assert links == ["../compare/bodies/", "../compare/2023-2024/"]
    assert "两年都有 0 份，只见于后一年 4 份，只见于前一年 1 份" in words(tree(page.content))
    assert BESIDE == "compare/bodies"


def test_the_real_site_has_a_file_of_each_body(tmp_path: Path) -> None:
    """Bodies without documents have none."""
    shutil.copytree(GOALS, tmp_path / "goals")
    (tmp_path / "goals/bodies/empty.yml").write_text("goalbook: 2\nname: 示例（生成）\n", "utf-8")
    made = maker(load_book(tmp_path / "goals"))
    assert "empty" in made.shelf.bodies
    assert len(made.bodies) == 5
    assert "empty" not in made.bodies
