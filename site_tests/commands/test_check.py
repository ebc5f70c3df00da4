"""`goalbook check` and `goalbook rules` from the command line: what is checked, how it is weighed, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from goalbook.book.folder import goal_files
from goalbook.checks.explain import explain_rule
from goalbook.checks.rules import RULES
from goalbook.commands import check
from goalbook.git.changed import changed_since
from goalbook.git.revision import RevisionError
from goalbook.messages.catalogue import catalogue

from site_tests.checks.corpus import FOLDER, cases
from site_tests.helpers.command import run_command

FILE = f"goals/{FOLDER}/project.yml"
UNIT_ONLY = next(case for case in cases() if case.name == "a target that is a unit")
MONEY = next(case for case in cases() if case.name == "a total that isn't the sum")


def run(*arguments: object) -> Result:
    """A command, run in the current folder."""
    return run_command(*arguments)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: goals/ of which one document has a target that is a unit."""
    UNIT_ONLY.write(tmp_path / "goals")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(here: Path, checks: str) -> None:
    """A site's configuration with these checks."""
    text = f"site_name: 样例\nplugins:\n  - search\n  - goalbook:\n      checks: {checks}\nextra: !ENV [A, b]\n"
    (here / "mkdocs.yml").write_text(text, "utf-8")


def found(*arguments: str) -> list[tuple[str, str]]:
    """The rules and severities of the problems."""
    return [(one["rule"], one["severity"]) for one in json.loads(run("check", "--format", "json", *arguments).stdout)]


def test_an_error_of_a_rule_exits_1(here: Path) -> None:
    """A new goal is held to the standard: the check fails, with place, rule and remedy."""
    result = run("check")
    assert result.exit_code == 1
    assert f"{FILE}\n  30:13 错误 indicators › 保单合格率 › target：" in result.stdout
    assert "补上数字，例如 ≥90%。" in result.stdout


@pytest.mark.parametrize(
    ("checks", "findings", "code"),
    [
        ("{IN-6: {severity: off, reason: 本地表样如此}}", [], 0),
        ('{IN-6: {severity: "off", reason: 本地表样如此}}', [], 0),
        ("{IN-6: {severity: warning, reason: 逐步改正}}", [("IN-6", "warning")], 0),
        ("{IN-6: {severity: note, reason: 逐步改正}}", [("IN-6", "note")], 0),
        ("{IN-7: {severity: error, reason: 从严}}", [("IN-6", "error")], 1),
    ],
)
def test_a_site_weighs_rules(here: Path, checks: str, findings: list[tuple[str, str]], code: int) -> None:
    """By id and with a reason, in the configuration beside the goals."""
    configure(here, checks)
    assert found() == findings
    result = run("check")
    assert result.exit_code == code
    assert ("本站关闭：IN-6（本地表样如此）。" in result.stderr) is ("本地表样" in checks)


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ("{IN-66: {severity: off, reason: x}}", "没有“IN-66”"),
        ("{in-6: {severity: off, reason: x}}", "是不是想写“IN-6”"),
        ("{IN-6: {severity: off}}", "没有写理由"),
        ("{IN-6: {severity: quiet, reason: x}}", "error, warning, note, off"),
        ("{IN-6: {severity: off, reason: [x]}}", "没有写理由"),
        ("{IN-6: {severity: [off], reason: x}}", "error, warning, note, off"),
        ("{IN-6: off}", "error, warning, note, off"),
        ("{IN-6: {severity: off, reason: x, until: 2025}}", "只写 severity 和 reason"),
        ("[IN-6]", "每条规则写 severity 和 reason"),
        ("{IN-6: {", "mkdocs.yml"),
    ],
)
def test_a_wrong_setting_is_wrong_usage(here: Path, checks: str, words: str) -> None:
    """Nothing is checked under settings that can't be meant."""
    configure(here, checks)
    result = run("check")
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_settings_may_stand_in_another_file(here: Path) -> None:
    """--config-file names the configuration, and INHERIT is followed."""
    configure(here, "{IN-6: {severity: note, reason: x}}")
    (here / "mkdocs.yml").rename(here / "base.yml")
    assert found() == [("IN-6", "error")]
    assert found("-f", "base.yml") == [("IN-6", "note")]
    (here / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: x\n")
    assert found() == [("IN-6", "note")]


def test_a_transcribed_original_stays_at_a_warning(here: Path) -> None:
    """Even where a site promotes a rule, an original is never blocked for being poor."""
    configure(here, "{IN-6: {severity: error, reason: 从严}}")
    path = here / FILE
    path.write_text(path.read_text("utf-8") + "source: {file: 原件.txt}\n", "utf-8")
    assert found() == [("IN-6", "warning")]
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1


def git(folder: Path, *arguments: str) -> None:
    """Run git for an office that doesn't exist."""
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "样例"), ("EMAIL", "a@example.org"))
    }
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | who)


@pytest.fixture
def repository(here: Path) -> Path:
    """The goals in a repository: two commits on main, and a branch that left after the first."""
    git(here, "init", "-q", "-b", "main")
    git(here, "add", ".")
    git(here, "commit", "-qm", "one")
    git(here, "branch", "start")
    git(here, "checkout", "-qb", "work")
    return here


