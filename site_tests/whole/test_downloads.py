"""Downloads on the site: every page offers what is there with its size, collections too, and nothing is made twice."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.book.load import load_book
from goalbook.checks.weights import Weighed
from goalbook.git.history import History, read_history
from goalbook.host.runs import stated_of
from goalbook.search.query import search
from goalbook.site.build import collections as collecting
from goalbook.site.build.collections import wanted
from goalbook.site.build.manifest import MANIFEST_NAME, MadeDocument, Manifest, read_manifest
from goalbook.site.build.on_request import respond
from goalbook.site.build.plan import make_plan
from goalbook.site.build.produce import Maker
from goalbook.site.frame.settings import Settings
from goalbook.writers.formats import SUFFIXES, write_one
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.paper import Fonts, Paper, leaf
from lxml import html

from site_tests.conftest import copy_site, run_build
from site_tests.helpers.command import run_command
from site_tests.helpers.leaves import GOALS, REAL, leaf_of
from site_tests.helpers.workbook import opened
from site_tests.whole.test_publishing import INSURANCE, edit

COLLECTED = tuple(suffix for suffix in SUFFIXES if suffix != "yml")
SETTINGS = Settings("示例", url="https://example.org/", on_request=True)
LISTED = tuple(sorted({part for address in REAL for part in (address.split("/")[0], address.rsplit("/", 1)[0])}))


def offered(site: Path, address: str) -> dict[str, str]:
    """The downloads that a page offers: file below the site's root, and the size that the page tells."""
    page = html.parse(str(site / address / "index.html")).getroot()
    depth = address.count("/") + 1
    links = page.xpath("//section[@aria-labelledby='gb-downloads']//a[@download]")
    return {link.get("href").removeprefix("../" * depth): "".join(link.xpath("small/text()")) for link in links}


@pytest.mark.parametrize("address", REAL)
def test_a_document_page_offers_every_format(site: Path, address: str) -> None:
    """PDF, Excel, Word, CSV, JSON and YAML, each there, of the size that the page tells, next to the page."""
    links = offered(site, address)
    assert list(links) == [f"{address}.{suffix}" for suffix in SUFFIXES]
    for name, size in links.items():
        assert size == f"{(site / name).stat().st_size / 1024:.1f} KB"


@pytest.mark.parametrize("address", LISTED)
def test_a_listing_offers_its_collections(site: Path, address: str) -> None:
    """The page of a year, and of a body in it, has all its documents as one file a format."""
    links = offered(site, address)
    assert list(links) == [f"{address}.{suffix}" for suffix in COLLECTED]
    for name, size in links.items():
        assert size == f"{(site / name).stat().st_size / 1024:.1f} KB"


def test_the_files_are_those_of_the_writers(site: Path) -> None:
    """What the site gives out is what the writers make of the document."""
    manifest = read_manifest(site / MANIFEST_NAME)
    for name in REAL[:3]:
        printed = leaf_of(name)
        for suffix in ("csv", "json", "yml"):
            assert (site / f"{name}.{suffix}").read_bytes() == write_one(suffix, printed, Paper())
        assert manifest.documents[name].made == ("pdf", "xlsx", "docx")
    titles = [read.name for read in opened((site / "2022.xlsx").read_bytes())]
    assert titles[0] == "总览"
    assert len(titles) > 7


def test_formats_can_be_switched_off_and_are_kept(tmp_path: Path) -> None:
    """A site that offers only some has neither files nor links of others; a change of pages leaves office files as they are."""
    folder = copy_site(tmp_path)
    config = folder / "mkdocs.yml"
    edit(config, "  - goalbook:\n", "  - goalbook:\n      formats: [xlsx, docx, yaml]\n")
    assert run_build(folder).returncode == 0
    site = folder / "site"
    assert not [path for path in site.rglob("*") if path.suffix == ".pdf"]
    for address in (*REAL, *LISTED):
        suffixes = ("xlsx", "docx", "yml") if address in REAL else ("xlsx", "docx")
        assert list(offered(site, address)) == [f"{address}.{suffix}" for suffix in suffixes]
        assert not (site / f"{address}.csv").exists()
        assert f"{address}.csv" not in (site / address / "index.html").read_text("utf-8")
    files = {path: path.stat().st_ino for path in site.rglob("*") if path.suffix in (".xlsx", ".docx")}
    pages = {address: (site / address / "index.html").stat().st_ino for address in REAL}
    config.write_text(
        re.sub(r"^site_name: .*$", "site_name: 另一个名字", config.read_text("utf-8"), flags=re.M), "utf-8"
    )
    edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
    assert run_build(folder).returncode == 0
    address = INSURANCE.removeprefix("goals/").removesuffix(".yml")
    changed = {f"{one}.{suffix}" for one in (address, "2022/shanhaiguan-cppcc", "2022") for suffix in ("xlsx", "docx")}
    assert {
        path.relative_to(site).as_posix() for path, inode in files.items() if path.stat().st_ino != inode
    } == changed
    assert all((site / one / "index.html").stat().st_ino != inode for one, inode in pages.items())
    values = [value for read in opened((site / f"{address}.xlsx").read_bytes()) for value in read.values.values()]
    assert any("三辆公车续保" in str(value) for value in values)


