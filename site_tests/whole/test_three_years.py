"""The site of the generated three years: every page that tells what was promised and achieved, and each number on it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from lxml import html

from site_tests.helpers.links import faulty_links


@pytest.fixture(scope="module")
def built(grown_site: Path) -> Path:
    """The built site."""
    return grown_site


def page(built: Path, address: str) -> html.HtmlElement:
    """The content of a page."""
    article = html.fromstring((built / address / "index.html").read_bytes()).find(".//article")
    assert article is not None
    return article


def text(element: html.HtmlElement) -> str:
    """What an element says, in one line."""
    return " ".join(element.text_content().split())


def rows(built: Path, address: str) -> list[str]:
    """The entries of the list of results on a page."""
    return [text(row) for row in page(built, address).xpath(".//ol[contains(@class, 'gb-results')]/li")]


MISSED = {"": 3, "2022": 1, "2023": 2, "2022/water": 1, "2023/water": 2, "bodies/water": 3, "regions/990101": 3}


@pytest.mark.parametrize("of", MISSED)
def test_a_list_of_what_was_missed_is_as_long_as_its_links_say(built: Path, of: str) -> None:
    """Of the site, years, bodies and regions; the page that it is of links to it with its count."""
    listed = rows(built, f"missed/{of}".rstrip("/"))
    assert len(listed) == MISSED[of]
    if of:
        (link,) = page(built, of).xpath(".//p[contains(@class, 'gb-achieved')]/a")
        assert text(link) == f"{MISSED[of]} 项未达到"
        assert (built / of / link.get("href")).resolve() == (built / "missed" / of).resolve()


def test_there_is_no_list_of_what_missed_nothing(built: Path) -> None:
    """Bodies and years without a missed target have none."""
    lists = {path.parent.relative_to(built / "missed").as_posix() for path in (built / "missed").rglob("index.html")}
    assert lists == {of or "." for of in MISSED}


def test_a_missed_target_is_told_with_how_much_and_why(built: Path) -> None:
    """Target, result, how far it is off, score and reason; full points for a miss are said."""
    told = rows(built, "missed")
    assert told[2].startswith("漏损率 未达到，高 1.5 个百分点 目标≤12% 结果13.5% 自评得分12 满分 20 原因部分支管未改造")
    assert told[0].startswith(
        "验收合格率 未达到，低 22.26 个百分点，自评却得满分 目标≥95% 结果72.74% 自评得分30 满分 30 原因未写"
    )
    assert told[1].startswith("完工时间 未达到，自评却得满分 目标12月底前 结果2024年1月15日")


def test_each_result_of_a_document_says_what_became_of_its_target(built: Path) -> None:
    """By words at its cell, which aren't part of the printed text."""
    marks = page(built, "2023/water/pipes-result").xpath(".//td//span[contains(@class, 'gb-outcome')]")
    assert [mark.get("data-gb-word") for mark in marks] == [
        "计算：达到", "计算：未达到，低 22.26 个百分点，自评却得满分", "计算：未达到，自评却得满分", "计算：达到", "计算：无法判断",
    ]  # fmt: skip
    assert [text(mark.getparent()) for mark in marks] == ["15.2公里", "72.74%", "2024年1月15日", "11%", "约310人"]
    assert not page(built, "2023/water/pipes-midyear").xpath(".//span[contains(@class, 'gb-outcome')]")


def test_a_document_says_what_moved_since_the_year_before(built: Path) -> None:
    """Money, targets, counts, and what was reached of last year's goals, in the sentences of its head."""
    (summary,) = page(built, "2023/water/pipes").xpath(".//p[@class='gb-summary']")
    assert (
        "与2022年相比：预算 0.80 → 1.20 万元，“改造管网长度”目标 ≥10公里 → ≥12公里，“验收合格率”目标 ≥75% → ≥95%，"
        "目标提高 2 项，新增指标 1 项，未再列入指标 1 项。" in text(summary)
    )
    assert "2022年 5 项指标写有结果：按目标计算，3 项达到，1 项未达到，1 项无法判断。" in text(summary)


@pytest.mark.parametrize("of", ["2023/water", "bodies/water", "forms/cn-project", "forms/hebei-project"])
def test_a_list_says_which_goals_were_raised_or_lowered(built: Path, of: str) -> None:
    """Beside the title of what sets goals again; nothing where no target moved so, and nothing on what adjusts or reports."""
    marks = {
        str(link.get("href")).split("/")[-2]: text(mark)
        for mark in page(built, of).xpath(".//tbody//small[contains(@class, 'gb-moved')]")
        for link in mark.xpath("../a")
    }
    moved = {"pipes": "与2022年相比：目标提高 2 项", "networks": "与2023年相比：目标提高 3 项"}
    lowered = {"well-repair": "与2022年相比：目标降低 1 项"}
    signals = {"signals": "与2022年相比：目标降低 1 项"}
    assert (
        marks
        == {
            "2023/water": {"pipes": moved["pipes"]} | lowered,
            "bodies/water": moved | lowered,
            "forms/cn-project": moved | signals,
            "forms/hebei-project": lowered,
        }[of]
    )


