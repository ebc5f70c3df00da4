"""The measurement of search: how finds are judged, what a host sends, and how the figures are shown."""

from __future__ import annotations

import gzip
import urllib.request
from itertools import pairwise
from pathlib import Path

import pytest
from goalbook.search.codec import INDEX_MANIFEST
from goalbook.search.match import match_words
from goalbook.search.plan import plan
from goalbook.search.query import ranked
from goalbook.search.tokenize import fold, numbers

from site_tests.bench.measure import Measured
from site_tests.bench.search.files import first_queries
from site_tests.bench.search.host import Host
from site_tests.bench.search.recall import Recall, recall_of
from site_tests.bench.search.sites import GOALBOOK, MATERIAL, PAGEFIND, Sites
from site_tests.bench.search.tables import costs_table, moved_table, recall_table
from site_tests.bench.search.transfer import Moved, high, middle
from site_tests.conftest import ROOT
from site_tests.search.made import Values, make_index


def _values(url: str, text: str) -> Values:
    return Values(url, fold(text), "", frozenset(numbers(fold(text))))


VALUES = (_values("a/", "选举换届"), _values("b/", "换届 0.80"), _values("c/", "0.8"))
CONTENTS = {"a/": "标题选举换届", "b/": "标题换届0.80", "c/": "标题0.8"}


def test_finds_are_judged_by_plain_containment() -> None:
    """Recall counts what values hold; a page found for a label is right only where the engine was given labels."""
    found = [{"a/", "c/", "about/"}, {"b/", "c/"}, {"a/"}, set()]
    own = recall_of(GOALBOOK, ["换届", "0.80", "标题", "没有"], found, VALUES, CONTENTS)
    assert own == Recall(recall=2 / 3, precision=2 / 5, alike=3 / 5, complete=3 / 4, nothing=1)
    labelled = recall_of(PAGEFIND, ["标题"], [{"a/"}], (*VALUES, _values("d/", "标题")), CONTENTS | {"d/": "标题"})
    assert (labelled.recall, labelled.precision) == (0, 1)


def test_a_host_compresses_texts_and_counts_what_it_sends(tmp_path: Path) -> None:
    """Texts go out compressed, other files as they are, and each answer is counted."""
    (tmp_path / "index.html").write_text("绩效" * 500, encoding="utf-8")
    (tmp_path / "a.bin").write_bytes(b"x" * 1000)
    host = Host(tmp_path)
    with urllib.request.urlopen(host.address) as answer:
        page = answer.read()
    with urllib.request.urlopen(f"{host.address}a.bin") as answer:
        assert answer.read() == b"x" * 1000
    host.close()
    assert gzip.decompress(page).decode() == "绩效" * 500
    assert [tuple(one) for one in host.sent] == [("", len(page)), ("a.bin", 1000)]
    assert len(page) < 100


def test_tables_show_medians_and_percentiles() -> None:
    """Every figure stands under its head."""
    sizes = [10_000, 20_000, 30_000, 40_000, 90_000]
    assert (middle(sizes), high(sizes)) == (30_000, 80_000)
    moved = Moved(sizes, [5] * 5, [1000] * 5, [2] * 5, [1.25, 3.0, 2.0])
    text = moved_table({(GOALBOOK, 2000): moved}, {(GOALBOOK, 2000): 500_000}, {2000: 1_000_000})
    assert text.splitlines()[-1] == "| Goalbook | 2,000 | 30 / 80 | 5 / 5 | 1 / 1 | 2 / 2 | 500 | 0.50 | 2.0 |"
    text = recall_table({(PAGEFIND, "codes"): Recall(0.5, 0.25, 1, 0.125, 7)})
    assert text.splitlines()[-1] == "| Pagefind | codes | 50.0 % | 25.0 % | 100.0 % | 12.5 % | 7 |"
    text = costs_table({(PAGEFIND, 200): Measured(9, 1.26, 3 << 20, 4 << 20)})
    assert text.splitlines()[-1] == "| Pagefind | 200 | 1.3 | 3 |"
    assert len({line.count("|") for line in text.splitlines()}) == 1


def test_each_file_of_an_index_counts_once(tmp_path: Path) -> None:
    """An engine's index is all of its files on the documents, as they are sent, and nothing of the engine itself."""
    for name in (
        "g/search/data/manifest.bin",
        "g/search/data/ab/cd.bin",
        "p/pagefind/a.pf_meta",
        "p/pagefind/index/a.pf_index",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 100)
    (tmp_path / "p/pagefind/pagefind.js").write_bytes(b"x" * 100)
    (tmp_path / "m/search").mkdir(parents=True)
    (tmp_path / "m/search/search_index.json").write_bytes(b"x" * 10_000)
    found = Sites(tmp_path, tmp_path / "g", tmp_path / "m", tmp_path / "p").index_files()
    assert (found[GOALBOOK], found[PAGEFIND]) == (200, 200)
    assert found[MATERIAL] < 100


def test_files_of_first_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts find what Python finds, by way of tables too, and what they fetch is counted by file."""
    monkeypatch.setattr("goalbook.search.termfiles.TERM_BYTES", 900)
    monkeypatch.setattr("goalbook.search.tables.MOST_NAMES", 3)
    for module in ("build", "tables"):
        monkeypatch.setattr(f"goalbook.search.{module}.TABLE_NAMES", 2)
    # What stands beside terms is stated of all of them, and no document is looked into: it decides, or positions do.
    made = make_index(ROOT / "goals", tmp_path, least=1)
    assert made.index.manifest["levels"]["terms"] > 2
    queries = ["车辆保险", "委员 换届", "P0039", "0.80", "没有任何文件会含有这一句话", "5"]
    # Halves that a document holds, but nowhere in a row.
    texts = [
        cell.text for record in made.records for cell in record.cells if len(cell.text) > 5 and cell.text.isalpha()
    ]
    queries += [one[-3:] + other[:3] for one, other in pairwise(texts[:40])]
    for query, found in zip(queries, first_queries(tmp_path, queries), strict=True):
        matches = match_words(made.index, plan(query))
        assert (list(found.numbers), found.relaxed) == (ranked(made.index, matches), matches.relaxed), query
        assert (tmp_path / INDEX_MANIFEST).stat().st_size in found.sizes
        assert len(found.sizes) > made.index.manifest["levels"]["terms"]
