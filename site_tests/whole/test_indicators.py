"""The list of all indicators in a browser: sorted and filtered over every row of the site, and complete without a script."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from goalbook.host.assets import BUNDLES, joined
from goalbook.site.frame.page import Page as SitePage
from goalbook.site.frame.settings import Settings
from goalbook.site.indicators.pages import IndicatorRow
from playwright.sync_api import Browser, Page, Route, expect

from site_tests.conftest import serve
from site_tests.helpers.indicator_list import IndicatorList

SETTINGS = Settings("示例")
STYLES, SCRIPT = "goalbook.css", "goalbook.js"
FIRST, PREVIOUS, NEXT, LAST = (SETTINGS.t(f"listing.{name}") for name in ("first", "previous", "next", "last"))
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
COLOURS = ":root{--md-default-fg-color:#222;--md-default-bg-color:#fff;--md-typeset-a-color:#1a4fb4}"
EVIL = "<img src=x onerror=\"document.title='run'\">"
MANY = 2345
# What the theme offers where it puts in pages without loading them, and how it does that.
SWAPPING = """window.works = [];
window.again = () => works.forEach((work) => work());
window.document$ = {subscribe(work) { works.push(work); setTimeout(work, 50); }}"""
SWAP = """async (address) => {
    const made = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    history.pushState(null, "", address);
    document.querySelector("main").replaceWith(made.querySelector("main"));
    again();
}"""
SURNAMES = ("张", "李", "王", "安")


def row(**values: Any) -> IndicatorRow:
    """A generated row, marked as such."""
    usual: dict[str, Any] = {
        "address": "2024/sample/goals", "anchor": "x-1", "year": "2024", "body": "sample",
        "shown": "示例单位", "title": "示例表", "trail": "示例职责", "category": ("产出指标", "数量指标"),
        "name": "示例指标", "target": "≥1次", "kind": "number", "comparator": "≥", "low": "1", "high": "",
        "unit": "次", "page": values.get("address", "2024/sample/goals"), "values": (),
    }  # fmt: skip
    return IndicatorRow(**(usual | values))


def few() -> list[IndicatorRow]:
    """Rows that fit on one page: names by surname, numbers in no order, some without one, an undated one."""
    numbers = ("9", "80.5", "", "100", "-3", "9", "", "20")
    return [
        row(
            anchor=f"x-{n}", name=f"{SURNAMES[n % 4]}示例{n}", low=low, target=low or "有所提升",
            kind="number" if low else "text", comparator="", unit="%" if low else "",
            year="" if n == 7 else str(2020 + n % 3), address=f"2024/body-{n % 2}/goals",
            body=f"body-{n % 2}", shown=f"示例单位{'甲乙'[n % 2]}",
            category=(None, "社会效益指标") if n == 3 else ("产出指标", ("数量指标", "质量指标")[n % 2]),
        )
        for n, low in enumerate(numbers)
    ]  # fmt: skip


def many() -> list[IndicatorRow]:
    """Rows of several pages and chunks, numbered backwards, one of them hostile."""
    made = [
        row(anchor=f"x-{n}", name=f"示例指标{n}", low=str(MANY - n), target=f"≥{MANY - n}次", year=str(2015 + n % 9),
            address=f"{2015 + n % 9}/body-{n % 7}/goals", body=f"body-{n % 7}", shown=f"示例单位{n % 7}")
        for n in range(MANY)
    ]  # fmt: skip
    return [*made[:-1], made[-1]._replace(name=EVIL, trail="末尾")]


def publish(rows: list[IndicatorRow], folder: Path, policy: str) -> Path:
    """The pages and files of a site with these rows, each page in a bare skeleton."""

    def write(name: str, content: bytes) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    def emit(page: SitePage) -> None:
        base = SETTINGS.base(page.address)
        styles = "".join(f'<link rel="stylesheet" href="{base}{name}">' for name in (STYLES, "colours.css"))
        html = (
            f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{page.title}</title>'
            f'<meta name="viewport" content="width=device-width">{policy}{styles}'
            f'<script defer src="{base}{SCRIPT}"></script></head>'
            f'<body><main class="md-typeset">{page.content}</main></body></html>'
        )
        write(SETTINGS.file(page.address), html.encode())

    made = IndicatorList(SETTINGS, rows)
    for page in made.pages:
        emit(page)
    for name, content in made.files.items():
        write(name, content)
    for bundle in BUNDLES:
        write(bundle.name, joined(bundle).encode())
    write("colours.css", COLOURS.encode())
    return folder


def _served(rows: list[IndicatorRow], folder: Path) -> Iterator[str]:
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    server = serve(publish(rows, folder, policy))
    yield f"http://127.0.0.1:{server.server_port}/indicators/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def short_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a list of one page."""
    yield from _served(few(), tmp_path_factory.mktemp("short"))


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a list of many pages."""
    yield from _served(many(), tmp_path_factory.mktemp("long"))


def column(tab: Page, number: int) -> list[str]:
    """The texts of a column as shown."""
    return tab.locator(f"tbody tr > :nth-child({number})").all_text_contents()


def numbers(tab: Page) -> list[str]:
    """The numbers at the end of the names as shown."""
    return [re.sub(r"\D", "", name) for name in column(tab, 1)]


def sort(tab: Page, head: str) -> None:
    tab.get_by_role("columnheader", name=head, exact=True).get_by_role("button").click()


def status(tab: Page, text: str | re.Pattern[str]) -> None:
    expect(tab.get_by_role("status")).to_have_text(text)


def sort_state(tab: Page, head: str) -> str | None:
    return tab.get_by_role("columnheader", name=head, exact=True).get_attribute("aria-sort")


def test_names_sort_in_the_order_of_their_sounds(tab: Page, short_list: str) -> None:
    """Chinese text is sorted by pinyin, numbers inside it by their size; up, then down, then as published."""
    tab.goto(short_list)
    published = column(tab, 1)
    assert sort_state(tab, "指标") == "none"
    sort(tab, "指标")
    status(tab, "找到 8 项指标。")
    assert [name[0] for name in column(tab, 1)] == list("安安李李王王张张")
    assert numbers(tab) == ["3", "7", "1", "5", "2", "6", "0", "4"]
    assert (sort_state(tab, "指标"), sort_state(tab, "数值")) == ("ascending", "none")
    sort(tab, "指标")
    expect(tab.locator("tbody th").first).to_have_text("张示例4")
    assert sort_state(tab, "指标") == "descending"
    sort(tab, "指标")
    status(tab, "共 8 项指标。")
    assert column(tab, 1) == published
    assert sort_state(tab, "指标") == "none"


def test_numbers_sort_by_size_and_blanks_come_last(tab: Page, short_list: str) -> None:
    """Numbers are sorted by size, equal ones stay in order, and rows without one come last in both directions."""
    tab.goto(short_list)
    sort(tab, "数值")
    status(tab, "找到 8 项指标。")
    assert column(tab, 3) == ["-3", "9", "9", "20", "80.5", "100", "", ""]
    assert numbers(tab)[1:3] == ["0", "5"]
    sort(tab, "数值")
    expect(tab.locator("tbody td:nth-child(3)").first).to_have_text("100")
    assert column(tab, 3) == ["100", "80.5", "20", "9", "9", "-3", "", ""]
    assert numbers(tab)[3:5] == ["0", "5"]


def test_every_column_can_be_sorted_from_the_keyboard(tab: Page, short_list: str) -> None:
    """Each head is a button that the keyboard reaches and presses."""
    tab.goto(short_list)
    heads = tab.get_by_role("columnheader").all_text_contents()
    assert len(heads) == tab.locator("thead button").count() == 9
    for head in heads:
        tab.get_by_role("columnheader", name=head, exact=True).get_by_role("button").focus()
        tab.keyboard.press("Enter")
        expect(tab.get_by_role("columnheader", name=head, exact=True)).to_have_attribute("aria-sort", "ascending")
        assert tab.locator("tbody tr").count() == 8


@pytest.mark.parametrize(
    ("label", "value", "found"),
    [
        ("年度", "2021", ["1", "4"]),
        ("年度", "（未注明）", ["7"]),
        ("类别", "产出指标", ["0", "1", "2", "4", "5", "6", "7"]),
        ("类别", "产出指标 › 质量指标", ["1", "5", "7"]),
        ("类别", "（原文未载） › 社会效益指标", ["3"]),
        ("指标值的种类", "文字", ["2", "6"]),
    ],
)
def test_choices_filter(tab: Page, short_list: str, label: str, value: str, found: list[str]) -> None:
    """A year, a category of either level and a kind of target each leave just the rows that have it."""
    tab.goto(short_list)
    tab.get_by_label(label, exact=True).select_option(label=value)
    status(tab, f"找到 {len(found)} 项指标。")
    assert numbers(tab) == found


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("文字", "李示例", ["1", "5"]),
        ("文字", "有所提升 质量", []),
        ("文字", "有所提升  数量", ["2", "6"]),
        ("文字", "８０．５", ["1"]),
        ("单位", "乙", ["1", "3", "5", "7"]),
        ("单位", "body-0", ["0", "2", "4", "6"]),
    ],
)
def test_words_filter(tab: Page, short_list: str, label: str, text: str, found: list[str]) -> None:
    """Words are looked for in all of a row, whatever their width, all of them; bodies by part of the name or by id."""
    tab.goto(short_list)
    tab.get_by_label(label, exact=True).fill(text)
    status(tab, f"找到 {len(found)} 项指标。" if found else "没有找到符合条件的指标。")
    assert numbers(tab) == found


def test_clearing_shows_what_was_published(tab: Page, short_list: str) -> None:
    """One button takes back every filter and the sorting, and the address is the plain one again."""
    tab.goto(f"{short_list}?q=李&year=2021&sort=number&order=desc")
    status(tab, "找到 1 项指标。")
    tab.get_by_role("button", name="全部清除").click()
    status(tab, "共 8 项指标。")
    assert numbers(tab) == [str(n) for n in range(8)]
    assert tab.get_by_label("文字", exact=True).input_value() == ""
    assert tab.url == short_list


def test_nothing_happens_while_a_word_is_composed(tab: Page, short_list: str) -> None:
    """While an input method composes a word nothing is looked for; once it is chosen, it is."""
    tab.goto(short_list)
    tab.get_by_label("文字", exact=True).focus()
    keyboard = tab.context.new_cdp_session(tab)
    for typed in ("l", "li", "li示"):
        keyboard.send("Input.imeSetComposition", {"text": typed, "selectionStart": 1, "selectionEnd": 1})
        tab.wait_for_timeout(300)
    status(tab, "共 8 项指标。")
    assert tab.url == short_list
    keyboard.send("Input.insertText", {"text": "李示例"})
    status(tab, "找到 2 项指标。")


def test_what_was_typed_counts_at_once(tab: Page, short_list: str) -> None:
    """Words that were typed just before a head is pressed are not lost: the rows are filtered and sorted."""
    tab.goto(short_list)
    tab.get_by_label("文字", exact=True).fill("李")
    sort(tab, "数值")
    status(tab, "找到 2 项指标。")
    assert column(tab, 3) == ["9", "80.5"]


def test_the_state_is_in_the_address(tab: Page, long_list: str) -> None:
    """What is looked for, sorted and turned to stands in the address, and the address brings it back."""
    tab.goto(long_list)
    tab.get_by_label("文字", exact=True).fill("示例指标1")
    status(tab, re.compile("第 1 页"))
    tab.get_by_label("年度", exact=True).select_option("2016")
    sort(tab, "数值")
    sort(tab, "数值")
    tab.get_by_label("年度", exact=True).select_option("")
    status(tab, re.compile("^找到 1,111 项指标。 第 1 页，共 6 页$"))
    tab.get_by_role("button", name=NEXT).click()
    status(tab, re.compile("第 2 页"))
    shown = numbers(tab)
    assert re.search(r"\?q=[^&]+&sort=number&order=desc&page=2$", tab.url)
    again = tab.context.new_page()
    again.goto(tab.url)
    status(again, "找到 1,111 项指标。 第 2 页，共 6 页")
    assert numbers(again) == shown
    assert again.get_by_label("文字", exact=True).input_value() == "示例指标1"
    assert sort_state(again, "数值") == "descending"


def test_all_rows_of_the_site_are_sorted(tab: Page, long_list: str) -> None:
    """Sorting a list of many pages sorts all its rows; they are fetched when first needed, not before."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    tab.goto(f"{long_list}3/")
    status(tab, f"共 {MANY:,} 项指标。")
    tab.wait_for_load_state("networkidle")
    assert not [name for name in asked if name.startswith("rows-")]
    sort(tab, "数值")
    status(tab, f"找到 {MANY:,} 项指标。 第 1 页，共 12 页")
    assert column(tab, 3) == [f"≥{n}" for n in range(1, 201)]
    assert sorted(name for name in asked if name.startswith("rows-")) == [f"rows-{n}.json" for n in (1, 2, 3)]
    tab.get_by_role("button", name=LAST).click()
    status(tab, re.compile("第 12 页"))
    assert len(column(tab, 3)) == MANY - 11 * 200
    sort(tab, "指标")
    status(tab, re.compile("第 1 页"))
    assert [name for name in numbers(tab) if name][:12] == [str(n) for n in range(12)]
    assert len([name for name in asked if name.startswith("rows-")]) == 3