def test_without_the_font_the_site_has_no_pdf(tmp_path: Path) -> None:
    """The build goes through, names the package to install, and each page says what it doesn't have."""
    folder = copy_site(tmp_path)
    edit(
        folder / "mkdocs.yml",
        "  - goalbook:\n",
        "  - goalbook:\n      fonts: [No Such Font]\n      formats: [pdf, csv]\n",
    )
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("fonts-noto-cjk") == 1
    assert not list((folder / "site").rglob("*.pdf"))
    for address in (REAL[0], "2022", "2022/shanhaiguan-cppcc"):
        page = (folder / "site" / address / "index.html").read_text("utf-8")
        assert "暂不提供 PDF 格式" in page
        assert ".pdf" not in page


def maker() -> Maker:
    """A maker of the real goals that writes nothing."""
    return Maker(SETTINGS, GOALS, {}, Path(), Path())


def test_a_changed_writer_makes_every_file_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of kept files hold the software that made them, its libraries, the fonts, how rules are weighed and the day of the data."""
    book = load_book(GOALS)
    member = collecting.members_of(book, History())[book.entries[0].address]
    keys = {
        collecting.paper_key(SETTINGS, "", member),
        collecting.paper_key(replace(SETTINGS, fonts=Fonts(office="仿宋")), "", member),
        collecting.paper_key(replace(SETTINGS, url="https://example.org/other/"), "", member),
        collecting.paper_key(SETTINGS, "", replace(member, date="2024-01-01")),
        collecting.paper_key(SETTINGS, "", replace(member, entry=replace(member.entry, digest="other"))),
        collecting.paper_key(replace(SETTINGS, annex=False), "", member),
        collecting.paper_key(replace(SETTINGS, checks=(Weighed("IN-12", "off", "示例"),)), "", member),
    }
    monkeypatch.setattr(collecting, "writers_key", lambda: "another software")
    keys.add(collecting.paper_key(SETTINGS, "", member))
    assert len(keys) == 8


def test_files_of_another_software_are_not_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan keeps what the manifest of the site before says, and nothing once the writers have changed."""
    book, settings = load_book(GOALS), replace(SETTINGS, on_request=False)
    one = replace(maker(), settings=settings)
    first = make_plan(one, book, History(), read_manifest(site / "nowhere"))
    assert not any(job.kept or job.unchanged for job in first.jobs)
    made = {address: MadeDocument(*keys, ("pdf", "xlsx", "docx"), ()) for address, keys in first.keys.items()}
    collections = {address: (key, COLLECTED) for address, key in first.volume_keys.items()}
    manifest = Manifest(made, collections)
    second = make_plan(one, book, History(), manifest)
    assert all(job.unchanged and job.kept == ("pdf", "xlsx", "docx") for job in second.jobs)
    assert all(volume.kept == COLLECTED for volume in second.volumes)
    monkeypatch.setattr(collecting, "writers_key", lambda: "another software")
    third = make_plan(one, book, History(), manifest)
    assert not any(job.kept or job.unchanged for job in third.jobs)
    assert not any(volume.kept for volume in third.volumes)


