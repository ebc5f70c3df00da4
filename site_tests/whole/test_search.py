"""The search page in a browser: what a citizen finds, filters, shares and downloads, under a strict policy and from a disk."""

from __future__ import annotations

import base64
import csv
import functools
import hashlib
import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from goalbook.site.frame.settings import Settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from site_tests.conftest import copy_site, run_build, serve
from site_tests.helpers.firefox import Firefox
from site_tests.helpers.search_index import with_index

T = Settings("示例").t
SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.S)
EVIL = "<img src=x onerror=\"document.title='run'\"></script><script>document.title='run'</script>"
ROW = "tr:first-child"
DOCUMENT_FILE = re.compile(r"search/data/\w\w/\w+-\d+\.bin$")


class _Strict(SimpleHTTPRequestHandler):
    """Serves pages under a policy that lets in the site's own files and the theme's inline scripts alone."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() else path
        if page.suffix == ".html" and page.is_file():
            digests = (hashlib.sha256(text).digest() for text in SCRIPT.findall(page.read_bytes()))
            hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
            self.send_header("Content-Security-Policy", f"default-src 'self'; script-src 'self' {hashes}")
        super().end_headers()


@pytest.fixture(scope="module")
def found_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with its index."""
    return with_index(site, tmp_path_factory)


