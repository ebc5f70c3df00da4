"""Findings on the pages: originals show theirs, compactly and once; a build never fails because of a rule."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from goalbook.checks.rules import RULES
from lxml import html

from site_tests.checks.corpus import cases
from site_tests.conftest import copy_site, run_build

CONGRESS = "undated/county-congress/duties"
INSURANCE = "2022/shanhaiguan-cppcc/vehicle-insurance"
UNIT_ONLY = next(case for case in cases() if case.name == "a target that is a unit")


def read(site: Path, address: str) -> html.HtmlElement:
    """A page of a built site."""
    return html.fromstring((site / address / "index.html").read_bytes())


def findings(page: html.HtmlElement) -> dict[str, str]:
    """What the page tells readers of each rule, without what is folded for staff."""
    told = {}
    for line in page.xpath('//div[@class="gb-findings"]/ul/li'):
        (fold,) = line.iter("details")
        (link,) = fold.xpath("./p/a")
        said = line.text_content().removesuffix(fold.tail or "").replace(fold.text_content(), "")
        told[link.get("href", "").rstrip("/").rsplit("/", 1)[1]] = " ".join(said.split())
    return told


def test_an_original_shows_its_findings_a_sentence_a_rule(site: Path) -> None:
    """Each says why it matters; places are links to the rows of the form; a single finding is told in its own words."""
    page = read(site, CONGRESS)
    told = findings(page)
    assert list(told) == ["ST-5", "IN-16", "IN-17", "MO-8"]
    assert told["MO-8"].startswith("有 8 处没有写预算数：选举和任免、换届选举及人事任免、")
    assert told["MO-8"].endswith("。不写钱数，就不知道这件事要花多少钱；不花钱的应当写 0。")
    anchors = {one.get("id") for one in page.xpath("//*[@id]")}
    links = [str(link) for link in page.xpath('//div[@class="gb-findings"]//a/@href')]
    assert all(link[1:] in anchors for link in links if link.startswith("#"))
    assert findings(read(site, INSURANCE))["MO-7"] == (
        "10月底就计划支出 100%，早于最后一期12月底。后几个月不再安排支出，读者可以问：事情是不是也提前办完。"
    )


def test_doubtful_cells_are_marked(site: Path) -> None:
    """A cell that a rule speaks of leads to what it found; a rule that counts rows marks none of them; the signs are explained."""
    page = read(site, INSURANCE)
    marked = {
        " ".join(mark.getparent().text_content().split()): mark.get("href")
        for mark in page.xpath('//table//a[@class="gb-doubt-mark"]')
    }
    assert marked == {
        "≥75%": "#doubt-IN-8", "≥100%": "#doubt-IN-10", "100%": "#doubt-MO-7", "节约车辆保险费用": "#doubt-IN-12",
        "节能环保减排": "#doubt-IN-12", "持续保障车辆管理": "#doubt-IN-12",
    }  # fmt: skip
    assert all(page.get_element_by_id(link[1:]).tag == "li" for link in marked.values())
    (legend,) = page.find_class("gb-legend")
    assert " ".join(legend.text_content().split()) == "有校核说明 自动检查有疑点"


def test_the_head_counts_the_doubts(site: Path) -> None:
    """As many as are told below it, with a link."""
    page = read(site, INSURANCE)
    (link,) = page.xpath('//p[@class="gb-summary"]/a[@href="#gb-doubts"]')
    assert link.text_content() == "自动检查发现 8 处疑点。"
    assert page.get_element_by_id("gb-doubts").tag == "h3"


def test_nothing_is_told_twice(site: Path) -> None:
    """What isn't stated, and what a review note tells, is not told again by a rule."""
    for address in (CONGRESS, "undated/county-cppcc/duties", "2024/huangyuan-cppcc/department"):
        told = findings(read(site, address))
        assert not told.keys() & {"ID-1", "ID-2", "ID-3", "ID-5", "ID-8", "ST-7", "ST-8", "ST-9"}


