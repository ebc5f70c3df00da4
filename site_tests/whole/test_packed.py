"""What is packed is whole: the demo is built from the source package, the wheel holds all of the package, an index can show its text."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

from site_tests.conftest import LIGHT, ROOT
from site_tests.helpers.packed import Packed
from site_tests.snapshot.project import env

_SOURCES = ("goals", "overrides", "plugins", "site_tests", ".github", ".vscode")


def files_of(folder: Path) -> set[str]:
    """The files below a folder that are no work of a program."""
    made = {"__pycache__", "node_modules"}
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not made & set(path.parts) and ".egg-info" not in str(path)}


def test_the_source_package_holds_what_the_repository_does(packed: Packed) -> None:
    """Every source, and the files at the top that build, test and tell."""
    for name in _SOURCES:
        assert files_of(packed.source / name) == files_of(ROOT / name), name
    for name in (
        "README.md",
        "README.zh-CN.md",
        "CHANGELOG.md",
        "OPERATING.md",
        "Makefile",
        "mkdocs.yml",
        "requirements.txt",
    ):
        assert (packed.source / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_demo_is_built_from_the_source_package(packed: Packed, tmp_path: Path) -> None:
    """With the software in it, and with nothing of this repository: every document has its page."""
    source = Path(shutil.copytree(packed.source, tmp_path / "source"))
    config = source / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("  - goalbook:\n", f"  - goalbook:\n      formats: [{LIGHT}]\n"), "utf-8")
    command = [sys.executable, "-m", "goalbook", "build"]
    surroundings = env(PYTHONPATH=str(source / "plugins"))
    done = subprocess.run(command, cwd=source, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    documents = sorted((source / "goals").glob("*/*/*.yml"))
    assert len(documents) > 4
    for path in documents:
        page = source / "site" / path.relative_to(source / "goals").with_suffix("") / "index.html"
        assert page.is_file() or path.parts[-3] == "schema", page


def test_the_wheel_holds_all_of_the_package(packed: Packed) -> None:
    """Each file of the package's folder, and what pip needs beside."""
    with ZipFile(packed.wheel) as wheel:
        names = {name.removeprefix("goalbook/") for name in wheel.namelist() if name.startswith("goalbook/")}
    assert names == files_of(ROOT / "plugins/goalbook")
    assert "py.typed" in names


def test_an_index_can_show_its_text(packed: Packed) -> None:
    """The description has no link to a file, which an index has none of; no address is stated that leads nowhere."""
    with ZipFile(packed.wheel) as wheel:
        (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(wheel.read(name))
    text = metadata.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert b"goalbook init" in text
    assert re.findall(rb"\]\((?!https://)", text) == []
    assert metadata.get_all("Project-URL") is None
    assert metadata["Requires-Python"] == ">=3.11"