def test_results_lead_to_their_documents(tab: Page, long_list: str) -> None:
    """A row that was found links to its anchor on its document's page, from any page of the list."""
    for page in ("", "2/"):
        tab.goto(f"{long_list}{page}?q=示例指标2000")
        status(tab, "找到 1 项指标。")
        site = long_list.removesuffix("indicators/")
        assert tab.locator("tbody a").evaluate("link => link.href") == f"{site}2017/body-5/goals/#x-2000"


def test_turning_pages(tab: Page, long_list: str) -> None:
    """The buttons turn the pages of the results and give the focus to the table; those that lead nowhere are off."""
    tab.goto(f"{long_list}?sort=number")
    status(tab, re.compile("第 1 页"))
    pages = tab.get_by_role("navigation", name=SETTINGS.t("listing.pager"))
    assert pages.count() == 1
    names = (FIRST, PREVIOUS, NEXT, LAST)
    assert [pages.get_by_role("button", name=name).is_disabled() for name in names] == [True, True, False, False]
    for name, number in ((NEXT, 2), (LAST, 12), (PREVIOUS, 11), (FIRST, 1)):
        pages.get_by_role("button", name=name).click()
        status(tab, re.compile(f"第 {number} 页"))
        assert tab.evaluate("document.activeElement.className") == "gb-scroll"


