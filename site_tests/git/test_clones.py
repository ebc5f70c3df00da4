"""The same commit gives the same site, byte for byte, however it was cloned; where a clone holds less, that is told."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from site_tests.conftest import ROOT
from site_tests.helpers.begun import begin
from site_tests.snapshot.project import commit, git

TABLE = ROOT / "plugins/goalbook/git/CLONES.md"
FILE = "goals/2024/sample-body/department.yml"
# git refuses clones from a disk inside a submodule unless told so.
LOCAL = ("-c", "protocol.file.allow=always")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that began with `goalbook init`, in two commits."""
    folder = begin(tmp_path_factory.mktemp("clones") / "origin", "--forge", "gitea")
    path = folder / FILE
    path.write_text(path.read_text("utf-8").replace("≥4场", "≥5场"), "utf-8")
    commit(folder, "二")
    return folder


class Way(NamedTuple):
    """How a clone is made and used: what makes it, the shell's words before each command, and its environment."""

    clone: Callable[[Path, Path], Path]
    before: str = ""
    environment: tuple[tuple[str, str], ...] = ()

    def run(self, folder: Path, command: str) -> tuple[int, str]:
        """What a command of Goalbook gives there, in a process of its own: its exit code, and all that it says."""
        env = (
            os.environ | {"PYTHONPATH": str(ROOT / "plugins"), "PYTHONDONTWRITEBYTECODE": "1"} | dict(self.environment)
        )
        line = ["sh", "-c", f"{self.before} exec {sys.executable} -m goalbook {command}"]
        done = subprocess.run(line, cwd=folder, env=env, capture_output=True, check=False, timeout=300)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


class Outcome(NamedTuple):
    """What came of a clone: the files of its site, what the build said, the SHA-256 of a snapshot, and what freezing it said."""

    files: dict[str, bytes]
    told: str
    frozen: str
    refused: str


def outcome(way: Way, folder: Path) -> Outcome:
    """Build a clone, and freeze its year."""
    _, told = way.run(folder, "build")
    site, snapshot = folder / "site", folder / "frozen/2024.zip"
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    _, refused = way.run(folder, "snapshot create 2024 --out frozen")
    return Outcome(
        files, told, hashlib.sha256(snapshot.read_bytes()).hexdigest() if snapshot.is_file() else "", refused
    )


@pytest.fixture(scope="module")
def expected(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What a plain clone gives."""
    way = Way(cloned())
    made = outcome(way, way.clone(origin, tmp_path_factory.mktemp("plain")))
    assert len(made.files) > 30
    assert made.frozen
    return made


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


def with_own_goals(origin: Path, folder: Path) -> Path:
    """The goals in a repository of their own, with their part of the history; the site's repository ignores them."""
    clone, goals = cloned()(origin, folder), folder / "goals"
    git(folder, "clone", "-q", f"file://{origin}", str(goals))
    git(
        goals, "-c", "advice.graftFileDeprecated=false", "filter-branch", "-f", "--subdirectory-filter", "goals", "HEAD"
    )
    git(clone, "rm", "-q", "-r", "goals")
    (clone / ".gitignore").write_text((clone / ".gitignore").read_text("utf-8") + "/goals/\n/frozen/\n", "utf-8")
    commit(clone, "三")
    return goals.rename(clone / "goals").parent


WAYS = {
    "`core.autocrlf=true`": Way(cloned("-c", "core.autocrlf=true")),
    "`core.autocrlf=input`": Way(cloned("-c", "core.autocrlf=input")),
    "`core.autocrlf=false`": Way(cloned("-c", "core.autocrlf=false")),
    "a worktree": Way(as_worktree),
    "a submodule of another repository": Way(as_submodule),
    "one branch": Way(cloned("--single-branch")),
    "without blobs (`--filter=blob:none`)": Way(cloned("--filter=blob:none")),
    "umask 077": Way(cloned(), "umask 077;"),
    "`LANG=C`": Way(cloned(), "", (("LC_ALL", "C"), ("LANG", "C"))),
    "names of files in ASCII (`PYTHONCOERCECLOCALE=0`)": Way(
        cloned(), "", (("LC_ALL", "C"), ("LANG", "C"), ("PYTHONUTF8", "0"), ("PYTHONCOERCECLOCALE", "0"))
    ),
    "another time zone (`TZ`)": Way(cloned(), "", (("TZ", "Asia/Shanghai"),)),
    "another seed (`PYTHONHASHSEED`)": Way(cloned(), "", (("PYTHONHASHSEED", "7"),)),
    "goals in a repository of their own": Way(with_own_goals),
    "shallow (`--depth 1`)": Way(cloned("--depth", "1")),
}
_SAMPLE = ("`core.autocrlf=true`", "shallow (`--depth 1`)")
_EACH = [name if name in _SAMPLE else pytest.param(name, marks=pytest.mark.full) for name in WAYS]


@pytest.mark.parametrize("name", _EACH)
def test_a_clone_gives_what_the_table_says(name: str, origin: Path, expected: Outcome, tmp_path: Path) -> None:
    """Its row is made here: what its site is, what `diff` and `check --changed-since` find, whether a snapshot is the same."""
    way = WAYS[name]
    folder = way.clone(origin, tmp_path)
    found = outcome(way, folder)
    cells = (name, _site(found, expected), _compared(way, folder), _frozen(found, expected))
    row = f"| {' | '.join(cells)} | `test_a_clone_gives_what_the_table_says` |"
    assert row in TABLE.read_text("utf-8").splitlines(), (row, found.told, found.refused)


def _site(found: Outcome, expected: Outcome) -> str:
    """How its site differs from that of a plain clone: of what doesn't depend on the history no byte may."""
    if found.files == expected.files:
        return "every byte the same"
    assert found.files.keys() == expected.files.keys(), found.told
    data = {
        name for name in found.files if name.endswith((".yml", ".csv")) and found.files[name] != expected.files[name]
    }
    assert data == set()
    if "git fetch --unshallow" in found.told:
        return "says what it loses: history and dates; goal files and tables the same"
    return "has the commits of that repository; goal files and tables the same"


def _compared(way: Way, folder: Path) -> str:
    """Whether changed files are found, and no others."""
    commands = (("diff HEAD", "没有改动"), ("diff HEAD~1", "≥5场"), ("check --changed-since HEAD~1", "1 个文件"))
    answers = [(command, words, way.run(folder, command)) for command, words in commands]
    failed = [(command, told) for command, words, (_, told) in answers if words not in told]
    if failed:
        assert all("HEAD~1" in command and "Traceback" not in told for command, told in failed), failed
        return "what the clone doesn't hold is told"
    return "find what changed"


def _frozen(found: Outcome, expected: Outcome) -> str:
    """Whether the year can be frozen, and to the same bytes."""
    if not found.frozen:
        assert "自身出错" not in found.refused
        return "refused in a sentence"
    return "every byte the same" if found.frozen == expected.frozen else "frozen, with the commit of that repository"


def test_the_table_has_a_row_of_each() -> None:
    """And of no other."""
    made = TABLE.read_text("utf-8").split("<!-- made -->")[1].split("<!-- /made -->")[0]
    assert re.findall(r"^\| (.+?) \|", made, re.M)[1:] == list(WAYS)
