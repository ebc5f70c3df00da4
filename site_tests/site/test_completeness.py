"""公开情况: every number of every page leads to a list of exactly so many; the words say what became of each document."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from goalbook.book.expected import SiteLists
from goalbook.book.load import Book, load_book
from goalbook.goalfile.problem import Problem
from goalbook.model.expected import Absence, Duty, ExpectedList
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.home import home_html
from goalbook.site.listings.owed_files import completeness_files
from lxml import html

from site_tests.helpers.made_book import (
    PROJECT,
    REGION,
    ROOM,
    SETTINGS,
    WHOLE,
    WITHDRAWN,
    made_body,
    made_book,
    made_entry,
    pages_of,
    tree,
    words,
)
from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
AS_OF = replace(SETTINGS, as_of="2024-03-01")
OTHER = REGION.model_copy(update={"code": "990102", "name": "示例省示例市另一县（生成）"})
# Due on 20 February.
LIST = ExpectedList(
    goalbook="2",
    approved="2024-01-31",
    expected=(
        Duty(stage="approved", bodies=("timely", "late", "undated", "missing", "secret", "withdrawn")),
        Duty(stage="evaluated", due="2024-12-31", bodies=("timely", "late")),
        Duty(form=PROJECT.id, document="project", due="2024-02-25", bodies=("none",)),
    ),
    absent=(
        Absence(body="secret", why="secret", reason="涉密（生成）"),
        Absence(body="none", why="no-project", reason="没有项目（生成）"),
    ),
)


def owing(expected: ExpectedList = LIST, *, errors: bool = False) -> Book:
    """A made book with one document of each kind."""
    book = made_book(
        made_entry("2024/timely/one", published="2024-02-20"),
        made_entry("2024/late/one", published="2024-02-23"),
        made_entry("2024/undated/one"),
        made_entry("2024/withdrawn/one", withdrawn=WITHDRAWN),
        made_entry("2023/timely/one"),
        missing=made_body("missing", region=OTHER),
        secret=made_body("secret", region=None),
        none=made_body("none"),
    )
    problems = (Problem("2024/timely/two.yml", 1, 1, "unreadable"),) if errors else ()
    return replace(book, lists=SiteLists({"2024": expected}), problems=problems, forms=FORMS)


def counts(page: Page) -> dict[str, int]:
    """The numbers of a page by their words."""
    items = tree(page.content).xpath("//ul[@class='gb-figures']/li")
    return {words(one).split()[1]: int(words(one).split()[0].replace(",", "")) for one in items}


def numbers(pages: dict[str, Page]) -> Iterator[tuple[str, str, str, int]]:
    """Each number that is a link on the pages of completeness: of which page, to which page and anchor, and the number."""
    for address, page in pages.items():
        for link in tree(page.content).xpath("//a[@data-gb-count]"):
            to, _, anchor = str(link.get("href")).partition("#")
            target = urljoin(f"https://x/{SETTINGS.url_of(address)}", to).removeprefix("https://x/").rstrip("/")
            yield address, target, anchor, int(str(link.get("data-gb-count")))


def listed(pages: dict[str, Page], target: str, anchor: str) -> int:
    """How many documents a list has: those at the anchor, else on all pages of the list."""
    total = 0
    while target:
        root = tree(pages[target].content)
        total += len(
            root.xpath(f"//section[@id='{anchor}']//ul[@class='gb-owed']/li" if anchor else "//ul[@class='gb-owed']/li")
        )
        onward = [] if anchor else root.xpath("//nav[@class='gb-pager']//a[@rel='next']/@href")
        target = (
            urljoin(f"https://x/{SETTINGS.url_of(target)}", onward[0]).removeprefix("https://x/").rstrip("/")
            if onward
            else ""
        )
    return total


def owed_pages(book: Book, settings: Settings = AS_OF) -> dict[str, Page]:
    """The pages of completeness."""
    return {address: page for address, page in pages_of(book, settings).items() if address.startswith("completeness")}


MANY = ExpectedList(
    goalbook="2", approved="2024-01-31", expected=(Duty(bodies=tuple(f"body-{n}" for n in range(200))),)
)


def many() -> Book:
    """A made book in which two hundred bodies owe something."""
    entries = [made_entry(f"2024/body-{n}/one", published=f"2024-02-{10 + n % 15}") for n in range(130)]
    regions = {f"body_{n}": made_body(f"{n}", region=OTHER if n % 3 else REGION) for n in range(200)}
    return replace(made_book(*entries, **regions), lists=SiteLists({"2024": MANY}))


@pytest.mark.parametrize("book", [owing(), many()], ids=["each-kind", "many"])
def test_each_number_leads_to_exactly_its_list(book: Book) -> None:
    """On pages that list their documents themselves and on those whose lists have pages of their own."""
    pages = owed_pages(book)
    found = list(numbers(pages))
    assert len(found) > 40
    assert [(*one, listed(pages, one[1], one[2])) for one in found if listed(pages, one[1], one[2]) != one[3]] == []
    assert all(len(page.content.encode()) < ROOM for page in pages.values())


def test_the_page_of_a_year_says_what_became_of_each() -> None:
    """One of each kind, with the days in words, and a sentence that adds up."""
    page = owed_pages(owing())["completeness/2024"]
    assert counts(page) == {
        "应公开": 9, "已公开": 3, "按期公开": 1, "逾期公开": 1, "是否按期不明": 1,
        "未公开": 1, "未到期限": 2, "已说明不公开": 2, "已撤下": 1,
    }  # fmt: skip
    root = tree(page.content)
    assert words(root.xpath("//p[@class='gb-summary']")[0]) == (
        "2024年应公开 9 份文件：已公开 3 份（按期 1 份，逾期 1 份，是否按期不明 1 份），未公开 1 份，未到期限 2 份，"
        "已说明不公开 2 份，已撤下 1 份。"
    )

    def told(kind: str) -> str:
        (one,) = root.xpath(f"//section[@id='owed-{kind}']//li//small")
        return words(one)

    assert told("timely") == "按期公开 2024年2月20日公开；期限 2024年2月20日"
    assert told("late") == "逾期公开 2024年2月23日公开；期限 2024年2月20日；晚了 3 日"
    assert told("untold") == "是否按期不明 没有写明公开日期；期限 2024年2月20日"
    assert told("missing") == "未公开 期限 2024年2月20日；已过期限 10 日"
    assert told("withdrawn") == "已撤下 2024年5月1日撤下：示例（生成）；期限 2024年2月20日"
    assert [words(one) for one in root.xpath("//section[@id='owed-explained']//li//small")] == [
        "已说明不公开 涉密：涉密（生成）", "已说明不公开 无项目：没有项目（生成）",
    ]  # fmt: skip
    assert "按 2024年3月1日 计算" in page.content
    assert "不说目标完成得好不好" in page.content


def test_regions_and_bodies_have_pages_of_their_own() -> None:
    """Each with what it owes, in sum as much as the year; a body without a region is in no region's."""
    pages = owed_pages(owing())
    regions = [counts(pages[f"completeness/2024/regions/{code}"])["应公开"] for code in ("990101", "990102")]
    assert regions == [7, 1]
    bodies = [page for address, page in pages.items() if address.startswith("completeness/2024/bodies/")]
    assert sum(counts(page)["应公开"] for page in bodies) == 9
    assert counts(pages["completeness/2024/bodies/late"])["逾期公开"] == 1


