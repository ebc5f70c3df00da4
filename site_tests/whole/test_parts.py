"""A document whose page would pass 1 MB is parted at its items, on the live site and in a snapshot: nothing is lost, nothing twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from goalbook.book.filled import Filled, read_filled
from goalbook.book.load import load_book
from goalbook.messages.catalogue import catalogue
from goalbook.search.query import search
from goalbook.writers.html import write_html
from lxml import html
from playwright.sync_api import Page

from site_tests.conftest import serve
from site_tests.helpers.generate import long_document
from site_tests.helpers.links import anchors_of, faulty_links
from site_tests.snapshot.project import LIVE, commit, goalbook, start

MOST = 1_000_000
BODY = "2024/sample-0001"
TABLE, PROSE, OLD = f"{BODY}/project", f"{BODY}/department", f"{BODY}/former"
# As many rows and paragraphs as make more than a page; the file is at most 1 MiB.
ROWS = {TABLE: ("hebei-project", 3000), PROSE: ("hebei-department", 4990)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a long table and a long text, marked as made, and the snapshot of their year."""
    folder = start(tmp_path_factory.mktemp("parted") / "site")
    (folder / ".later").rename(folder / "goals/2024")
    for address, (form, rows) in ROWS.items():
        (folder / f"goals/{address}.yml").write_text(long_document(form, rows), "utf-8")
    with (folder / f"goals/{TABLE}.yml").open("a", encoding="utf-8") as file:
        file.write(f"was:\n  - {OLD}\n")
    commit(folder, "样例")
    for arguments in (("build",), ("snapshot", "create", "2024")):
        done = goalbook(folder, *arguments)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def live(folder: Path) -> Path:
    """The live site."""
    return folder / "site"


@pytest.fixture(scope="module")
def frozen(folder: Path) -> Path:
    """The site of the snapshot."""
    return folder / "snapshots/2024/data/site"


def filled(folder: Path, address: str) -> Filled:
    """A document in its form."""
    book = load_book(folder / "goals")
    (entry,) = (one for one in book.entries if one.address == address)
    return read_filled(book.root, entry, book.bodies[entry.body])


def pages(site: Path, address: str) -> list[Path]:
    """The pages of a document, in order."""
    whole = site / f"{address}/index.html" if (site / address / "index.html").is_file() else site / f"{address}.html"
    others = [path for path in (site / address).rglob("*.html") if path != whole]
    number = re.compile(r"(\d+)(?:/index)?\.html$")
    return [whole, *sorted(others, key=lambda path: int(number.findall(path.as_posix())[0]))]


def values(markup: str, anchors: set[str]) -> Iterator[tuple[str, str]]:
    """The cells and paragraphs of a page's form that have an anchor, each with its text."""
    for element in html.fromstring(markup).xpath("//*[@id]"):
        if element.get("id") in anchors:
            yield element.get("id"), element.text_content()


@pytest.mark.parametrize("address", ROWS)
@pytest.mark.parametrize("kind", ["live", "frozen"])
def test_every_value_stands_once(folder: Path, kind: str, address: str, request: pytest.FixtureRequest) -> None:
    """Each value of the form is on exactly one page, in printed order, as on the one page that it would be."""
    site = request.getfixturevalue(kind)
    document = filled(folder, address)
    whole = write_html(document.sheet, catalogue("zh"), anchors=document.anchors)
    anchors = set(map(str, html.fromstring(whole).xpath("//@id")))
    anchors = {one for one in anchors if not re.fullmatch(r"t\d+r\d+c\d+", one)}
    found = [one for page in pages(site, address) for one in values(page.read_text("utf-8"), anchors)]
    assert len(whole.encode()) > MOST * 0.8
    assert len(pages(site, address)) > 1
    assert found == list(values(whole, anchors))


@pytest.mark.parametrize("kind", ["live", "frozen"])
def test_pages_are_light_and_say_which_they_are(kind: str, request: pytest.FixtureRequest) -> None:
    """Every page is below 1 MB, has each id once, and its title and its list tell which part of how many it is."""
    site = request.getfixturevalue(kind)
    for address in ROWS:
        parts = pages(site, address)
        for number, path in enumerate(parts, 1):
            page = html.fromstring(path.read_bytes())
            assert path.stat().st_size < MOST
            assert max(Counter(map(str, page.xpath("//@id"))).values()) == 1
            assert f"第 {number} 部分，共 {len(parts)} 部分" in (page.findtext(".//title") or "")
            assert len(page.xpath("//nav[@class='gb-parts']//li")) == len(parts)
            assert len(page.xpath("//a[@rel='next']")) == (number < len(parts))
            assert len(page.xpath("//a[@rel='prev']")) == (number > 1)
            style = (path.parent / page.xpath("//link[@media='print']/@href")[0]).read_text("utf-8")
            assert f"（第 {number} 部分，共 {len(parts)} 部分） · " in style
            assert not page.xpath("//table[not(.//tbody/tr)]")


