"""A font or a character that is missing stops with a message; nothing is ever printed blank."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.forms.grid import Grid
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.writers.paper import Fonts, Leaf, Unfit
from goalbook.writers.pdf.write import write_pdf
from goalbook.writers.words import unfit

from site_tests.helpers.leaves import printing
from site_tests.helpers.made_paper import PAPER, made_leaf
from site_tests.helpers.pdf_reader import structure

NAME = "2022/shanhaiguan-cppcc/vehicle-insurance"
LACKING = "\U0003134a"  # a character of an extension that the font doesn't have


def with_text(text: str) -> Leaf:
    """A document one of whose cells prints a text."""
    leaf = made_leaf(NAME)
    first, *rest = leaf.sheet
    assert isinstance(first, Grid)
    cells = tuple(cell._replace(text=text) if cell.path == "name" else cell for cell in first.cells)
    assert cells != first.cells
    return printing(leaf, (replace(first, cells=cells), *rest))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_font_is_told_with_the_package_that_has_it(language: str) -> None:
    """Before anything is set, the family that isn't there is named, and Debian's package."""
    with pytest.raises(Unfit) as caught:
        write_pdf([made_leaf(NAME)], replace(PAPER, fonts=Fonts(("No Such Song",))))
    said = unfit(caught.value, catalogue(language))
    assert "No Such Song" in said
    assert "fonts-noto-cjk" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_character_is_told_with_its_place(language: str) -> None:
    """The characters that the font lacks are named with their code points, and the document they are in."""
    with pytest.raises(Unfit) as caught:
        write_pdf([with_text(f"车辆{LACKING}费")], PAPER)
    said = unfit(caught.value, catalogue(language))
    assert f"{LACKING} (U+3134A)" in said
    assert "车" not in said
    assert NAME in said
    assert "fonts:" in said


def test_a_character_may_come_from_a_second_family() -> None:
    """Families are asked in order: what the first lacks is printed from the next, and nothing from elsewhere."""
    latin = Fonts(("DejaVu Sans", PAPER.fonts.families[0]))
    raw = write_pdf([with_text("车辆 ABC")], replace(PAPER, fonts=latin))
    assert any(cell.text == "车辆 ABC" for table in structure(raw).walk("Table") for cell in table.cells())


def test_fonts_of_a_folder_are_found(tmp_path: Path) -> None:
    """A folder that holds nothing adds nothing; the system's fonts are found beside it."""
    assert write_pdf([made_leaf(NAME)], replace(PAPER, fonts=Fonts(folders=(str(tmp_path),)))).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "text", ["＝1+1", "#let x = 1", "$x$ *b* _i_ `c` \\ @ref <l> = h", "//c", '"q" \\"', "[#panic()]"]
)
def test_text_is_never_read_as_markup(text: str) -> None:
    """What looks like commands of the type-setter is printed as it is written."""
    raw = write_pdf([with_text(text)], PAPER)
    assert any(cell.text == text for table in structure(raw).walk("Table") for cell in table.cells())


def test_a_run_without_spaces_is_broken_inside_its_cell() -> None:
    """A code longer than its column goes on in the next line, and is read as it is written."""
    code = "0123456789" * 8
    table = next(structure(write_pdf([with_text(code)], PAPER)).walk("Table"))
    (cell,) = (cell for cell in table.cells() if cell.text == code)
    tops = {round(char["top"]) for _, char in cell.chars}
    right = {round(char["x1"]) for _, char in cell.chars}
    assert len(tops) > 1
    assert max(right) < 595 - 56
