"""Every kind of page in the browser: its width, its keys, its print, what it is without a script, and what it asks of the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from site_tests.helpers.key_stops import STILL, key_stops
from site_tests.helpers.pages import KINDS, ODD_PAGES
from site_tests.whole.conftest import Where, Window

every_kind = pytest.mark.parametrize("kind", KINDS)


def half(first: int) -> pytest.MarkDecorator:
    """Every other kind, from the first or the second; all of them in the full run."""
    return pytest.mark.parametrize(
        "kind", [pytest.param(kind, marks=() if n % 2 == first else pytest.mark.full) for n, kind in enumerate(KINDS)]
    )


# So many stops of the Tab key are looked at; documents are gone through to their end elsewhere.
_STOPS = 40

# Boxes that scroll sideways, as far as they have to here, and what they are called.
_SCROLLING = """() => [...document.querySelectorAll("body *")]
    .filter((box) => /auto|scroll/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth)
    .map((box) => [box.className, box.tabIndex, box.getAttribute("role"), box.getAttribute("aria-label")])"""
# What stands further right than the window, outside of such boxes.
_TOO_WIDE = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
    .filter((box) => box.getBoundingClientRect().right > innerWidth + 1).map((box) => box.outerHTML.slice(0, 120))"""
# Texts that a box cuts off, in letters of twice their size; ascents that a tight line leaves no room for are no text.
_CUT = """() => {
    document.documentElement.style.fontSize = 2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + "px";
    const cut = [...document.querySelectorAll("body *")].filter((box) => box.checkVisibility({visibilityProperty: true})
        && !box.closest(".gb-hidden, .md-skip, svg") && !box.matches("input, select, textarea")
        && /hidden|clip/.test(getComputedStyle(box).overflowY) && box.clientHeight > 2
        && box.scrollHeight > 1.06 * box.clientHeight && box.textContent.trim());
    const told = cut.map((box) => box.outerHTML.slice(0, 120));
    document.documentElement.style.fontSize = "";
    return told;
}"""
# What a sheet of paper shows of the site around a page's content; heads of columns that sort are heads.
_PRINTED = """() => [".md-header", ".md-tabs", ".gb-quick", ".gb-crumbs", ".md-footer", ".gb-buttons", "button:not(thead *)", "input",
        "select"]
    .filter((name) => [...document.querySelectorAll(name)].some((one) => one.checkVisibility({visibilityProperty: true})
        && one.getBoundingClientRect().width > 1))"""


@half(0)
def test_no_page_scrolls_sideways(window: Window, where: Where, kind: str) -> None:
    """At 1280, 360 and 320 px (1280 at 400 %) only boxes that have a name and take the focus scroll sideways; letters of twice their
    size are cut off nowhere; what is for the screen alone isn't printed.
    """
    tab = window("light", 1280)
    tab.goto(where(kind))
    assert tab.evaluate(_CUT) == []
    for width in (1280, 360, 320):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), tab.evaluate(_TOO_WIDE)
        for name, index, role, label in tab.evaluate(_SCROLLING):
            assert (index, role, bool(label)) == (0, "region", True), (width, name)
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(media="print")
    printed = tab.evaluate(_PRINTED)
    tab.emulate_media(media="screen")
    assert printed == []


@half(1)
def test_the_keys_lead_through_a_page(window: Window, where: Where, kind: str) -> None:
    """The first stop of the Tab key is a visible link past the navigation; the next ones are in the content after the h1, each seen."""
    tab = window("light", 1280)
    tab.goto(where(kind))
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.classList.contains('md-skip')")
    tab.wait_for_function("getComputedStyle(document.activeElement).opacity === '1'")
    tab.keyboard.press("Enter")
    tab.evaluate(STILL)
    stops = key_stops(tab, 1)
    assert tab.evaluate(
        """() => {
            const [h1, now] = [document.querySelector("h1"), document.activeElement];
            return now !== document.body && Boolean(h1.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING);
        }"""
    )
    stops += key_stops(tab, _STOPS)
    assert [stop["what"] for stop in stops if not stop["ring"]] == []
    assert [stop["what"] for stop in stops if not stop["shown"]] == []


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A tab that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@every_kind
def test_a_page_says_the_same_without_script(bare: Page, where: Where, kind: str) -> None:
    """Without JavaScript a page has its heading, its text and every link; no button is there that needs a script."""
    bare.goto(where(kind))
    assert bare.locator("h1").is_visible()
    assert len(bare.locator("article").inner_text().strip()) > 20
    needy = "article :is(button, select, input:not([type=checkbox])):not([role=search] *)"
    assert [one.evaluate("(one) => one.outerHTML") for one in bare.locator(needy).all() if one.is_visible()] == []


@contextmanager
def heard(tab: Page) -> Iterator[list[str]]:
    """What a tab says and asks for: warnings, errors, what its policy refuses, answers that are no page, requests to other hosts."""
    said: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(f"{message.type}: {message.text}")

    def on_error(error: Exception) -> None:
        said.append(f"script: {error}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:")):
            said.append(f"request: {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400:
            said.append(f"{response.status}: {response.url}")

    listeners = {"console": on_console, "pageerror": on_error, "request": on_request, "response": on_response}
    for event, listener in listeners.items():
        tab.on(event, listener)  # type: ignore[call-overload]
    yield said
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)


@pytest.fixture(scope="module")
def held(browser: Browser) -> Iterator[Page]:
    """A tab in which the policies of pages are in force."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@every_kind
def test_a_page_is_quiet_and_stays_at_home(held: Page, where: Where, kind: str) -> None:
    """No page warns, fails, asks another host, asks for what isn't there or does what its policy refuses; its icon is there too."""
    with heard(held) as said:
        held.goto(where(kind), wait_until="networkidle")
        icon = held.locator('link[rel="icon"]').evaluate("(link) => link.href")
        assert held.request.get(icon).ok
    assert said == []


@pytest.mark.parametrize("kind", ODD_PAGES)
def test_an_odd_page_is_quiet_and_stays_at_home(held: Page, odd_address: str, kind: str) -> None:
    """The same of moved, withdrawn and faulty documents."""
    with heard(held) as said:
        held.goto(odd_address + ODD_PAGES[kind], wait_until="networkidle")
    assert said == []


def test_listening_hears(browser: Browser, address: str, held: Page) -> None:
    """A warning, a script's fault, a missing file, a request to another host and what a policy refuses are each heard."""
    # The page's own policy would keep it from asking.
    context = browser.new_context(bypass_csp=True)
    tab = context.new_page()
    tab.goto(address)
    with heard(tab) as said:
        tab.evaluate("console.warn('警告'); setTimeout(() => { throw new Error('差错'); })")
        tab.evaluate("fetch('missing.json')")
        tab.evaluate("fetch('https://goals.example/').catch(() => {})")
        tab.wait_for_timeout(300)
    assert {line.split(":")[0] for line in said} >= {"warning", "script", "404", "request"}
    context.close()
    held.goto(address)
    with heard(held) as said:
        held.evaluate("document.body.insertAdjacentHTML('beforeend', '<i onclick=x() style=color:red>x</i>')")
        held.wait_for_timeout(300)
    assert any("Content Security Policy" in line for line in said)
