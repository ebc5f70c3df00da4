"""Each kind of fault of a form, through each command that takes forms: it is told at the form, never at a goal file or as a traceback."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from site_tests.forms.test_drawing import FAULTS, GOOD
from site_tests.helpers.command import run_command
from site_tests.helpers.faulty import FILE, HEAD, write_goals
from site_tests.snapshot.project import git

DRAWN = "goals/forms/made.yml"
NEW, BROUGHT, OUT = "goals/2024/made-body/new.yml", "goals/2024/made-body/in.yml", "out.csv"
GOAL = HEAD.format(form="made", year="2024") + "title: 示例表（生成）\nname: 示例项目\nbudget: {total: 1.50}\n"
CONFIG = """site_name: 样例
docs_dir: goals
theme: {name: material, language: zh, font: false}
plugins:
  - goalbook: {authority: 样例, formats: [csv]}
"""
SOURCE = '<meta charset="utf-8"><table><tr><td>项目名称</td><td>示例</td><td>项目编码</td><td>1</td></tr></table>'
# Each command with its exit status, and whether it names the form with line and column; `diff` names the file alone.
COMMANDS: dict[str, tuple[tuple[str, ...], int, bool]] = {
    "check": (("check", "--format", "json"), 1, True),
    "form check": (("form", "check"), 1, True),
    "form show": (("form", "show", "made"), 1, True),
    "form draft": (("form", "draft", "source.html"), 0, True),
    "new": (("new", "made", NEW), 2, True),
    "schema": (("schema", "document", "-o", "schema.json"), 0, True),
    "diff": (("diff", "HEAD"), 0, False),
    "export": (("export", f"goals/{FILE}", "-o", OUT), 1, True),
    "import": (("import", "source.html", "--form", "made", "-o", BROUGHT), 2, True),
}
SLOW: dict[str, tuple[tuple[str, ...], int, bool]] = {
    "build": (("build",), 1, True),
    "import of a form that isn't named": (("import", "source.html", "-o", BROUGHT), 1, True),
    "snapshot create": (("snapshot", "create", "2024", "--uncommitted"), 1, True),
}
AT = re.compile(r"forms/made\.yml(?::\d+:\d+|\")")
BLAMED = re.compile(r"one\.yml:\d+:\d+: (?:错误|提醒)")
SAMPLE = list(FAULTS)[::16]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A site with a drawn form and a document in it, committed while the form is right, as the current folder."""
    root = tmp_path_factory.mktemp("faulty")
    write_goals(root / "goals", **{"forms/made.yml": GOOD, FILE: GOAL, "index.md": "# 样例\n"})
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (root / "source.html").write_text(SOURCE, "utf-8")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "before")
    before = Path.cwd()
    os.chdir(root)
    yield root
    os.chdir(before)


def said_by(faulty: Path, name: str, command: tuple[str, ...]) -> Result:
    """What a command says of the site while its form has a fault."""
    before, after, *_ = FAULTS[name]
    (faulty / DRAWN).write_text(GOOD.replace(before, after), "utf-8")
    result = run_command(*command)
    assert not any((faulty / path).exists() for path in (NEW, BROUGHT, OUT, "site/2024/made-body/one/index.html"))
    return result


def holds(result: Result, status: int, at: bool) -> None:
    """The command ended as it must, named the form, and blames no goal file."""
    assert result.exit_code == status, result.output
    assert AT.search(result.output) if at else "forms/made.yml" in result.output
    assert not BLAMED.search(result.output)
    assert "Traceback" not in result.output


def test_with_the_form_in_order_the_commands_do_their_work(faulty: Path) -> None:
    """What fails below fails for the form alone."""
    (faulty / DRAWN).write_text(GOOD, "utf-8")
    for name in ("form check", "form show", "schema", "diff", "export", "new", "import"):
        result = run_command(*COMMANDS[name][0])
        assert not AT.search(result.output), name
        assert result.exit_code != 2, result.output
    for path in (NEW, BROUGHT, OUT):
        (faulty / path).unlink()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", SAMPLE)
def test_a_faulty_form_is_told_by_each_command(faulty: Path, name: str, command: str) -> None:
    """Some kinds of faults; all of them are tried in the long matrix."""
    arguments, status, at = COMMANDS[command]
    holds(said_by(faulty, name, arguments), status, at)


@pytest.mark.full
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", FAULTS)
def test_every_faulty_form_is_told_by_each_command(faulty: Path, name: str, command: str) -> None:
    """Every kind of fault."""
    arguments, status, at = COMMANDS[command]
    holds(said_by(faulty, name, arguments), status, at)


@pytest.mark.slow
@pytest.mark.parametrize("command", SLOW)
def test_a_faulty_form_stops_what_publishes(faulty: Path, command: str) -> None:
    """One kind of fault through what takes seconds."""
    arguments, status, at = SLOW[command]
    holds(said_by(faulty, "a cell too few", arguments), status, at)


@pytest.mark.full
@pytest.mark.parametrize("command", SLOW)
@pytest.mark.parametrize("name", list(FAULTS)[::5])
def test_many_faulty_forms_stop_what_publishes(faulty: Path, name: str, command: str) -> None:
    """A fifth of the kinds through them: how each is told was seen above."""
    arguments, status, at = SLOW[command]
    holds(said_by(faulty, name, arguments), status, at)


def test_layout_is_no_matter_of_the_form(faulty: Path) -> None:
    """`fmt` lays out goal files whatever their form: it reads none, blames none and changes nothing."""
    result = said_by(faulty, "an unknown place", ("fmt", "--check"))
    assert result.exit_code == 0, result.output
    assert "made.yml:" not in result.output
