"""One gate: what a build can't take, `check` names too, with a remedy; the last good site stays as it is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from site_tests.conftest import ROOT
from site_tests.helpers.faulty import FILE, GOOD, write_goals
from site_tests.helpers.rights import without_privileges

CONFIG = "site_name: 样例\ndocs_dir: goals\ntheme: {name: material, language: zh}\nplugins:\n  - goalbook:\n      formats: [csv]\n"
FOLDER = "goals/2024/made-body"


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """How `goalbook` ends for somebody whom the rights of files bind, and all that it says; bytes that are no UTF-8 escaped."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*without_privileges(), sys.executable, "-m", "goalbook", *arguments]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False, timeout=120)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "backslashreplace")


def link(name: str, to: str) -> Callable[[Path], None]:
    """A link at a name."""
    return lambda folder: (folder / name).symlink_to(to)


def links_round(folder: Path) -> None:
    """Two links that lead to each other."""
    link(f"{FOLDER}/a.yml", "b.yml")(folder)
    link(f"{FOLDER}/b.yml", "a.yml")(folder)


def form_outside(folder: Path) -> None:
    """A form that is a link to a file of the machine."""
    (folder / "goals/forms").mkdir()
    link("goals/forms/x.yml", "/etc/passwd")(folder)


def locked(name: str, content: str | None = None) -> Callable[[Path], None]:
    """A file, or a folder with a document in it, that nobody may read."""

    def lay(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
            (path / "one.yml").write_text(GOOD, "utf-8")
        else:
            path.write_text(content, "utf-8")
        path.chmod(0)

    return lay


def file(name: bytes) -> Callable[[Path], None]:
    """A good document under a name of any bytes."""

    def lay(folder: Path) -> None:
        with open(os.fsencode(folder) + b"/" + name, "wb") as made:  # noqa: PTH123 (a name of bytes)
            made.write(GOOD.encode())

    return lay


def pipe(folder: Path) -> None:
    """A pipe that nobody writes to, where a document is expected."""
    os.mkfifo(folder / FOLDER / "pipe.yml")


def too_deep(folder: Path) -> None:
    """Folders in folders, beyond what a path can name."""
    (folder / "goals/2024/deep").mkdir()
    here = os.open(folder / "goals/2024/deep", os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=here)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


# What is laid into a good site: the file or folder that must be named, and words of the remedy.
FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "link-to-itself": (link(f"{FOLDER}/loop.yml", "loop.yml"), f"{FOLDER}/loop.yml", "换成"),
    "links-round": (links_round, f"{FOLDER}/b.yml", "换成"),
    "folder-round": (link(f"{FOLDER}/up", ".."), f"{FOLDER}/up", "换成"),
    "link-outside": (link(f"{FOLDER}/passwd.yml", "/etc/passwd"), f"{FOLDER}/passwd.yml", "换成"),
    "folder-outside": (link("goals/2023", "/etc"), "goals/2023", "换成"),
    "bodies-outside": (link("goals/bodies/etc.yml", "/etc/hostname"), "goals/bodies/etc.yml", "换成"),
    "form-outside": (form_outside, "goals/forms/x.yml", "换成"),
    "locked-file": (locked(f"{FOLDER}/locked.yml", GOOD), f"{FOLDER}/locked.yml", "权限"),
    "locked-body": (locked("goals/2024/locked-body"), "goals/2024/locked-body", "权限"),
    "locked-year": (locked("goals/2022"), "goals/2022", "权限"),
    "locked-form": (locked("goals/forms/y.yml", "x"), "goals/forms/y.yml", "权限"),
    "no-utf-8": (file(f"{FOLDER}/".encode() + b"\xff\xfe.yml"), f"{FOLDER}/\\udcff\\udcfe.yml", "只用小写"),
    "234-letters": (file(f"{FOLDER}/{'n' * 234}.yml".encode()), f"{FOLDER}/{'n' * 234}.yml", "短一些"),
    "251-letters": (file(f"{FOLDER}/{'m' * 251}.yml".encode()), f"{FOLDER}/{'m' * 251}.yml", "短一些"),
    "pipe": (pipe, f"{FOLDER}/pipe.yml", "移走"),
    "too-deep": (too_deep, "goals/2024/deep/ddd", "埋得太深"),
}  # fmt: skip


# A build stops at them before it looks at anything else: MkDocs would follow them.
FIRST = ("folder-round", "folder-outside")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with a good site, built."""
    write_goals(tmp_path / "goals", **{FILE: GOOD, "index.md": "# 样例\n"})
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    code, told = run(tmp_path, "build")
    assert code == 0, told
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    """The files of the site that stands."""
    return {str(path): path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}


def refused(folder: Path, *names: str) -> None:
    """`check` and a build name each of these faults with its remedy, exit with 1, and leave the site alone."""
    before = contents(folder)
    for command in (("check", "goals"), ("build",)):
        code, told = run(folder, *command)
        assert code == 1, told
        assert "Traceback" not in told
        for name in names:
            _, place, remedy = FAULTS[name]
            lines = told.replace("\n", " ").split(place, 1)
            assert len(lines) == 2, f"{command[0]} doesn't name {place}"
            assert remedy in lines[1], f"{command[0]}, {name}: {lines[1][:200]}"
    assert contents(folder) == before


def test_all_at_once(built: Path) -> None:
    """Every fault is named in one run."""
    faults = [name for name in FAULTS if name not in FIRST]
    for name in faults:
        FAULTS[name][0](built)
    refused(built, *faults)


@pytest.mark.parametrize("name", [pytest.param(one, marks=() if one in FIRST else pytest.mark.full) for one in FAULTS])
def test_each_alone(built: Path, name: str) -> None:
    """None of them goes through for want of company."""
    FAULTS[name][0](built)
    refused(built, name)


@pytest.mark.parametrize("moment", [pytest.param(".site.*.new", marks=pytest.mark.full), ".site.*.new/2024"])
def test_files_that_vanish_while_a_build_runs(built: Path, moment: str) -> None:
    """Documents that go away before or while their pages are made: one is named, and the last site stays; a later build is whole."""
    (built / "mkdocs.yml").write_text(CONFIG + "      jobs: 1\n", "utf-8")
    documents = {f"2024/made-body/n{n}.yml": GOOD for n in range(60)}
    write_goals(built / "goals", **documents)
    before = contents(built)
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "goalbook", "build"]
    with subprocess.Popen(command, cwd=built, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as build:
        while not list(built.glob(moment)) and build.poll() is None:
            time.sleep(0.001)
        for name in reversed(documents):
            (built / "goals" / name).unlink()
        told = build.communicate(timeout=120)[0].decode()
    assert "Traceback" not in told
    assert build.returncode in (0, 1), told
    if build.returncode:
        assert "goals/2024/made-body/n" in told
        assert "再构建一次" in told or "怎么改" in told
        assert contents(built) == before
    code, told = run(built, "build")
    assert code == 0, told
    assert not (built / "site/2024/made-body/n59").exists()
