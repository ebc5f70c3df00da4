"""The printed pages: the official form alone on A4, whole, with its heads on every page and a foot that says what it is."""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser
from pypdf import PageObject, PdfReader

from site_tests.conftest import LIGHT, copy_site, run_build, serve
from site_tests.helpers.generate import long_document, write_goals
from site_tests.helpers.html_table import Table
from site_tests.helpers.pages import DOCUMENTS

LONG = "2024/sample-0001"
LONG_ROWS = 70
# A group of more rows than this may go on on the next sheet.
WHOLE_GROUP = 20
A4 = (595, 842)
CHROME = (
    "异议与反馈",
    "无障碍",
    "一目了然",
    "打印、下载与引用",
    "下载JSON",
    "复制表格",
    "来源与历史",
    "相关文件",
    "当前位置",
    "校验值",
)

every_document = pytest.mark.parametrize("form", DOCUMENTS)
TABULAR = [form for form in DOCUMENTS if form != "hebei-department"]
every_table = pytest.mark.parametrize("form", TABULAR)

# Glyphs that fonts share with radicals come out of a PDF as those; these have no compatible character.
_RADICALS = str.maketrans(
    dict(
        zip(
            "⺝⺟⺠⻁⻄⻅⻆⻉⻊⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
            "月母民虎西见角贝足车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    )
)


# What the site sets at cells with notes or doubts; a cell of its own may have them too.
_MARKS = str.maketrans({"※": "", "△": ""})


def plain(text: str) -> str:
    """A text as it can be found in a printed one: compatible characters alike, no white space and no marks of the site."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_RADICALS).translate(_MARKS).split())


@dataclass(frozen=True)
class Sheet:
    """A printed sheet: width and height in points, the foot, and all else as plain text."""

    size: tuple[int, int]
    foot: str
    text: str


Print = Callable[[str], list[Sheet]]


@pytest.fixture(scope="session")
def print_out(browser: Browser) -> Iterator[Print]:
    """Prints the page at an address."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    tab = context.new_page()

    @cache
    def print_page(address: str) -> list[Sheet]:
        tab.goto(address)
        return [_sheet(one) for one in PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True))).pages]

    yield print_page
    context.close()


# The number of the sheet, then document, body and address, broken where the line is full.
_FOOT = re.compile(r"(?:\S+ · )?\d+ / \d+(?:\n?[^\n]*·[^\n]*(?:-\n[^\n]*)?)?\n")


def _sheet(page: PageObject) -> Sheet:
    """The browser draws the foot first: its line begins with the number of the sheet."""
    whole = page.extract_text()
    found = _FOOT.match(whole)
    foot, text = (found[0], whole[found.end() :]) if found else ("", whole)
    return Sheet((round(page.mediabox.width), round(page.mediabox.height)), plain(foot), plain(text))


@pytest.fixture(scope="session")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a long made document of each form."""
    folder = copy_site(tmp_path_factory.mktemp("long"), LIGHT)
    for name in ("2022", "2024", "undated", "bodies"):
        shutil.rmtree(folder / "goals" / name)
    write_goals(folder / "goals", 1)
    (folder / "goals" / LONG).mkdir(parents=True, exist_ok=True)
    for form in DOCUMENTS:
        (folder / "goals" / LONG / f"{form}.yml").write_text(long_document(form, LONG_ROWS), "utf-8")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def long_address(long_site: Path) -> Iterator[str]:
    """The address of the site of long documents on a local server."""
    server = serve(long_site)
    yield f"http://127.0.0.1:{server.server_port}/{LONG}/"
    server.shutdown()
    server.server_close()


def paper_of(site: Path, page: str) -> html.HtmlElement:
    """The official form in a page of a built site."""
    root: html.HtmlElement = html.fromstring((site / page / "index.html").read_bytes())
    return next(section for section in root.iter("section") if "gb-paper" in section.classes)


def tables(paper: html.HtmlElement) -> list[Table]:
    """The tables of a form."""
    return [Table(element) for element in paper.iter("table")]


def pieces(paper: html.HtmlElement) -> list[str]:
    """Every text that the form prints: cells, headings, paragraphs, the lines above and below the tables."""
    blocks = paper.xpath(
        ".//td | .//th | .//p[not(span)] | .//p/span | .//*[self::h3 or self::h4 or self::h5 or self::h6]"
    )
    printed = (block for block in blocks if not block.find_class("gb-lost-label"))
    return [text for block in printed if (text := plain(block.text_content()))]


@every_document
def test_the_print_is_complete(site: Path, address: str, print_out: Print, form: str) -> None:
    """Every text of the form is in the print, that of a table whole on one sheet; no sheet is blank."""
    sheets = print_out(address + DOCUMENTS[form])
    texts = pieces(paper_of(site, DOCUMENTS[form]))
    assert len(texts) > 20
    whole = "".join(sheet.text for sheet in sheets)
    assert [text for text in texts if text not in whole] == []
    if form in TABULAR:
        assert [text for text in texts if not any(text in sheet.text for sheet in sheets)] == []
    assert min(len(sheet.text) for sheet in sheets) > 40


@every_document
def test_the_paper_is_that_of_the_form(address: str, print_out: Print, form: str) -> None:
    """A4 upright, for duties and activities across."""
    sizes = {sheet.size for sheet in print_out(address + DOCUMENTS[form])}
    assert sizes == {A4[::-1] if form == "hebei-duties" else A4}


@every_document
def test_the_site_is_not_printed(site: Path, address: str, print_out: Print, form: str) -> None:
    """The print begins with the form; navigation, buttons and the site's own sections are left out."""
    sheets = print_out(address + DOCUMENTS[form])
    first, *_ = pieces(paper_of(site, DOCUMENTS[form]))
    assert sheets[0].text.startswith(first)
    assert [word for word in CHROME for sheet in sheets if word in sheet.text] == []