def test_an_explanation_stands_with_the_empty_table() -> None:
    """As rules ask it: the blank form of what isn't published, and why."""
    page = owed_pages(owing())["completeness/2024/bodies/none"]
    (section,) = tree(page.content).xpath("//section[contains(@class, 'gb-blank')]")
    assert "没有项目（生成）" in words(section)
    assert section.xpath(".//table")


def test_without_a_list_or_with_errors_nothing_is_said() -> None:
    """No page, no file, no sentence on the home page, and no link to what isn't there."""
    for book in (replace(owing(), lists=SiteLists()), owing(errors=True)):
        assert owed_pages(book) == {}
        assert list(completeness_files(AS_OF, book)) == []
        assert "公开情况" not in home_html(AS_OF, book, [])
        assert not any("completeness" in page.content for page in pages_of(book, AS_OF).values())


def test_as_of_an_unknown_day_nothing_is_overdue() -> None:
    """Without a day of the data what is missing is missing, by how many days isn't said, and that is said."""
    page = owed_pages(owing(), SETTINGS)["completeness/2024"]
    assert counts(page)["未公开"] == 3
    assert "已过期限" not in words(tree(page.content).xpath("//section[@id='owed-missing']")[0])
    assert "本站不知道数据的日期" in page.content


def test_the_home_page_has_a_sentence_and_the_year_a_link() -> None:
    """Of the newest year with a list."""
    content = home_html(AS_OF, owing(), [])
    assert "2024年应公开 9 份文件" in content
    assert 'href="completeness/2024/"' in content
    assert 'href="../completeness/2024/"' in pages_of(owing(), AS_OF)["2024"].content
    assert 'href="../../completeness/2024/bodies/late/"' in pages_of(owing(), AS_OF)["bodies/late"].content


