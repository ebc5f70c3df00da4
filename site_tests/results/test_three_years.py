"""The generated three years: which documents belong together, the course of each year's goals, what became of them."""

from __future__ import annotations

import pytest
from goalbook.book.entry import Entry
from goalbook.book.load import load_book
from goalbook.results.chains import Thing, things_of
from goalbook.results.judged import judged_of
from goalbook.results.life import course_of

from site_tests.helpers.three_years import write_three_years


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entry]:
    """The documents by their addresses."""
    root = tmp_path_factory.mktemp("three-years")
    write_three_years(root)
    book = load_book(root)
    assert not book.errors
    return {str(entry.address): entry for entry in book.entries}


@pytest.fixture(scope="module")
def things(entries: dict[str, Entry]) -> dict[str, Thing]:
    """What has several documents, by the address of its first goals."""
    return {str(thing.head.address): thing for thing in things_of(entries.values())}


def test_documents_of_one_thing_are_found_and_it_is_said_by_what(things: dict[str, Thing]) -> None:
    """A project is followed through its stages and years, by the surest tie; what was split, merged or withdrawn is another thing."""
    assert {head: {entry.address: thing.ties.get(entry.address) for entry in thing.entries} for head, thing in things.items()} == {
        "2022/roads/signs": {
            "2022/roads/signs": None,
            "2023/roads/signals": ("was", "2022/roads/signs"),
            "2024/roads/signals": ("address", "2023/roads/signals"),
        },
        "2022/water/pipes": {
            "2022/water/pipes": None,
            "2022/water/pipes-result": ("evaluates", "2022/water/pipes"),
            "2023/water/pipes": ("address", "2022/water/pipes"),
            "2023/water/pipes-adjusted": ("continues", "2023/water/pipes"),
            "2023/water/pipes-midyear": ("continues", "2023/water/pipes-adjusted"),
            "2023/water/pipes-result": ("evaluates", "2023/water/pipes"),
            "2024/water/networks": ("continues", "2023/water/pipes"),
        },
        "2022/water/wells": {"2022/water/wells": None, "2023/water/well-repair": ("code", "2022/water/wells")},
    }  # fmt: skip


def test_the_course_of_a_year_has_each_indicator_once(things: dict[str, Thing]) -> None:
    """Target, adjusted target, mid-year and final result, what became of it and the score stand in one row."""
    course = course_of(dict(things["2022/water/pipes"].years)["2023"]).rows
    told = [
        (row.name, row.target, row.adjusted, row.midyear, row.result and (row.result.actual, row.result.score))
        for row in course
    ]
    assert told == [
        ("改造管网长度", "≥12公里", "≥15公里", "6公里", ("15.2公里", "30")),
        ("验收合格率", "≥95%", "≥95%", "100%", ("72.74%", "30")),
        ("完工时间", "12月底前", "", "", ("2024年1月15日", "10")),
        ("管网漏损率", "≤12%", "", "", ("11%", "10")),
        ("新增供水人口", "≥300人", "", "", ("约310人", "10")),
    ]
    assert {row.last for row in course} == {3}


def test_what_became_of_each_target_is_computed(entries: dict[str, Entry]) -> None:
    """Counts are those of the single indicators; full points for a miss are seen; a result of half a year is no result."""
    outcomes = {address: (one.reached, one.missed, one.untold) for address, one in entries.items() if judged_of(one)}
    assert outcomes == {"2022/water/pipes-result": (3, 1, 1), "2023/water/pipes-result": (2, 2, 1)}
    judged = {one.name: one for one in judged_of(entries["2023/water/pipes-result"])}
    assert [name for name, one in judged.items() if one.disagrees] == ["验收合格率", "完工时间"]
    assert f"{judged['验收合格率'].found.off}" == "-22.26"
