"""Every hostile case of every entrance: no traceback, no hang, nothing executed, nothing written outside its folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from site_tests.conftest import ROOT, pytest_terminal_summary
from site_tests.hostile.entrances import ENTRANCES
from site_tests.hostile.runner import Case, command, laid, run

PARTS = 3
KINDS = ("executed", "outside", "hangs", "tracebacks")

parts = pytest.mark.parametrize("part", [pytest.param(n, marks=pytest.mark.full if n else ()) for n in range(PARTS)])


@parts
@pytest.mark.parametrize("entrance", ENTRANCES)
def test_a_hostile_case_does_nothing_it_must_not(
    entrance: str, part: int, record_property: Callable[[str, object], None]
) -> None:
    """Of the cases of an entrance a part; how many, and what came of them, is told at the end of the run."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command_line = [sys.executable, "-m", "site_tests.hostile.run_cases", entrance, str(part), str(PARTS)]
    done = subprocess.run(command_line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    faults = [(one["name"], *fault) for one in outcomes for fault in one["faults"]]
    assert len(outcomes) >= 5
    record_property("hostile inputs", len(outcomes))
    for kind in KINDS:
        record_property(f"hostile {kind}", sum(fault[1] == kind for fault in faults))
    assert faults == []


@pytest.mark.filterwarnings("ignore:Duplicate name")  # of an archive that has a member twice
def test_there_are_enough_cases() -> None:
    """`make test-full` runs at least 400 of them, `make test` at least 150; what other tests of the folder try comes on top."""
    counts = [sum(1 for _ in cases()) for cases in ENTRANCES.values()]
    assert sum(counts) >= 400
    # Every part but the first is left to the full run.
    assert sum(-(-count // PARTS) for count in counts) >= 150


def test_the_count_is_told_at_the_end_of_a_run() -> None:
    """What the tests wrote down is added up: of calls alone, whichever way they ended."""

    def report(when: str, *told: tuple[str, int]) -> SimpleNamespace:
        return SimpleNamespace(when=when, user_properties=told)

    passed = [
        report("call", ("hostile inputs", 80), ("hostile hangs", 0), ("other", 7)),
        report("teardown", ("hostile inputs", 5)),
    ]
    failed = [report("call", ("hostile inputs", 70), ("hostile hangs", 2))]
    lines: list[str] = []
    stats = {"passed": passed, "failed": failed, "": [SimpleNamespace()]}
    reporter: Any = SimpleNamespace(stats=stats, write_line=lines.append)
    pytest_terminal_summary(reporter)
    assert lines == ["hostile inputs: 150, executed 0, outside 0, hangs 2, tracebacks 0"]


def test_the_runner_tells_each_kind_of_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that starts a program, writes elsewhere, takes too long or raises is told as such: the test above can fail."""
    monkeypatch.setattr("site_tests.hostile.runner._LONGEST", 3)
    elsewhere = tmp_path / "elsewhere"

    def busy() -> None:
        import time

        while time.process_time() < 60:
            pass

    acts: dict[str, Callable[[], object]] = {
        "executed": lambda: os.system("true"), "outside": lambda: elsewhere.write_text("x"),
        "hangs": busy, "tracebacks": lambda: 1 // 0,
    }  # fmt: skip
    for kind, act in acts.items():
        outcome = run(Case(kind, laid([]), act))
        assert {fault[0] for fault in outcome.faults} == {kind}, outcome
    assert run(Case("sound", laid([]), command("rules"))).faults == ()
