"""What pages may load and run: their policy refuses nothing they need, and no setting makes them ask another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from goalbook.host.options import GoalbookConfig
from playwright.sync_api import Browser, Page

from site_tests.conftest import ROOT, serve
from site_tests.helpers.firefox import Firefox
from site_tests.helpers.pages import DOCUMENTS, PAGES
from site_tests.helpers.policy import REFUSED, listening_copy
from site_tests.whole.conftest import SETTINGS, Varied


def test_every_setting_is_tried() -> None:
    """No option of the plugin is left out of the settings below which pages are watched."""
    tried = {name for given in SETTINGS.values() for name in given["goalbook"]}
    assert tried == {name for name, _ in GoalbookConfig._schema}


def _pages(site: Path) -> list[str]:
    """A page of each sort that differs by what it runs."""
    folders = (site / "search/index.html").is_file()
    plain = ["", "search/", "indicators/", "about/", DOCUMENTS["hebei-project"], "2022/"]
    return plain if folders else ["index.html", *(f"{name.rstrip('/')}.html" for name in plain[1:])]


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab in which the policies of pages are in force."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", SETTINGS)
def test_no_setting_makes_a_page_ask_another_host(varied: Varied, tab: Page, name: str) -> None:
    """With any setting that is documented, pages ask nobody but their own site."""
    site = varied(name)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    server = serve(site)
    for page in _pages(site):
        tab.goto(f"http://127.0.0.1:{server.server_port}/{page}", wait_until="networkidle")
    server.shutdown()
    server.server_close()
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    # The theme's link to the repository is still in its drawer, though none is in the head: it was the one that asked.
    assert tab.locator(".md-source").count() == 1


@pytest.fixture(scope="module")
def listening(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the real site whose pages note what their policy refuses."""
    server = serve(listening_copy(site, tmp_path_factory.mktemp("listening") / "site"))
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def _refused(tab: Page) -> list[str]:
    found: list[str] = tab.evaluate(f"() => {{ {REFUSED} }}")
    return found


def test_the_policy_refuses_nothing_in_use(tab: Page, listening: str) -> None:
    """Searching, narrowing, sorting, copying and changing colours run under it."""
    tab.goto(f"{listening}search/?q=车辆", wait_until="networkidle")
    tab.locator(".gb-search-found a").first.wait_for()
    tab.locator("input[type=checkbox]:visible").first.check()
    tab.wait_for_timeout(300)
    assert _refused(tab) == []
    tab.goto(f"{listening}indicators/", wait_until="networkidle")
    for button in tab.locator("main th button:visible").all():
        button.click()
    tab.wait_for_timeout(300)
    assert _refused(tab) == []
    tab.goto(listening + DOCUMENTS["hebei-project"], wait_until="networkidle")
    tab.locator("[data-gb-copy-cite]").click()
    tab.locator("label[for=__palette_1]").click()
    tab.locator("#gb-quick").fill("车辆")
    tab.locator("#gb-quick").press("Enter")
    tab.wait_for_url("**/search/?q=*")
    assert _refused(tab) == []


def test_the_policy_refuses_what_is_foreign(tab: Page, listening: str) -> None:
    """Code that came into a page by a text, a script of another host and what it would send are each refused and noted."""
    tab.goto(listening)
    tab.evaluate(
        """() => { const main = document.querySelector("main");
            main.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='window.ran = true'>");
            const script = document.createElement("script"); script.textContent = "window.ran = true"; main.append(script);
            const other = document.createElement("script"); other.src = "https://goals.example/x.js"; main.append(other);
            fetch("https://goals.example/").catch(() => {}); }"""
    )
    tab.wait_for_timeout(300)
    assert {one.split(":")[0] for one in _refused(tab)} == {"script-src-attr", "script-src-elem", "connect-src"}
    assert tab.evaluate("window.ran") is None


