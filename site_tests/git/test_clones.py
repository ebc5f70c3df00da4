"""The same commit gives the same site, byte for byte, however it was cloned; where a clone holds less, that is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from site_tests.conftest import ROOT
from site_tests.helpers.command import run_command
from site_tests.snapshot.project import commit, git

CONFIG = "      contact: about/#objections\n"
FILE = "goals/2024/sample-body/department.yml"
# git refuses clones from a disk inside a submodule unless told so.
LOCAL = ("-c", "protocol.file.allow=always")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that began with `goalbook init`, in two commits."""
    folder = tmp_path_factory.mktemp("clones") / "origin"
    assert run_command("init", folder, "--year", 2024, "--forge", "gitea").exit_code == 0
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8").replace("strict: true", "strict: false")
    config.write_text(text.replace(CONFIG, f"{CONFIG}      formats: [csv, json, yaml]\n"), "utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "一")
    path = folder / FILE
    path.write_text(path.read_text("utf-8").replace("≥4场", "≥5场"), "utf-8")
    commit(folder, "二")
    return folder


def built(folder: Path, prefix: str = "", **environment: str) -> tuple[dict[str, bytes], str]:
    """The files of a site, built in a process of its own, and what the build said."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins"), "PYTHONDONTWRITEBYTECODE": "1"} | environment
    command = ["sh", "-c", f"{prefix} exec {sys.executable} -m goalbook build"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)
    site = folder / "site"
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return files, done.stdout + done.stderr


@pytest.fixture(scope="module")
def expected(origin: Path) -> dict[str, bytes]:
    """The site as the repository itself gives it."""
    files, _ = built(origin)
    assert len(files) > 30
    return files


def cloned(*options: str) -> Callable[[Path, Path], Path]:
    """A way to clone, with these options."""

    def clone(origin: Path, folder: Path) -> Path:
        git(folder, "clone", "-q", *options, f"file://{origin}", str(folder / "clone"))
        return folder / "clone"

    return clone


def as_worktree(origin: Path, folder: Path) -> Path:
    """A second folder of the same repository."""
    clone = cloned()(origin, folder)
    git(clone, "worktree", "add", "-q", "--detach", str(folder / "tree"))
    return folder / "tree"


def as_submodule(origin: Path, folder: Path) -> Path:
    """The site inside another repository."""
    (folder / "outer").mkdir()
    git(folder / "outer", "init", "-q")
    git(folder / "outer", *LOCAL, "submodule", "add", "-q", f"file://{origin}", "inner")
    return folder / "outer/inner"


CLONES = {
    "autocrlf true": cloned("-c", "core.autocrlf=true"),
    "autocrlf input": cloned("-c", "core.autocrlf=input"),
    "autocrlf false": cloned("-c", "core.autocrlf=false"),
    "worktree": as_worktree,
    "submodule": as_submodule,
    "one branch": cloned("--single-branch"),
    "without blobs": cloned("--filter=blob:none"),
}
WAYS = {
    "umask 077": ("umask 077;", {}),
    "LANG C": ("", {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "another time zone": ("", {"TZ": "Asia/Shanghai"}),
    "another seed": ("", {"PYTHONHASHSEED": "7"}),
}
_SAMPLE = ("autocrlf true", "submodule")


@pytest.mark.parametrize(
    "way", [name if name in _SAMPLE else pytest.param(name, marks=pytest.mark.full) for name in CLONES]
)
def test_a_clone_gives_the_same_site(way: str, origin: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    """Every file is the same, its history and dates too; `diff` and `check --changed-since` find what changed and no more."""
    folder = CLONES[way](origin, tmp_path)
    files, told = built(folder)
    assert {name for name in files.keys() | expected.keys() if files.get(name) != expected.get(name)} == set(), told
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    for command, words in (
        ("diff HEAD", "没有改动"),
        ("diff HEAD~1", "≥5场"),
        ("check --changed-since HEAD~1", "1 个文件"),
    ):
        run = [sys.executable, "-m", "goalbook", *command.split()]
        done = subprocess.run(run, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=60)
        assert words in done.stdout + done.stderr, command


@pytest.mark.full
@pytest.mark.parametrize("way", WAYS)
def test_surroundings_change_nothing(way: str, origin: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    """Rights, locale, time zone and seed of the process leave no trace in the site."""
    prefix, environment = WAYS[way]
    files, _ = built(cloned()(origin, tmp_path), prefix, **environment)
    assert files == expected


def test_part_of_a_history_is_told_and_nothing_else_lost(
    origin: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    """A shallow clone says what the site loses; the goal files are published byte for byte."""
    files, told = built(cloned("--depth", "1")(origin, tmp_path))
    assert "git fetch --unshallow" in told
    assert files.keys() == expected.keys()
    assert {name: raw for name, raw in files.items() if name.endswith((".yml", ".csv"))} == {
        name: raw for name, raw in expected.items() if name.endswith((".yml", ".csv"))
    }
