"""Facts have one home: what starts git, opens files for writing, states paper."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from goalbook.files import add_file, append_to, copy_file, new_file, write_file
from goalbook.writers.geometry import BROWSER

PACKAGE = Path(__file__).parents[2] / "plugins/goalbook"
MODULES = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
# Where a file is written that isn't one of a site, a snapshot or a user's: in a temporary folder, or in memory.
TEMPORARY = {
    "commands/book.py", "importing/sources/office.py", "search/spill.py", "snapshot/rebuild.py", "snapshot/sign.py",
    "snapshot/change.py", "site/build/spilled.py",
}  # fmt: skip
IN_MEMORY = {"writers/office/package.py", "snapshot/archive.py"}  # the latter on a file that files.py opened
WRITING = re.compile(r"[wax+]")


def test_only_git_runs_git() -> None:
    """One module starts git; other programs are started where snapshots are signed and documents imported."""
    starters = {
        name for name, text in MODULES.items() if re.search(r"^\s*import subprocess|os\.system|popen", text, re.M)
    }
    others = {"snapshot/sign.py", "snapshot/program.py", "importing/limited.py", "importing/sources/office.py"}
    assert starters == {"git/run.py", "git/revision.py"} | others
    assert "subprocess." not in MODULES["git/revision.py"].replace("subprocess.Popen[bytes]", "")


def writes(text: str) -> Iterator[str]:
    """The calls of a module that open a file for writing, by name."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        modes = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if name in ("write_text", "write_bytes", "copyfile", "copy2", "copytree", "touch") or (
            name in ("open", "ZipFile") and any(len(mode) <= 3 and WRITING.search(mode) for mode in modes)
        ):
            yield name


def test_only_files_opens_for_writing() -> None:
    """Whatever is published is written by one module, whole; temporary files aside."""
    found = {name for name, text in MODULES.items() if any(writes(text))}
    assert found == {"files.py"} | TEMPORARY | IN_MEMORY
    assert {call for name in IN_MEMORY for call in writes(MODULES[name])} <= {"ZipFile", "open"}


def test_a_file_of_the_longest_name_is_written(tmp_path: Path) -> None:
    """A name may be as long as the disk takes; nothing else is left beside the file."""
    for number, write in enumerate((write_file, add_file)):
        path = tmp_path / (str(number) * 255)
        write(path, b"a")
        assert path.read_bytes() == b"a"
    copy_file(tmp_path / ("0" * 255), tmp_path / ("2" * 255))
    append_to(tmp_path / ("2" * 255), b"b")
    assert {len(path.name): path.read_bytes() for path in sorted(tmp_path.iterdir())} == {255: b"ab"}
    assert len(list(tmp_path.iterdir())) == 3


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    """Where writing ends halfway, the file before stays and nothing is left."""
    path = tmp_path / "a"
    write_file(path, b"before")
    with pytest.raises(RuntimeError), new_file(path) as file:
        file.write(b"half")
        raise RuntimeError
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a": b"before"}


def test_print_style_states_the_geometry() -> None:
    """A style sheet can't read numbers: those of print.css are the ones of the browser's paper."""
    css = (PACKAGE / "assets/css/print.css").read_text("utf-8")
    assert re.findall(r"size: A4; margin: (.*?);", css) == [BROWSER.css_margins]
    assert re.search(r"table\.gb-grid, .*font-size: ([\d.]+)px", css).group(1) == f"{BROWSER.size / 0.75:g}"  # type: ignore[union-attr]
    assert re.search(r"\.gb-title \{.*font-size: ([\d.]+)px", css).group(1) == f"{BROWSER.title / 0.75:g}"  # type: ignore[union-attr]


def test_formats_state_no_paper() -> None:
    """Neither the PDF's template nor a writer states a margin, the size of paper or of the form's text."""
    form = (PACKAGE / "writers/pdf/form.typ").read_text("utf-8")
    assert not re.search(r"\b(210|297|15|26)mm|\b(9|16)pt\b(?!\))", form)
    for name in (
        "writers/pdf/layout.py",
        "writers/office/docx.py",
        "writers/office/xlsx.py",
        "site/document/print_style.py",
    ):
        assert not re.search(r"\b(210|297)(\.0)?\b|\d+mm", MODULES[name]), name