@pytest.mark.parametrize("kind", ["live", "frozen"])
def test_every_link_and_anchor_leads_somewhere(kind: str, request: pytest.FixtureRequest) -> None:
    """Links of all pages lead to files and anchors that are there, those to review notes and from the list of indicators too."""
    site = request.getfixturevalue(kind)
    base = "https://frozen.example/2024/" if kind == "frozen" else LIVE
    outward = ("https://elsewhere.example/", LIVE) if kind == "frozen" else ("https://elsewhere.example/",)
    count, faults = faulty_links(site, base, outward)
    assert count > 8_000
    assert faults == []


def test_rows_and_results_lead_to_the_right_part(live: Path) -> None:
    """The list of indicators, the open data and search name the page that has the anchor."""
    links = [line.split(",")[2] for line in (live / "data/indicators.csv").read_text("utf-8").splitlines()[1:]]
    chunk = [json.loads(path.read_bytes()) for path in sorted((live / "indicators").glob("rows-*.json"))]
    links += [f"{LIVE}{part['documents'][row[0]][0]}#{row[1]}" for part in chunk for row in part["rows"]]
    last = html.fromstring(pages(live, PROSE)[-1].read_bytes()).xpath("//*[@class='gb-prose']/p")[-1].text_content()
    found = search(live, f'"{last}"').results[0].matches
    links += [f"{LIVE}{match.url}" for match in found]
    parted = 0
    for link in links:
        page, _, anchor = link.removeprefix(LIVE).partition("#")
        assert anchor in anchors_of(live / page / "index.html"), link
        parted += page.count("/") == 4
    assert found
    assert parted > 1000


def test_what_else_leads_to_parts(live: Path, folder: Path) -> None:
    """The sitemap lists every part, the old address of each leads to it, and downloads stay whole."""
    sitemap = (live / "sitemap.xml").read_text("utf-8")
    for address in ROWS:
        for path in pages(live, address):
            assert f"<loc>{LIVE}{path.parent.relative_to(live).as_posix()}/</loc>" in sitemap
    for old, new in zip(pages(live, OLD), pages(live, TABLE), strict=True):
        (refresh,) = html.fromstring(old.read_bytes()).xpath("//meta[@http-equiv='refresh']/@content")
        assert (old.parent / refresh.partition("url=")[2]).resolve() == new.parent.resolve()
    whole = json.loads((live / f"{TABLE}.json").read_bytes())
    assert len(json.dumps(whole)) > 500_000


def test_a_document_that_shrinks_has_fewer_pages(folder: Path, live: Path) -> None:
    """Where a part is no more, the page at its address leads to the snapshot that has it."""
    path = folder / f"goals/{PROSE}.yml"
    long = path.read_text("utf-8")
    path.write_text(long_document(ROWS[PROSE][0], 20), "utf-8")
    try:
        done = goalbook(folder, "build")
        assert done.returncode == 0, done.stderr
        first, second = (page.read_text("utf-8") for page in pages(live, PROSE))
        assert "gb-parts" not in first
        assert f'href="../../../../snapshots/2024/{PROSE}/2.html"' in second
    finally:
        path.write_text(long, "utf-8")


def test_an_old_link_to_an_item_moves_on(live: Path, tab: Page) -> None:
    """Who follows a link from before the document was parted comes to the part that has the item; without it to the list of parts."""
    parts = pages(live, TABLE)
    anchor = str(html.fromstring(parts[-1].read_bytes()).xpath("//tbody//*[starts-with(@id, 'x-')]/@id")[-1])
    server = serve(live)
    try:
        root = f"http://127.0.0.1:{server.server_port}/"
        tab.goto(f"{root}{TABLE}/#{anchor}")
        tab.wait_for_url(f"{root}{TABLE}/{len(parts)}/#{anchor}")
        assert tab.locator(f"[id='{anchor}']").is_visible()
    finally:
        server.shutdown()
        server.server_close()
