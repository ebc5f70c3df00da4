"""`goalbook check` and `goalbook schema`: what they print, how they exit, and that the README tells of all of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import Result
from goalbook.cli import main
from goalbook.messages.catalogue import catalogue
from goalbook.writers.schema import schema

from site_tests.helpers.command import run_command
from site_tests.helpers.faulty import FILE, GOOD, write_goals
from site_tests.helpers.shipped import FORMS

ROOT = Path(__file__).parents[2]
CLEAN = (ROOT / "site_tests/checks/clean/2024/made-body/declared.yml").read_text(encoding="utf-8")
WARNED = CLEAN.replace("90%以上", "90以上")
NOTED = CLEAN.split("\n", 1)[1]
FAULTY = GOOD + "nmae: 甲\n"


def run(*arguments: object) -> Result:
    """A command, run in the current folder."""
    return run_command(*arguments)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a good document in goals/."""
    write_goals(tmp_path / "goals", **{FILE: CLEAN})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_problems_it_exits_0_and_counts_the_files(here: Path) -> None:
    """Nothing on standard output; on standard error how many files, how many indicators, and which rules can't run yet."""
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    first, second, third = result.stderr.splitlines()
    assert first == "2 个文件，没有发现问题。"
    assert second == "4 项指标，其中 3 项有数值目标。"
    assert third.startswith("有 ")
    told = run("check", "-v").stderr.splitlines()
    assert told[:2] == [first, second]
    assert told[2].startswith("未运行（所查文件的表样没有所需栏目）：ID-7、")


def test_an_error_exits_1_with_its_place_message_and_remedy(here: Path) -> None:
    """A problem stands below its file: where, what is wrong, the line with the place marked, what to write instead."""
    write_goals(here / "goals", **{FILE: FAULTY})
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.split("\n") == [
        f"goals/{FILE}",
        "  6:1 错误 nmae：没有“nmae”这个栏目。 [unknown-key]",
        "    6 │ nmae: 甲",
        "      │ ^",
        "    怎么改：是不是想写“name”？删掉它，或者改成本格式已有的栏目名。",
        "",
    ]
    assert result.stderr.splitlines()[:2] == [
        "2 个文件：1 个错误，0 个提醒，0 个提示。",
        "有 1 个文件存在错误，规则没有对它们运行。",
    ]


def test_a_warning_exits_0_and_under_strict_1(here: Path) -> None:
    """Only with --strict are warnings errors; they are printed either way."""
    write_goals(here / "goals", **{FILE: WARNED})
    easy, strict = run("check"), run("check", "--strict")
    assert (easy.exit_code, strict.exit_code) == (0, 1)
    assert easy.output == strict.output
    assert re.search(rf"goals/{FILE}\n  \d+:\d+ 提醒 ", easy.stdout)


def test_a_line_for_editors_that_is_missing_is_a_note(here: Path) -> None:
    """It is told, and says nothing against what the file says: no strict run stops at it."""
    write_goals(here / "goals", **{FILE: NOTED})
    strict = run("check", "--strict")
    assert strict.exit_code == 0
    assert f"goals/{FILE}\n  1:1 提示 " in strict.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nowhere.yml"),
        ("check", "--language", "fr"),
        ("check", "--nothing"),
        ("check", "--goals", "nowhere"),
        ("none",),
    ],
)
def test_wrong_usage_exits_2(here: Path, arguments: tuple[str, ...]) -> None:
    """A path, option or command that isn't there is wrong usage."""
    assert run(*arguments).exit_code == 2


def test_a_path_outside_the_goals_is_wrong_usage(here: Path) -> None:
    """Nothing is ever checked that isn't in the goals' folder, and that is said."""
    (here / "notes.yml").write_text("a: b\n")
    result = run("check", "--language", "zh", "notes.yml")
    assert result.exit_code == 2
    assert "notes.yml 不在 goals 里" in result.stderr


def test_no_goals_here_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no folder goals/, the message says how to name it."""
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert "--goals" in result.stderr


def test_paths_narrow_what_is_printed_counted_and_exited_by(here: Path) -> None:
    """Only problems of the named files and folders count; the rest of the book is still known."""
    write_goals(here / "goals", **{FILE: FAULTY, "2023/made-body/two.yml": CLEAN.replace("2024", "2023")})
    good = run("check", "goals/2023")
    assert (good.exit_code, good.stdout, good.stderr.splitlines()[0]) == (0, "", "1 个文件，没有发现问题。")
    for paths in (("goals/2024",), (f"goals/{FILE}",), ("goals/2023", "goals/2024"), (".",)):
        assert run("check", *paths).exit_code == 1
    both = run("check", "goals/2023", "goals/2024").stderr
    assert both.startswith(
        "2 个文件：1 个错误，0 个提醒，0 个提示。\n4 项指标，其中 3 项有数值目标。\n有 1 个文件存在错误"
    )
    assert run("check", f"goals/{FILE}").stdout == run("check").stdout


def test_a_linked_file_is_found_by_its_own_name(here: Path) -> None:
    """A path that is a link stands for itself, not for what it leads to."""
    link = here / "goals/2024/made-body/two.yml"
    link.symlink_to(here / f"goals/{FILE}")
    assert run("check", link).exit_code == 1
    assert run("check", f"goals/{FILE}").exit_code == 0


def test_it_works_from_any_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The goals' folder is found from a path in it, from the folder that holds it, or by --goals."""
    write_goals(here / "goals", **{FILE: FAULTY})
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    for arguments in (
        (here / "goals" / FILE,),
        (here / "goals",),
        (here,),
        ("--goals", here / "goals"),
        ("--goals", "../goals"),
    ):
        result = run("check", *arguments)
        assert result.exit_code == 1
        assert result.stdout.split("\n")[0].endswith(f"goals/{FILE}")
    monkeypatch.chdir(here / "goals/2024")
    assert run("check", "made-body/one.yml").exit_code == 1


