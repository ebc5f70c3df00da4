"""Facts have one home: how files are written, what paper is like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from goalbook.files import add_file, append_to, copy_file, new_file, write_file
from goalbook.writers.geometry import BROWSER

PACKAGE = Path(__file__).parents[2] / "plugins/goalbook"
MODULES = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}


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

    def stop_halfway() -> None:
        with new_file(path) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop_halfway()
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
