"""How long a filter takes: from the click on a value of a facet until the new list is shown."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser

from site_tests.bench.search.host import Host
from site_tests.bench.search.transfer import slowed
from site_tests.search.made import records_of, write_index

_CLICK = """(input) => new Promise((resolve) => {
    const list = document.querySelector(".gb-search-results");
    const start = performance.now();
    new MutationObserver((_, observer) => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    }).observe(list, { childList: true });
    input.click();
})"""
_SETTLED = "() => !document.querySelector('.gb-search-results').hasAttribute('aria-busy')"


def filter_times(browser: Browser, built: Path, goals: Path, folder: Path) -> list[float]:
    """Milliseconds of choosing each value of three facets over all documents of a goals' folder, and of dropping it again.

    ``built`` is any site: its search page is put beside an index of the goals.
    """
    for name in ("assets", "search"):
        ignore = shutil.ignore_patterns("data")
        shutil.copytree(built / name, folder / name, ignore=ignore, dirs_exist_ok=True)
    write_index(folder, records_of(goals))
    host = Host(folder)
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    slowed(tab, network=False)
    found: list[float] = []
    try:
        tab.goto(f"{host.address}search/")
        tab.wait_for_selector(".gb-hit")
        for facet in ("year", "form", "kind"):
            tab.evaluate(f"document.querySelector('[data-facet={facet}]').open = true")
            boxes = f"[data-facet={facet}] input"
            tab.wait_for_selector(boxes)
            for value in [str(one.get_attribute("value")) for one in tab.locator(boxes).all()]:
                for _ in ("choose", "drop"):
                    tab.wait_for_function(_SETTLED)
                    box = tab.locator(f"{boxes}[value='{value}']")
                    found.append(float(box.evaluate(_CLICK)))
        return found
    finally:
        tab.close()
        host.close()
