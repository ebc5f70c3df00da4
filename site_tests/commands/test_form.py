"""`goalbook form`: what is wrong with drawn forms is told before any document is written, and a form is shown as a picture."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from click.testing import Result
from goalbook.forms.catalogue import read_forms
from goalbook.forms.form import Form
from goalbook.forms.labels import blank_form
from goalbook.writers.picture import broken_text, text_picture
from hypothesis import given
from hypothesis import strategies as st

from site_tests.book.test_own_forms import FORM, OWN
from site_tests.helpers.command import run_command
from site_tests.helpers.faulty import write_goals
from site_tests.helpers.shipped import FORMS


def run(*arguments: object) -> Result:
    """The command, run in the current folder."""
    return run_command("form", *arguments)


@pytest.fixture
def goals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A goals' folder with a form of its own."""
    monkeypatch.chdir(tmp_path)
    return write_goals(tmp_path / "goals", **{OWN: FORM})


def width_of(line: str) -> int:
    """How many columns of a terminal a line takes."""
    return sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in line)


def test_a_form_without_a_fault_is_right(goals: Path) -> None:
    """All of the folder are checked, or those that are named."""
    for arguments in ((), (goals / OWN,)):
        result = run("check", *arguments)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "1 个文件" in result.stderr


def test_every_fault_of_every_form_is_told_with_its_place(goals: Path) -> None:
    """At once, with line, column and remedy, and the exit status says so; no document is needed."""
    (goals / "forms/other.yml").write_text(FORM.replace("| 预算数 |", "| 预算数 | x |"), "utf-8")
    (goals / OWN).write_text(FORM.replace("{name}", "{nmae}").replace("{budget.total}", "{bugdet.total}"), "utf-8")
    result = run("check")
    assert result.exit_code == 1
    told = [line.split(": ")[0] for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert [Path(line).as_posix().removeprefix(f"{goals.as_posix()}/") for line in told] == [
        "goals/forms/made-form.yml:8:16", "goals/forms/made-form.yml:9:15", "goals/forms/other.yml:9:7",
    ]  # fmt: skip
    assert "name" in result.stdout.splitlines()[1]
    assert run("check", goals / "forms/other.yml").exit_code == 1


def test_a_file_that_is_no_form_has_its_faults_told(goals: Path) -> None:
    """Whatever is in it or however it is called, a line says what is wrong, and there is no traceback."""
    for name, content in {"Big.yml": FORM, "nothing.yml": "", "hebei-project.yml": FORM, "list.yml": "- 1\n"}.items():
        path = goals / "forms" / name
        path.write_text(content, "utf-8")
        result = run("check", path)
        assert result.exit_code == 1, name
        assert f"{path.as_posix()}:1:1: " in result.stdout
        path.unlink()


def test_the_forms_of_the_package_are_right() -> None:
    """Those who change them check them in the same way."""
    folder = Path(__file__).parents[2] / "plugins/goalbook/forms"
    result = run("check", *sorted(folder.glob("*.yml")))
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_form_is_shown_as_a_picture(goals: Path) -> None:
    """Blank, or with the place of each value; by its id or its file."""
    blank = run("show", "made-form")
    assert blank.exit_code == 0
    assert "示例简表" in blank.stdout
    assert "|项目名称 " in blank.stdout
    assert "{name}" not in blank.stdout
    placed = run("show", "made-form", "--places")
    assert "|{name} " in placed.stdout
    assert "|{budget.total} " in placed.stdout
    assert run("show", OWN.join(("goals/", "")), "--places").stdout == placed.stdout
    assert run("show", "hebei-duties").exit_code == 0


def test_a_picture_with_places_shows_those_in_labels(goals: Path) -> None:
    """The year, so many years from it, and the unit, as they are drawn; a blank form leaves no trace of them."""
    drawn = FORM.replace(
        "    widths", "    under: （{year}年度）\n    above: |\n      | {year-1}年起 | 单位：{money_unit} |\n    widths"
    )
    (goals / OWN).write_text(drawn, "utf-8")
    placed = run("show", "made-form", "--places").stdout
    assert "（{year}年度）" in placed
    assert "{year-1}年起    单位：{money_unit}" in placed
    blank = run("show", "made-form").stdout
    assert "年度" not in blank
    assert "单位" not in blank


def test_a_form_that_is_not_there_or_has_faults_is_not_shown(goals: Path) -> None:
    """The forms that there are, or what is wrong."""
    result = run("show", "made-from")
    assert result.exit_code == 2
    assert "made-form" in result.output
    (goals / OWN).write_text(FORM.replace("{name}", "{nmae}"), "utf-8")
    for name in ("made-form", f"goals/{OWN}"):
        result = run("show", name)
        assert result.exit_code == 1
        assert "goals/forms/made-form.yml:8:16: " in result.stderr


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
@pytest.mark.parametrize("width", [30, 80, 110])
def test_the_lines_of_a_table_are_of_one_width(form: Form, width: int) -> None:
    """Chinese characters count twice: each border stands below the one above, and every label of the form can be read."""
    sheet = blank_form(form)
    lines = text_picture(sheet, width)
    tables = [line for line in lines if line.startswith(("+", "|"))]
    assert len({width_of(line) for line in tables}) <= sum(hasattr(part, "cells") for part in sheet)
    shown = "".join("".join(lines).split())
    for part in sheet:
        for cell in getattr(part, "cells", ()):
            if cell.kind == "label" and cell.rows == cell.cols == 1 and len(cell.text) <= 2:
                assert cell.text in shown


@given(st.text(alphabet="a中 ，｜é", max_size=40), st.integers(2, 12))
def test_a_text_is_broken_where_the_room_ends(text: str, room: int) -> None:
    """No line is wider than the room, and nothing of the text is lost."""
    lines = broken_text(text, room)
    assert "".join(lines) == text
    assert all(width_of(line) <= room for line in lines)


def test_a_picture_is_drawn_as_the_form_is() -> None:
    """Merged cells have no border inside them."""
    drawn = FORM.replace("| 项目名称 | {name} |", "| 基本情况 | < |\n      | 项目 | {name} |")
    form = read_forms({OWN: drawn.encode()})[0]["made-form"]
    assert text_picture(blank_form(form, places=True), 43) == [
        "+-----------------------------------------+",
        "|基本情况                                 |",
        "+----------------+------------------------+",
        "|项目            |{name}                  |",
        "+----------------+------------------------+",
        "|预算数          |{budget.total}          |",
        "+----------------+------------------------+",
    ]


def test_a_form_is_shown_with_its_title_and_each_value_by_what_it_is(goals: Path) -> None:
    """One of several values is named as forms draw it; the heads of its columns are the same for all."""
    shown = run("show", "cn-transfer-regions").stdout
    assert "{title}" in shown
    assert "{name}" not in shown
    cells = [cell.text for part in blank_form(FORMS["cn-monitor"], places=True) for cell in getattr(part, "cells", ())]
    assert {"{budget.fiscal.values[of=forecast].text}", "{values[of=forecast].text}"} <= {*cells}
    assert "{text}" not in cells
    assert "|{for}" in "".join(run("show", "cn-transfer-regions", "--places").stdout.split())
