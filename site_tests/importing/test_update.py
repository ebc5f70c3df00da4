"""`goalbook import --update`: a goal file changed as its own Excel file was, and in nothing else."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from goalbook.book.load import load_document
from openpyxl import load_workbook

from site_tests.conftest import ROOT
from site_tests.helpers.command import run_command
from site_tests.helpers.libreoffice import saved

GOALS = ROOT / "goals"
NAME = "2022/shanhaiguan-cppcc/vehicle-insurance.yml"
REAL = sorted(path.relative_to(GOALS).as_posix() for path in GOALS.glob("*/*/*.yml"))
# One of each kind of form: documents with several tables, duties with items, and a project.
SHORT = (
    "2024/huangyuan-cppcc/department.yml",
    "undated/county-cppcc/duties.yml",
    "2022/shanhaiguan-cppcc/deliberation.yml",
)
Edit = Callable[[Any], None]


@pytest.fixture
def goals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real goals, with a comment and quotes in the file that is changed."""
    shutil.copytree(GOALS, tmp_path / "goals")
    path = tmp_path / "goals" / NAME
    path.write_text(path.read_text("utf-8").replace("target: ≥75%", 'target: "≥75%"  # 备注', 1), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "goals"


def export(name: str = NAME) -> Path:
    """The Excel file of a goal file."""
    assert run_command("export", f"goals/{name}", "--to", "xlsx", "-o", "x.xlsx").exit_code == 0
    return Path("x.xlsx")


def edit(change: Edit, name: str = NAME) -> None:
    """The Excel file of a goal file, opened, changed and saved."""
    book = load_workbook(export(name))
    change(book)
    book.save("x.xlsx")


def update(*more: str, name: str = NAME) -> Result:
    """The command, with the Excel file."""
    return run_command("import", "x.xlsx", "--update", f"goals/{name}", *more)


def saved_by_libreoffice(folder: Path) -> None:
    """The Excel file opened and saved by LibreOffice."""
    saved(folder / "x.xlsx", "xlsx", folder / "saved").replace("x.xlsx")


def differing(path: Path, before: str) -> list[str]:
    """The lines of a file that are others than before."""
    lines = difflib.unified_diff(before.splitlines(), path.read_text("utf-8").splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def values(book: Any) -> None:
    """An amount, a target, a text with signs, a name."""
    sheet = book.worksheets[0]
    sheet["D4"] = 0.9
    sheet["K11"], sheet["M12"], sheet["D13"] = "≥80%", "新依据 #1", "改名"


CHANGED = [
    "-budget: {total: 0.80, fiscal: 0.80, other: \"\"}", "+budget: {total: 0.90, fiscal: 0.80, other: \"\"}",
    "-    target: \"≥75%\"  # 备注", "+    target: \"≥80%\"  # 备注",
    "-    basis: 年度工作计划", "+    basis: \"新依据 #1\"", "-    name: 完成率", "+    name: 改名",
]  # fmt: skip


@pytest.mark.parametrize("way", ["saved as it is", pytest.param("through LibreOffice", marks=pytest.mark.slow)])
def test_only_the_changed_values_change(goals: Path, tmp_path: Path, way: str) -> None:
    """Comment, quotes and order of the goal file stay; what was changed is told in sentences; then the Excel file is an old one."""
    before = (goals / NAME).read_text("utf-8")
    edit(values)
    if way == "through LibreOffice":
        saved_by_libreoffice(tmp_path)
    assert update("--dry-run").exit_code == 0
    assert (goals / NAME).read_text("utf-8") == before
    result = update()
    assert result.exit_code == 0
    assert differing(goals / NAME, before) == CHANGED
    told = result.stdout.splitlines()
    assert told == [
        "预算数 0.80 → 0.90（+0.10）", "车辆正常使用情况：指标值 ≥75% → ≥80%（目标提高）",
        "完成续保车辆的数量：指标值确定依据 年度工作计划 → 新依据 #1（改写）", "三级指标 完成率 → 改名",
    ]  # fmt: skip
    assert load_document(goals, NAME)[2] == []
    again = update()
    assert again.exit_code == 1
    assert "在导出以后改过了" in again.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(one, marks=() if one in SHORT else pytest.mark.full) for one in REAL])
def test_a_file_that_was_only_saved_changes_nothing(goals: Path, tmp_path: Path, name: str) -> None:
    """Every real document, exported, opened and saved by LibreOffice: not a byte of its goal file changes."""
    before = (goals / name).read_bytes()
    export(name)
    saved_by_libreoffice(tmp_path)
    result = update(name=name)
    assert (result.exit_code, result.stdout) == (0, "没有改动。\n"), result.output
    assert (goals / name).read_bytes() == before


def _legend(sheet: Any) -> int:
    """The row of the legend, which is moved one down."""
    row = int(sheet.max_row)
    (area,) = _areas(sheet, row)
    sheet.unmerge_cells(str(area))
    sheet[f"A{row + 1}"], sheet[f"A{row}"] = sheet[f"A{row}"].value, None
    return row


def _areas(sheet: Any, row: int) -> list[Any]:
    """The merged cells of a row."""
    return [copy(one) for one in sheet.merged_cells.ranges if one.min_row == row]


def added(book: Any) -> None:
    """A row below the others, merged as they are: a copy of one, as an office program inserts it."""
    sheet = book.worksheets[0]
    row = _legend(sheet)
    for area in _areas(sheet, row - 1):
        area.shift(row_shift=1)
        sheet.merge_cells(str(area))
    for column, text in zip("ABDGKM", ("满意度指标", "新类", "新指标", "描述", "≥1", "依据"), strict=True):
        sheet[f"{column}{row}"] = text


