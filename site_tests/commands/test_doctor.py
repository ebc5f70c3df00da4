"""`goalbook doctor` names each thing that is missing with its remedy, and fails only for what every site needs."""

from __future__ import annotations

import shutil
import sys

import pytest
from goalbook.extras import EXTRAS

from site_tests.helpers.command import run_command


def test_what_is_there_is_told() -> None:
    """On this machine all is there: each extra with the versions of its packages."""
    told = run_command("doctor")
    assert told.exit_code == 0
    assert "缺" not in told.stdout
    assert all(package in told.stdout for modules in EXTRAS.values() for package in modules.values())
    assert "lacking" not in run_command("doctor", "--language", "en").stdout


@pytest.mark.parametrize("module", ["typst", "segno", "lxml", "pdfplumber", "distributed"])
def test_a_missing_package_is_named(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra that brings it; a site can do without."""
    monkeypatch.setitem(sys.modules, module, None)
    told = run_command("doctor")
    assert told.exit_code == 0
    (line,) = [line for line in told.stdout.splitlines() if line.startswith("缺")]
    assert module in line
    assert "pip install 'goalbook[" in line


@pytest.mark.parametrize(("program", "code"), [("git", 1), ("openssl", 0), ("ssh-keygen", 0)])
def test_a_missing_program_is_named(program: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what can't be done without it, and how to get it."""
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == program else which(name))
    told = run_command("doctor")
    assert told.exit_code == code
    (line,) = [line for line in told.stdout.splitlines() if line.startswith("缺")]
    assert program in line


def test_without_libyaml_nothing_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """That is told, and counts as a fault."""
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    told = run_command("doctor")
    assert told.exit_code == 1
    assert "--only-binary" in told.stdout