def test_each_rule_has_a_page_that_findings_lead_to(site: Path) -> None:
    """The list, linked from the foot of every page, leads to them and keeps the anchors it had when it was one page."""
    index = read(site, "rules")
    assert {str(one) for one in index.xpath("//li/@id")} >= set(RULES)
    assert all((site / f"rules/{rule}/index.html").is_file() for rule in RULES)
    for address in (CONGRESS, INSURANCE):
        assert findings(read(site, address)).keys() <= RULES.keys()
    assert read(site, "years").xpath('//*[contains(@class, "gb-foot")]//a[contains(@href, "rules/")]')


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of goals written here: one with an error that a rule finds, one that accepts a finding and has no line for
    editors; one rule is silenced, one original was changed."""
    folder = copy_site(tmp_path_factory.mktemp("own"))
    shutil.rmtree(folder / "goals/2022/shanhaiguan-cppcc")
    UNIT_ONLY.write(folder / "made")
    shutil.copytree(folder / "made", folder / "goals", dirs_exist_ok=True)
    duties = folder / "goals/2024/made-body/duties.yml"
    text = duties.read_text("utf-8").replace("＜90%]", "85%]", 1)
    text = text.split("\n", 1)[1]
    duties.write_text(f"{text}accept: [{{rule: IN-17, at: 按时办结率, reason: 上年的标准}}]\n", "utf-8")
    original = folder / "goals" / f"{CONGRESS}.yml"
    original.write_text(original.read_text("utf-8").replace("培训计划完成率", "培训计划执行率", 1), "utf-8")
    config = (folder / "mkdocs.yml").read_text("utf-8")
    checks = "      checks: {IN-3: {severity: off, reason: 本地表样没有成本指标}}\n"
    (folder / "mkdocs.yml").write_text(config.replace("  - goalbook:\n", f"  - goalbook:\n{checks}"), "utf-8")
    done = run_build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    return folder


def test_an_error_of_a_rule_stops_no_build(own: Path) -> None:
    """A document with an error that a rule finds is published, also by a strict build; its page doesn't tell of it."""
    page = read(own / "site", "2024/made-body/project")
    assert "保单合格率" in page.text_content()
    assert findings(page) == {}


def test_an_original_that_was_changed_says_so(own: Path, site: Path) -> None:
    """Its head counts the places and its doubts lead to them; of the originals as they were none says so."""
    page = read(own / "site", CONGRESS)
    (line,) = page.find_class("gb-line")
    assert "已公开的原文，转录后改过 1 处" in " ".join(line.text_content().split())
    assert "转录的文字应当与原文一字不差；改过的地方，以原文为准。" in findings(page)["ID-14"]
    (place,) = page.xpath('//li[@id="doubt-ID-14"]/a/@href')
    assert "培训计划执行率" in page.get_element_by_id(str(place)[1:]).text_content()
    for address in (CONGRESS, INSURANCE):
        assert "转录后" not in read(site, address).text_content()


def test_an_accepted_finding_stands_on_the_page_with_its_reason(own: Path) -> None:
    """Readers see which rule was set aside, where and why."""
    (review,) = read(own / "site", "2024/made-body/duties").find_class("gb-review")
    assert "已确认保留（规则 IN-17）：上年的标准 · 按时办结率" in " ".join(review.text_content().split())


def test_a_silenced_rule_is_on_no_page_but_its_own(own: Path) -> None:
    """Pages of originals leave it out; the page of the rules says why."""
    assert "IN-3" not in findings(read(own / "site", "2024/huangyuan-cppcc/department"))
    assert "本站关闭，理由：本地表样没有成本指标" in read(own / "site", "rules/IN-3").text_content()


def test_a_wrong_setting_stops_the_build(tmp_path: Path) -> None:
    """A rule that isn't there is told of before anything is built."""
    folder = copy_site(tmp_path)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    checks = "      checks: {IN-99: {severity: off, reason: 无}}\n"
    (folder / "mkdocs.yml").write_text(config.replace("  - goalbook:\n", f"  - goalbook:\n{checks}"), "utf-8")
    done = run_build(folder)
    assert done.returncode != 0
    assert "没有“IN-99”这条规则" in done.stderr
    assert not (folder / "site").exists()
