"""`goalbook export`: what it writes, where, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from goalbook.cli import main

from site_tests.conftest import ROOT
from site_tests.helpers.leaves import GOALS, REAL
from site_tests.helpers.workbook import opened
from site_tests.whole.test_publishing import edit

DOCUMENT = GOALS / f"{REAL[0]}.yml"
CSV_HEAD = ["网址", "单位", "年度", "文件", "部分"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


@pytest.mark.parametrize("suffix", ["pdf", "xlsx", "docx", "csv", "json"])
def test_one_document(here: Path, suffix: str) -> None:
    """Each format is written under a name made of the document's address, and nothing else is."""
    done = export(DOCUMENT, "--to", suffix)
    assert done.exit_code == 0, done.output
    (file,) = here.iterdir()
    assert file.name == f"{REAL[0].replace('/', '-')}.{suffix}"
    starts = {"pdf": b"%PDF", "xlsx": b"PK", "docx": b"PK", "csv": b"\xef\xbb\xbf", "json": b"{"}
    assert file.read_bytes().startswith(starts[suffix])
    assert file.name in done.stderr


def test_a_year_as_one_file(here: Path) -> None:
    """A workbook with an overview, a Word file with a section a document, one JSON, one CSV."""
    for suffix in ("xlsx", "docx", "csv", "json"):
        assert export(GOALS / "2022", "--to", suffix).exit_code == 0
    count = sum(address.startswith("2022/") for address in REAL)
    assert opened((here / "2022.xlsx").read_bytes())[0].name == "总览"
    with ZipFile(here / "2022.docx") as archive:
        assert archive.read("word/document.xml").count(b"<w:sectPr>") == count + 1
    found = json.loads((here / "2022.json").read_bytes())
    assert found["format"] == "2"
    assert len(found["documents"]) == count
    assert {one["address"] for one in found["documents"]} == {address for address in REAL if address[:4] == "2022"}
    rows = list(csv.reader(io.StringIO((here / "2022.csv").read_text("utf-8-sig"), newline="")))
    width = max(map(len, rows))
    assert width > len(CSV_HEAD)
    assert rows[0] == [*CSV_HEAD, *[""] * (width - len(CSV_HEAD))]
    assert {row[0] for row in rows[1:]} == {address for address in REAL if address[:4] == "2022"}
    assert {len(row) for row in rows} == {width}


def test_the_rows_of_a_collection_are_those_of_its_documents(here: Path) -> None:
    """After the facts that lead it each row is that of the document's own CSV, with what other documents have more left empty."""
    export(GOALS / "undated", "--to", "csv")
    every = list(csv.reader(io.StringIO((here / "undated.csv").read_text("utf-8-sig"), newline="")))[1:]
    for address in REAL:
        if address.startswith("undated/"):
            export(GOALS / f"{address}.yml", "-o", "one.csv")
            own = list(csv.reader(io.StringIO((here / "one.csv").read_text("utf-8-sig"), newline="")))
            more = len(every[0]) - len(CSV_HEAD) - len(own[0])
            assert [row[5:] for row in every if row[0] == address] == [[*row, *[""] * more] for row in own if any(row)]


def test_a_folder_of_a_body_and_several_paths(here: Path) -> None:
    """A body's year is named after its folder, a choice of files isn't."""
    assert export(GOALS / "2022/shanhaiguan-cppcc", "--to", "json").exit_code == 0
    assert export(DOCUMENT, GOALS / "2024", "--to", "json").exit_code == 0
    assert sorted(path.name for path in here.iterdir()) == ["2022-shanhaiguan-cppcc.json", "goals.json"]
    found = json.loads((here / "goals.json").read_bytes())
    assert len(found["documents"]) == 2


