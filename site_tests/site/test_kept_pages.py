"""Pages of lists and the open data of indicators are made anew where they show something else, and only there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from goalbook.site.build.indicator_site import IndicatorSite
from goalbook.site.build.page_writer import PageWriter
from goalbook.site.build.produce import Maker
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.page import Page
from goalbook.site.frame.shell import Shell
from goalbook.site.indicators.pages import DATA, IndicatorWriter
from goalbook.site.indicators.row import IndicatorRow
from goalbook.site.indicators.share import RowShare
from goalbook.store import Drawer, Store

from site_tests.helpers.indicator_list import IndicatorList
from site_tests.helpers.made_book import SETTINGS, made_entry
from site_tests.site.test_indicators import made

SHELL = Shell(("", ""), ("<h1>gbslotcontentgb</h1>",))


class Builds:
    """Builds of the list of all indicators, each over the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0
        self.before: PageWriter | None = None
        self.data: list[tuple[str, int]] = []
        self.read: list[str] = []

    def build(self, *counts: int, base: str = "") -> dict[str, bytes]:
        """The files of a list of documents with so many rows each, a word of all of which the number of the document is."""
        self.number += 1
        self.read = []
        site, before = self.folder / str(self.number), self.folder / str(self.number - 1)
        store = Store(self.folder / "store.sqlite")
        maker = Maker(SETTINGS, self.folder, dict.fromkeys(range(1, 5), SHELL), site, before)
        pages = PageWriter(maker, base, self.before.keys if self.before else {})
        sink = IndicatorSite(pages, self.data, Drawer(store))
        writer = IndicatorWriter(SETTINGS, sum(counts), sink)
        for number, count in enumerate(counts):
            writer.add(self._share(number, count))
        sink.finish(writer.finish())
        store.save()
        store.close()
        self.before, self.data = pages, sink.data.pieces
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    def _share(self, number: int, count: int) -> RowShare:
        def load() -> list[IndicatorRow]:
            self.read.append(str(number))
            return made(count, title=f"示例表{number}")

        return RowShare(f"{number} {count}".encode(), count, load)

    def written(self) -> set[str]:
        """The names of the files that aren't those of the build before."""
        new, old = self.folder / str(self.number), self.folder / str(self.number - 1)
        names = [path.relative_to(new) for path in new.rglob("*") if path.is_file()]
        return {name.as_posix() for name in names if not (old / name).exists() or not (old / name).samefile(new / name)}


def plain(*counts: int) -> dict[str, bytes]:
    """The same list with nothing kept: its files but for the pages."""
    found = IndicatorList(SETTINGS, [row for n, count in enumerate(counts) for row in made(count, title=f"示例表{n}")])
    return found.files | {DATA: found.raw}


