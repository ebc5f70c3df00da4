"""Every indicator of a site as a row: on pages, in the chunks of their script, and as open data."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from goalbook.book.entry import summarise
from goalbook.book.filled import fill_document
from goalbook.book.load import load_document
from goalbook.model.address import Address
from goalbook.model.places import anchors_of
from goalbook.model.records import Body, Document, Indicator, Item
from goalbook.site.document.parts import document_parts
from goalbook.site.frame.settings import Settings
from goalbook.site.indicators.pages import IndicatorRow, indicator_rows
from goalbook.site.indicators.row import ValueRow
from lxml import html

from site_tests.helpers.indicator_list import IndicatorList
from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
SETTINGS = Settings("示例", url="https://goals.example/")


def rows_of(address: str) -> list[IndicatorRow]:
    """The rows of a real document."""
    document, _, problems = load_document(GOALS, f"{address}.yml")
    assert document is not None, problems
    entry = summarise(document, FORMS[document.form], Address(address), "")
    filled = fill_document(b"", document, entry, Body(goalbook="2", label="某单位"))
    return indicator_rows(filled, document_parts(SETTINGS, filled), SETTINGS.t)


def made(count: int, **values: Any) -> list[IndicatorRow]:
    """Generated rows, marked as such; given values stand in all of them."""
    usual: dict[str, Any] = {
        "address": "2024/sample/goals", "anchor": "x-0", "year": "2024", "body": "sample",
        "shown": "示例单位", "title": "示例表", "trail": "示例职责", "category": ("产出指标", "数量指标"),
        "name": "示例指标", "target": "≥1次", "kind": "number", "comparator": "≥", "low": "1", "high": "",
        "unit": "次", "page": "2024/sample/goals",
        "values": (ValueRow("target", "annual", "", "", "", "≥1次", "number", "≥", "1", "", "次"),),
    }  # fmt: skip
    return [IndicatorRow(**(usual | {"name": f"示例指标{n}", "anchor": f"x-{n}"} | values)) for n in range(count)]


class Published(IndicatorList):
    """What a writer published: pages in order, files by name, the rows of the open data."""

    def __init__(self, rows: list[IndicatorRow], settings: Settings = SETTINGS) -> None:
        super().__init__(settings, rows)
        self.data = list(csv.reader(io.StringIO(self.raw.decode("utf-8-sig"), newline="")))

    def script(self, number: int) -> dict[str, list[list[object]]]:
        found: dict[str, list[list[object]]] = json.loads(self.files[f"indicators/rows-{number}.json"])
        return found

    def cells(self, page: int) -> list[list[str]]:
        body = html.fromstring(self.pages[page].content).xpath("//table/tbody/tr")
        return [[str(cell.text_content()) for cell in row] for row in body]


def test_row_of_a_single_target() -> None:
    """A row says where its indicator stands, and has its target as printed beside the number in it."""
    row = next(row for row in rows_of("2024/huangyuan-cppcc/department") if row.name == "主席会")
    assert row.trail.startswith("负责县政协全委会议")
    assert (row.year, row.body, row.title) == ("2024", "huangyuan-cppcc", "2024年部门整体支出绩效目标批复表")
    assert (row.category, row.target) == (("产出指标", "数量指标"), "≤12次/年")
    assert (row.kind, row.comparator, row.low, row.high, row.unit) == ("number", "≤", "", "12", "次/年")
    assert row.number == "≤12"


def test_several_values_stand_after_their_heads() -> None:
    """Grade thresholds and targets of several columns each stand after the head the form gives them."""
    grades = rows_of("undated/county-cppcc/duties")[0]
    assert grades.target == "优 100% · 良 95% · 中 90% · 差 85%"
    assert (grades.number, grades.unit) == ("100", "%")
    columns = rows_of("2022/guangzhou-cppcc/department")
    assert columns[0].target == "年度指标值 约550人"
    assert any(row.target.startswith("实施周期指标值 一年 · 年度指标值 ") for row in columns)


def test_a_head_printed_otherwise_is_shown_as_printed() -> None:
    """Where a document prints a head in other words than its form, the row has the document's words."""
    document = Document(
        goalbook="2", form="hebei-duties", body="sample", labels={"优": "优秀"},
        items=(Item(kind="duty", name="示例", indicators=(Indicator(name="示例率", levels=("9%", "")),)),),
    )  # fmt: skip
    entry = summarise(document, FORMS[document.form], Address("undated/sample/x"), "")
    filled = fill_document(b"", document, entry, Body(goalbook="2", label="示例"))
    rows = indicator_rows(filled, document_parts(SETTINGS, filled), SETTINGS.t)
    assert [row.target for row in rows] == ["优秀 9%"]


