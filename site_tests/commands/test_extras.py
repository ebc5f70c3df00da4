"""Extras can be left out: each command then works, or says in a sentence what to install."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from goalbook.commands.failure import NOT_INSTALLED
from goalbook.extras import EXTRAS

from site_tests.conftest import ROOT
from site_tests.helpers.faulty import FILE, GOOD, write_goals

_ALL = [module for extra in EXTRAS.values() for module in extra]
_BLOCK = "import os, sys\nfor name in os.environ['LACKING'].split():\n    sys.modules[name] = None\n"
_PLUGIN = "plugins: [{goalbook: {jobs: 1, store: ''}}]\n"
_TABLE = "<table><tr><td>项目绩效目标</td></tr></table>"


def test_extras_are_those_of_the_project() -> None:
    """What the package says of its extras is what pyproject.toml states."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for extra, modules in EXTRAS.items():
        assert {name.split(">")[0] for name in stated[extra]} == set(modules.values())
    assert "rich" not in str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"])


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one document, and files to import, in a place where packages can be hidden."""
    folder = tmp_path_factory.mktemp("extras")
    write_goals(folder / "goals", **{FILE: GOOD})
    (folder / "mkdocs.yml").write_text(f"site_name: 样例\ndocs_dir: goals\n{_PLUGIN}", "utf-8")
    (folder / "block").mkdir()
    (folder / "block/sitecustomize.py").write_text(_BLOCK, "utf-8")
    (folder / "tmp").mkdir()
    (folder / "a.html").write_text(_TABLE, "utf-8")
    (folder / "a.pdf").write_bytes(b"%PDF-1.7\n")
    return folder


def run_lacking(folder: Path, lacking: list[str], *command: str) -> tuple[int, str]:
    """What a command gives where some packages aren't there: its exit code, and all that it says."""
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(folder / "block"), str(ROOT / "plugins")]),
        "LACKING": " ".join(lacking), "TMPDIR": str(folder / "tmp"), "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": "1700000000",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120
    )
    told = done.stdout + done.stderr
    assert "Traceback" not in told, told
    assert list((folder / "tmp").glob("goalbook-*.txt")) == [], told
    return done.returncode, told


# What is done without any extra, with the exit code and what is said; the document isn't complete.
WITHOUT = [
    ("build", 0, "goalbook[paper]"),
    ("check goals", 1, "goalbook[paper]"),
    ("fmt --check", 0, ""),
    ("schema", 0, "draft-07"),
    ("rules", 0, "IN-1"),
    ("form show hebei-project", 0, "绩效"),
    ("export goals --to docx -o a.docx", 0, ""),
    ("export goals --to json -o a.json", 0, ""),
    ("export goals --to pdf -o a.out", 1, "goalbook[paper]"),
    ("export goals --to xlsx -o a.xlsx", 1, "goalbook[office]"),
    ("book 2024 -o b.pdf", 1, "goalbook[paper]"),
    ("book 2024 -o b.xlsx", 1, "goalbook[office]"),
    ("import a.html -o goals/2024/made-body/new.yml", 1, "goalbook[office]"),
    ("import a.pdf -o goals/2024/made-body/new.yml", 1, "goalbook[pdf-import]"),
    ("import a.html --update goals/2024/made-body/one.yml", NOT_INSTALLED, "goalbook[office]"),
    ("form draft a.html", 1, "goalbook[office]"),
    ("build --to file:///tmp/nowhere", 2, "goalbook[cluster]"),
    ("snapshot create 2024 --uncommitted", 1, "pdf"),
    ("new hebei-project goals/2024/made-body/blank.yml", 0, ""),
]


@pytest.mark.parametrize(("command", "code", "words"), WITHOUT, ids=[one[0] for one in WITHOUT])
def test_without_any_extra(here: Path, command: str, code: int, words: str) -> None:
    """No traceback, no report: the work is done, or a sentence says what to install."""
    found, told = run_lacking(here, _ALL, "goalbook", *command.split())
    assert found == code, told
    assert words in told


@pytest.mark.parametrize("module", EXTRAS["paper"])
def test_each_package_of_pdf_files_alone_is_missed(here: Path, module: str) -> None:
    """A site without one of them has no PDF, and says which package that is."""
    code, told = run_lacking(here, [module], "goalbook", "build")
    assert code == 0, told
    assert EXTRAS["paper"][module] in told
    assert not list((here / "site").rglob("*.pdf"))


@pytest.mark.parametrize("command", ["goalbook check goals", "mkdocs build -q -d other"])
def test_without_libyaml_that_is_said(here: Path, command: str) -> None:
    """PyYAML without its faster half reads nothing here: how to get it is told, by MkDocs too."""
    code, told = run_lacking(here, ["yaml._yaml"], *command.split())
    assert code != 0
    assert "pip install --force-reinstall --only-binary" in told