@pytest.fixture(scope="module")
def home(found_site: Path) -> Iterator[str]:
    """The address of the real site under a strict policy."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Strict, directory=str(found_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def faults(tab: Page) -> Iterator[list[str]]:
    """What a page complains of; none is expected."""
    found: list[str] = []
    tab.on("pageerror", lambda error: found.append(str(error)))
    tab.on("console", lambda line: found.append(line.text) if line.type == "error" else None)
    yield found
    assert found == []


def settle(tab: Page) -> None:
    """Wait until the search is done."""
    tab.wait_for_function(
        """() => {
            const said = document.querySelector(".gb-search-status").textContent;
            return said && said !== JSON.parse(document.querySelector(".gb-search").dataset.words).searching
                && !document.querySelector(".gb-search-results").hasAttribute("aria-busy");
        }"""
    )


def go(tab: Page, home: str, query: str = "", more: str = "") -> None:
    """Open the search page for a query."""
    tab.goto(f"{home}search/?q={quote(query)}{more}")
    settle(tab)


def titles(tab: Page) -> list[str]:
    """The titles of the results shown."""
    return [str(text) for text in tab.locator(".gb-hit h3").all_inner_texts()]


def said(tab: Page) -> str:
    """What is announced."""
    return tab.inner_text(".gb-search-status")


def values(tab: Page, facet: str) -> dict[str, int]:
    """The values of a facet with their counts."""
    box = tab.locator(f"[data-facet={facet}]")
    box.evaluate("(box) => { box.parentElement.open = box.open = true; }")
    expect(box.locator("li").first).to_be_attached()
    rows = box.locator("label")
    return {row.locator("span").inner_text(): int(row.locator("small").inner_text()) for row in rows.all()}


@pytest.mark.parametrize(
    ("query", "first", "text"),
    [
        ("换届", "5.政协会议绩效目标表", "选举换届圆满完成"),
        ("车辆保险", "1.车辆保险费绩效目标表", "车辆保险"),
        ("13030322P", "5.政协会议绩效目标表", "13030322P00397210001H"),
        ("16325.83", "部门整体预算绩效目标申报表", "16,325.83"),
        ('"政协会议"', "5.政协会议绩效目标表", "政协会议"),
        ("績效", "5.政协会议绩效目标表", "绩效"),
    ],
)
def test_a_citizen_finds_the_cell(tab: Page, home: str, faults: list[str], query: str, first: str, text: str) -> None:
    """A term, a fragment of a code, an amount, a quotation and a traditional form lead to the document and its cell."""
    go(tab, home, query)
    assert first in titles(tab)
    hit = tab.locator(".gb-hit", has=tab.get_by_role("link", name=first, exact=True))
    expect(hit.locator(".gb-hit-text", has_text=text).first).to_be_visible()
    assert hit.locator("mark").count()


def test_a_result_leads_to_its_cell_and_the_words_are_marked_there(tab: Page, home: str, faults: list[str]) -> None:
    """A result opens the document at the cell, in sight, with the words highlighted in it and nowhere else."""
    go(tab, home, "换届圆满")
    tab.click(".gb-hit-place")
    tab.wait_for_url("**#*")
    marked = tab.evaluate("Array.from(CSS.highlights.get('gb-found')).map(String)")
    assert marked == ["换届圆满"]
    place = tab.locator(".gb-here")
    expect(place).to_be_in_viewport()
    expect(place).to_contain_text("选举换届圆满完成")


def test_a_query_is_looked_up_while_styles_are_on_their_way(tab: Page, home: str, faults: list[str]) -> None:
    """What the address asks for is fetched as far as the documents that are found before a style has come."""
    held: list[Route] = []
    tab.route("**/*.css", lambda route: held.append(route))
    with tab.expect_request(DOCUMENT_FILE):
        tab.goto(f"{home}search/?q={quote('换届')}", wait_until="commit")
    assert held
    for one in held:
        one.continue_()
    tab.wait_for_load_state()
    settle(tab)
    assert titles(tab)


def test_the_first_result_does_not_wait_for_the_others(tab: Page, home: str, faults: list[str]) -> None:
    """On an empty page the best result is there as soon as its document is; it stays when the others join it, in their order."""
    go(tab, home, "政协")
    whole = titles(tab)
    asked: list[Route] = []
    free: list[bool] = []

    def answer_the_first(route: Route) -> None:
        asked.append(route)
        if free or len(asked) == 1:
            route.continue_()

    tab.route(DOCUMENT_FILE, answer_the_first)
    tab.goto(f"{home}search/?q={quote('政协')}", wait_until="commit")
    tab.wait_for_selector(".gb-hit")
    assert titles(tab) == whole[:1]
    assert said(tab) == T("find.ui.found", count=len(whole))
    tab.evaluate("document.querySelector('.gb-hit').dataset.stays = 'yes'")
    free.append(True)
    for one in asked[1:]:
        one.continue_()
    settle(tab)
    assert titles(tab) == whole
    assert tab.locator(".gb-hit").first.get_attribute("data-stays") == "yes"


def test_the_theme_waits_until_something_is_found_and_then_works(tab: Page, home: str, faults: list[str]) -> None:
    """The scripts of the page's end are neither fetched nor run before the results are there; then they do all they do elsewhere."""
    held: list[Route] = []
    scripts: list[str] = []
    tab.on("request", lambda request: scripts.append(request.url) if "bundle." in request.url else None)
    free: list[bool] = []
    tab.route(DOCUMENT_FILE, lambda route: route.continue_() if free else held.append(route))
    with tab.expect_request(DOCUMENT_FILE):
        tab.goto(f"{home}search/?q={quote('政协')}")
    assert scripts == []
    free.append(True)
    for one in held:
        one.continue_()
    settle(tab)
    tab.wait_for_selector("html.js")
    assert len(scripts) == 1
    tab.keyboard.press("/")
    expect(tab.locator("#gb-find")).to_be_focused()
    scheme = tab.locator("body").get_attribute("data-md-color-scheme")
    tab.locator(".md-header label[for^=__palette]:visible").click()
    expect(tab.locator("body")).not_to_have_attribute("data-md-color-scheme", str(scheme))


def test_an_empty_query_shows_everything(tab: Page, home: str, faults: list[str]) -> None:
    """Without a word every document is there, the newest year first."""
    go(tab, home)
    assert said(tab) == T("find.ui.found_all", count="10")
    assert len(titles(tab)) == 10
    assert "2024" in tab.locator(".gb-hit-facts").first.inner_text()


def test_counts_are_those_of_the_list_of_documents(tab: Page, home: str, found_site: Path) -> None:
    """The counts of years, bodies and forms are those of the open data, for everything and under a filter."""
    rows = list(csv.DictReader((found_site / "data/documents.csv").read_text("utf-8-sig").splitlines()))
    heads = {name: head for name, head in (("year", "年度"), ("body", "单位标识"), ("form", "表样")) if head in rows[0]}
    assert len(heads) == 3, rows[0].keys()
    for more, kept in (("", rows), ("&year=2022", [row for row in rows if row["年度"] == "2022"])):
        go(tab, home, more=more)
        counted = {name: values(tab, name) for name in heads}
        for name, head in heads.items():
            everything = rows if name == "year" else kept
            assert sorted(counted[name].values()) == sorted(Counter(row[head] for row in everything).values()), name