@every_document
def test_the_foot_says_what_it_is(address: str, print_out: Print, form: str) -> None:
    """Each sheet has its number and their count, the document, its body and its address in the foot; the last words name the source."""
    sheets = print_out(address + DOCUMENTS[form])
    for number, sheet in enumerate(sheets, 1):
        assert f"{number}/{len(sheets)}" in sheet.foot
        assert f"/{DOCUMENTS[form]}" in sheet.foot
        assert "政协" in sheet.foot
    assert sum("来源:" in sheet.text for sheet in sheets) == 1


def test_the_foot_has_the_date_of_the_data(odd_address: str, print_out: Print) -> None:
    """A document with a date of publication has it in the foot of each sheet."""
    for sheet in print_out(odd_address + DOCUMENTS["hebei-project"]):
        assert "2022-02-03" in sheet.foot


def test_unit_and_signatures_are_printed(address: str, print_out: Print) -> None:
    """The unit line stands between title and table, the line of signatures right under the table."""
    (project,) = print_out(address + DOCUMENTS["hebei-project"])
    assert project.text.startswith(
        "1.车辆保险费绩效目标表131001政协部门中国人民政治协商会议河北省秦皇岛市山海关区委员会本级单位:万元项目编码"
    )
    approved = print_out(address + DOCUMENTS["qinghai-department"])
    assert any("有所提升单位负责人:制表人:罗永玲电话:2432750填表日期:1.31" in sheet.text for sheet in approved)


def rows(table: Table) -> dict[int, str]:
    """The text of the cells of each row that stand in it alone; not of rows without one."""
    found: dict[int, str] = {}
    head_rows = len(table.element.xpath("thead/tr"))
    for cell in table.cells:
        if cell.height == 1 and cell.y >= head_rows and (text := plain(cell.text)):
            found[cell.y] = found.get(cell.y, "") + text
    return found


def sheet_of(sheets: list[Sheet], text: str) -> int:
    """The number of the sheet that has a text; -1 where none has it whole."""
    return next((number for number, sheet in enumerate(sheets) if text in sheet.text), -1)


@every_table
def test_no_row_is_cut(long_site: Path, long_address: str, print_out: Print, form: str) -> None:
    """In a long document every row is whole on one sheet, in its order, and there are several sheets."""
    sheets = print_out(f"{long_address}{form}/")
    assert len(sheets) > 1
    for table in tables(paper_of(long_site, f"{LONG}/{form}")):
        places = {text: sheet_of(sheets, text) for text in rows(table).values()}
        assert [text for text, place in places.items() if place < 0] == []
        assert list(places.values()) == sorted(places.values())


@every_table
def test_heads_are_on_every_sheet(long_site: Path, long_address: str, print_out: Print, form: str) -> None:
    """In a long document each sheet that goes on with a table begins with its head rows, and none ends with them."""
    sheets = print_out(f"{long_address}{form}/")
    table = tables(paper_of(long_site, f"{LONG}/{form}"))[-1]
    heads = "".join(
        plain(cell.text)
        for cell in table.cells
        if cell.section == "thead" and not cell.element.find_class("gb-lost-label")
    )
    numbers = {sheet_of(sheets, text) for text in rows(table).values()}
    assert len(numbers) > 1
    for number in numbers - {min(numbers)}:
        assert sheets[number].text.startswith(heads)
    assert not any(sheet.text.endswith(heads) for sheet in sheets)


@every_table
def test_groups_keep_their_label(long_site: Path, long_address: str, print_out: Print, form: str) -> None:
    """In a long document a merged label of up to twenty rows is on one sheet with all of them."""
    sheets = print_out(f"{long_address}{form}/")
    groups = 0
    for table in tables(paper_of(long_site, f"{LONG}/{form}")):
        texts = rows(table)
        for cell in table.cells:
            if 1 < cell.height <= WHOLE_GROUP and cell.is_head and cell.section == "tbody":
                numbers = {sheet_of(sheets, texts[y]) for y in range(cell.y, cell.y + cell.height) if y in texts}
                assert len(numbers) == 1, cell.text
                assert plain(cell.text) in sheets[numbers.pop()].text
                groups += 1
    assert groups > 3 or form == "hebei-duties"


def test_a_list_prints_without_the_site(address: str, print_out: Print) -> None:
    """A list is printed with its heading and its rows, without navigation and foot."""
    sheets = print_out(f"{address}2022/")
    text = "".join(sheet.text for sheet in sheets)
    assert text.startswith("2022年绩效目标")
    assert "山海关区政协" in text
    assert "16,325.83" in text
    assert [word for word in CHROME if word in text] == []