def test_the_life_of_a_goal_has_each_indicator_once(built: Path) -> None:
    """The line of its documents, each with how it is known, and target, adjusted target, mid-year and final result side by side."""
    article = page(built, "2023/water/pipes/life")
    line = [text(step) for step in article.xpath(".//ol[@class='gb-life']/li")]
    assert [step.split()[0] for step in line] == ["批复", "调整", "监控", "自评"]
    assert line[3] == "自评 管网改造绩效自评表 文件写明自评对象"
    course = rows(built, "2023/water/pipes/life")
    assert (
        course[0] == "改造管网长度 达到 目标≥12公里 调整后目标≥15公里 监控时完成6公里 结果15.2公里 自评得分30 满分 30"
    )
    assert len(course) == 5


def test_a_thing_is_told_over_its_years(built: Path) -> None:
    """Budgets, what moved and what was reached by year; each indicator with its targets; the rename that is stated is one row."""
    article = page(built, "things/water/pipes")
    years = [text(year) for year in article.xpath(".//ol[@class='gb-years']/li")]
    assert [year.split()[0] for year in years] == ["2022年", "2023年", "2024年"]
    assert (
        "预算1.20 万元 与上年相比目标提高 2 项，新增指标 1 项，未再列入指标 1 项，不变 2 项 结果2 项达到，2 项未达到，1 项无法判断"
        in years[1]
    )
    told = {row.split()[0]: row for row in rows(built, "things/water/pipes")}
    assert list(told) == ["改造管网长度", "验收合格率", "完工时间", "管网漏损率", "用户满意度", "新增供水人口"]
    assert told["管网漏损率"].startswith("管网漏损率 曾名：漏损率")
    assert (
        text(article.xpath(".//*[local-name()='svg']/*[local-name()='desc']")[0])
        == "2022年 0.80，2023年 1.20，2024年 1.60"
    )


