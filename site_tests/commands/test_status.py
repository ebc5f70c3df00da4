"""`goalbook status` tells what is owed as of a day, and exits with 1 where something is overdue."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from site_tests.helpers.command import run_command
from site_tests.helpers.faulty import BODY, FILE, GOOD, SCHEMA, write_goals

LIST = (
    f"{SCHEMA}../schema/expected.json\ngoalbook: 2\napproved: 2024-01-31\nexpected:\n"
    "  - {bodies: [made-body]}\n  - {stage: evaluated, bodies: [other-body]}\n"
)


@pytest.fixture
def goals(tmp_path: Path) -> Path:
    """Goals of two bodies, of which one owes a document that isn't there."""
    files = {"site/expected-2024.yml": LIST, FILE: f"{GOOD}published: 2024-02-22\n"}
    return write_goals(tmp_path / "goals", **files, **{"bodies/other-body.yml": BODY.replace("样例单位", "另一单位")})


def test_what_is_overdue_is_told_and_fails(goals: Path) -> None:
    """The day, a sentence on the year, and a line for what is late or missing."""
    done = run_command("status", "--goals", goals, "--as-of", "2024-03-01", "--language", "zh")
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "截至 2024年3月1日",
        "2024年应公开 2 份文件：已公开 1 份（逾期 1 份），未公开 1 份。",
        "  另一单位 自评：未公开；期限 2024年2月20日；已过期限 10 日",
        "  样例单位 绩效目标文件：逾期公开；2024年2月22日公开；期限 2024年2月20日；晚了 2 日",
    ]


def test_before_it_is_due_nothing_fails(goals: Path) -> None:
    """On the last day in time it is pending."""
    done = run_command("status", "2024", "--goals", goals, "--as-of", "2024-02-20", "--language", "en")
    assert done.exit_code == 0
    assert "1 not yet due" in done.output


def test_json_says_the_same_as_of_today(goals: Path) -> None:
    """The day is printed; each document is there."""
    done = run_command("status", "--goals", goals, "--format", "json")
    told = json.loads(done.output)
    assert (done.exit_code, told["as_of"]) == (1, date.today().isoformat())
    (year,) = told["years"]
    assert [(one["body"], one["state"]) for one in year["documents"]] == [
        ("made-body", "late"),
        ("other-body", "missing"),
    ]


def test_what_isn_t_known_is_not_told(goals: Path) -> None:
    """Without a list, or with files that can't be read, nothing is said of completeness."""
    assert "expected-2023.yml" in run_command("status", "2023", "--goals", goals).output
    (goals / FILE).write_text(f"{GOOD}nmae: x\n", "utf-8")
    done = run_command("status", "--goals", goals)
    assert done.exit_code == 2
    assert "goalbook check" in done.output
    (goals / "site/expected-2024.yml").unlink()
    (goals / FILE).write_text(GOOD, "utf-8")
    assert run_command("status", "--goals", goals).exit_code == 2
