"""The version is stated in one place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from goalbook import __version__

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "plugins/goalbook"


def test_the_version_is_stated_once() -> None:
    """The package says it; pyproject.toml, the command line and snapshots ask the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"] == {"version": {"attr": "goalbook.__version__"}}
    texts = {path: path.read_text("utf-8") for path in [ROOT / "pyproject.toml", *PACKAGE.rglob("*.py")]}
    assert [path for path, text in texts.items() if f'"{__version__}"' in text] == [PACKAGE / "__init__.py"]


def test_the_newest_changes_are_those_of_the_version() -> None:
    """What the changelog tells first is told of the version that the package states."""
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## (\S+) — \d{4}-\d\d-\d\d$", changes, re.M)[0] == __version__
