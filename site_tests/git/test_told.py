"""What commits changed in the goals is told in sentences: once for each, within bounds, and with the note that they have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.diff import told_changes as told_module
from goalbook.diff.told import told_by
from goalbook.diff.told_changes import told_changes
from goalbook.git import history as history_module
from goalbook.git.history import read_history
from goalbook.git.history_json import from_json, history_as_json
from goalbook.git.revision import RevisionError
from goalbook.messages.catalogue import catalogue
from goalbook.store import Drawer, Store

from site_tests.git.test_history import Repository

T = catalogue("zh")
GOAL = """goalbook: 2
form: hebei-project
title: 生成样例
body: made-body
year: 2024
name: 车辆保险费（生成）
indicators:
  - path: [产出指标, 时效指标]
    name: 完成率
    target: {target}
"""
FILE = "goals/2024/made-body/project.yml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Three commits: a document comes, its target is raised with a note, its layout alone changes."""
    made = Repository(tmp_path)
    made.commit(
        "first", {FILE: GOAL.format(target="≥75%"), "goals/bodies/made-body.yml": "goalbook: 2\nlabel: 样例单位\n"}
    )
    made.commit("raise it\n\nPublic-Note: 按审议意见\n  提高目标\n", {FILE: GOAL.format(target="≥95%")})
    made.commit("tidy", {FILE: "# 说明\n" + GOAL.format(target="≥95%")})
    return made


def test_commits_are_told_by_what_they_changed(repository: Repository) -> None:
    """The first brings documents, the second says the value before and after, the third changed nothing for readers."""
    history = read_history(repository.goals)
    told = told_changes(repository.goals, history, None, T)
    third, second, first = (told[changed.change.commit] for changed in history.changes)
    assert third == ()
    ((address, words, sentences),) = second
    assert (address, words) == ("2024/made-body/project", "2024 样例单位 › 车辆保险费（生成）")
    assert sentences == ("完成率：指标值 ≥75% → ≥95%（目标提高）",)
    assert {one.address: one.sentences for one in first}["2024/made-body/project"] == ("新增，共 1 项指标",)


def test_digests_of_a_transcribed_text_are_no_change_of_the_goals(repository: Repository) -> None:
    """That a text was recorded with its source is told nowhere; what else changed in the same commit is."""
    sourced = "source: {{file: 一.pdf{more}}}\n"
    for message, target, more in (
        ("source", "≥95%", ""),
        ("record", "≥95%", ", transcript: 00000000 0000000a"),
        ("again", "≥96%", ", transcript: 00000000 0000000b"),
    ):
        repository.commit(message, {FILE: GOAL.format(target=target) + sourced.format(more=more)})
    history = read_history(repository.goals)
    told = told_changes(repository.goals, history, None, T)
    again, record, _ = (told[changed.change.commit] for changed in history.changes[:3])
    assert record == ()
    assert [one.sentences for one in again] == [("完成率：指标值 ≥95% → ≥96%（目标提高）",)]


def test_a_note_to_the_public_comes_with_its_commit(repository: Repository) -> None:
    """In one line; kept where there is no git, too."""
    history = read_history(repository.goals)
    assert [changed.change.note for changed in history.changes] == ["", "按审议意见 提高目标", ""]
    assert from_json(history_as_json(history)) == history


def test_the_note_of_a_merge_is_that_of_what_it_brought(repository: Repository) -> None:
    """What is written when a request is merged counts for its commits, but for one that says something itself; a merge of the main
    branch into that of the request says nothing."""
    repository.git("switch", "-q", "-c", "request")
    repository.commit("one", {FILE: GOAL.format(target="≥96%")})
    repository.commit("two\n\nPublic-Note: 自己的说明", {FILE: GOAL.format(target="≥97%")})
    repository.git("switch", "-q", "main")
    repository.commit("meanwhile", {"goals/bodies/made-body.yml": "goalbook: 2\nlabel: 样例局\n"})
    repository.git("switch", "-q", "request")
    repository.git("merge", "-q", "--no-ff", "main", "-m", "Merge main\n\nPublic-Note: 与主干无关")
    repository.git("switch", "-q", "main")
    repository.git(
        "merge", "-q", "--no-ff", "request", "-m", "Merge request 5\n\n提高目标\n\nPublic-Note: 合并时的说明"
    )
    notes = {changed.change.subject: changed.change.note for changed in read_history(repository.goals).changes}
    assert notes == {
        "one": "合并时的说明", "two": "自己的说明", "meanwhile": "", "raise it": "按审议意见 提高目标", "first": "", "tidy": "",
    }  # fmt: skip


def test_what_was_told_is_kept(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build reads it by the ids of commits and compares nothing."""
    history, drawer = read_history(repository.goals), Drawer(Store(tmp_path / "kept"))
    first = told_changes(repository.goals, history, drawer, T)
    drawer.store.save()
    monkeypatch.setattr(told_module, "told_by", None)
    assert told_changes(repository.goals, history, drawer, T) == first


def test_a_document_is_told_by_the_address_it_has_today(repository: Repository) -> None:
    """What was changed before it was renamed leads to it too, and stays in the record of its new name alone."""
    repository.git("mv", FILE, FILE.replace("project", "cars"))
    repository.commit("rename", {})
    history = read_history(repository.goals)
    told = told_changes(repository.goals, history, None, T)
    assert {one.address for said in told.values() for one in said} == {"2024/made-body/cars", "bodies/made-body"}
    kept = replace(history, told=told).only({"2024/made-body/cars.yml"})
    assert {one.address for said in kept.told.values() for one in said} == {"2024/made-body/cars"}
    assert [len(said) for said in kept.told.values()] == [1, 0, 1, 1]


def test_of_many_files_none_is_lost_that_is_told(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change names the first of its files alone; what was told of another one is kept with that file."""
    monkeypatch.setattr(history_module, "_MOST_FILES", 1)
    history = read_history(repository.goals)
    told = told_changes(repository.goals, history, None, T)
    kept = replace(history, told=told).only({"bodies/made-body.yml"})
    assert [one.sentences for said in kept.told.values() for one in said] == [("新增",)]


def test_costs_are_bounded(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once so many files were compared, older commits are told by their names alone; so are those of too many files."""
    history = read_history(repository.goals)
    monkeypatch.setattr(told_module, "_MOST_IN_ALL", 2)
    assert list(told_changes(repository.goals, history, None, T)) == [one.change.commit for one in history.changes[:2]]
    monkeypatch.setattr(told_module, "_MOST_FILES", 0)
    assert told_changes(repository.goals, history, None, T) == {}


def test_without_git_nothing_is_told(repository: Repository, tmp_path: Path) -> None:
    """A commit that git doesn't know is no commit."""
    with pytest.raises(RevisionError):
        told_by(repository.goals, "0" * 40, T)