def test_hostile_text_stays_text(browser: Browser, long_list: str) -> None:
    """Markup in the data is shown as it is, whether it comes with the page or is fetched, and nothing breaks the policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(f"{long_list}12/")
    expect(tab.locator("tbody th").last).to_have_text(EVIL)
    tab.get_by_label("文字", exact=True).fill("末尾")
    status(tab, "找到 1 项指标。")
    assert column(tab, 1) == [EVIL]
    assert tab.locator("tbody img").count() == 0
    assert said == []
    context.close()


def test_a_failed_fetch_is_said_and_can_be_tried_again(tab: Page, long_list: str) -> None:
    """Where rows can't be fetched the page sorts its own and says so; the next try may succeed."""

    held: list[Route] = []
    tab.route("**/rows-2.json", lambda route: route.abort())
    tab.route("**/rows-3.json", lambda route: held.append(route))
    tab.goto(long_list)
    sort(tab, "数值")
    said = "全部指标暂时无法读取，目前只对本页的指标排序和筛选。 找到 200 项指标。"
    status(tab, said)
    assert column(tab, 3) == [f"≥{n}" for n in range(MANY - 199, MANY + 1)]
    with tab.expect_response("**/rows-3.json"):
        held[0].continue_()
    tab.wait_for_timeout(100)
    status(tab, said)
    expect(tab.get_by_role("progressbar")).to_be_hidden()
    tab.unroute_all()
    sort(tab, "数值")
    status(tab, f"找到 {MANY:,} 项指标。 第 1 页，共 12 页")