def test_the_policy_holds_in_firefox(listening: str, varied: Varied, tmp_path: Path) -> None:
    """In Firefox it refuses nothing either, from a server and from a disk, where pages are files and a search leads on."""
    disk = listening_copy(varied("from-disk"), tmp_path / "disk")
    (tmp_path / "profile").mkdir()
    with Firefox(tmp_path / "profile") as firefox:
        for address in (*(listening + page for page in PAGES.values()), f"{listening}search/?q=车辆"):
            firefox.open(address)
            assert firefox.ask(REFUSED) == [], address
        for name in _pages(disk):
            firefox.open((disk / name).as_uri())
            assert firefox.ask(REFUSED) == [], name
        # A form of a page on a disk may lead to another file.
        firefox.ask(
            'document.querySelector("#gb-quick").value = "车辆"; document.querySelector(".gb-quick button").click()'
        )
        firefox.wait_for('location.search.startsWith("?q=") && document.querySelector(".gb-search-found a")')
        assert firefox.ask(REFUSED) == []


def test_the_policy_names_no_blanket(site: Path) -> None:
    """No page allows code that it doesn't name, nor another host; a header that a server sends for all allows what each does."""
    header = (site / "policy.txt").read_text("utf-8").strip()
    allowed = dict(part.split(" ", 1) for part in header.split("; "))
    assert allowed["default-src"] == "'self'"
    for path in site.rglob("*.html"):
        (policy,) = re.findall(
            r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', path.read_text("utf-8")
        )
        assert "unsafe-inline" not in policy
        assert "//" not in re.sub(r"'sha256-[^']*'", "", policy)
        for name, sources in (part.split(" ", 1) for part in policy.split("; ")):
            assert set(sources.split()) <= set(allowed[name].split()), path


def _documented_headers(site: Path) -> list[tuple[str, str]]:
    """The headers that the README has nginx send with all but snapshots."""
    blocks = re.findall(r"^location / \{$(.*?)^\}$", (ROOT / "README.md").read_text("utf-8"), re.S | re.M)
    (block,) = (block for block in blocks if "Content-Security-Policy" in block)
    line = (site / "policy.txt").read_text("utf-8").strip()
    found = re.findall(r'^ +add_header (\S+) (?:"([^"]*)"|(\S+)) always;$', block, re.M)
    return [(name, (quoted or plain).replace("{the line of policy.txt}", line)) for name, quoted, plain in found]


def test_the_documented_headers_suit_every_page(site: Path, tab: Page) -> None:
    """Under the headers that the README states no page loses anything."""
    headers = _documented_headers(site)
    assert dict(headers)["Content-Security-Policy"].startswith("default-src 'self'; script-src 'self' 'sha256-")
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    server = serve(site, headers)
    for page in (*PAGES.values(), "search/?q=车辆"):
        answer = tab.goto(f"http://127.0.0.1:{server.server_port}/{page}", wait_until="networkidle")
        assert answer
        assert answer.headers["x-content-type-options"] == "nosniff"
    server.shutdown()
    server.server_close()
    assert refused == []


def test_nothing_is_shipped_that_no_page_loads(site: Path) -> None:
    """Each style and script of the site is asked for by some page; none comes with a map for who develops it."""
    named = set[str]()
    for path in site.rglob("*.html"):
        named |= {link.rpartition("/")[2] for link in re.findall(r'(?:href|src)="([^"]*)"', path.read_text("utf-8"))}
    assets = [path for path in (site / "assets").rglob("*") if path.is_file()]
    assert [path.name for path in assets if path.name not in named] == []
    assert list(site.rglob("*.map")) == []


def test_scripts_wait_for_the_page(site: Path) -> None:
    """No page waits for a script that lies in a file."""
    for path in site.rglob("*.html"):
        scripts = re.findall(r"<script [^>]*src=[^>]*>", path.read_text("utf-8"))
        assert [one for one in scripts if " defer" not in one and " async" not in one] == [], path
        assert scripts
