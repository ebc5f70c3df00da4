"""Relations of documents: a generated self-evaluation and the goals it reports on, successors, merged and retired ones."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.book.filled import read_filled
from goalbook.book.load import load_book
from goalbook.site.document.page import Subject, document_pages
from goalbook.site.document.parts import document_parts
from goalbook.site.document.related import Relation, relations_of
from goalbook.site.frame.labels import dated
from goalbook.site.frame.settings import Settings

from site_tests.checks.corpus import CLEAN, FOLDER
from site_tests.helpers.made_book import found, made_book, made_entry, pages_of, tree

SETTINGS = Settings("示例站", url="https://example.org/")
ENGLISH = replace(SETTINGS, language="en")


def pages(folder: Path, settings: Settings = SETTINGS, **more: str) -> Mapping[str, str]:
    """The pages of the clean generated goals, some with more lines, by the names of their files."""
    root = folder / "goals"
    shutil.copytree(CLEAN, root)
    for name, lines in more.items():
        path = root / FOLDER / f"{name}.yml"
        path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")
    book = load_book(root)
    assert not book.errors, book.problems
    relations = relations_of(book.entries)
    made = {}
    for entry in book.entries:
        filled = read_filled(root, entry, book.bodies[entry.body])
        subject = Subject(filled, relations=relations.get(entry.address, ()))
        made[entry.address.document] = next(document_pages(settings, subject, document_parts(settings, filled))).content
    return made


def facts(content: str) -> list[tuple[str, str, str]]:
    """What a page says of its relations: the word, the text, where its link leads."""
    rows = found(tree(content), "//dl[contains(@class, 'gb-relations')]/div")
    return [
        (
            "".join(map(str, row.xpath("dt/text()"))),
            " ".join("".join(map(str, row.xpath("dd//text()"))).split()),
            "".join(map(str, row.xpath(".//a/@href"))),
        )
        for row in rows
    ]


def test_a_self_evaluation_and_its_goals_lead_to_each_other(tmp_path: Path) -> None:
    made = pages(tmp_path, evaluation=f"evaluates: {FOLDER}/project\n")
    assert facts(made["evaluation"]) == [
        ("所评价的绩效目标", "1.车辆保险费绩效目标表 2024年", f"../../../{FOLDER}/project/")
    ]
    assert facts(made["project"]) == [("对本文件的绩效自评", "样例自评表 2024年", f"../../../{FOLDER}/evaluation/")]
    assert facts(made["duties"]) == []
    assert "gb-relations" not in made["duties"]


def test_successors_are_told_both_ways_with_the_reason(tmp_path: Path) -> None:
    more = {
        "duties": f"continues: {{document: {FOLDER}/project, reason: 甲（生成）}}\n",
        "declared": f"split_from: {{document: {FOLDER}/project}}\nmerged_into: {{document: {FOLDER}/duties, reason: 乙（生成）}}\n",
        "project": "retired: {date: 2024-12-31, reason: 丙（生成）}\n",
    }
    made = pages(tmp_path, ENGLISH, **more)
    words = {name: [(word, text.split(" Reason: ")[1:]) for word, text, _ in facts(made[name])] for name in more}
    assert words == {
        "duties": [("Continues", ["甲（生成）"]), ("Merged from", ["乙（生成）"])],
        "declared": [("Split from", []), ("Merged into", ["乙（生成）"])],
        "project": [("Split into", []), ("Continued by", ["甲（生成）"]), ("No longer set", ["丙（生成）"])],
    }
    assert [link for _, _, link in facts(made["project"])] == [
        f"../../../{FOLDER}/declared/",
        f"../../../{FOLDER}/duties/",
        "",
    ]


def test_what_the_site_does_not_hold_is_text(tmp_path: Path) -> None:
    """A snapshot holds one year: the address of another is shown and leads nowhere, and is no error."""
    made = pages(tmp_path, evaluation="evaluates: 2023/made-body/gone\n")
    assert facts(made["evaluation"]) == [("所评价的绩效目标", "2023/made-body/gone", "")]


def test_score_rating_and_period_are_shown(tmp_path: Path) -> None:
    content = pages(tmp_path, evaluation="period: 2023-24\n")["evaluation"]
    numbers = [" ".join(one.text_content().split()) for one in found(tree(content), "//dl[@class='gb-numbers']/div")]
    assert "自评得分94.5 满分 100" in numbers
    assert "等级优" in numbers
    (line,) = found(tree(content), "//p[@class='gb-line']")
    assert "2024年 （2023-24）" in " ".join(line.text_content().split())


@pytest.mark.parametrize(
    ("year", "period", "words"),
    [
        ("2021", "2021-22", "2021年（2021-22）"),
        ("2021", "", "2021年"),
        ("", "2021-22", "2021-22"),
        ("", "", "年度不详"),
    ],
)
def test_a_period_stands_with_the_year(year: str, period: str, words: str) -> None:
    assert dated(SETTINGS.t, year, period) == words


def test_lists_show_the_period(tmp_path: Path) -> None:
    """A list of documents of several years says it as their pages do."""
    book = made_book(replace(made_entry("2024/one/a"), period="2024-25"))
    assert "2024年（2024-25）" in pages_of(book)["bodies/one"].content


def test_relations_are_of_documents_that_are_there() -> None:
    entry = replace(made_entry("2024/one/a"), relations=(("continues", made_entry("2023/one/a").address, ""),))
    (relation,) = relations_of([entry])[entry.address]
    assert isinstance(relation, Relation)
    assert (relation.kind, relation.other.title) == ("continues", "")
    assert list(relations_of([entry])) == [entry.address]