@pytest.mark.parametrize("address", ["2022/guangzhou-cppcc/department", "undated/county-congress/duties"])
def test_anchors_are_those_of_the_document(address: str) -> None:
    """Every row leads to an anchor that the document's page has, each to its own."""
    document, _, _ = load_document(GOALS, f"{address}.yml")
    assert document is not None
    found = [row.anchor for row in rows_of(address)]
    assert len(set(found)) == len(found) > 0
    assert set(found) <= set(anchors_of(document).values())


def test_trail_joins_the_items_from_the_outside_in() -> None:
    """The trail names every item that holds an indicator, the outermost first."""
    assert rows_of("undated/county-cppcc/duties")[0].trail == "政治协商 › 政协会议"


def test_number_shows_both_ends_of_a_range() -> None:
    """A range shows both ends, a single number its comparator, words nothing."""
    row = made(1)[0]
    assert row.number == "≥1"
    assert row._replace(kind="range", comparator="", low="80", high="90").number == "80–90"
    assert row._replace(comparator="±", low="-3", high="3").number == "±3"
    assert row._replace(kind="text", comparator="", low="", high="").number == ""


def test_pages_hold_every_row_once_in_order() -> None:
    """Every row is on just one page of at most 200, in the order they came; page 1 has the plain address."""
    published = Published(made(401))
    assert [page.address for page in published.pages] == ["indicators", "indicators/2", "indicators/3"]
    assert [len(published.cells(n)) for n in range(3)] == [200, 200, 1]
    names = [cells[0] for n in range(3) for cells in published.cells(n)]
    assert names == [f"示例指标{n}" for n in range(401)]
    assert len({page.title for page in published.pages}) == 3
    assert "第 2 页，共 3 页" in published.pages[1].content


def test_a_full_last_page_has_no_empty_one_after_it() -> None:
    """Rows that fill their pages and chunks exactly leave no empty page or chunk behind."""
    published = Published(made(1000))
    assert len(published.pages) == 5
    assert sorted(published.files) == ["indicators/facets.json", "indicators/rows-1.json"]


def test_a_site_without_indicators_says_so() -> None:
    """Without any row there is one page that says so, no table, and open data with heads alone."""
    published = Published([])
    (page,) = published.pages
    assert SETTINGS.t("indicators.none") in page.content
    assert "<table" not in page.content
    assert len(published.data) == 1


def test_a_row_leads_to_its_place() -> None:
    """The name of an indicator is a relative link to its anchor on the document's page."""
    published = Published(made(201))
    links = [html.fromstring(page.content).xpath("string(//tbody//a/@href)") for page in published.pages]
    assert links == ["../2024/sample/goals/#x-0", "../../2024/sample/goals/#x-200"]


def test_page_is_a_table_that_can_be_heard() -> None:
    """The table has a caption, heads for columns and rows and a named region; no inline script or style."""
    tree = html.fromstring(Published(made(2)).pages[0].content)
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("string(//table/caption)") == "全部绩效指标"
    assert len(tree.xpath("//thead//th[@scope='col']")) == 9 == len(tree.xpath("//tbody/tr[1]/*"))
    assert len(tree.xpath("//tbody//th[@scope='row']")) == 2
    assert tree.xpath("//*[contains(@class,'gb-scroll')]/@aria-label")
    assert not tree.xpath("//script | //style | //*[@style] | //@*[starts-with(name(), 'on')]")
    labelled = {label.get("for") for label in tree.xpath("//form//label")}
    assert labelled == set(tree.xpath("//form//input/@id | //form//select/@id"))


def test_what_is_not_stated_is_said_only_where_it_belongs() -> None:
    """A lost label, an unknown year and a missing name are named as absent; an empty target stays empty."""
    absent, lost = SETTINGS.t("absent"), SETTINGS.t("lost")
    blank = {"year": "", "name": "", "target": "", "trail": "", "low": "", "comparator": "", "unit": ""}
    row = made(1, category=(None, "社会效益指标"), kind="blank", **blank)[0]
    (cells,) = Published([row]).cells(0)
    assert cells == [absent, "", "", "", f"{lost} › 社会效益指标", "", "示例单位", absent, "示例表"]
    (cells,) = Published(made(1, category=())).cells(0)
    assert cells[4] == ""


