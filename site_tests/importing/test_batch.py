"""`goalbook import` of many files: each document a goal file, a summary over all, a plan to correct first."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import Result
from goalbook.book.load import load_book, load_document
from goalbook.forms.fill import fill
from goalbook.forms.form import Label
from goalbook.importing.lines import Lines, SourcePiece
from goalbook.importing.naming import name_in_line, proposed_name
from goalbook.importing.reading.parts import parts_in
from goalbook.importing.reading.record import Read
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.html import read_html
from goalbook.importing.sources.sheets import read_xlsx
from goalbook.model.records import Document

from site_tests.conftest import ROOT
from site_tests.helpers.command import run_command
from site_tests.helpers.office import as_docx, as_html, as_xlsx
from site_tests.helpers.shipped import FORMS

GOALS = ROOT / "goals"
ORIGINALS = sorted((ROOT / "site_tests/originals").iterdir())
PROJECT, OTHER = "2022/shanhaiguan-cppcc/vehicle-insurance.yml", "2022/shanhaiguan-cppcc/deliberation.yml"
DUTIES, QINGHAI = "undated/county-cppcc/duties.yml", "2024/huangyuan-cppcc/department.yml"
GUANGZHOU = "2022/guangzhou-cppcc/department.yml"
WHERE = ("--body", "made-body", "--year", "2022")


def document_of(name: str) -> Document:
    """A real document."""
    document, _, _ = load_document(GOALS, name)
    assert document is not None
    return document


def page_of(*names: str) -> bytes:
    """Real documents under each other in one page."""
    return as_html(tuple(part for name in names for part in fill(FORMS[document_of(name).form], document_of(name))))


def run(*arguments: object) -> Result:
    """The command, run in the current folder."""
    return run_command("import", *arguments)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with sources: two sound ones, one of them of three documents, one in no form, one that is damaged."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in/below").mkdir(parents=True)
    (tmp_path / "in/a.html").write_bytes(page_of(PROJECT, OTHER, QINGHAI))
    (tmp_path / "in/below/b.html").write_bytes(page_of(PROJECT))
    (tmp_path / "in/c.txt").write_text("会议通知\n请准时参加。\n", "utf-8")
    (tmp_path / "in/d.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "in/~$d.docx").write_bytes(b"left by Word")
    (tmp_path / "in/.hidden.html").write_bytes(b"hidden")
    return tmp_path / "in"


def made(folder: Path) -> dict[str, Document]:
    """The goal files that were made, by their names."""
    root = folder.parent / "goals"
    found = {path.relative_to(root).as_posix() for path in root.rglob("*.yml")}
    return {name: document for name in sorted(found) if (document := load_document(root, name)[0])}


@pytest.mark.parametrize(
    ("year", "basis"), [("2024", None), ("2022", "所在文件夹；原文写的是 2024 年"), ("undated", None)]
)
def test_a_year_that_is_not_the_folders_is_told(folder: Path, year: str, basis: str | None) -> None:
    """Words that state another year have no place; the file says where its year is from."""
    name = f"goals/{year}/made-body/x.yml"
    (folder / "year.html").write_bytes(page_of(QINGHAI))
    result = run("in/year.html", "-o", name)
    document = made(folder)[f"{year}/made-body/x.yml"]
    assert (document.year, document.year_basis) == (None if year == "undated" else year, basis)
    assert ("没有归处" in result.stdout and "2024年度" in result.stdout) == (year != "2024")
    assert result.exit_code == (year != "2024")


def test_another_unit_has_no_place() -> None:
    """Amounts of a document have one unit: words that state a second one are told, not taken for the first."""
    made, label = Read({}), Label("单位：{money_unit}")
    for number, text in enumerate(("单位：万元", "单位：元", "单位：万元")):
        made.label(label, SourcePiece(number, text, f"A{number}"))
    assert (made.record, made.placed) == ({"money_unit": "万元"}, {0: "label", 2: "label"})


def test_every_document_of_every_source_becomes_a_goal_file(folder: Path) -> None:
    """What one source lacks stops no other; the summary counts, the exit tells, the files check clean."""
    result = run("in", *WHERE)
    assert result.exit_code == 1
    files = made(folder)
    assert [name.split("/")[-1] for name in files] == [
        "13030322p00397010024q-2.yml", "13030322p00397010024q.yml", "13030322p003973100017.yml", "2024nbmztzcjxmbpfb.yml",
    ]  # fmt: skip
    assert [one.form for one in files.values()] == ["hebei-project"] * 3 + ["qinghai-department"]
    assert "in/c.txt 没有导入：认不出" in result.stdout
    assert "in/d.docx 没有导入：" in result.stdout
    assert "共 6 份：写出 4 份，其中有待核对 1 份；没有导入 2 份。" in result.stdout  # one says 2024
    assert "made-body" in result.stderr
    assert [
        one for one in load_book(folder.parent / "goals").problems if one.severity == "error"
    ]  # the body is missing
    first = files["2022/made-body/13030322p00397010024q.yml"]
    assert first.source is not None
    assert first.source.file == "a.html"
    assert fill(FORMS[first.form], first) == fill(FORMS[first.form], document_of(PROJECT))


def test_sound_sources_alone_end_well(folder: Path) -> None:
    """Exit 0 where all of it is in the files without a doubt."""
    (folder / "a.html").write_bytes(page_of(PROJECT, OTHER))
    assert run("in/a.html", "in/below", *WHERE).exit_code == 0
    assert len(made(folder)) == 3


def test_nothing_is_overwritten(folder: Path) -> None:
    """A second run leaves what is there as it is, and says of each file that it is."""
    run("in/a.html", *WHERE)
    path = folder.parent / "goals/2022/made-body/13030322p003973100017.yml"
    path.write_text("mine", "utf-8")
    result = run("in/a.html", *WHERE)
    assert result.exit_code == 1
    assert result.stdout.count("已经存在") == 3
    assert path.read_text("utf-8") == "mine"


def test_a_plan_is_written_corrected_and_followed(folder: Path) -> None:
    """The first run writes the table and nothing else; names, forms and what is left out are taken from it in the second."""
    (folder.parent / "goals").mkdir()
    assert run("in", *WHERE, "--plan", "plan.csv").exit_code == 1  # two can't be read
    assert made(folder) == {}
    raw = Path("plan.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row[:4] for row in rows[1:4]] == [
        ["in/a.html", "1", "hebei-project", "车辆保险费"],
        ["in/a.html", "2", "hebei-project", "参政议政"],
        ["in/a.html", "3", "qinghai-department", "2024年部门整体支出绩效目标批复表"],
    ]
    assert [row[5] for row in rows] == ["处理", "导入", "导入", "导入", "导入", "不导入", "不导入"]
    assert all(row[6] for row in rows[5:])
    rows[1][4], rows[2][5], rows[3][4] = "2021/other-body/insurance.yml", "不导入", "2024/made-body/whole.yml"
    write_plan(rows, "gb18030")
    result = run("in", "--plan", "plan.csv")
    assert result.exit_code == 0
    assert [*made(folder)] == [
        "2021/other-body/insurance.yml", "2022/made-body/13030322p00397010024q-2.yml", "2024/made-body/whole.yml",
    ]  # fmt: skip
    assert made(folder)["2024/made-body/whole.yml"].year_basis is None
    assert "共 3 份" in result.stdout


def write_plan(rows: list[list[str]], encoding: str = "utf-8", sign: str = ",") -> None:
    """A plan as a spreadsheet saves it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows(rows)
    Path("plan.csv").write_bytes(out.getvalue().encode(encoding))


