"""How each search is driven in Chromium: opened with a query, asked again, and asked for all that it finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from goalbook.search.match import match_words
from goalbook.search.plan import plan
from goalbook.search.query import open_site
from playwright.sync_api import Page

from site_tests.bench.search.sites import GOALBOOK, MATERIAL, PAGEFIND, Sites

WAIT = 180_000  # milliseconds until a search counts as never answered
_PAUSE = 300  # milliseconds without a request after an answer

_WORKER = """async ([script, index, queries]) => {
    const worker = new Worker(script);
    const answered = (message) => new Promise((resolve, reject) => {
        worker.onmessage = (event) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage(message);
    });
    const { config, docs } = await (await fetch(index)).json();
    await answered({ type: 0, data: { config, docs, options: { suggest: false } } });
    const found = [];
    for (const query of queries) {
        const { data } = await answered({ type: 2, data: query });
        found.push(data.items.map(([first]) => first.location.split("#")[0]));
    }
    worker.terminate();
    return found;
}"""


@dataclass(frozen=True, slots=True)
class Engine:
    """A search on a site: the page that searches, what shows the first result, and which requests are the search's own."""

    name: str
    site: Path
    page: str
    result: str
    own: re.Pattern[str]

    def open(self, tab: Page, home: str, query: str) -> None:
        """Open the page with a query, and wait until its first result is shown."""
        tab.goto(f"{home}{self.page}?q={quote(query)}", wait_until="commit")
        tab.wait_for_selector(self.result, timeout=WAIT)

    def ask(self, tab: Page, query: str) -> None:
        """Ask for something else on the page that is open, and wait until all is there."""
        if self.name == PAGEFIND:
            tab.evaluate("(query) => seek(query)", query)
        else:
            tab.fill("#gb-find" if self.name == GOALBOOK else "[data-md-component=search-query]", query)
        self.settle(tab)

    def settle(self, tab: Page) -> None:
        """Wait until nothing more is fetched."""
        tab.wait_for_timeout(_PAUSE)
        tab.wait_for_load_state("networkidle")


def engines(sites: Sites) -> list[Engine]:
    """The searches of the sites that were built."""
    found = [
        Engine(GOALBOOK, sites.goalbook, "search/", ".gb-hit", re.compile(r"search/data/|assets/goalbook/search\."))
    ]
    if sites.material and sites.pagefind:
        material = re.compile(r"search/|assets/javascripts/(?:workers|lunr)/")
        found += [
            Engine(MATERIAL, sites.material, "", ".md-search-result__item", material),
            Engine(PAGEFIND, sites.pagefind, "", "li", re.compile("pagefind/")),
        ]
    return found


def found_by(engine: Engine, sites: Sites, tab: Page, home: str, queries: Iterable[str]) -> list[set[str]]:
    """The addresses of all documents that an engine finds for each query; Goalbook's as its reader in Python has them."""
    asked = list(queries)
    if engine.name == GOALBOOK:
        return _by_goalbook(engine.site, asked)
    tab.goto(home)
    if engine.name == MATERIAL:
        worker = next((engine.site / "assets/javascripts/workers").glob("search.*.min.js"))
        script = f"{home}assets/javascripts/workers/{worker.name}"
        tab.set_default_timeout(0)
        return [set(one) for one in tab.evaluate(_WORKER, [script, f"{home}search/search_index.json", asked])]
    tab.wait_for_function("window.ready")
    ids = tab.evaluate(
        """async (queries) => {
            const { search } = await import("./pagefind/pagefind.js");
            const found = [];
            for (const query of queries) found.push((await search(query)).results.map((one) => one.id));
            return found;
        }""",
        asked,
    )
    addresses = sites.fragments()
    return [{addresses[one] for one in found} for found in ids]


def _by_goalbook(site: Path, queries: list[str]) -> list[set[str]]:
    index = open_site(site)
    found = []
    for query in queries:
        got = match_words(index, plan(query))
        found.append(set() if got.relaxed else {index.card(number).url for number in got.scores})
    return found


def as_shown(found: object) -> str:
    """A value as one line of JSON, for messages."""
    return json.dumps(found, ensure_ascii=False)
