"""A snapshot read from a disk: every page, link, search, print and download, and not one request elsewhere."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request
from pypdf import PdfReader

from site_tests.helpers.firefox import Firefox
from site_tests.helpers.pages import every_page, pages_of
from site_tests.helpers.policy import REFUSED, listening_copy
from site_tests.snapshot.project import BODY, LIVE, RENAMED, Years, goalbook, start, tree
from site_tests.whole.conftest import Window, window
from site_tests.whole.test_axe import Scheme, seen, violations

__all__ = ["window"]

# What a page links to and loads, and the anchors it has.
_LOOK = """() => ({
  links: [...document.querySelectorAll("a[href], area[href]")].map(a => a.href),
  loads: [...document.querySelectorAll("link[href]:not([rel=canonical]), script[src], img[src], source[src], iframe[src]")]
    .map(one => one.href || one.src),
  forms: [...document.forms].map(form => form.action),
  canonical: (document.querySelector("link[rel=canonical]") || {}).href,
  ids: [...document.querySelectorAll("[id]")].map(one => one.id),
  banner: (document.querySelector(".gb-frozen") || {}).innerText || "",
  cite: (document.querySelector("[data-gb-cite]") || {}).textContent || "",
})"""


@pytest.fixture(scope="module")
def disk(years: Years, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The correction's site as a reader has it: unpacked from the .zip, in a folder with a blank and Chinese in its name."""
    folder = tmp_path_factory.mktemp("disk") / "下载 的存档"
    with zipfile.ZipFile(years.snapshots / "2023-r1.zip") as archive:
        archive.extractall(folder)
    return folder / "2023-r1/data/site"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab, which remembers what it asked for and what went wrong in it."""
    context = browser.new_context(locale="zh-CN", accept_downloads=True)
    made = context.new_page()
    yield made
    context.close()


@pytest.fixture
def requests(tab: Page) -> Iterator[list[str]]:
    """The addresses that the tab asks for during a test."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    tab.on("request", note)
    yield asked
    tab.remove_listener("request", note)


def file_of(address: str) -> Path:
    """The file of a file:// address."""
    return Path(unquote(urlsplit(address).path))


@every_page
def test_pages_are_read_without_a_network(disk: Path, tab: Page, requests: list[str], every: bool) -> None:
    """No request leaves the disk, no link is broken, none leads out but the declared one; each page is canonical to itself,
    says which snapshot it is and how to cite it, and runs without an error.
    """
    manifest = json.loads((disk.parents[1] / "manifest.json").read_bytes())
    outward = manifest["outward_links"]
    assert outward == f"{LIVE}versions/"
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(f"{tab.url}: {error}"))
    tab.on("requestfailed", lambda request: errors.append(f"{tab.url}: {request.url} {request.failure}"))
    anchors: dict[Path, set[str]] = {}
    wanted: list[tuple[str, Path, str]] = []
    for name in pages_of(disk, every):
        # The search page goes on to load its index.
        tab.goto((disk / name).as_uri(), wait_until="networkidle" if name == "search.html" else "load")
        if 'http-equiv="refresh"' in (disk / name).read_text("utf-8"):
            # It leads on at once: the next page is asked for when the one that it leads to has come.
            tab.wait_for_url(re.compile(f"^(?!{re.escape((disk / name).as_uri())}$)"), wait_until="load")
            continue
        seen = tab.evaluate(_LOOK)
        anchors[disk / name] = set(seen["ids"])
        out = {link for link in seen["links"] if not link.startswith("file:")}
        assert len(out) == 1, f"{name}: {out}"
        assert all(link.startswith(outward) for link in out), f"{name}: {out}"
        for link in (*seen["links"], *seen["loads"], *seen["forms"]):
            if link not in out:
                assert link.startswith("file:"), f"{name}: {link}"
                wanted.append((name, file_of(link), unquote(urlsplit(link).fragment)))
        assert seen["canonical"] == f"{LIVE}snapshots/2023-r1/{name}"
        assert "年度存档（快照）2023-r1" in seen["banner"], name
        assert "年度存档 2023-r1" in seen["cite"], name
        assert seen["canonical"] in seen["cite"], name
    missing = {(name, str(path)) for name, path, _ in wanted if not path.is_file()}
    assert missing == set()
    lost = {
        (name, path.name, anchor)
        for name, path, anchor in wanted
        if anchor and path in anchors and anchor not in anchors[path]
    }
    assert {one for one in lost if not one[2].startswith("__")} == set()
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    # What a page that moves on at once had begun to load is given up; that is no fault.
    assert [error for error in errors if not error.endswith("net::ERR_ABORTED")] == []
    assert len(anchors) > 20