HEAD = ["来源文件", "第几份", "表样", "名称", "目标文件", "处理", "说明"]
SOUND = ["in/a.html", "1", "", "车辆保险费", "2022/made-body/x.yml", "导入", ""]


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        (0, "/etc/passwd", "不在这次给出的文件里"),
        (0, "../in/a.html", "不在这次给出的文件里"),
        (1, "0", "不是从 1 起的序号"),
        (1, "=1+1", "不是从 1 起的序号"),
        (1, "²", "不是从 1 起的序号"),
        (1, "9" * 5_000, "不是从 1 起的序号"),
        (2, "hebei", "没有"),
        (4, "../../etc/x.yml", "不是目标文件的位置"),
        (4, "/2022/made-body/x.yml", "不是目标文件的位置"),
        (4, "2022/made-body/con.yml", "不是目标文件的位置"),
        (4, "2022/made-body/x.yaml", "不是目标文件的位置"),
        (4, "2022/made-body\\x.yml", "不是目标文件的位置"),
        (4, "", "不是目标文件的位置"),
        (5, "删除", "可以写：导入, 不导入"),
    ],
)
def test_a_faulty_cell_of_a_plan_is_told(folder: Path, column: int, cell: str, told: str) -> None:
    """Line, column and remedy; nothing is imported, not even the sound row."""
    faulty = [cell if n == column else text for n, text in enumerate(SOUND)]
    write_plan([HEAD, faulty, ["in/below/b.html", "1", "", "", "2022/made-body/y.yml", "导入"]])
    result = run("in", "--plan", "plan.csv")
    assert result.exit_code == 2
    assert f"plan.csv:2: “{HEAD[column]}”栏：" in result.stderr
    assert told in result.stderr
    assert not (folder.parent / "goals").exists()


