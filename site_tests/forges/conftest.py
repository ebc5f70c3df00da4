"""Fixtures of the kits' tests: a small site in a repository, with a pull request that changes one target."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_tests.conftest import ROOT
from site_tests.forges.steps import command, git, quick_python

BODY = "shanhaiguan-cppcc"
CHANGED = f"goals/2022/{BODY}/vehicle-insurance.yml"

_CONFIG = """\
site_name: 绩效目标公开
docs_dir: goals
theme: {name: material, language: zh, font: false}
plugins: [goalbook]
"""


@dataclass(frozen=True)
class Repository:
    """A clone in which a pull request is merged into main, the bare repository it came from, and what steps run with."""

    folder: Path
    origin: Path
    base: str
    head: str
    install: str
    programs: tuple[Path, ...]


Change = Callable[[str], str]


@pytest.fixture
def request_of(tmp_path: Path) -> Callable[[Change], Repository]:
    """Makes a repository with a pull request, number 12, that changes the goal file by a function."""

    def make(change: Change) -> Repository:
        folder, origin = tmp_path / "work", tmp_path / "office" / "goals.git"
        (folder / "goals/bodies").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(_CONFIG, "utf-8")
        (folder / "goals/index.md").write_text("# 首页\n", "utf-8")
        for name in (f"goals/bodies/{BODY}.yml", CHANGED):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        (folder / "requirements.txt").touch()
        git(tmp_path, "init", "--quiet", "--bare", str(origin))
        git(folder, "init", "--quiet")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "公布")
        base = git(folder, "rev-parse", "HEAD")
        git(folder, "checkout", "--quiet", "-b", "change")
        text = (folder / CHANGED).read_text("utf-8")
        assert change(text) != text
        (folder / CHANGED).write_text(change(text), "utf-8")
        git(folder, "commit", "--quiet", "--all", "--message", "改一处")
        head = git(folder, "rev-parse", "HEAD")
        git(folder, "remote", "add", "origin", str(origin))
        git(folder, "push", "--quiet", "origin", f"{base}:refs/heads/main", f"{head}:refs/pull/12/head")
        git(folder, "checkout", "--quiet", "--detach", base)
        git(folder, "merge", "--quiet", "--no-ff", "--message", "合并", head)
        return Repository(folder, origin, base, head, command(tmp_path), (quick_python(tmp_path / "quick"),))

    return make


def raised(text: str) -> str:
    """One target raised."""
    return text.replace("target: ≥75%", "target: ≥90%", 1)


def broken(text: str) -> str:
    """One target typed so that YAML can't read it."""
    return text.replace("target: ≥75%", "target: >92%", 1)