def cells(table: html.HtmlElement) -> list[list[str]]:
    """The texts of a table by rows."""
    return [[text(cell) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")]


def test_numbers_over_the_years_are_drawn_and_told(built: Path) -> None:
    """Budgets and results as a table beside their picture; an indicator in one unit as a picture that says what its cells say."""
    article = page(built, "things/water/pipes")
    assert cells(article.xpath(".//table[contains(@class, 'gb-list')]")[0])[1:] == [
        ["2022年", "0.80 万元", "3", "1", "1"], ["2023年", "1.20 万元", "2", "2", "1"],
        ["2024年", "1.60 万元", "没有写结果", "没有写结果", "没有写结果"],
    ]  # fmt: skip
    drawn = {
        text(row.xpath("./p")[0]).split()[0]: text(row.xpath(".//*[local-name()='desc']")[0])
        for row in article.xpath(".//ol[contains(@class, 'gb-results')]/li")
        if row.xpath(".//*[local-name()='svg']")
    }
    assert list(drawn) == ["改造管网长度", "验收合格率", "管网漏损率"]
    assert drawn["改造管网长度"] == (
        "2022年 目标 ≥10公里 结果 11公里，2023年 目标 ≥15公里 结果 15.2公里，2024年 目标 ≥15公里"
    )
    tables = {table.get("aria-label"): cells(table) for table in article.xpath(".//table[@class='gb-by-year']")}
    assert list(tables) == ["改造管网长度", "验收合格率", "完工时间", "管网漏损率", "用户满意度", "新增供水人口"]
    head = ["年度", "目标", "结果", "与上年相比"]
    assert tables["改造管网长度"] == [
        head, ["2022年", "≥10公里", "11公里 达到", ""], ["2023年", "≥12公里 （调整为 ≥15公里）", "15.2公里 达到", "提高"],
        ["2024年", "≥15公里", "", "提高"],
    ]  # fmt: skip
    assert tables["新增供水人口"][0] == head
    assert tables["新增供水人口"][-1][1:] == ["有所增加", "", "改写"]
    ids = article.xpath(".//*[local-name()='svg']/*/@id")
    assert len(ids) == len(set(ids)) == 8


def test_only_what_has_several_years_or_stages_has_such_pages(built: Path) -> None:
    """A split, a merge, a new body or a withdrawn document makes none; each is said on the documents' own pages."""
    found = {path.parent.relative_to(built).as_posix() for path in built.rglob("life/index.html")}
    assert found == {"2022/water/pipes/life", "2023/water/pipes/life"}
    assert {path.name for path in (built / "things").glob("*/*")} == {"pipes", "wells", "signs"}


COMPARED = {
    "2022-2023/roads": (1, 2, 2), "2022-2023/water": (2, 0, 0), "2023-2024/roads": (1, 0, 2), "2023-2024/school": (0, 1, 0),
    "2023-2024/water": (1, 0, 1),
}  # fmt: skip


@pytest.mark.parametrize("of", COMPARED)
def test_a_body_in_two_years_tells_what_goes_on_comes_and_goes(built: Path, of: str) -> None:
    """Each goal stands once; the counts above the list are those of the list, and those of the site's page of these years."""
    kinds = [text(mark) for mark in page(built, f"compare/{of}").xpath(".//p[@class='gb-result-name']/small")]
    assert tuple(kinds.count(kind) for kind in ("两年都有", "只见于后一年", "只见于前一年")) == COMPARED[of]
    told = "两年都有 {} 份，只见于后一年 {} 份，只见于前一年 {} 份".format(*COMPARED[of])
    assert told in text(page(built, f"compare/{of}"))
    years, body = of.split("/")
    (link,) = page(built, f"compare/{years}").xpath(f".//li[.//a[contains(@href, '{body}')]]")
    assert told in text(link)


def test_a_split_and_a_merge_are_said_between_years(built: Path) -> None:
    """Where a goal went, and where one came from; a parent's money isn't added to that of its children."""
    roads, water = rows(built, "compare/2022-2023/roads"), rows(built, "compare/2023-2024/water")
    assert [row for row in roads if "分出：北片桥梁养护绩效目标表，南片桥梁养护绩效目标表" in row]
    assert [
        row
        for row in roads
        if row.startswith("北片桥梁养护绩效目标表 只见于后一年") and "分自：桥梁养护绩效目标表" in row
    ]
    assert [
        row
        for row in water
        if row.startswith("机井维修绩效目标表 只见于前一年") and "供水管网综合改造绩效目标表" in row
    ]


def test_open_data_hold_what_was_computed(built: Path) -> None:
    """In columns and fields that say that they were computed."""
    head, *lines = csv.reader(io.StringIO((built / "data/indicators.csv").read_text("utf-8-sig")))
    assert head[-2:] == ["达到目标（系统计算）", "与目标的差（系统计算）"]
    told = [(line[11], line[17], *line[-2:]) for line in lines if line[0] == "2023/water/pipes-result" and line[-2]]
    assert ("验收合格率", "72.74%", "未达到", "-22.26") in told
    assert len(told) == 5
    readings = json.loads((built / "2023/water/pipes-result.json").read_bytes())["readings"]
    assert readings[1]["achievement"] == {"computed": "missed", "deviation": "-22.26", "unit": "%"}


def count_of(built: Path, file: Path, anchor: str) -> int:
    """How many entries a list has, on all of its pages: those of a section of it where an anchor names one."""
    root = html.fromstring(file.read_bytes())
    within = f"//section[@id='{anchor}']" if anchor else ""
    own = len(root.xpath(f"{within}//ul[@class='gb-owed']/li | {within}//ol[contains(@class, 'gb-results')]/li"))
    onward = [] if anchor else root.xpath("//nav[@class='gb-pager']//a[@rel='next']/@href")
    return own + (count_of(built, (file.parent / onward[0]).resolve() / "index.html", "") if onward else 0)


def test_each_number_that_is_a_link_leads_to_exactly_its_list(built: Path) -> None:
    """Of all pages: each such number is marked, says what its list holds, and what it says."""
    kinds = set()
    for path in sorted(set(built.rglob("index.html")) - set(built.glob("snapshots/**/*"))):
        for link in html.fromstring(path.read_bytes()).xpath("//article//a[@href]"):
            words, count = text(link), link.get("data-gb-count")
            if count is None:
                assert not words.replace(",", "").isdecimal(), f"{path}: {words}"
                assert not re.fullmatch(r"[0-9,]+ 项未达到|[^：，]* [0-9,]+ 份", words), f"{path}: {words}"
                continue
            to, _, anchor = str(link.get("href")).partition("#")
            file = (path.parent / to).resolve() / "index.html" if to else path
            assert count_of(built, file, anchor) == int(count), f"{path}: {words}"
            assert re.search(rf"\b{count}\b", words.replace(",", "")), f"{path}: {words}"
            kinds.add((file.relative_to(built).parts[0], anchor))
    assert {kind for kind, _ in kinds} == {"missed", "completeness"}
    assert {anchor.removeprefix("owed-") for _, anchor in kinds} >= {
        "owed",
        "published",
        "missing",
        "explained",
        "withdrawn",
        "",
    }


def test_every_link_leads_somewhere(built: Path) -> None:
    """On all pages of the site."""
    count, faults = faulty_links(built, "http://127.0.0.1/")
    assert count > 1000
    assert faults == []