def test_the_files_say_the_same() -> None:
    """CSV and JSON have a row a document; the badge says the share in its title."""
    files = dict(completeness_files(AS_OF, owing()))
    rows = list(csv.DictReader(io.StringIO(files["data/completeness-2024.csv"].decode("utf-8-sig"))))
    whole = json.loads(files["data/completeness-2024.json"])
    assert len(rows) == len(whole["documents"]) == whole["counts"]["owed"] == 9
    late = next(one for one in whole["documents"] if one["state"] == "late")
    assert (late["body"], late["due"], late["published"], late["late"], whole["as_of"]) == (
        "late", "2024-02-20", "2024-02-23", "3", "2024-03-01",
    )  # fmt: skip
    badge = html.fromstring(files["data/completeness-2024.svg"].decode())
    assert badge.get("role") == "img"
    assert badge.get("aria-label") == badge.findtext("title") == "2024 年应公开 9 份，已公开 3 份（截至 2024年3月1日）"


def test_goals_of_projects_cover_a_budget() -> None:
    """Projects of the same stage and unit beside the one document on the whole; twice the same project is no sum."""
    whole = made_entry("2024/timely/whole", "200.00", form=WHOLE, code="")
    projects = (made_entry("2024/timely/a", "30.00"), made_entry("2024/timely/b", "20.50"))
    book = replace(
        made_book(whole, *projects),
        lists=SiteLists({"2024": ExpectedList(goalbook="2", expected=(Duty(bodies=("timely",)),))}),
    )
    page = owed_pages(book)["completeness/2024"]
    assert "2 个项目共 50.50 万元，部门整体 200.00 万元，占 25.3%。" in page.content
    twice = replace(book, entries=(*book.entries, made_entry("2024/timely/c", "1.00", code="made-a")))
    assert "个项目共" not in owed_pages(twice)["completeness/2024"].content


def test_deleting_a_file_moves_exactly_its_body_to_missing(tmp_path: Path) -> None:
    """Of the real documents: what a body no longer publishes is missing, and nothing else changes."""
    goals = tmp_path / "goals"
    shutil.copytree(GOALS, goals)
    text = (
        "# yaml-language-server: $schema=../schema/expected.json\ngoalbook: 2\nexpected:\n"
        "  - {bodies: [shanhaiguan-cppcc], document: vehicle-insurance, due: 2022-02-20}\n"
        "  - {bodies: [guangzhou-cppcc], due: 2022-02-20}\n"
    )
    (goals / "site").mkdir()
    (goals / "site/expected-2022.yml").write_text(text, "utf-8")
    (goals / "site/expected-2024.yml").write_text(text.split("  - ")[0] + "  - {bodies: [huangyuan-cppcc]}\n", "utf-8")

    def missing() -> list[str]:
        book = load_book(goals)
        assert book.errors == ()
        files = completeness_files(AS_OF, book)
        rows = [one for name, raw in files if name.endswith(".json") for one in json.loads(raw)["documents"]]
        assert len(rows) == 3
        return [one["body"] for one in rows if one["state"] == "missing"]

    assert missing() == []
    for file in ("2024/huangyuan-cppcc/department.yml", "2022/shanhaiguan-cppcc/vehicle-insurance.yml"):
        kept = (goals / file).read_bytes()
        (goals / file).unlink()
        assert missing() == [file.split("/")[1]]
        (goals / file).write_bytes(kept)