def test_filters_narrow_the_results_and_the_counts_react(tab: Page, home: str, faults: list[str]) -> None:
    """Choosing a value leaves as many results as stood beside it; the other facets then count those alone."""
    go(tab, home, "政协")
    forms = values(tab, "form")
    name, count = next((name, count) for name, count in forms.items() if 1 < count < 10)
    tab.locator("[data-facet=form] label", has_text=name).locator("input").check()
    expect(tab.locator(".gb-search-status")).to_have_text(T("find.ui.found", count=count))
    settle(tab)
    assert len(titles(tab)) == count
    assert sum(values(tab, "year").values()) == count
    assert values(tab, "form") == forms
    tab.get_by_role("button", name=re.compile(re.escape(name))).click()
    expect(tab.locator(".gb-search-active")).to_be_hidden()


def test_the_address_is_the_whole_state(tab: Page, home: str, faults: list[str]) -> None:
    """Query, filters and order are in the address: reload, back and forward give the same results again."""
    go(tab, home, "政协")
    before = titles(tab)
    values(tab, "year")
    tab.locator("[data-facet=year] input[value='2022']").check()
    tab.wait_for_url("**year=2022*")
    tab.select_option("#gb-sort", "title")
    tab.wait_for_url("**sort=title*")
    settle(tab)
    after = titles(tab)
    assert after != before
    tab.reload()
    settle(tab)
    assert titles(tab) == after
    assert tab.input_value("#gb-find") == "政协"
    assert tab.input_value("#gb-sort") == "title"
    assert tab.locator("[data-facet=year] input[value='2022']").is_checked()
    tab.go_back()
    tab.go_back()
    expect(tab.locator(".gb-hit")).to_have_count(len(before))
    settle(tab)
    assert titles(tab) == before
    tab.go_forward()
    tab.go_forward()
    expect(tab.locator(".gb-hit")).to_have_count(len(after))
    settle(tab)
    assert titles(tab) == after


@pytest.mark.parametrize("order", ["year", "amount", "title"])
def test_results_can_be_ordered(tab: Page, home: str, order: str) -> None:
    """By year the newest, by amount the greatest come first, what is unknown last; by title in order of titles."""
    go(tab, home, more=f"&sort={order}")
    facts = tab.locator(".gb-hit-facts").all_inner_texts()
    if order == "year":
        years = [(re.search(r"(\d{4})年", fact) or ["", "0"])[1] for fact in facts]
        assert years == sorted(years, reverse=True)
    elif order == "amount":
        amounts = [re.search(r"([\d,.]+) 万元$", fact) for fact in facts]
        numbers = [float(match[1].replace(",", "")) if match else -1.0 for match in amounts]
        assert numbers == sorted(numbers, reverse=True)
        assert numbers[0] == 16325.83
    else:
        shown = titles(tab)
        assert shown == sorted(shown, key=lambda text: text.encode("gb18030"))


def test_the_nearest_are_shown_as_such(tab: Page, home: str, faults: list[str]) -> None:
    """Where nothing has all words the page says so and shows what comes nearest."""
    go(tab, home, "委员视察外星人")
    expect(tab.locator(".gb-relaxed")).to_have_text(T("find.ui.relaxed"))
    assert titles(tab)
    go(tab, home, "龘龘龘")
    assert said(tab) == T("find.ui.nothing")
    expect(tab.locator(".gb-search-notice")).to_contain_text(T("find.ui.hint"))


def test_an_empty_result_says_which_filter_to_drop(tab: Page, home: str, faults: list[str]) -> None:
    """Where filters leave nothing, each that is to blame can be dropped, with the number found then."""
    go(tab, home, "车辆保险", "&year=2024")
    assert said(tab) == T("find.ui.nothing")
    name = T("find.ui.drop_one", facet=T("find.ui.year"), values="2024年", count="1")
    tab.get_by_role("button", name=name).click()
    expect(tab.locator(".gb-hit")).to_have_count(1)
    assert "year" not in tab.url
    assert tab.evaluate("document.activeElement.id") == "gb-find"


