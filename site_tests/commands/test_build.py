"""`goalbook build`: what it tells of how far it is, and where it says that its time went."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path

import pytest
from goalbook.host.reports import tell_progress
from goalbook.host.stages import Stages

from site_tests.bench.sites import goalbook_site
from site_tests.helpers.command import run_command

STAGES = ["start", "history", "goal_files", "other_pages", "documents", "index", "collections", "lists", "rest"]


def test_timings_name_every_stage_and_quiet_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file has the stages in their order and the counts; without `--quiet` the same is told in words."""
    monkeypatch.chdir(goalbook_site(tmp_path / "site", 3, jobs=1).folder)
    quiet = run_command("build", "--quiet", "--timings", "times.json")
    assert (quiet.exit_code, quiet.output) == (0, "")
    found = json.loads(Path("times.json").read_text("utf-8"))
    assert (found["documents"], found["unchanged"]) == (3, 0)
    assert [stage["stage"] for stage in found["stages"]] == STAGES
    assert all(stage["seconds"] >= 0 and stage["processor"] >= 0 for stage in found["stages"])
    assert sum(stage["seconds"] for stage in found["stages"]) > 0.2
    told = run_command("build", "--timings", "times.json").output
    assert "网站未变：3 个文件和其他内容都与上次构建时相同" in told
    assert json.loads(Path("times.json").read_text("utf-8"))["unchanged"] == 3
    Path("goals/index.md").write_text("# 首页\n", "utf-8")
    told = run_command("build", "--timings", "times.json").output
    assert "3 个文件，其中 3 个未变" in told
    assert "各阶段用时（秒）：准备 " in told
    assert json.loads(Path("times.json").read_text("utf-8"))["unchanged"] == 3


def test_a_machine_with_the_store_alone_begins_with_its_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store beside the sources, or a copy of it elsewhere; an edit is made on top of it, and a site that stands is carried too."""
    folder = goalbook_site(tmp_path / "site", 3, jobs=1).folder
    copy = (tmp_path / "copies/made.sqlite").as_uri()
    monkeypatch.chdir(folder)
    assert run_command("build", "--quiet").exit_code == 0
    carried = run_command("build", "--store", copy, "--timings", "times.json")
    assert "3 个文件，其中 3 个未变" in carried.output
    stages = [stage["stage"] for stage in json.loads(Path("times.json").read_text("utf-8"))["stages"]]
    assert stages == [*STAGES[:2], "bring_back", *STAGES[2:], "carry"]
    for name, options in (("beside", ["--carry"]), ("copied", ["--store", copy])):
        left_out = ["site", ".site*", *([".cache"] if name == "copied" else [])]
        monkeypatch.chdir(shutil.copytree(folder, tmp_path / name, ignore=shutil.ignore_patterns(*left_out)))
        path = min(Path().glob("goals/2024/*/project.yml"))
        path.write_text(path.read_text("utf-8").replace("basis: ", "basis: 改", 1), "utf-8")
        told = run_command("build", *options)
        assert (told.exit_code, "3 个文件，其中 2 个未变" in told.output) == (0, True), told.output


@pytest.mark.parametrize(
    ("options", "settings", "code", "words"),
    [
        (["--carry"], "store: ''", 2, "store 是空的"),
        (["--store", "nowhere://x"], "", 2, "认不出存储文件的地址"),
        (["--store", "file:///dev/null/x/made.sqlite"], "", 1, "没有写到"),
    ],
)
def test_a_store_that_cannot_be_carried_is_told(
    options: list[str], settings: str, code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is asked for in vain."""
    monkeypatch.chdir(goalbook_site(tmp_path / "site", 1, jobs=1).folder)
    config = Path("mkdocs.yml")
    config.write_text(config.read_text("utf-8").replace("jobs: 1", f"jobs: 1\n    {settings}"), "utf-8")
    done = run_command("build", *options)
    assert (done.exit_code, words in done.output) == (code, True), done.output


def test_a_stage_ends_where_the_next_begins() -> None:
    """Each has its own time; documents are told with the seconds since their stage began."""
    told: list[tuple[int, int, float]] = []
    stages = Stages(lambda done, total, seconds: told.append((done, total, seconds)))
    stages.begin("a")
    sum(range(200_000))
    stages.begin("b")
    stages.documents(1, 2)
    stages.finish()
    stages.finish()
    assert [stage.name for stage in stages.ended] == ["a", "b"]
    assert stages.ended[0].seconds > stages.ended[1].seconds > 0
    assert told[0][:2] == (1, 2)
    assert told[0][2] <= stages.ended[1].seconds


def test_many_documents_are_told_by_tenths_with_their_rate(caplog: pytest.LogCaptureFixture) -> None:
    """Of 1,000 in 10 seconds a hundred a second are made; of few nothing is said."""
    caplog.set_level(logging.INFO)
    for done in range(1, 1001):
        tell_progress(done, 1000, done / 100)
    assert len(caplog.messages) == 10
    assert caplog.messages[2] == "300 / 1000  100/s  7 s"
    tell_progress(499, 499, 1)
    assert len(caplog.messages) == 10