def test_every_fault_of_a_plan_is_told_at_once(folder: Path) -> None:
    """Rows that are the same, a row that is cut off: each with its line."""
    write_plan([HEAD, SOUND, SOUND, ["in/a.html", "2", "", "", SOUND[4], "导入"], ["in/a.html"]])
    result = run("in", "--plan", "plan.csv")
    assert [line.split(" ")[0] for line in result.stderr.splitlines()[:4]] == ["plan.csv:3:"] * 2 + [
        "plan.csv:4:",
        "plan.csv:5:",
    ]
    assert "第 2 行" in result.stderr


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\xff", b"a,b\n1,2\n", "项目\0".encode(), b'"' + b"x" * 200_000])
def test_what_is_no_plan_is_told(folder: Path, raw: bytes) -> None:
    """A file that isn't such a table stops the command before anything is read."""
    Path("plan.csv").write_bytes(raw)
    result = run("in", "--plan", "plan.csv")
    assert result.exit_code == 2
    assert "plan.csv:1: " in result.stderr


def test_a_cell_too_large_for_a_plan_is_told(folder: Path) -> None:
    """The line that holds it; a table whose end is cut off."""
    write_plan([HEAD, SOUND, [*SOUND[:3], "甲" * 200_000]])
    assert "plan.csv:3: 方案表不是完好的 CSV" in run("in", "--plan", "plan.csv").stderr


def test_a_plan_with_other_signs_is_read(folder: Path) -> None:
    """Spreadsheets of some languages part cells with semicolons or tabs."""
    for number, sign in enumerate(";\t"):
        write_plan([HEAD, [*SOUND[:4], f"2022/made-body/x{number}.yml", "导入", ""], ["in/a.html", "2", "", "", "", "不导入"],
                    ["in/a.html", "3", "", "", "", "不导入"]], sign=sign)  # fmt: skip
        assert run("in/a.html", "--plan", "plan.csv").exit_code == 0
    assert len(made(folder)) == 2


def test_what_a_plan_does_not_name_or_calls_otherwise_is_refused(folder: Path) -> None:
    """A source that was changed since, a document without a row, a number that isn't there: told, and the rest is made."""
    other = ["in/a.html", "2", "", "另一个项目", "2022/made-body/y.yml", "导入"]
    write_plan([HEAD, SOUND, other, ["in/a.html", "7", "", "", "2022/made-body/z.yml", "导入"]])
    result = run("in/a.html", "in/below/b.html", "--plan", "plan.csv")
    assert result.exit_code == 1
    assert [*made(folder)] == ["2022/made-body/x.yml"]
    assert "现在叫“参政议政”" in result.stdout
    assert "第 3 份 没有导入：方案表里没有它" in result.stdout
    assert "第 7 份 没有导入：没有这么多份" in result.stdout
    assert "b.html 没有导入：方案表里没有它" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("in",),
        ("in", "--body", "made-body"),
        ("in", "--body", "Made Body", "--year", "2022"),
        ("in", "--body", "made-body", "--year", "22"),
        ("in", "--body", "made-body", "--year", "../2022"),
        ("in", "-o", "goals/2022/made-body/x.yml"),
        ("in/a.html", "in/c.txt", "-o", "goals/2022/made-body/x.yml"),
        ("in/a.html", *WHERE, "-o", "goals/2022/made-body/x.yml"),
        ("in/below/none", *WHERE),
        ("empty", *WHERE),
        ("in", *WHERE, "--form", "hebei"),
    ],
)
def test_wrong_usage_is_told(folder: Path, arguments: tuple[str, ...]) -> None:
    """Nothing is read or written where it isn't said what becomes what."""
    Path("empty").mkdir()
    assert run(*arguments).exit_code == 2
    assert not (folder.parent / "goals").exists()


