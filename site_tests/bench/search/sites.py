"""The same documents with three searches: Goalbook's, Material's with jieba, and Pagefind's."""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from goalbook.book.load import Book, load_book
from goalbook.search.tokenize import fold
from lxml import html

from site_tests.bench.measure import ROOT, Measured, measure, medians
from site_tests.bench.sites import content_of, goalbook_site, mkdocs_site
from site_tests.helpers.generate import write_goals

GOALBOOK, MATERIAL, PAGEFIND = "Goalbook", "Material (lunr, jieba)", "Pagefind"

# Material's documents name this separator for Chinese texts that jieba cuts.
_SEARCH = {"search": {"lang": ["zh"], "separator": r"[\s\u200b\-]"}}
_PAGE = """\
<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main data-pagefind-body>{content}</main></body></html>
"""
# What a page of Pagefind's users does at the least: search for the query of its address, show the first ten.
_SEARCHER = """\
<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>-</title><link rel="icon" href="data:,"><ol></ol>
<script type="module">
const pagefind = await import("./pagefind/pagefind.js");
window.seek = async (query) => {
  const list = document.querySelector("ol");
  list.replaceChildren();
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, 10).map(async (one) => {
    const { url, excerpt } = await one.data();
    const item = document.createElement("li");
    item.innerHTML = `<a href="${url}">${url}</a> ${excerpt}`;
    list.append(item);
  }));
  return results.map((one) => one.id);
};
window.ready = true;
const query = new URLSearchParams(location.search).get("q");
if (query) await seek(query);
</script></html>
"""


@dataclass
class Sites:
    """The folders of built sites and the goals they are of; ``costs`` are those of indexing by engine."""

    goals: Path
    goalbook: Path
    material: Path | None = None
    pagefind: Path | None = None
    costs: dict[str, Measured] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    """The folded text of the content that the other two are given, by address."""

    def index_files(self) -> dict[str, int]:
        """The bytes of what each engine keeps of the documents, as a server sends them."""
        found = {GOALBOOK: _size(self.goalbook / "search/data", "*.bin")}
        if self.material and self.pagefind:
            text = (self.material / "search/search_index.json").read_bytes()
            found[MATERIAL] = len(gzip.compress(text, 6))
            found[PAGEFIND] = _size(self.pagefind / "pagefind", "*.pf_*")
        return found

    def fragments(self) -> dict[str, str]:
        """The address of each result of Pagefind's by its id."""
        assert self.pagefind
        found = {}
        for path in (self.pagefind / "pagefind/fragment").iterdir():
            fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
            found[path.name.removesuffix(".pf_fragment")] = fragment["url"].removeprefix("/")
        return found


def _size(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


def prepare(folder: Path, documents: int, runs: int, alone: bool) -> Sites:
    """Build the sites and measure the indexing in turn; ``alone`` leaves the other two out, and all pages but the real ones."""
    goals = folder / "goalbook/goals"
    shutil.copytree(ROOT / "goals", goals)  # the real documents, with the generated ones beside them
    source = goalbook_site(folder / "goalbook", 0 if alone else documents)
    sites = Sites(goals, folder / "built")
    measure(source.command_to(sites.goalbook), source.folder)
    index = folder / "index"
    if alone:
        write_goals(goals, documents)
        shutil.rmtree(sites.goalbook / "search/data")
        index = sites.goalbook
    own = [sys.executable, "-m", "site_tests.bench.search.indexing", str(goals), str(index)]
    commands = {GOALBOOK: (own, folder)}
    without = "without search"
    if not alone:
        book = load_book(goals)
        sites.material, sites.pagefind = folder / "material", folder / "pagefind"
        plain = mkdocs_site(folder / "plain", sites.goalbook, book)
        searched = mkdocs_site(folder / "searched", sites.goalbook, book, plugins=[_SEARCH])
        sites.contents = dict(_write_pages(sites.pagefind, sites.goalbook, book))
        commands |= {
            without: (plain.command_to(folder / "unsearched"), plain.folder),
            MATERIAL: (searched.command_to(sites.material), searched.folder),
            PAGEFIND: ([sys.executable, "-m", "pagefind", "--quiet", "--site", str(sites.pagefind)], folder),
        }
    found: dict[str, list[Measured]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, (command, place) in commands.items():
            found[name].append(measure(command, place))
    sites.costs = {name: medians(one) for name, one in found.items()}
    if not alone:
        base, whole = sites.costs.pop(without), sites.costs[MATERIAL]
        processor = whole.processor - base.processor
        sites.costs[MATERIAL] = Measured(whole.seconds - base.seconds, processor, whole.largest, whole.together)
    return sites


def _write_pages(folder: Path, built: Path, book: Book) -> Iterator[tuple[str, str]]:
    """The page of each document with its content marked, as Pagefind wants it; gives the folded contents."""
    for entry in book.entries:
        _, content, _ = content_of(built, entry)
        page = folder / entry.address / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(_PAGE.format(title=escape(entry.title), content=content), encoding="utf-8")
        yield f"{entry.address}/", fold("".join(html.fromstring(content).itertext()))
    (folder / "index.html").write_text(_SEARCHER, encoding="utf-8")