def test_progress_is_shown_while_rows_are_read(tab: Page, long_list: str) -> None:
    """While rows are being fetched the page says how far it is, and shows what it showed."""
    held: list[Route] = []
    tab.route("**/rows-3.json", lambda route: held.append(route))
    tab.goto(f"{long_list}?sort=number")
    status(tab, "正在读取全部指标：2 / 3")
    bar = tab.get_by_role("progressbar")
    assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("2", "3")
    assert tab.locator("tbody tr").count() == 200
    held[0].continue_()
    status(tab, re.compile("^找到"))
    expect(bar).to_be_hidden()


def test_a_page_opened_from_a_disk_sorts_itself(tab: Page, tmp_path: Path) -> None:
    """Opened as a file, where nothing can be fetched, the page sorts and filters its own rows and says so."""
    publish(many(), tmp_path, "")
    tab.goto((tmp_path / "indicators/2/index.html").as_uri())
    tab.get_by_label("文字", exact=True).fill("示例指标20")
    status(tab, "全部指标暂时无法读取，目前只对本页的指标排序和筛选。 找到 10 项指标。")
    sort(tab, "数值")
    expect(tab.locator("tbody th").first).to_have_text("示例指标209")
    link = tab.locator("tbody a").first.evaluate("link => link.href")
    assert link == (tmp_path / "2017/body-6/goals").as_uri() + "/#x-209"


