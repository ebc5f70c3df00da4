"""The measured figures as Markdown tables."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence

from site_tests.bench.measure import Measured
from site_tests.bench.search.recall import Recall
from site_tests.bench.search.transfer import Moved, high, middle

_RECALL = ("search", "queries", "recall", "precision", "with equal numbers", "complete", "nothing found")
_MOVED = (
    "search", "documents", "first query KB", "requests", "later query KB", "requests", "index KB", "index ÷ text", "first result s",
)  # fmt: skip
_COSTS = ("search", "documents", "CPU s", "peak MiB")
_NOTES = """\
**Found** in {pages:,} documents (the real ones and generated ones): 300 strings of 2–6 characters from anywhere in field values, 50
project codes and fragments, 50 amounts. Recall: of the documents whose values hold the string, those found. Precision: of the
documents found, those that hold it (Goalbook: in a value; the others: anywhere in the content they were given); with equal
numbers: or the same number printed otherwise, `0.8` for `0.80`. Complete: queries for which no document is missed.

**Moved**: median / 95th percentile of {queries} queries: bodies as transferred, texts compressed by the server; engine, index and what
ten results show; not the page and its theme. A first query is one in a fresh profile, a later one the next on the same page. Index ÷
text: bytes of all index files to those of the values in them (Material's one file as compressed). First result: median of {timed},
from opening a link with the query until a result is shown, in Chromium with a processor slowed 4 times and 1.6 Mbit/s with
150 ms, over HTTP/1.1. Goalbook and Material open a whole page of the theme, Pagefind a bare one; Chromium doesn't slow
workers, in which all of Material's and Pagefind's searching runs.

**Indexing**: median of {runs}. Goalbook reads goal files, fills forms and writes the index; Material: a build with search less one without,
the peak that of the build; Pagefind reads finished pages. All on a noisy {machine}.
"""


def recall_table(found: dict[tuple[str, str], Recall]) -> str:
    """Recall and precision of each engine and kind of query."""
    rows = []
    for (engine, kind), one in found.items():
        shares = (one.recall, one.precision, one.alike, one.complete)
        rows.append((engine, kind, *map(_percent, shares), str(one.nothing)))
    return _table(_RECALL, rows)


def moved_table(found: dict[tuple[str, int], Moved], indexes: dict[tuple[str, int], int], texts: dict[int, int]) -> str:
    """Bytes, requests and seconds of each engine at each number of documents."""
    rows = []
    for (engine, documents), one in found.items():
        size = indexes[engine, documents]
        rows.append((
            engine, f"{documents:,}", _both(one.first, 1000), _both(one.first_requests), _both(one.later, 1000),
            _both(one.later_requests), f"{size / 1000:,.0f}", f"{size / texts[documents]:.2f}", f"{middle(one.seconds):.1f}",
        ))  # fmt: skip
    return _table(_MOVED, rows)


def costs_table(found: dict[tuple[str, int], Measured]) -> str:
    """Processor seconds and memory of indexing."""
    return _table(
        _COSTS,
        [
            (engine, f"{documents:,}", f"{one.processor:.1f}", f"{one.largest >> 20}")
            for (engine, documents), one in found.items()
        ],
    )


def notes(pages: int, queries: int, timed: int, runs: int) -> str:
    """What the figures stand for."""
    machine = f"{os.cpu_count()}-core {platform.machine()} machine"
    return _NOTES.format(pages=pages, queries=queries, timed=timed, runs=runs, machine=machine)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def _both(values: list[int], unit: int = 1) -> str:
    return f"{middle(values) / unit:,.0f} / {high(values) / unit:,.0f}"
