"""A snapshot holds every format that its site offers, and the year's book."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import pytest
from goalbook.book.load import load_book
from goalbook.git.history import History
from goalbook.site.build.produce import Maker
from goalbook.site.frame.settings import Settings
from goalbook.site.frozen import books
from goalbook.writers.yearbook import write_yearbook
from pypdf import PdfReader

from site_tests.conftest import ROOT
from site_tests.snapshot.project import BODY, LIVE, append, commit, goalbook, start

ALL = "pdf, xlsx, docx, csv, json, yaml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every format, with two documents in its year, and its snapshot."""
    folder = start(tmp_path_factory.mktemp("whole") / "site", formats=ALL)
    for name in ("approved", "declared", "department"):
        (folder / f"goals/2023/{BODY}/{name}.yml").unlink()
    commit(folder, "两件")
    made = goalbook(folder, "snapshot", "create", "2023")
    assert made.returncode == 0, made.stderr
    return folder


def test_office_files_and_the_book_are_there(whole: Path) -> None:
    """Each document as PDF, Word and Excel beside its page, the year too; the book, which the year's page offers."""
    site = whole / "snapshots/2023/data/site"
    for name in (f"2023/{BODY}/duties", f"2023/{BODY}/project", "2023"):
        for suffix in ("pdf", "xlsx", "docx", "csv", "json"):
            assert (site / f"{name}.{suffix}").stat().st_size > 500, f"{name}.{suffix}"
    manifest = json.loads((whole / "snapshots/2023/manifest.json").read_bytes())
    assert manifest["formats"] == ["pdf", "xlsx", "docx", "csv", "json", "yml"]
    assert manifest["not_made"] == []
    assert {"typst", "xlsxwriter", "mkdocs-material"} <= manifest["software"].keys()
    page = (site / "2023.html").read_text("utf-8")
    assert set(re.findall(r'href="(book/[^"]+)"', page)) == {"book/2023.pdf", "book/2023.xlsx"}


def test_the_book_s_addresses_are_those_of_the_snapshot(whole: Path) -> None:
    """On paper too each document names the page of the snapshot, not that of the live site."""
    text = "".join("".join(page.extract_text() for page in PdfReader(file).pages) for file in [_book(whole)])
    packed = "".join(text.split())
    assert f"{LIVE}snapshots/2023/2023/{BODY}/duties.html" in packed
    assert f"{LIVE}2023/{BODY}" not in packed


def _book(whole: Path) -> Path:
    return whole / "snapshots/2023/data/site/book/2023.pdf"


def test_all_of_it_is_made_again(whole: Path) -> None:
    """Office files and book are, byte for byte, what the data inside give."""
    done = goalbook(whole.parent, "snapshot", "verify", str(whole / "snapshots/2023.zip"), "--rebuild", "--trust")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_format_that_can_t_be_made_is_refused(whole: Path, tmp_path: Path) -> None:
    """Where a font is missing no snapshot without its PDF files is made: the message names what is missing."""
    import shutil

    folder = Path(shutil.copytree(whole, tmp_path / "site", ignore=shutil.ignore_patterns("snapshots")))
    config = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("formats:", "fonts: [No Such Font]\n      formats:"), "utf-8")
    append(folder / ".gitignore", "")
    commit(folder, "另一字体")
    done = goalbook(folder, "snapshot", "create", "2023")
    assert done.returncode == 1
    assert "本机不能生成 pdf" in done.stderr
    assert list((folder / "snapshots").iterdir()) == []


@pytest.mark.parametrize(("tables", "names"), [(40, ["2022.pdf"]), (5, ["2022-1.pdf", "2022-2.pdf", "2022-3.pdf"])])
def test_a_book_in_volumes_is_numbered_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tables: int, names: list[str]
) -> None:
    """Of a book that is one volume the file has the name of the year; several are counted."""
    monkeypatch.setattr(books, "write_yearbook", partial(write_yearbook, tables=tables))
    settings = Settings("示例", formats=("pdf",))
    maker = Maker(settings, ROOT / "goals", {}, tmp_path, Path())
    made = list(books.write_books(load_book(ROOT / "goals"), History(), "2022", maker, lambda *_: None))
    assert made == [(f"book/{name}", (tmp_path / "book" / name).stat().st_size) for name in names]
    assert sorted(path.name for path in (tmp_path / "book").iterdir()) == names
