"""Forms that a site has drawn, compared: what was changed in one is said in words, and labels are those of each version's form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_tests.book.test_own_forms import FORM, GOAL, OWN
from site_tests.helpers.command import run_command
from site_tests.helpers.faulty import FILE, write_goals
from site_tests.snapshot.project import git

CASES = {
    "nothing": (FORM, FORM, None),
    "a new form": (None, FORM, "新增表样“示例简表”（forms/made-form.yml），印有：项目名称、预算数"),
    "a form that is gone": (FORM, None, "删去表样“示例简表”（forms/made-form.yml）"),
    "another width": (FORM, FORM.replace("40 60", "50 60"), "表样“示例简表”只改了版式（forms/made-form.yml）"),
    "another name": (
        FORM, FORM.replace("示例简表", "示例表"), "修改表样“示例表”（forms/made-form.yml）：名称原为“示例简表”，现为“示例表”",
    ),
    "another label": (
        FORM, FORM.replace("| 预算数", "| 预算金额"), "修改表样“示例简表”（forms/made-form.yml）：增加文字：预算金额；删去文字：预算数",
    ),
    "another place": (
        FORM,
        FORM.replace("| {name}", "| {facts.project}"),
        "修改表样“示例简表”（forms/made-form.yml）：增加数据位置：facts.project；删去数据位置：name",
    ),
    "a form with errors": (FORM, FORM.replace("{name}", "{nmae}"), "表样有错，没有比较：forms/made-form.yml"),
}  # fmt: skip


def versions(root: Path, before: str | None, after: str | None, goal: tuple[str, str] = (GOAL, GOAL)) -> None:
    """Goals under git: a form and a document in it as they were, and as they are now."""
    write_goals(root / "goals", **{FILE: goal[0]}, **({OWN: before} if before else {}))
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "before")
    write_goals(root / "goals", **{FILE: goal[1]}, **({OWN: after} if after else {}))
    if after is None:
        (root / "goals" / OWN).unlink()
    git(root, "add", ".")
    git(root, "commit", "-qm", "after", "--allow-empty")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("to", ["HEAD", ""], ids=["revision", "files"])
def test_a_changed_form_is_told_in_words(case: str, to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In text, Markdown and JSON; between two revisions, and to the files as they are."""
    before, after, said = CASES[case]
    versions(tmp_path, before, after)
    monkeypatch.chdir(tmp_path)
    arguments = ("diff", "HEAD~1", *filter(None, [to]))
    text = run_command(*arguments)
    assert text.exit_code == 0, text.output
    assert [line for line in text.stdout.splitlines() if "表样" in line] == ([said] if said else [])
    told = json.loads(run_command(*arguments, "--format", "json").stdout)
    assert [one["sentence"] for one in told["forms"]] == ([said] if said else [])
    assert told["others"] == []
    plain = run_command(*arguments, "--format", "markdown").stdout.replace("`", "")
    assert (said or "表样") in plain or said is None


def test_values_are_told_by_the_words_of_the_form_that_had_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A field that the new form doesn't print any more is called as the old one called it."""
    goal = GOAL, GOAL.replace("name: 示例项目\n", "").replace("1.50", "2.50")
    after = FORM.replace("      | 项目名称 | {name} |\n", "").replace("预算数", "预算金额")
    versions(tmp_path, FORM, after, goal)
    monkeypatch.chdir(tmp_path)
    lines = run_command("diff", "HEAD~1", "HEAD").stdout.splitlines()
    assert any("项目名称" in line and "示例项目" in line for line in lines)
    assert any("预算金额" in line and "2.50" in line for line in lines)


def test_a_form_that_became_a_link_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no form any more, and no plain file."""
    versions(tmp_path, FORM, FORM)
    (tmp_path / "goals" / OWN).unlink()
    (tmp_path / "goals" / OWN).symlink_to("/dev/null")
    monkeypatch.chdir(tmp_path)
    lines = run_command("diff", "HEAD").stdout.splitlines()
    assert "不是目标文件：已修改 forms/made-form.yml" in lines
    assert "删去表样“示例简表”（forms/made-form.yml）" in lines