def dropped(book: Any) -> None:
    """The last row taken out."""
    sheet = book.worksheets[0]
    row = _legend(sheet) - 1
    for area in _areas(sheet, row):
        sheet.unmerge_cells(str(area))
    sheet.delete_rows(row)


@pytest.mark.parametrize(("change", "count", "told"), [(added, 1, "新指标：新增指标"), (dropped, -1, "删去指标")])
def test_rows_come_and_go(goals: Path, change: Edit, count: int, told: str) -> None:
    """A row is a record: nothing of the others changes."""
    before = (goals / NAME).read_text("utf-8")
    first, _, _ = load_document(goals, NAME)
    edit(change)
    result = update()
    assert result.exit_code == 0, result.output
    assert told in result.stdout
    second, _, _ = load_document(goals, NAME)
    assert first is not None
    assert second is not None
    assert len(second.indicators) == len(first.indicators) + count
    assert {line[0] for line in differing(goals / NAME, before)} == {"+" if count > 0 else "-"}


def without_a_column(book: Any) -> None:
    """A column taken out, its head too."""
    for row in range(10, 20):
        book.worksheets[0][f"M{row}"] = None


def without_a_table(book: Any) -> None:
    """The second table is gone."""
    book.worksheets[0].delete_rows(10, 10)


def with_a_note(book: Any) -> None:
    """A text beside the table."""
    book.worksheets[0]["R12"] = "请核对"


def below_the_legend(book: Any) -> None:
    """A row that stands no more in the table."""
    sheet = book.worksheets[0]
    sheet[f"A{sheet.max_row + 1}"] = "新指标"


def with_a_column(book: Any) -> None:
    """A column that the form doesn't have."""
    sheet = book.worksheets[0]
    sheet["R10"], sheet["R11"] = "上年值", "70%"


def another_head(book: Any) -> None:
    """A head that says something else."""
    book.worksheets[0]["G10"] = "负责人"


@pytest.mark.parametrize(
    "change", [without_a_column, without_a_table, with_a_note, below_the_legend, with_a_column, another_head]
)
def test_what_is_no_longer_the_form_is_refused(goals: Path, change: Edit) -> None:
    """Each place is told, and nothing is written."""
    before = (goals / NAME).read_bytes()
    edit(change)
    result = update()
    assert result.exit_code == 1, result.output
    assert "已经不是导出时的表样" in result.stderr
    assert len(result.stderr.splitlines()) > 1
    assert (goals / NAME).read_bytes() == before


def test_a_file_of_another_document_is_refused(goals: Path) -> None:
    """The Excel file says what it was made of."""
    export("2022/shanhaiguan-cppcc/deliberation.yml")
    result = update()
    assert result.exit_code == 1
    assert "2022/shanhaiguan-cppcc/deliberation" in result.stderr


def test_a_goal_file_that_was_changed_since_is_refused(goals: Path) -> None:
    """Even a comment: two people's changes are never mixed unseen."""
    edit(values)
    with (goals / NAME).open("a", encoding="utf-8") as file:
        file.write("# later\n")
    before = (goals / NAME).read_bytes()
    result = update()
    assert result.exit_code == 1
    assert "在导出以后改过了" in result.stderr
    assert (goals / NAME).read_bytes() == before


@pytest.mark.parametrize("raw", [b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b""])
def test_what_is_no_exported_workbook_is_refused(goals: Path, raw: bytes) -> None:
    """A sentence each."""
    Path("x.xlsx").write_bytes(raw)
    result = update()
    assert result.exit_code == 1
    assert "没有读成" in result.stderr


def test_a_workbook_that_was_not_exported_is_refused(goals: Path) -> None:
    """Without the property nobody knows what it was made of."""
    export()
    book = load_workbook("x.xlsx")
    del book.custom_doc_props["Goalbook"]  # type: ignore[attr-defined]
    book.save("x.xlsx")
    result = update()
    assert result.exit_code == 1
    assert "goalbook export --to xlsx" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("x.xlsx", "x.xlsx", "--update", f"goals/{NAME}"),
        ("goals", "--update", f"goals/{NAME}"),
        ("x.xlsx", "--update", f"goals/{NAME}", "-o", "goals/2022/shanhaiguan-cppcc/y.yml"),
        ("x.xlsx", "--update", "goals/2022/shanhaiguan-cppcc"),
        ("x.xlsx", "--update", "x.xlsx"),
        ("x.xlsx", "--update", f"goals/{NAME}", "--form", "hebei-project"),
    ],
)
def test_wrong_usage_is_told(goals: Path, arguments: tuple[str, ...]) -> None:
    """One goal file and one Excel file, and no other option."""
    export()
    assert run_command("import", *arguments).exit_code == 2


def test_a_goal_file_with_errors_is_refused(goals: Path) -> None:
    """What is wrong with it is told first."""
    export()
    (goals / NAME).write_text("goalbook: 2\nform: hebei-project\nbody: shanhaiguan-cppcc\nx: 1\n", "utf-8")
    result = update()
    assert result.exit_code == 1
    assert f"goals/{NAME}:4:" in result.stderr


def test_the_export_is_the_same_each_time(goals: Path) -> None:
    """What it was made from is the file's address and its sha256: no clock, no path."""
    first = export().read_bytes()
    assert export().read_bytes() == first