def test_the_page_answers_while_it_sorts(tab: Page, tmp_path: Path) -> None:
    """Sorting tens of thousands of names lets the page do other things many times before it is done."""
    rows = [row(anchor=f"x-{n}", name=f"{SURNAMES[n % 4]}示例{(n * 7919) % 30011}") for n in range(30_000)]
    server = serve(publish(rows, tmp_path, ""))
    tab.goto(f"http://127.0.0.1:{server.server_port}/indicators/?sort=number")
    status(tab, re.compile("^找到 30,000"))
    turns = tab.evaluate("""() => new Promise((done) => {
        let turns = 0;
        const first = () => document.querySelector("tbody th").textContent;
        const before = first();
        const tick = () => (first() === before ? setTimeout(tick, 0, turns++) : done(turns));
        document.querySelector("thead button").click();
        tick();
    })""")
    assert column(tab, 1)[0] == "安示例5"
    assert turns > 8
    server.shutdown()
    server.server_close()


def test_pages_that_are_swapped_in_work_too(tab: Page, short_list: str) -> None:
    """Where the theme puts in a new page without loading one, its list works; a list that works is left as it is."""
    tab.add_init_script(SWAPPING)
    tab.goto(short_list)
    status(tab, "共 8 项指标。")
    tab.evaluate("document.querySelector('thead button').title = 'kept'; again()")
    assert tab.locator("thead button").first.get_attribute("title") == "kept"
    tab.evaluate(SWAP, short_list)
    assert tab.locator("thead button").first.get_attribute("title") is None
    sort(tab, "数值")
    status(tab, "找到 8 项指标。")
    assert column(tab, 3)[0] == "-3"


def test_rows_outlive_the_page_that_fetched_them(tab: Page, long_list: str) -> None:
    """Where pages are swapped in, rows are fetched once, and found on another page they lead to the same place."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.add_init_script(SWAPPING)
    tab.goto(f"{long_list}?q=示例指标2000")
    status(tab, "找到 1 项指标。")
    link = tab.locator("tbody a").evaluate("link => link.href")
    tab.evaluate(SWAP, f"{long_list}2/?q=示例指标2001")
    expect(tab.locator("tbody a")).to_have_text("示例指标2001")
    other = tab.locator("tbody a").evaluate("link => link.href")
    assert other == link.replace("2017/body-5/goals/#x-2000", "2018/body-6/goals/#x-2001") != link
    assert len([url for url in asked if "/rows-" in url]) == 3


def test_without_a_script_the_page_is_whole(browser: Browser, long_list: str) -> None:
    """Without a script there are all rows by pages and no control that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(long_list)
    assert tab.locator("tbody tr").count() == 200
    for control in tab.locator("form, button, progress").all():
        assert not control.is_visible()
    tab.get_by_role("link", name=LAST).click()
    assert tab.locator("tbody tr").count() == MANY - 11 * 200
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(tab: Page, short_list: str, width: int) -> None:
    """On a phone the rows are cards, on a wide screen a table: neither is wider than its place."""
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(short_list)
    status(tab, "共 8 项指标。")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    region = tab.get_by_role("region", name="全部绩效指标")
    assert region.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_exactly_what_is_found_is_downloaded(tab: Page, short_list: str) -> None:
    """The file has the rows of the list as they are filtered and sorted, each with its address; of a list as it is printed all."""
    tab.goto(short_list)
    for query, named in (("?sort=number&order=desc&kind=number", "number"), ("", "")):
        tab.goto(short_list + query)
        tab.locator("[data-exactly]").wait_for()
        names = tab.locator("tbody th").all_text_contents()
        with tab.expect_download() as download:
            tab.locator("[data-exactly]").click()
        raw = download.value.path().read_bytes()
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        assert [row[0].removeprefix("'") for row in rows[1:]] == names
        assert rows[0][:2] == ["指标", "指标值"]
        assert all(row[-1].startswith("http") for row in rows[1:])
        assert named in download.value.suggested_filename