def test_messages_come_in_english_too(here: Path) -> None:
    """--language en prints the English catalogue."""
    write_goals(here / "goals", **{FILE: FAULTY})
    result = run("check", "--language", "en")
    assert result.stdout.split("\n") == [
        f"goals/{FILE}",
        "  6:1 error nmae: There is no key “nmae”. [unknown-key]",
        "    6 │ nmae: 甲",
        "      │ ^",
        "    What to do: Did you mean “name”? Delete it, or use one of the keys of this format.",
        "",
    ]
    assert result.stderr.startswith("2 files: 1 error, 0 warnings, 0 notes.\n")


def test_a_hostile_file_name_does_not_reach_the_terminal(here: Path) -> None:
    """Line ends, escape sequences and characters that can't be written are shown, not obeyed."""
    folder = here / "goals/2024/made-body"
    (folder / "a\n\x1b[2Jb.yml").write_text("")
    (folder / "\udcffc.yml").write_text("")
    result = run("check")
    assert result.exit_code == 1
    assert "a\\u000a\\u001b[2Jb.yml\n  1:1 " in result.stdout
    assert "\\udcffc.yml\n  1:1 " in result.stdout
    assert "\x1b" not in result.stdout
    assert len(result.stdout.splitlines()) == 7


@pytest.mark.parametrize("name", ["document", "body"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_schema_is_printed_or_written(here: Path, name: str, language: str) -> None:
    """`goalbook schema` prints what the schema module makes; -o writes the same bytes and prints nothing."""
    expected = schema(name, FORMS, catalogue(language), {"made-body": "样例单位"})
    printed = run("schema", name, "--language", language)
    assert (printed.exit_code, printed.stdout_bytes) == (0, expected)
    written = run("schema", name, "--language", language, "-o", "out.json")
    assert (written.exit_code, written.output) == (0, "")
    assert (here / "out.json").read_bytes() == expected


def test_schema_is_that_of_documents_in_chinese_unless_asked(here: Path) -> None:
    """Without arguments it is the schema that goal files name."""
    assert run("schema").stdout_bytes == schema("document", FORMS, catalogue("zh"), {"made-body": "样例单位"})
    assert run("schema", "else").exit_code == 2


def test_help_tells_of_the_exit_codes() -> None:
    """The help of `check` names its exit codes, in both languages."""
    assert re.search("退出码：0 .*，1 .*，2 ", " ".join(run("check", "-h").stdout.split()))
    english = run("check", "-h", "--language", "en").stdout
    assert re.search(r"Exit codes: 0 .*, 1 .*, 2 ", " ".join(english.split()))


@pytest.mark.parametrize(
    ("locale", "heading", "shortest"), [("zh_CN.UTF-8", "命令:", 10), ("en_GB.UTF-8", "Commands:", 20)]
)
def test_the_list_of_commands_says_what_each_says_of_itself(
    monkeypatch: pytest.MonkeyPatch, locale: str, heading: str, shortest: int
) -> None:
    """A command's line is the start of its own help, in the language of the terminal."""
    monkeypatch.setenv("LC_ALL", locale)
    listed = run("--help").stdout.partition(heading)[2]
    names = main.list_commands(click.Context(main))
    lines = dict(line.split(maxsplit=1) for line in listed.splitlines() if line.strip())
    assert [*lines] == names
    for name, line in lines.items():
        said = "".join(run(name, "--help").stdout.partition("\n\n")[2].split())
        start = "".join(line.split())
        assert len(start) >= shortest
        assert said.startswith(start.rstrip("….")), name


def test_the_list_of_commands_imports_none() -> None:
    """Showing the list imports neither the model nor a command."""
    program = "import sys; from goalbook.cli import main; main(['--help'], standalone_mode=False); print(*sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "goalbook.cli" in modules
    assert not {"pydantic", "goalbook.commands.check", "goalbook.model.records"} & {*modules}


def _documented(group: click.Group = main, above: str = "") -> list[tuple[str, str]]:
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found += _documented(command, f"{above}{name} ")
            continue
        found.append((f"{above}{name}", f"goalbook {above}{name}"))
        for option in command.params:
            if isinstance(option, click.Option):
                found += [(f"{above}{name}", spelling) for spelling in option.opts]
    return found


@pytest.mark.parametrize(("command", "words"), _documented())
def test_the_readme_tells_of_every_command_and_option(command: str, words: str) -> None:
    """README.md has each command, and each option below its command."""
    readme = ROOT / "README.md"
    assert readme.is_file(), "README.md is missing: it has to tell of every command and option"
    (listing,) = re.findall(r"^```\n(goalbook check.*?)^```$", readme.read_text(encoding="utf-8"), re.M | re.S)
    (section,) = re.findall(rf"^goalbook {command}\b.*?(?=^goalbook|\Z)", listing, re.M | re.S)
    assert re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", section)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("theme: {name: material, language: en}\n", "2 files, no problems found."),
        ("theme: {name: material, language: zh-CN}\n", "2 个文件，没有发现问题。"),
        ("theme: material\n", "2 个文件，没有发现问题。"),
        ("theme: {language: [en]}\n", "2 个文件，没有发现问题。"),
        ("", "2 个文件，没有发现问题。"),
    ],
)
def test_messages_are_in_the_language_of_the_site(config: str, words: str, here: Path) -> None:
    """As mkdocs.yml of the current folder states it; the option goes before it."""
    (here / "mkdocs.yml").write_text(f"site_name: made\n{config}", "utf-8")
    assert run("check").stderr.startswith(words)
    assert run("check", "--language", "en").stderr.startswith("2 files, no problems found.")