def test_the_downloads_are_what_is_on_the_screen(tab: Page, home: str, faults: list[str]) -> None:
    """Rows of both files are the results in their order; name and head say query, filters, date and count."""
    go(tab, home, "政协", "&year=2022&sort=title")
    shown = titles(tab)
    texts = [hit.locator(".gb-hit-text").first.inner_text() for hit in tab.locator(".gb-hit").all()]
    with tab.expect_download() as waiting:
        tab.click("[data-download=csv]")
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, rows = _parted(content)
    assert [row["文件"] for row in rows] == shown
    assert all(text.strip("…") in " ".join(row["内容"].split()) for row, text in zip(rows, texts, strict=True))
    assert head == [
        ["检索词", "政协"],
        ["筛选条件", "年度：2022年"],
        ["数据日期", head[2][1]],
        ["件数", str(len(shown))],
    ]
    # The copied site has no history, so that the day of its data isn't known.
    assert head[2][1] == T("absent")
    for part in ("政协", "2022年", f"{len(shown)}件.csv"):
        assert part in waiting.value.suggested_filename
    with tab.expect_download() as waiting:
        tab.click("[data-download=json]")
    found = json.loads(Path(waiting.value.path()).read_bytes())
    assert [one["title"] for one in found["results"]] == shown
    assert (found["query"], found["count"], found["filters"]) == ("政协", len(shown), {"year": ["2022年"]})


def _parted(content: bytes) -> tuple[list[list[str]], list[dict[str, str]]]:
    lines = list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)))
    return lines[:4], [dict(zip(lines[4], line, strict=True)) for line in lines[5:]]


def test_nothing_happens_while_an_input_method_composes(tab: Page, home: str, faults: list[str]) -> None:
    """Letters of a word that is being composed are not searched for; the finished word is."""
    go(tab, home)
    asked: list[str] = []
    tab.on("framenavigated", lambda frame: asked.append(frame.url))
    tab.focus("#gb-find")
    client = tab.context.new_cdp_session(tab)
    for text in ("h", "hu", "huan", "huan jie"):
        client.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        tab.wait_for_timeout(350)
        assert asked == []
        assert said(tab) == T("find.ui.found_all", count="10")
    client.send("Input.insertText", {"text": "换届"})
    expect(tab.locator(".gb-search-status")).to_have_text(T("find.ui.found", count="2"))
    assert quote("换届") in tab.url


def test_everything_works_from_the_keyboard(tab: Page, home: str, faults: list[str]) -> None:
    """The slash leads to the field, Enter searches at once, Tab reaches filters, order, downloads and results."""
    tab.goto(f"{home}2022/")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "gb-quick"
    tab.keyboard.type("换届/")
    assert tab.input_value("#gb-quick") == "换届/"
    tab.keyboard.press("Backspace")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/search/?q={quote('换届')}")
    settle(tab)
    assert tab.input_value("#gb-find") == "换届"
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "gb-find"
    tab.keyboard.type("车辆")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/search/?q={quote('车辆')}")
    settle(tab)
    stops = [
        "[data-facet] summary",
        "[data-facet] input",
        "#gb-sort",
        "[data-download=csv]",
        "[data-download=json]",
        "h3 a",
        ".gb-hit-place",
    ]
    reached: set[str] = set()
    for _ in range(40):
        tab.keyboard.press("Tab")
        reached |= set(tab.evaluate("(stops) => stops.filter((stop) => document.activeElement.matches(stop))", stops))
    assert reached == set(stops)


def test_a_facet_keeps_the_focus(tab: Page, home: str) -> None:
    """A value that is chosen from the keyboard stays in focus, so that it can be taken back by the same key."""
    go(tab, home, "政协")
    values(tab, "year")
    tab.focus("[data-facet=year] input[value='2022']")
    tab.keyboard.press("Space")
    tab.wait_for_url("**year=2022*")
    settle(tab)
    assert tab.evaluate("document.activeElement.value") == "2022"
    tab.keyboard.press("Space")
    tab.wait_for_url(lambda url: "year" not in url)


