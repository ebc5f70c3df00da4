"""Where the Tab key stops on a page, and whether the eye can see it."""

from __future__ import annotations

from playwright.sync_api import Page

# Without the transitions a style is at its end at once.
STILL = """() => { const still = new CSSStyleSheet(); still.replaceSync("* { transition: none !important; }");
    document.adoptedStyleSheets = [still]; }"""
# The element with the focus: what it is, and whether the eye can see that it has it.
_FOCUS = """() => {
    const now = document.activeElement, box = now.getBoundingClientRect();
    const mark = now.matches(".md-option") ? now.nextElementSibling : now, style = getComputedStyle(mark);
    return {
        what: now === document.body ? "" : now.getAttribute("href") || now.className.replace(/ ?focus-visible/, "") || now.tagName,
        first: now === document.querySelector(".md-skip"),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
        shown: Number(style.opacity) > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


def key_stops(tab: Page, most: int = 1000) -> list[dict[str, object]]:
    """Every stop of the Tab key from where the focus is to the page's end; the first ones where ``most`` is stated."""
    stops: list[dict[str, object]] = []
    for _ in range(most):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(_FOCUS)
        if not stop["what"] or (stops and stop["first"]):
            return stops
        stops.append(stop)
    assert most < 1000, "the keys never leave the page"
    return stops