def test_text_stays_text() -> None:
    """Markup in a printed value is shown, never run."""
    evil = '<img src=x onerror="alert(1)">&amp;'
    published = Published(made(1, name=evil, target=evil, trail=evil, category=(evil,), shown=evil, title=evil))
    (cells,) = published.cells(0)
    assert [cells[n] for n in (0, 1, 4, 5, 6, 8)] == [evil] * 6
    assert "<img" not in published.pages[0].content


def test_a_page_of_usual_rows_stays_light() -> None:
    """A full page of rows like the real ones weighs less than 85 KB, which leaves room for the theme."""
    addresses = [path.relative_to(GOALS).as_posix()[:-4] for path in sorted(GOALS.glob("[2u]*/*/*.yml"))]
    rows = [row for address in addresses for row in rows_of(address)]
    page = Published((rows * 2)[:200]).pages[0]
    assert len(page.content.encode()) < 85_000


def test_chunks_hold_every_row_of_the_site() -> None:
    """The chunks hold a thousand rows each, all rows together, with the documents they point to."""
    published = Published([*made(1500), *made(1, address="2023/sample/other", page="2023/sample/other", year="2023")])
    chunks = [published.script(n) for n in (1, 2)]
    assert [len(chunk["rows"]) for chunk in chunks] == [1000, 501]
    names = [row[2] for chunk in chunks for row in chunk["rows"]]
    assert names == [*(f"示例指标{n}" for n in range(1500)), "示例指标0"]
    last = chunks[1]["rows"][-1]
    place = last[0]
    assert isinstance(place, int)
    assert chunks[1]["documents"][place] == ["2023/sample/other/", "2023", "sample", "示例单位", "示例表"]
    assert last[1:] == ["x-0", "示例指标0", "≥1次", "≥1", "次", "产出指标 › 数量指标", "示例职责", "number"]
    assert json.loads(published.files["indicators/facets.json"]) == {
        "years": ["2023", "2024"],
        "bodies": ["示例单位"],
        "categories": ["产出指标", "产出指标 › 数量指标"],
    }


def test_chunks_link_to_plain_files_where_the_site_does() -> None:
    """Without directory addresses the script's links end in .html, as the page's do."""
    settings = Settings("示例", directory_urls=False)
    published = Published(made(1), settings)
    assert published.script(1)["documents"][0][0] == "2024/sample/goals.html"
    assert 'href="2024/sample/goals.html#x-0"' in published.pages[0].content


def test_open_data_hold_every_row() -> None:
    """The open data hold every row once, with a permanent address and each label in its own column."""
    rows = [*made(1000), *made(1, category=(None, "社会效益指标"), low="1", high="2", kind="range")]
    published = Published(rows)
    head, *lines = published.data
    assert len(lines) == 1001
    assert {len(line) for line in published.data} == {25}
    last = dict(zip(head, lines[-1], strict=True))
    assert last["网址"] == "https://goals.example/2024/sample/goals/#x-0"
    assert (last["一级指标"], last["二级指标"]) == ("", "社会效益指标")
    assert (last["下限"], last["数值性质"], last["数值"]) == ("1", "target", "≥1次")


def test_open_data_are_safe_to_open() -> None:
    """The open data begin with a byte order mark, end lines with CRLF, and hold no cell that would be run."""
    value = made(1)[0].values[0]._replace(printed="第一行\n第二行")
    published = Published(made(3, name='=HYPERLINK("x")', values=(value,)))
    assert published.raw.startswith(b"\xef\xbb\xbf")
    assert published.raw.count(b"\xef\xbb\xbf") == 1
    assert published.raw.count(b"\r\n") == 4
    assert [line[11] for line in published.data[1:]] == ['\'=HYPERLINK("x")'] * 3
    assert published.data[1][17] == "第一行\n第二行"


def test_same_rows_give_the_same_bytes() -> None:
    """Two runs over the same rows publish the same pages, chunks and data."""
    rows = [*made(1100), *made(3, year="2021", shown="另一示例"), *made(2, category=("效益指标",))]
    first, second = (Published(rows) for _ in range(2))
    assert (first.pages, first.files, first.raw) == (second.pages, second.files, second.raw)


def test_catalogues_say_the_same() -> None:
    """The Chinese and the English catalogue have the same keys and placeholders."""
    from string import Formatter

    zh, en = (Settings("x", language=tag).t.texts for tag in ("zh", "en"))
    for prefix in ("indicators.", "changes.", "glossary.", "glossary_group."):
        ours = {key: text for key, text in zh.items() if key.startswith(prefix)}
        assert ours.keys() == {key for key in en if key.startswith(prefix)}
        for key, text in ours.items():
            names = [{field for _, field, _, _ in Formatter().parse(words) if field} for words in (text, en[key])]
            assert names[0] == names[1], key