def test_results_fit_a_narrow_screen(browser: Browser, home: str) -> None:
    """At 320 pixels nothing scrolls sideways, on the search page, with all facets open, and on a page with the small field."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="zh-CN")
    tab = context.new_page()
    go(tab, home, "政协 会议")
    for name in ("year", "body", "category", "kind", "band"):
        values(tab, name)
    wide = "[document.documentElement.scrollWidth, innerWidth]"
    assert tab.evaluate(wide) == [320, 320]
    tab.goto(f"{home}2022/")
    assert tab.evaluate(wide) == [320, 320]
    tab.goto(home)
    assert tab.evaluate(wide) == [320, 320]
    context.close()


def test_without_a_script_the_lists_are_named(browser: Browser, home: str) -> None:
    """Without JavaScript the page says so and leads to the lists; the field of every page still leads to the page."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{home}search/")
    expect(tab.get_by_text(T("find.no_script"))).to_be_visible()
    for name in ("years", "bodies", "regions", "forms", "indicators"):
        link = tab.get_by_role("link", name=T(f"find.list_{name}"), exact=True)
        assert context.request.get(home + str(link.get_attribute("href")).removeprefix("../")).ok
    expect(tab.locator(".gb-search-body")).to_be_hidden()
    tab.goto(f"{home}2022/")
    tab.fill("#gb-quick", "换届")
    tab.click(".gb-quick button")
    tab.wait_for_url(f"**/search/?q={quote('换届')}")
    context.close()


def test_the_home_page_has_examples_that_find_something(tab: Page, home: str, faults: list[str]) -> None:
    """Every example of the home page leads to results that hold it all."""
    tab.goto(home)
    links = [str(link.get_attribute("href")) for link in tab.locator(".gb-search-examples a").all()]
    assert len(links) == 3
    for link in links:
        tab.goto(home + link)
        settle(tab)
        assert titles(tab)
        assert tab.locator(".gb-relaxed").count() == 0


def test_it_works_from_a_disk(browser: Browser, found_site: Path) -> None:
    """The page opened as a file searches, filters and links to pages that open, with no server at all."""
    context = browser.new_context(locale="zh-CN")
    tab = context.new_page()
    tab.goto(f"{(found_site / 'search/index.html').as_uri()}?q={quote('换届圆满')}")
    settle(tab)
    assert titles(tab) == ["5.政协会议绩效目标表"]
    assert values(tab, "year") == {"2022年": 1}
    tab.click(".gb-hit-place")
    tab.wait_for_url("**#*")
    expect(tab.locator(".gb-here")).to_contain_text("选举换届圆满完成")
    context.close()


def test_it_works_in_firefox(found_site: Path, home: str, tmp_path: Path) -> None:
    """Another browser's engine searches, filters and marks the words, under the strict policy and from a disk."""
    hit = "document.querySelector('.gb-hit h3')"
    with Firefox(tmp_path) as firefox:
        for start in (f"{home}search/", f"{(found_site / 'search/index.html').as_uri()}"):
            firefox.open(f"{start}?q=%E6%8D%A2%E5%B1%8A")  # 换届
            firefox.wait_for(hit)
            assert firefox.ask(f"return {hit}.innerText") == "5.政协会议绩效目标表"
            assert "换届" in firefox.ask("return document.querySelector('.gb-hit mark').innerText")
            firefox.open(firefox.ask("return document.querySelector('.gb-hit-place').href"))
            firefox.wait_for("document.querySelector('.gb-here')")
            firefox.open(f"{start}?year=2024&year=undated&form=guangzhou-department&form=hebei-duties")
            firefox.wait_for(hit)
            years = firefox.ask("return Array.from(document.querySelectorAll('.gb-hit-facts'), (one) => one.innerText)")
            assert years
            assert all("2024" in one or T("find.ui.no_year") in one for one in years)