def said(lines: Lines) -> list[str]:
    """The texts of a source, in order."""
    return [piece.text for piece in lines.pieces if piece.text.strip()]


WAYS = {"html": (as_html, read_html), "docx": (as_docx, read_docx), "xlsx": (as_xlsx, read_xlsx)}
MIXES = ((PROJECT, QINGHAI, OTHER), (QINGHAI, GUANGZHOU), (DUTIES, PROJECT, OTHER), (PROJECT, DUTIES), (DUTIES, DUTIES))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("names", MIXES, ids=lambda names: "-".join(name.split("/")[1][:3] for name in names))
def test_documents_of_several_forms_are_told_apart(names: tuple[str, ...], way: str) -> None:
    """Forms one after the other in a source: each document has its own lines, the title over its table with them."""
    write, read = WAYS[way]
    sheets = [fill(FORMS[one.form], one) for one in map(document_of, names)]
    lines = read(write(tuple(part for sheet in sheets for part in sheet)))
    parts = parts_in(FORMS, lines)
    assert [form.id for form, _ in parts] == [document_of(name).form for name in names]
    assert [piece for _, part in parts for piece in part.pieces] == lines.pieces
    for (form, part), sheet in zip(parts, sheets, strict=True):
        alone = read(write(sheet))
        assert said(part) == said(alone), form.id


def test_a_source_of_several_documents_is_offered(folder: Path) -> None:
    """One of them is read with -o; the others are named with their forms, and the exit says that there are some."""
    result = run("in/a.html", "-o", "goals/2022/made-body/x.yml", "--number", 3)
    assert result.exit_code == 1
    assert made(folder)["2022/made-body/x.yml"].form == "qinghai-department"
    assert "原文里有 3 份文件，这次读的是第 3 份" in result.stdout
    assert "第 2 份（hebei-project）：参政议政" in result.stdout


@pytest.mark.parametrize(
    ("fields", "file", "name"),
    [
        ({"code": "13030322P0039"}, "x.docx", "13030322p0039"),
        ({"code": "（无）", "name": "公务用车保险费"}, "x.docx", "w"),
        ({"name": "公务用车保险费"}, "x.docx", "gwycbxf"),
        ({"title": "2024年 部门整体支出"}, "x.docx", "2024n-bmztzc"),
        ({"name": "湟源"}, "x.docx", "y"),
        ({"name": "CON"}, "附件2.docx", "fj2"),
        ({"name": "———"}, "。。.docx", "hebei-project"),
        ({"name": "甲" * 300}, "x.docx", "j" * 75),
        ({"name": "ｆｕｌｌ　Width"}, "x.docx", "full-width"),
        ({"name": "../../etc/passwd"}, "x.docx", "etc-passwd"),
    ],
)
def test_a_name_is_proposed(fields: dict[str, str], file: str, name: str) -> None:
    """After the code, else the name or title: letters, digits, and the initials of Chinese words; never one that no file may have."""
    document = Document.model_validate({"goalbook": "2", "form": "hebei-project", "body": "made-body", **fields})
    assert proposed_name(document, file) == name


def test_a_document_is_called_by_its_name() -> None:
    """The name, else the title, in one line."""
    base = {"goalbook": "2", "form": "hebei-project", "body": "made-body"}
    assert name_in_line(Document.model_validate({**base, "name": "甲\n乙", "title": "丙"})) == "甲 乙"
    assert name_in_line(Document.model_validate({**base, "title": "丙"})) == "丙"
    assert name_in_line(Document.model_validate(base)) == ""
