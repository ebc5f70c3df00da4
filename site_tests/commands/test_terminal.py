"""What a terminal shows besides messages is Chinese, or English where that is asked for: help and wrong usage of every command."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import goalbook
import pytest
from goalbook.cli import main
from goalbook.commands.terminal import language_of_terminal, plain_help

from site_tests.helpers.command import run_command
from site_tests.helpers.faulty import FILE, GOOD, write_goals
from site_tests.snapshot.project import env

TABLE = tomllib.loads((Path(goalbook.__file__).parent / "locale/help.zh.toml").read_text("utf-8"))
CLICK = Path(click.__file__).parent
# What click says to those who write programs, or never here.
NOT_HERE = re.compile(
    "editor|Windows|DeprecationWarning|declar|defined twice|shell completion|Bash|colour|stream|same flag|^Choice"
    "|^(?:d|file|directory|path)$"
)


def every_command(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command as it stands in the code, with what calls it."""
    yield path, command
    if isinstance(command, click.Group):
        names = command.commands or command.list_commands(click.Context(command))
        for name in names:
            inner = command.commands.get(name) or import_module(f"goalbook.commands.{name}").command
            yield from every_command(inner, (*path, name))


COMMANDS = dict(every_command(main))
every = pytest.mark.parametrize("path", COMMANDS, ids=" ".join)


@pytest.fixture(autouse=True)
def no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of no stated language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def texts_of(command: click.Command) -> Iterator[str]:
    """The English texts of a command."""
    yield from filter(None, (plain_help(command.help), command.epilog))
    for option in command.params:
        if isinstance(option, click.Option):
            yield from filter(None, (option.help, option.show_default if isinstance(option.show_default, str) else ""))


def test_the_table_holds_every_text_and_no_other() -> None:
    """Each help text, epilog and default of the commands has its Chinese, and nothing stands there in vain."""
    texts = {text for command in COMMANDS.values() for text in texts_of(command)} - {*TABLE["click"]}
    assert texts - {*TABLE["help"]} == set()
    assert {*TABLE["help"]} - texts == set()


def test_every_text_of_click_is_known() -> None:
    """What click can say to a reader is in the table, with the same values to fill in."""
    said = set()
    for file in CLICK.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                said |= {
                    str(one.value) for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    known = {text for text in said if not NOT_HERE.search(text)}
    assert len(known) > 40
    assert known - {*TABLE["click"]} == set()
    for english, chinese in TABLE["click"].items():
        assert set(re.findall(r"\{[^}]*\}|%\(\w+\)s", chinese)) <= set(re.findall(r"\{[^}]*\}|%\(\w+\)s", english))


@every
def test_help_is_chinese_and_english(path: tuple[str, ...]) -> None:
    """In Chinese no English sentence is left, in English no Chinese character but what commands print; no line is too wide.

    A command that was used before in the same process, in the other language, changes nothing.
    """
    run_command(*path, "--nope")
    chinese, english = run_command(*path, "--help").output, run_command(*path, "--language", "en", "--help").output
    if path and not isinstance(COMMANDS[path], click.Group):
        assert english.startswith("Usage: ")
        assert not re.search("[\u4e00-\u9fff]", english)
    assert chinese.startswith("用法：")
    assert "选项:" in chinese
    assert re.findall(r"(?:[A-Za-z']+ ){3,}[A-Za-z']+", chinese.replace("goalbook ", "")) == []


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (("check", "--nope"), "没有 '--nope' 这个选项。", "No such option '--nope'."),
        (("nope",), "没有 'nope' 这个命令。", "No such command 'nope'."),
        (("check", "nofile"), "没有 'nofile'。", "does not exist"),
        (("new",), "缺少参数", "Missing argument"),
        (("kit", "githob"), "只能写", "is not one of"),
        (("search", "x", "--limit", "x"), "值不对", "Invalid value for '--limit'"),
        (("export", "x", "--to"), "后面要写一个值", "requires an argument"),
        (("search", "x"), "没有检索索引", "no search index"),
        (("fmt",), "没有 goals/ 文件夹", "no folder goals/ here"),
        (("doctor", "x"), "多写了参数", "unexpected extra argument"),
        (("snapshot", "verify", ".", "--rebuild"), "--trust 表示信任", "or --trust it"),
    ],
)
def test_wrong_usage_is_told_in_both_languages(
    arguments: tuple[str, ...], chinese: str, english: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same fault, by the locale of the terminal: what is wrong, and where help is."""
    monkeypatch.chdir(tmp_path)
    told = run_command(*arguments)
    assert told.exit_code == 2
    assert chinese in told.stderr
    assert "Usage" not in told.stderr
    with_usage = "用法：" in told.stderr
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    told = run_command(*arguments)
    assert told.exit_code == 2
    assert english in told.stderr
    assert ("Usage:" in told.stderr) == with_usage
    assert not re.search("[\u4e00-\u9fff]", told.stderr)


@pytest.mark.parametrize(
    ("variables", "arguments", "language"),
    [
        ({}, (), "zh"),
        ({"LANG": "C.UTF-8"}, (), "zh"),
        ({"LANG": "de_DE.UTF-8"}, (), "zh"),
        ({"LANG": "en_US.UTF-8"}, (), "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, (), "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, (), "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LANG": "en"}, (), "zh"),
        ({"LC_ALL": "", "LANG": "en"}, (), "en"),
        ({"LANG": "en_US.UTF-8"}, ("check", "--language", "zh"), "zh"),
        ({}, ("check", "--language=en"), "en"),
        ({}, ("check", "--language", "fr"), "zh"),
    ],
)
def test_the_language_is_that_of_the_option_else_of_the_locale(
    variables: dict[str, str], arguments: tuple[str, ...], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--language, else the first of LC_ALL, LC_MESSAGES and LANG that is set; Chinese unless that begins with en."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language_of_terminal(arguments) == language


@pytest.mark.parametrize("arguments", [("schema",), ("form", "show", "hebei-project"), ("rules", "IN-9")])
def test_what_is_made_does_not_depend_on_the_terminal(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A locale changes help and usage alone: results and files are the same."""
    monkeypatch.chdir(tmp_path)
    before = run_command(*arguments).stdout
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert run_command(*arguments).stdout == before


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "cp437"])
def test_what_a_code_page_lacks_is_escaped(encoding: str, tmp_path: Path) -> None:
    """As `py -m goalbook` on Windows: a check of texts that its code page lacks ends as ever, and what it has is there."""
    write_goals(tmp_path / "goals", **{FILE: f"{GOOD}titel: 🙂 ẞ\n"})
    command = [sys.executable, "-m", "goalbook", "check"]
    done = subprocess.run(command, cwd=tmp_path, env=env(PYTHONIOENCODING=encoding), capture_output=True, check=False)
    told = done.stdout.decode(
        "utf-8" if encoding == "ascii" else encoding
    )  # click takes a terminal of ASCII for one of UTF-8
    assert done.returncode == 1
    assert "titel" in told
    assert "Traceback" not in told + done.stderr.decode("utf-8", "replace")
    assert ("怎么改" in told) == (encoding != "cp437")