def test_search_finds_from_the_disk(disk: Path, tab: Page, requests: list[str]) -> None:
    """The search page finds a document by its words and leads to its page in the snapshot."""
    tab.goto(f"{(disk / 'search.html').as_uri()}?q=示例")
    found = tab.locator(".gb-search-found a[href*='2023/']")
    found.first.wait_for(timeout=20_000)
    address = found.first.evaluate("a => a.href")
    assert file_of(address).is_file()
    assert file_of(address).is_relative_to(disk)
    assert all(url.startswith(("file:", "data:", "blob:")) for url in requests)


@every_page
def test_the_policy_of_a_frozen_page_refuses_nothing(disk: Path, tab: Page, tmp_path: Path, every: bool) -> None:
    """From a disk each page loads and runs all that it has, in Chromium and in Firefox, the search in use too."""
    site = listening_copy(disk, tmp_path / "site")
    for name in pages_of(site, every):
        if 'http-equiv="refresh"' in (site / name).read_text("utf-8"):
            continue  # leads on at once
        tab.goto((site / name).as_uri(), wait_until="networkidle" if name == "search.html" else "load")
        assert tab.evaluate(f"() => {{ {REFUSED} }}") == [], name
    (tmp_path / "profile").mkdir()
    with Firefox(tmp_path / "profile") as firefox:
        for name in ("index.html", "indicators.html", f"2023/{BODY}/duties.html", "search.html?q=示例"):
            firefox.open(f"{site.as_uri()}/{name}")
            assert firefox.ask(REFUSED) == [], name
        firefox.wait_for("document.querySelector('.gb-search-found a')")
        assert firefox.ask(REFUSED) == []


def test_a_page_prints(disk: Path, tab: Page, tmp_path: Path) -> None:
    """The official form comes on A4 with the snapshot's own address at its foot, without the banner."""
    tab.goto((disk / f"2023/{BODY}/duties.html").as_uri())
    (tmp_path / "page.pdf").write_bytes(tab.pdf(prefer_css_page_size=True))
    reader = PdfReader(tmp_path / "page.pdf")
    box = reader.pages[0].mediabox
    assert sorted((round(box.width), round(box.height))) == [595, 842]
    text = "".join(one.extract_text() for one in reader.pages)
    assert "snapshots/2023-r1/2023/" in "".join(text.split())
    assert "您正在阅读" not in text


def test_downloads_are_there(disk: Path, tab: Page) -> None:
    """Each download that a document's page offers is a file beside it, and the data file has the digest that is cited."""
    import hashlib

    tab.goto((disk / f"2023/{BODY}/duties.html").as_uri())
    offered = [file_of(one) for one in tab.locator("a[download]").evaluate_all("all => all.map(a => a.href)")]
    assert {path.suffix for path in offered} >= {".yml", ".json", ".csv"}
    assert all(path.stat().st_size > 0 for path in offered)
    (data,) = (path for path in offered if path.suffix == ".yml")
    assert f"SHA-256 {hashlib.sha256(data.read_bytes()).hexdigest()}" in tab.locator("[data-gb-cite]").inner_text()