def without_pages(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that aren't pages."""
    return {name: content for name, content in files.items() if not name.endswith(".html")}


def test_the_same_rows_are_neither_read_nor_written(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    first = builds.build(700, 700, 700)
    assert without_pages(first) == plain(700, 700, 700)
    assert builds.build(700, 700, 700) == first
    assert (builds.read, builds.written()) == ([], set())


@pytest.mark.parametrize(
    "counts", [(700, 700, 699), (700, 701, 700), (700, 700), (701,), (), (700, 700, 700, 900, 1), (1, 700, 700, 700)]
)
def test_other_rows_give_what_a_list_of_them_alone_has(tmp_path: Path, counts: tuple[int, ...]) -> None:
    """Fewer and more, at the end, in the middle and at the beginning; twice, since what is kept is then of two builds."""
    builds = Builds(tmp_path)
    builds.build(700, 700, 700)
    made_over = builds.build(*counts)
    assert without_pages(made_over) == plain(*counts)
    assert made_over == Builds(tmp_path / "fresh").build(*counts)
    assert without_pages(builds.build(700, 700, 700)) == plain(700, 700, 700)


def test_rows_of_a_later_chunk_leave_the_earlier_ones(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    builds.build(1000, 1000, 1000)
    builds.build(1000, 1000, 999)
    # All pages say how many rows there are.
    assert {name for name in builds.written() if not name.endswith(".html")} == {"indicators/rows-3.json", DATA}


def test_open_data_that_were_altered_are_made_again(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    first = builds.build(1000, 1000)
    path = tmp_path / "1" / DATA
    path.write_bytes(path.read_bytes()[:-1])
    assert builds.build(1000, 1000) == first


def test_another_software_makes_all_anew(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    first = builds.build(1000, 10)
    assert builds.build(1000, 10, base="another") == first
    assert builds.read == ["0", "1"]


def test_a_draft_is_told_by_what_it_shows() -> None:
    """Equal values have one digest, whether they are one object or two; each other value, title and template has another."""
    entry = made_entry("2024/one/a")
    page, rows = Page("bodies", "甲", "乙", ""), [("甲乙丙" * 9, entry)]
    copy = [(str("甲乙丙" * 9), replace(entry))]
    digest = Draft(page, "x.html", {"rows": rows, "again": rows}).digest()
    assert Draft(page, "x.html", {"rows": copy, "again": [*rows]}).digest() == digest
    others = [
        Draft(page, "y.html", {"rows": rows, "again": rows}),
        Draft(replace(page, title="丙"), "x.html", {"rows": rows, "again": rows}),
        Draft(page, "x.html", {"rows": rows, "again": []}),
        Draft(page, "x.html", {"rows": [("甲乙丙" * 9, replace(entry, digest="1"))], "again": rows}),
    ]
    assert len({digest, *(other.digest() for other in others)}) == 5


class GroupBuilds:
    """Builds of two groups of pages, each over the one before; ``drafted`` are the titles of the groups that were made."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0
        self.before: PageWriter | None = None
        self.drafted: list[str] = []

    def build(self, *titles: str, base: str = "") -> dict[str, str]:
        """The pages of groups that show a title each: of the first ``a`` and ``a/2``, of the second ``b`` and ``b/2``."""
        self.number += 1
        self.drafted = []
        site, before = self.folder / str(self.number), self.folder / str(self.number - 1)
        maker = Maker(SETTINGS, self.folder, dict.fromkeys(range(1, 5), SHELL), site, before)
        old = self.before
        pages = PageWriter(maker, base, old.keys if old else {}, old.groups if old else {})
        for name, title in zip("ab", titles, strict=False):
            pages.write(DraftGroup(f"{name} {title}".encode(), partial(self._drafts, name, title)))
        self.before = pages
        return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}

    def _drafts(self, name: str, title: str) -> Iterator[Draft]:
        self.drafted.append(title)
        for address in (name, f"{name}/2"):
            page = Page(address, title, "", "")
            yield Draft(page, "frame/redirect.html", {"to": "years", "entry": {"title": title}})


def test_a_group_of_pages_is_drafted_where_its_facts_are_others(tmp_path: Path) -> None:
    """Kept, it gives the same files, addresses and keys; a page of it that is gone, or another software, makes it anew."""
    builds = GroupBuilds(tmp_path)
    first = builds.build("甲", "乙")
    assert builds.drafted == ["甲", "乙"]
    assert builds.before
    listed, keys = builds.before.listed, builds.before.keys
    assert (builds.build("甲", "乙"), builds.drafted) == (first, [])
    assert (builds.before.listed, builds.before.keys) == (listed, keys)
    assert builds.build("甲", "丙") == GroupBuilds(tmp_path / "fresh").build("甲", "丙")
    assert builds.drafted == ["丙"]
    (tmp_path / "3/a/2/index.html").unlink()
    again = builds.build("甲", "乙")
    assert (again, builds.drafted) == (first, ["甲", "乙"])
    assert (builds.build("甲", "乙", base="another"), builds.drafted) == (first, ["甲", "乙"])