def test_a_file_is_replaced_only_where_it_is_named(here: Path) -> None:
    """A name that the command made up never takes another file's place."""
    file = here / f"{REAL[0].replace('/', '-')}.csv"
    file.write_text("mine")
    done = export(DOCUMENT, "--to", "csv")
    assert done.exit_code == 1
    assert "-o" in done.stderr
    assert file.read_text() == "mine"
    assert export(DOCUMENT, "-o", file).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("arguments", [(), ("-o", "x.txt"), ("-o", "x.pdf", "--to", "xlsx"), ("--to", "doc")])
def test_the_format_must_be_clear(here: Path, arguments: tuple[str, ...]) -> None:
    """No format, an unknown one or two that differ are wrong usage."""
    assert export(DOCUMENT, *arguments).exit_code == 2
    assert list(here.iterdir()) == []


def test_problems_are_told_and_nothing_is_written(here: Path) -> None:
    """A faulty file stops the export of what it belongs to with file, line and remedy, and leaves what was there."""
    shutil.copytree(GOALS, here / "goals")
    name = "2022/shanhaiguan-cppcc/vehicle-insurance"
    edit(here / f"goals/{name}.yml", "name: 车辆保险费", "name: %车辆保险费")
    (here / "2022.csv").write_text("before")
    for path in ("goals/2022", f"goals/{name}.yml"):
        done = export(path, "-o", "2022.csv")
        assert done.exit_code == 1
        assert f"goals/{name}.yml:" in done.stderr
        assert "给值加上引号" in done.stderr
        assert "Traceback" not in done.output
    assert (here / "2022.csv").read_text() == "before"
    assert sorted(path.name for path in here.iterdir()) == ["2022.csv", "goals"]
    assert export("goals/2024", "--to", "csv").exit_code == 0


def test_a_faulty_body_stops_its_documents(here: Path) -> None:
    """A document whose body can't be read isn't left out in silence."""
    shutil.copytree(GOALS, here / "goals")
    (here / "goals/bodies/county-cppcc.yml").write_text("goalbook: '1'\nnam: x\n", "utf-8")
    done = export("goals/undated", "--to", "csv")
    assert done.exit_code == 1
    assert "bodies/county-cppcc.yml:" in done.stderr
    assert not (here / "undated.csv").exists()


def test_what_does_not_fit_is_told(here: Path) -> None:
    """A text that no cell can hold leaves no file behind; other formats hold it."""
    shutil.copytree(GOALS, here / "goals")
    name = "goals/2022/shanhaiguan-cppcc/vehicle-insurance.yml"
    long = "𠮷" * 17_000  # no more than a goal file may state, and more than a cell holds: Excel counts each as two
    edit(here / name, "goal: 1.公车保险续保", f"goal: {long}")
    done = export(name, "-o", "x.xlsx")
    assert done.exit_code == 1
    assert "2022/shanhaiguan-cppcc/vehicle-insurance" in done.stderr
    assert "32767" in done.stderr
    assert not (here / "x.xlsx").exists()
    assert export(name, "-o", "x.docx").exit_code == 0


def test_a_missing_font_is_told(here: Path) -> None:
    """The package to install is named, and no file is left behind."""
    shutil.copy(ROOT / "mkdocs.yml", here)
    shutil.copytree(ROOT / "overrides", here / "overrides")
    shutil.copytree(GOALS, here / "goals")
    edit(here / "mkdocs.yml", "  - goalbook:\n", "  - goalbook:\n      fonts: [No Such Font]\n")
    with (here / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nsite_url: https://example.org/\n")
    done = export("goals/2024", "-o", "x.pdf")
    assert done.exit_code == 1
    assert "fonts-noto-cjk" in done.stderr
    assert not (here / "x.pdf").exists()
    assert export("goals/2024", "-o", "x.xlsx").exit_code == 0
    foot = ZipFile(here / "x.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "https://example.org/2024/huangyuan-cppcc/department/" in foot


def test_nothing_to_export(here: Path) -> None:
    """A folder without documents is told."""
    assert export(GOALS / "bodies", "--to", "csv").exit_code == 1
    assert list(here.iterdir()) == []