def test_a_document_that_lacks_a_file_is_tried_again(site: Path) -> None:
    """Its page isn't taken for unchanged, so that the fault is told at each build."""
    book, settings = load_book(GOALS), replace(SETTINGS, on_request=False)
    one = replace(maker(), settings=settings)
    first = make_plan(one, book, History(), read_manifest(site / "nowhere"))
    made = {address: MadeDocument(*keys, ("xlsx", "docx"), ()) for address, keys in first.keys.items()}
    second = make_plan(one, book, History(), Manifest(made, {}))
    assert all(job.kept == ("xlsx", "docx") and not job.unchanged for job in second.jobs)


@pytest.mark.parametrize("suffix", ["pdf", "xlsx", "docx"])
def test_a_live_server_makes_a_document_when_asked(suffix: str) -> None:
    """Its answer is the file, with its type; a name that is none of the site's is left to the pages."""
    book = load_book(GOALS)
    found = respond(maker(), book, History(), f"{REAL[1]}.{suffix}")
    assert found is not None
    assert found.status == "200 OK"
    assert found.content[:2] == (b"%P" if suffix == "pdf" else b"PK")
    if suffix == "xlsx":
        own = leaf(leaf_of(REAL[1]).filled, SETTINGS.paper)
        assert own.annex
        assert found.content == write_xlsx([own], SETTINGS.paper)


@pytest.mark.parametrize("suffix", ["pdf", "xlsx", "docx"])
def test_every_maker_adds_the_same_annex(site: Path, suffix: str, tmp_path: Path) -> None:
    """The build, `goalbook export` and a live server give the same bytes; a collection of one document too."""
    address = "2022/guangzhou-cppcc/department"
    built = (site / f"{address}.{suffix}").read_bytes()
    assert (site / f"2022/guangzhou-cppcc.{suffix}").read_bytes() == built
    config, goals, file = site.parent / "mkdocs.yml", site.parent / "goals", tmp_path / f"x.{suffix}"
    done = run_command("export", goals / f"{address}.yml", "-f", config, "-o", file)
    assert done.exit_code == 0, done.output
    assert file.read_bytes() == built
    one = Maker(replace(stated_of(str(config))[1], on_request=True), goals, {}, Path(), Path())
    asked = respond(one, load_book(goals), read_history(goals), f"{address}.{suffix}")
    assert asked
    assert asked.content == built


@pytest.mark.parametrize(
    "name", ["", "x", "2022/x/y.xlsx", "2022/x.pdf", "../secret.pdf", f"{REAL[1]}.csv", "a/b/c/d.pdf", "2022.yml"]
)
def test_a_live_server_leaves_other_names_to_the_pages(name: str) -> None:
    """Only files that are made on request are answered."""
    assert respond(maker(), load_book(GOALS), History(), name) is None


@pytest.mark.parametrize("suffix", COLLECTED)
def test_a_live_server_makes_collections_when_asked(suffix: str) -> None:
    """Those of CSV and JSON too."""
    found = respond(maker(), load_book(GOALS), History(), f"undated/county-cppcc.{suffix}")
    assert found is not None
    assert len(found.content) > 1000


def test_a_long_collection_leaves_formats_out() -> None:
    """What one file can't hold at ease is named, and what is always there stays."""
    assert wanted(SETTINGS, 10) == (list(COLLECTED), [])
    assert wanted(SETTINGS, 301) == (["csv", "json"], ["pdf", "xlsx", "docx"])
    assert wanted(SETTINGS, 100_000) == (["csv"], ["pdf", "xlsx", "docx", "json"])
    assert wanted(replace(SETTINGS, formats=("csv",)), 100_000) == (["csv"], [])


def test_lists_and_search_follow_the_publisher_s_order(site: Path) -> None:
    """The department first, then by printed number: the list of documents, that of all indicators, and the index alike."""

    def addresses(name: str) -> list[str]:
        rows = csv.DictReader((site / f"data/{name}.csv").read_text("utf-8-sig").splitlines())
        return list(dict.fromkeys(row["索引号"] for row in rows))

    listed, of_indicators = addresses("documents"), addresses("indicators")
    assert listed != sorted(listed), "a sample whose order is that of its addresses proves nothing"
    assert of_indicators == [address for address in listed if address in of_indicators]
    found = [one.url.strip("/") for one in search(site, "", limit=0).results]
    assert sorted(found) == sorted(listed)
    for year in ("2022", "2024", "undated"):
        assert [one for one in found if one.startswith(year)] == [one for one in listed if one.startswith(year)]