def names(root: Path, revision: str) -> set[str]:
    return set(changed_since(root / "goals", revision, goal_files(root / "goals")))


def test_changed_files_are_those_since_both_parted(repository: Path) -> None:
    """Edited, committed and new files count; what main did meanwhile, and what was deleted, doesn't."""
    assert names(repository, "main") == set()
    git(repository, "checkout", "-q", "main")
    (repository / f"goals/{FOLDER}/declared.yml").unlink()
    git(repository, "commit", "-qam", "two")
    git(repository, "checkout", "-q", "work")
    duties = repository / f"goals/{FOLDER}/duties.yml"
    duties.write_text(duties.read_text("utf-8") + "# x\n", "utf-8")
    git(repository, "commit", "-qam", "three")
    (repository / f"goals/{FOLDER}/新 的.yml").write_text("# y\n", "utf-8")
    (repository / f"goals/{FOLDER}/approved.yml").unlink()
    (repository / "elsewhere.yml").write_text("")
    expected = {f"{FOLDER}/duties.yml", f"{FOLDER}/新 的.yml"}
    assert names(repository, "main") == names(repository, "start") == expected
    os.utime(repository / f"goals/{FOLDER}/project.yml", (1, 1))
    assert names(repository, "main") == expected
    assert found("--changed-since", "main") == [("misplaced", "error")]
    assert ("IN-6", "error") in found()


def test_what_a_change_brought_comes_before_what_was_there(repository: Path) -> None:
    """A finding that the file had before is told last, though its line is another one; what is new, and what changed, comes first."""
    path = repository / FILE
    path.write_text(
        path.read_text("utf-8").replace("title:", "# 新\ntitle:").replace("fiscal: 15.00", "fiscal: 14.00"), "utf-8"
    )
    told = run("check", "--changed-since", "HEAD").stdout
    new, known = told.split("以下 1 处是这次改动以前就有的：")
    assert "[MO-2]" in new
    assert "[IN-6]" in known
    assert "31:13" in known
    git(repository, "commit", "-qam", "two")
    assert "改动以前" not in run("check", "--changed-since", "HEAD^").stdout.split("[MO-2]")[0]
    assert "改动以前" not in run("check").stdout


def test_rules_that_did_not_run_are_one_line_unless_asked_for(here: Path) -> None:
    """How many there are is said; -v gives their names and why. Here no document has items with texts."""
    (here / "goals" / FOLDER / "department.yml").unlink()
    short, full = run("check").stderr, run("check", "-v").stderr
    assert "条规则没有可查的栏目" in short
    assert "ST-11" not in short
    assert "ST-11" in full
    assert "条规则没有可查的栏目" not in full


def test_rules_that_did_not_run_are_those_that_no_file_asked_for_has_a_place_for(here: Path) -> None:
    """What other files of the folder have is not what was checked."""
    assert "ST-11" not in run("check", "-v").stderr
    assert "ST-11" in run("check", "-v", FILE).stderr
    assert "ST-11" not in run("check", "-v", f"goals/{FOLDER}/department.yml").stderr


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "-", "", "main..work", "HEAD:goals", "--end-of-options"])
def test_no_revision_is_taken_for_an_option(repository: Path, revision: str) -> None:
    """What isn't a commit is wrong usage, whatever git would make of it."""
    with pytest.raises(RevisionError):
        changed_since(repository / "goals", revision, ())
    result = run("check", f"--changed-since={revision}")
    assert result.exit_code == 2
    assert f"没有“{revision}”这个版本" in result.stderr
    assert not (repository / "x").exists()


def test_no_repository_is_wrong_usage(here: Path) -> None:
    """Without git there is nothing to compare with."""
    assert run("check", "--changed-since", "HEAD").exit_code == 2


@pytest.mark.parametrize(
    ("terminal", "variables", "colour"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    terminal: bool, variables: dict[str, str], colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only on a terminal, and not where NO_COLOR is set or the terminal can't."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert check._coloured() is colour


def test_each_format_exits_alike(here: Path) -> None:
    """The format changes what is printed, not how the check ends; the count stays on standard error."""
    for style in ("human", "json", "github", "gitlab", "sarif", "junit"):
        result = run("check", "--format", style)
        assert result.exit_code == 1
        assert result.stdout
        assert result.stderr.startswith("8 个文件：1 个错误")
    assert run("check", "--format", "xml").exit_code == 2


def test_paths_narrow_what_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings of other files neither show nor count."""
    MONEY.write(tmp_path / "goals")
    monkeypatch.chdir(tmp_path)
    assert found(f"goals/{FOLDER}/duties.yml") == []
    assert found(FILE) == [("MO-2", "error")]


def test_rules_are_listed_and_explained() -> None:
    """All rules, one a line; one with its source, message, remedy and both examples in the words of the language."""
    listed = run("rules").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(RULES)
    for language in ("zh", "en"):
        for name, rule in RULES.items():
            text = run("rules", name.lower(), "--language", language).stdout
            assert text.startswith(f"{name} ")
            told = explain_rule(rule, catalogue(language))
            for example in (told.fires, told.passes):
                assert not example or example.text.replace("\n", "\n    ") in text
    assert run("rules", "XX-1").exit_code == 2