def test_the_citation_is_whole(bag: Path) -> None:
    """Title, body, year, snapshot, date, permanent address and the digest of the data file, without a script."""
    from lxml import html

    page = html.fromstring((bag / f"data/site/{RENAMED}.html").read_text("utf-8"))
    cited = {dt.text_content(): dt.getnext().text_content() for dt in page.xpath("//section[@class='gb-cite']//dt")}
    assert cited["存档或版本"] == "年度存档 2023"
    assert cited["年度"] == "2023年"
    assert cited["日期"] == "2024-03-01"
    assert cited["固定地址"] == f"{LIVE}snapshots/2023/{RENAMED}.html"
    import hashlib

    assert (
        cited["数据文件校验值（SHA-256）"]
        == hashlib.sha256((bag / f"data/goals/{RENAMED}.yml").read_bytes()).hexdigest()
    )
    assert {"标题", "单位", "网站"} <= cited.keys()


def test_the_copy_button_copies(disk: Path, tab: Page) -> None:
    """The citation is copied as it stands, on a page that is no document too."""
    for name in ("glossary.html", f"2023/{BODY}/duties.html"):
        tab.goto((disk / name).as_uri())
        tab.evaluate(
            "() => { navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }; }"
        )
        tab.locator("[data-gb-copy-cite]").click()
        assert tab.evaluate("window.copied") == tab.locator("[data-gb-cite]").text_content()
        assert "已复制" in tab.locator("[data-gb-status]").inner_text()


def test_other_years_and_sites_are_no_links(bag: Path) -> None:
    """A hand-written page keeps its words where its links lead out or to what isn't frozen; the address is told."""
    about = (bag / "data/site/about.html").read_text("utf-8")
    assert "外站 (https://elsewhere.example/x)" in about
    assert '<a href="2023.html">本年</a>' in about
    assert "次年</a>" not in about
    assert "次年" in about


def test_without_an_address_nothing_leads_out(tmp_path: Path) -> None:
    """A site that doesn't state its address makes snapshots without any outward link, and the manifest says so."""
    folder = start(tmp_path / "site", site_url="")
    done = goalbook(folder, "snapshot", "create", "2023")
    assert done.returncode == 0, done.stderr
    manifest = json.loads((folder / "snapshots/2023/manifest.json").read_bytes())
    assert (manifest["outward_links"], manifest["address"]) == (None, None)
    for path in (folder / "snapshots/2023/data/site").rglob("*.html"):
        assert 'href="http' not in path.read_text("utf-8")
    assert "没有任何链接通向存档以外" in (folder / "snapshots/2023/说明.txt").read_text("utf-8-sig")
    assert len(tree(folder / "snapshots/2023")) > 100


def test_what_loads_from_elsewhere_is_left_out(tmp_path: Path) -> None:
    """A picture of another host on a hand-written page isn't frozen: the page is made without it."""
    folder = start(tmp_path / "site")
    about = folder / "goals/about.md"
    about.write_text(about.read_text("utf-8") + "\n![x](https://elsewhere.example/x.png)\n", "utf-8")
    done = goalbook(folder, "snapshot", "create", "2023", "--uncommitted")
    assert done.returncode == 0, done.stderr
    assert "elsewhere.example/x.png" not in (folder / "snapshots/2023/data/site/about.html").read_text("utf-8")


@seen(
    (
        "snapshots/index.html",
        "versions/2023/index.html",
        f"versions/{BODY}/insurance/index.html",
        f"versions/{BODY}/declared/index.html",
        f"snapshots/2023-r1/2023/{BODY}/duties.html",
        f"snapshots/2023-r1/2023/{BODY}/declared.html",
        "snapshots/2023-r1/erratum.html",
        "snapshots/2023-r1/glossary.html",
    )
)
def test_axe_finds_nothing(window: Window, years: Years, kind: str, scheme: Scheme, width: int) -> None:
    """No rule of axe is broken on the pages about snapshots and in them."""
    opened = window(scheme, width)
    opened.goto((years.folder / "site" / kind).as_uri())
    assert violations(opened) == []
