"""One document that a format can't hold never takes its collections down: they are made without it, and say so."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from site_tests.conftest import run_build
from site_tests.helpers.command import run_command
from site_tests.helpers.generate import write_goals

LACKING = "\U0002a6a5"  # a character that the font doesn't have
# A text that a goal file may state, and no cell of a workbook holds: Excel counts each of these letters as two.
LONG = "𠮷" * 17_000
RARE = "2024/sample-0001/duties"
LENGTHY = "2024/sample-0001/project"
WHOLE = "2024/sample-0001/department"
COLLECTIONS = ("2024", "2024/sample-0001")


def _site(folder: Path) -> Path:
    """A site of three documents, of which one has a rare character and another a text that is too long for a cell."""
    write_goals(folder / "goals", 3)
    (folder / "mkdocs.yml").write_text(
        "site_name: 样例\ndocs_dir: goals\ntheme: {name: material, language: zh}\n"
        "plugins:\n  - goalbook:\n      formats: [pdf, xlsx, docx, csv]\n",
        "utf-8",
    )
    _edit(folder, RARE, "name: ", f"name: {LACKING}")
    _edit(folder, LENGTHY, "about: ", f"about: {LONG}")
    return folder


def _edit(folder: Path, address: str, old: str, new: str) -> None:
    path = folder / f"goals/{address}.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The site, built, and the log of that."""
    folder = _site(tmp_path_factory.mktemp("fault"))
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stderr


def _cover(path: Path) -> str:
    """The words of a book's first page."""
    return PdfReader(path).pages[0].extract_text().replace("\n", "")


def _overview(path: Path) -> list[str]:
    """The texts of a workbook's first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("address", COLLECTIONS)
def test_collections_are_made_of_the_others_and_say_so(built: tuple[Path, str], address: str) -> None:
    """In the PDF and the workbook, on the page that offers them; formats that hold every document have all."""
    site = built[0] / "site"
    said = _cover(site / f"{address}.pdf")
    assert "共 2 份文件" in said
    assert f"另有 1 份装不进这个文件，没有收入：{RARE}" in said
    overview = _overview(site / f"{address}.xlsx")
    assert f"另有 1 份装不进这个文件，没有收入：{LENGTHY}" in overview
    assert sum(f"/{name}" in " ".join(overview[-10:]) for name in ("duties", "department")) == 2
    page = (site / address / "index.html").read_text("utf-8")
    assert f"PDF 合集没有收入 1 份文件：{RARE}。" in page
    assert f"XLSX 合集没有收入 1 份文件：{LENGTHY}。" in page
    assert "DOCX 合集没有收入" not in page
    rows = (site / f"{address}.csv").read_text("utf-8-sig")
    assert all(name in rows for name in (RARE, WHOLE))


def test_the_log_names_the_document_and_why_and_a_strict_build_stops(built: tuple[Path, str]) -> None:
    """One warning for each cause; what follows of it is told beside."""
    folder, log = built
    assert f"{RARE}.pdf: {RARE}：字体 Noto Serif CJK SC 里没有这些字：{LACKING} (U+2A6A5)" in log
    assert f"{LENGTHY}.xlsx: " in log
    before = (folder / "site/2024.pdf").stat().st_ino
    done = run_build(folder, "--strict")
    assert done.returncode == 1
    assert "Aborted with 2 warnings in strict mode" in done.stdout
    assert (folder / "site/2024.pdf").stat().st_ino == before


def test_a_mended_document_is_in_them_again(built: tuple[Path, str], tmp_path: Path) -> None:
    """What was incomplete is never kept: after both are mended the site is that of a first build."""
    folder = _site(tmp_path)
    done = run_build(folder, "-d", str(built[0] / "site"))
    assert f"2024.pdf: 另有 1 份装不进这个文件，没有收入：{RARE}" in done.stderr
    _edit(folder, RARE, LACKING, "")
    _edit(folder, LENGTHY, LONG, "")
    for name in (str(built[0] / "site"), "fresh"):
        assert run_build(folder, "-d", name).returncode == 0
    for address in COLLECTIONS:
        for suffix in ("pdf", "xlsx", "docx"):
            again = (built[0] / f"site/{address}.{suffix}").read_bytes()
            assert again == (folder / f"fresh/{address}.{suffix}").read_bytes()
    assert "共 3 份文件" in _cover(folder / "fresh/2024.pdf")


def test_exports_and_books_are_made_of_the_others_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They say on standard error what is left out; one document alone that can't be had is a failure."""
    monkeypatch.chdir(_site(tmp_path))
    for command in (("export", "goals/2024", "-o", "made.pdf"), ("book", "2024", "-o", "made.pdf")):
        result = run_command(*command)
        assert result.exit_code == 0
        assert f"{RARE}：字体" in result.stderr
        assert f"没有收入：{RARE}" in _cover(tmp_path / "made.pdf")
        (tmp_path / "made.pdf").unlink()
    alone = run_command("export", f"goals/{RARE}.yml", "-o", "made.pdf")
    assert alone.exit_code == 1
    assert not (tmp_path / "made.pdf").exists()