def test_it_works_with_instant_navigation(tab: Page, faults: list[str], tmp_path: Path) -> None:
    """Where the theme exchanges pages without loading them, search starts, marks its words and comes back all the same."""
    folder = copy_site(tmp_path / "instant")
    (folder / "site").mkdir()
    server = serve(folder / "site")
    home = f"http://127.0.0.1:{server.server_port}/"
    config = (folder / "mkdocs.yml").read_text("utf-8")
    instant = config.replace("    - navigation.tabs\n", "    - navigation.tabs\n    - navigation.instant\n", 1)
    (folder / "mkdocs.yml").write_text(f"site_url: {home}\n{instant}", "utf-8")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    tab.goto(home)
    tab.evaluate("window.stays = true")
    for _ in range(2):
        tab.locator(".gb-search-examples a").first.click()
        tab.wait_for_selector(".gb-search[data-ready]")
        settle(tab)
        assert tab.url.startswith(f"{home}search/?q=")
        tab.locator(".gb-hit-place").first.click()
        tab.wait_for_selector(".gb-here")
        assert tab.evaluate("CSS.highlights.get('gb-found').size") > 0
        tab.go_back()
        tab.wait_for_selector(".gb-search[data-ready]")
        settle(tab)
        assert titles(tab)
        tab.locator(".md-tabs a").first.click()
        tab.wait_for_function("() => !document.querySelector('.gb-search')")
    assert tab.evaluate("window.stays") is True
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("script", [True, False])
def test_the_manifest_comes_with_the_script(tab: Page, home: str, script: bool) -> None:
    """The page asks for the manifest before its script does, which then takes what has come."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    if script:
        go(tab, home, "换届")
    else:
        tab.route("**/assets/goalbook/search.*.js", lambda route: route.abort())
        tab.goto(f"{home}search/")
    assert asked.count("manifest.bin") == 1


def test_a_site_published_anew_is_noticed(tab: Page, home: str) -> None:
    """Where a file of the index is gone the manifest is read again, once; where it stays gone the page says so, and can try again."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.route("**/search/data/*/*.bin", lambda route: route.fulfill(status=404))
    go(tab, home, "换届")
    assert said(tab) == T("find.ui.missing")
    assert sum(url.endswith("manifest.bin") for url in asked) == 2
    tab.unroute("**/search/data/*/*.bin")
    tab.get_by_role("button", name=T("find.ui.again")).click()
    expect(tab.locator(".gb-hit")).to_have_count(2)


def test_a_lost_connection_is_said(tab: Page, home: str) -> None:
    """Without a network the page says so in words."""
    go(tab, home)
    tab.context.set_offline(True)
    tab.fill("#gb-find", "换届")
    expect(tab.locator(".gb-search-status")).to_have_text(T("find.ui.offline"))


def test_markup_in_data_is_text(context: BrowserContext, found_site: Path) -> None:
    """Markup in titles, labels and texts shows as text in results, facets, filters and downloads, and never runs."""
    server = serve(found_site)
    tab = context.new_page()
    script = """(index, evil) => {
        const { card, cells, column } = index;
        index.card = async (n) => ({ ...(await card.call(index, n)), title: evil, body: evil, form: evil, money: "=" + evil });
        index.cells = async (n) => (await cells.call(index, n)).map(([anchor]) => [anchor, evil, "政协" + evil]);
        index.column = async (name) => {
            const { head, values } = await column.call(index, name);
            return { head: Array.isArray(head) ? head.map((one) => [one[0], evil]) : head, values };
        };
    }"""
    # The script opens its index by itself: what that gives is changed in the script's text.
    name = next(found_site.glob("assets/goalbook/search.*.js"))
    opens = "const index = await indexOf(this.base, fresh);"
    text = name.read_text("utf-8")
    assert text.count(opens) == 1
    text = text.replace(opens, f"{opens}\n({script})(index, {json.dumps(EVIL)});")
    tab.route(f"**/{name.name}", lambda route: route.fulfill(body=text, content_type="text/javascript"))
    go(tab, f"http://127.0.0.1:{server.server_port}/", "政协")
    assert titles(tab)[0] == EVIL
    assert EVIL[:100] in tab.locator(".gb-hit-text").first.inner_text()
    assert EVIL in values(tab, "form")
    assert tab.locator(".gb-search img, .gb-search-body script").count() == 0
    with tab.expect_download() as waiting:
        tab.click("[data-download=csv]")
    _, rows = _parted(Path(waiting.value.path()).read_bytes())
    assert rows[0]["预算"] == f"'={EVIL}"
    assert tab.title() != "run"
    server.shutdown()
    server.server_close()
