"""Measure search: what Goalbook, Material and Pagefind find, move and take, over the same documents."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from site_tests.bench.measure import Measured
from site_tests.bench.report import FIGURES, write_into
from site_tests.bench.search.engines import Engine, as_shown, engines, found_by
from site_tests.bench.search.filters import filter_times
from site_tests.bench.search.host import Host
from site_tests.bench.search.recall import Recall, queries_of, recall_of
from site_tests.bench.search.sites import GOALBOOK, Sites, prepare
from site_tests.bench.search.tables import costs_table, moved_table, notes, recall_table
from site_tests.bench.search.transfer import Moved, high, middle, moved
from site_tests.helpers.generate import write_goals
from site_tests.search.made import records_of, values_of

_RECALL_AT = 2000
_FILTERED = 2700


@dataclass
class Figures:
    """All that was measured, by engine and number of documents."""

    recalls: dict[tuple[str, str], Recall] = field(default_factory=dict)
    moved: dict[tuple[str, int], Moved] = field(default_factory=dict)
    indexes: dict[tuple[str, int], int] = field(default_factory=dict)
    costs: dict[tuple[str, int], Measured] = field(default_factory=dict)
    texts: dict[int, int] = field(default_factory=dict)
    filters: list[float] = field(default_factory=list)
    pages: int = 0


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)


def measure_at(browser: Browser, documents: int, options: argparse.Namespace, figures: Figures) -> None:
    """Everything that is measured at one number of documents."""
    with tempfile.TemporaryDirectory(prefix="goalbook-search-") as name:
        folder = Path(name)
        say(f"{documents} documents: building and indexing")
        sites = prepare(folder, documents, options.runs, options.alone)
        say(f"  {sites.costs}")
        records = list(records_of(sites.goals))
        figures.texts[documents] = sum(record.size for record in records)
        figures.costs |= {(engine, documents): one for engine, one in sites.costs.items()}
        figures.indexes |= {(engine, documents): size for engine, size in sites.index_files().items()}
        queries = queries_of(records)
        asked = queries["strings"]  # by and by only what all of them find: nothing else can be waited for
        values = [values_of(record) for record in records]
        for engine in engines(sites):
            say(f"{documents} documents: {engine.name} finds")
            found = _found(browser, engine, sites, queries)
            asked = [
                query
                for query, pages in zip(queries["strings"], found["strings"], strict=True)
                if pages and query in asked
            ]
            if documents == _RECALL_AT:
                figures.pages = len(records)
                for kind, sets in found.items():
                    parts = queries[kind.partition(",")[0]]
                    figures.recalls[engine.name, kind] = recall_of(engine.name, parts, sets, values, sites.contents)
                    say(f"  {kind}: {figures.recalls[engine.name, kind]}")
        for engine in engines(sites):
            say(f"{documents} documents: {engine.name} in Chromium, {as_shown(asked[: options.timed])} timed")
            one = moved(browser, engine, asked[: options.queries], asked[: options.timed])
            figures.moved[engine.name, documents] = one
            say(f"  first {middle(one.first):,.0f} B, later {middle(one.later):,.0f} B, {one.seconds} s")
        if not figures.filters:
            goals = folder / "filtered"
            write_goals(goals, _FILTERED)
            figures.filters = filter_times(browser, sites.goalbook, goals, folder / "filters")
            say(f"filters: median {middle(figures.filters):.0f} ms of {len(figures.filters)}")


def _found(browser: Browser, engine: Engine, sites: Sites, queries: dict[str, list[str]]) -> dict[str, list[set[str]]]:
    """What an engine finds for each kind of query; Goalbook also for the same ones in quotes."""
    asked = dict(queries)
    if engine.name == GOALBOOK:
        asked |= {f"{kind}, quoted": [f'"{part}"' for part in parts] for kind, parts in queries.items()}
    host = Host(engine.site)
    tab = browser.new_page()
    try:
        found = iter(found_by(engine, sites, tab, host.address, [one for parts in asked.values() for one in parts]))
        return {kind: list(islice(found, len(parts))) for kind, parts in asked.items()}
    finally:
        tab.close()
        host.close()


def main() -> None:
    """The command line of the measurement."""
    parser = argparse.ArgumentParser(prog="python -m site_tests.bench.search", description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[200, 2000], help="numbers of generated documents")
    parser.add_argument("--queries", type=int, default=40, help="queries whose bytes are counted")
    parser.add_argument("--timed", type=int, default=5, help="queries that are timed on a slow network")
    parser.add_argument("--runs", type=int, default=3, help="runs of each indexing")
    parser.add_argument("--alone", action="store_true", help="leave Material and Pagefind out, and pages but few")
    parser.add_argument("--write", action="store_true", help="put the tables into site_tests/bench/README.md")
    options = parser.parse_args()
    program = shutil.which("chromium")
    if not program:
        parser.error("chromium is missing: apt-get install chromium")
    figures = Figures()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for documents in options.documents:
            measure_at(browser, documents, options, figures)
        browser.close()
    text = tables_of(figures, options)
    print(text, end="")
    if options.write:
        write_into(FIGURES, text, "bench-search")


def tables_of(figures: Figures, options: argparse.Namespace) -> str:
    """The figures as they go into the README of benches."""
    parts = [
        recall_table(figures.recalls) if figures.recalls else "",
        moved_table(figures.moved, figures.indexes, figures.texts),
        costs_table(figures.costs),
        notes(figures.pages, options.queries, options.timed, options.runs),
        f"**Filters**: over {_FILTERED:,} documents, processor slowed 4 times, from the click on a value until the new list is\n"
        f"shown: median {middle(figures.filters):.0f} ms, 95th percentile {high(figures.filters):.0f} ms of {len(figures.filters)}.\n",
    ]
    return "\n".join(part for part in parts if part)


if __name__ == "__main__":
    main()
