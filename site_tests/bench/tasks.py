"""Ten things that readers come for, on a phone: how many steps they take, how many screens, and how many keys."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from playwright.sync_api import Error, Locator, Page, sync_playwright

from site_tests.bench.measure import ROOT
from site_tests.conftest import serve

_WIDTH, _HEIGHT = 360, 740
_PATIENCE = 4000  # milliseconds until something is not there
_VEHICLES = (("type", "车辆"), ("click", ".gb-hit h3 a >> text=车辆保险费"))
_BODY = "[aria-labelledby=gb-by-bodies] a >> text=山海关区政协"

# A name, its ways, the shorter first, each of steps from the home page, and what must be in view at the end.
TASKS: tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...], str], ...] = (
    ("how much for vehicles", (_VEHICLES[:1],), ".gb-hit-facts >> text=0.80"),
    ("is the goal measurable, and why not", (_VEHICLES,), "#gb-doubts, .gb-review li >> nth=0"),
    ("all indicators on 提案", ((("click", ".gb-figures a >> nth=2"), ("fill", "#gb-q=提案")),), ".gb-indicators tbody th >> nth=0"),
    ("who to complain to", ((("click", ".gb-foot a >> text=异议与反馈"),),), "#objections"),
    ("print", (_VEHICLES,), "[data-gb-print]"),
    ("cite", (_VEHICLES,), "[data-gb-copy-cite]"),
    ("share a filter", ((("click", ".gb-figures a >> nth=2"), ("choose", "#gb-year=2022")),), ".gb-found >> text=找到"),
    (
        "find with a typo, 车俩保险",
        ((("type", "车俩保险"), ("click", ".gb-next a >> nth=0")), (("type", "车俩保险"),)),
        ".gb-hit-facts >> text=0.80",
    ),
    (
        "find with a synonym, 公务用车",
        ((("type", "公务用车"), ("click", ".gb-next a >> text=车辆")), (("type", "公务用车"),)),
        ".gb-hit-facts >> text=0.80",
    ),
    ("which project of a body costs most", ((("click", _BODY),),), ".gb-list td.gb-amount >> text=20.00"),
)  # fmt: skip

# How often the Tab key is pressed from the start of the page until something has the focus.
_KEYS = """(wanted) => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((one) => !one.disabled && one.checkVisibility({visibilityProperty: true})
        && (one.type !== "radio" || one.checked)).indexOf(wanted) + 1"""


@dataclass
class Cost:
    """What a task took: steps (touches and texts), screens that pass until what is sought is in view, presses of keys."""

    steps: int = 0
    screens: int = 0
    keys: int = 0
    sideways: bool = False

    def reach(self, page: Page, target: Locator, *, act: bool) -> None:
        """Count the way to an element of a page."""
        target.wait_for(timeout=_PATIENCE)
        box = target.bounding_box()
        if box is None:
            raise Error("not in view")
        down = page.evaluate("scrollY") + box["y"] + box["height"]
        self.screens += max(ceil(down / _HEIGHT), 1)
        self.sideways |= box["x"] + box["width"] > _WIDTH + 1
        if act:
            self.steps += 1
            self.keys += page.evaluate(_KEYS, target.element_handle()) + 1


def take(page: Page, home: str, steps: Sequence[tuple[str, str]], answer: str) -> Cost:
    """Go one way from the home page. Raises Error where a step or the answer isn't there."""
    page.goto(home)
    cost = Cost()
    for kind, what in steps:
        _step(page, cost, kind, what)
    cost.reach(page, page.locator(answer).first, act=False)
    return cost


def _step(page: Page, cost: Cost, kind: str, what: str) -> None:
    if kind == "click":
        target = page.locator(what).first
        cost.reach(page, target, act=True)
        target.click(timeout=_PATIENCE)
        return
    field, _, text = what.rpartition("=") if kind != "type" else (".gb-search-field", "", what)
    target = page.locator(field)
    cost.reach(page, target, act=True)
    cost.keys += len(text)
    if kind == "choose":
        target.select_option(text)
    else:
        target.fill(text)
    if kind == "type":
        target.press("Enter")
    page.wait_for_timeout(500)


def best_way(page: Page, home: str, ways: Sequence[Sequence[tuple[str, str]]], answer: str) -> Cost | None:
    """The first way that leads to the answer; None where none does."""
    for steps in ways:
        try:
            return take(page, home, steps, answer)
        except Error:
            continue
    return None


def lines(site: Path) -> list[str]:
    """A row for each task on a built site."""
    server = serve(site)
    home = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT}, locale="zh-CN")
        rows = [f"| {name} | {_told(best_way(page, home, ways, answer))} |" for name, ways, answer in TASKS]
        browser.close()
    server.shutdown()
    server.server_close()
    return rows


def _told(cost: Cost | None) -> str:
    if cost is None:
        return "not reached | – | –"
    return f"{cost.steps} | {cost.screens}{', sideways too' if cost.sideways else ''} | {cost.keys}"


def main() -> None:
    """Print the table of a built site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    given = parser.parse_args()
    print("| task | steps | screens | keys |\n|---|--:|--:|--:|")
    print("\n".join(lines(given.site)))


if __name__ == "__main__":
    main()
