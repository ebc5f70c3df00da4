"""Characters that the fonts of a site lack are told by `goalbook check`, at line and column; what can't be checked is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from goalbook.checks.check import check_book
from goalbook.writers import printable
from goalbook.writers.paper import Fonts
from goalbook.writers.pdf.fonts import covered, lacking
from goalbook.writers.printable import Glyphs

from site_tests.helpers.command import run_command
from site_tests.helpers.generate import write_goals

FILE = "2024/sample-0001/project.yml"
BODY = "bodies/sample-0001.yml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with three generated documents."""
    write_goals(tmp_path / "goals", 3)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(here: Path, key: str, text: str, file: str = FILE) -> int:
    """Give a field another text; gives its line."""
    path = here / "goals" / file
    lines = path.read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{key}: "))
    lines[number] = f"{key}: {text}"
    path.write_text("\n".join(lines), "utf-8")
    return number + 1


def _told() -> list[tuple[str, int, int, str]]:
    """What is told of characters that can't be printed: file, line, column, severity."""
    found = json.loads(run_command("check", "--format", "json").stdout)
    return [(one["file"], one["line"], one["column"], one["severity"]) for one in found if one["rule"] == "unprintable"]


@pytest.mark.parametrize("character", ["\U0001f697", "\U0002a6a5", "\U000e0041", "ཀ"])
def test_it_is_told_where_it_stands(here: Path, character: str) -> None:
    """An emoji, a rare Han letter, a tag, another script: the place is that of the character, not of its field."""
    line = _write(here, "name", f"校园{character}安全")
    assert _told() == [(f"goals/{FILE}", line, 9, "warning")]
    assert run_command("check", "--strict").exit_code == 1
    said = run_command("check", "--language", "en").stdout
    assert f"U+{ord(character):04X}" in said


def test_a_tab_between_quotes_is_told_where_it_stands(here: Path) -> None:
    """Without quotes it would be taken for a pasted row, an error."""
    line = _write(here, "name", '"校园\t安全"')
    assert _told() == [(f"goals/{FILE}", line, 10, "warning")]


def test_one_that_is_escaped_is_told_at_its_text(here: Path) -> None:
    """In a text between quotes it may not stand as itself."""
    line = _write(here, "name", '"校园\\U0001F697安全"')
    assert _told() == [(f"goals/{FILE}", line, 7, "warning")]


def test_the_name_of_a_body_is_printed_too(here: Path) -> None:
    """It is told in the file of the body, once, whatever number of documents it has."""
    line = _write(here, "name", "示例\U0002a6a5局", BODY)
    assert _told() == [(f"goals/{BODY}", line, 9, "warning")]


def test_what_the_site_has_no_pdf_of_is_not_held_against_fonts(here: Path) -> None:
    """A site that switches PDF off can publish any character."""
    _write(here, "name", "校园\U0001f697安全")
    config = here / "mkdocs.yml"
    config.write_text("site_name: 样例\nplugins:\n  - goalbook:\n      formats: [csv]\n", "utf-8")
    assert _told() == []
    config.write_text("site_name: 样例\nplugins:\n  - goalbook:\n      formats: [pdf]\n", "utf-8")
    assert len(_told()) == 1


def test_what_cannot_be_checked_is_said(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the font, and without the package that reads fonts, the check goes on and says so in one line."""
    _write(here, "name", "校园\U0001f697安全")
    (here / "mkdocs.yml").write_text("site_name: 样例\nplugins:\n  - goalbook:\n      fonts: [No Such Song]\n", "utf-8")
    assert _told() == []
    assert "没有检查字体里是否有文中的字：找不到字体“No Such Song”" in run_command("check").stderr
    (here / "mkdocs.yml").unlink()
    monkeypatch.setattr(printable, "first_lacking", lambda *modules: modules[0])
    assert _told() == []
    assert "was not checked: typst is not installed" in run_command("check", "--language", "en").stderr


def test_plain_text_needs_no_font(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts take a second to be read: of common characters the standard font is known to have all."""
    monkeypatch.setattr(printable, "import_module", pytest.fail)
    assert check_book(here / "goals", lacking=Glyphs(Fonts()).lacking).book.errors == ()
    assert Glyphs(Fonts()).lacking("一期——二期·≥95%") == ()


def test_the_standard_font_has_all_that_is_taken_for_plain() -> None:
    """Every character of GB 2312 is in it, and the dash and the dot that its codec has others for; a tab is in none."""
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    plain = [raw.decode("gb2312", "ignore") for raw in rows] + [chr(code) for code in range(0x20, 0x7F)] + ["—·"]
    assert len(set("".join(plain))) > 7_000
    assert lacking(plain, Fonts()) == []
    assert ord("\t") not in covered(Fonts())
