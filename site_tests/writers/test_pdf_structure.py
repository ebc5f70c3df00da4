"""What a PDF file says of itself, read with pikepdf: the substitute for veraPDF, which isn't to be had from Debian or PyPI.

These are the parts of PDF/UA-1 and PDF/A-2a that can be read off the file; they don't make up a validation.
"""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from goalbook.forms.grid import Grid

from site_tests.helpers.made_paper import EVERY, PAPER, made_leaf, made_pdf
from site_tests.helpers.pdf_reader import Element, structure
from site_tests.writers.test_pdf_text import cells_of, grids, in_order


@pytest.mark.parametrize("name", EVERY)
def test_heads_of_tables_have_their_scope(name: str) -> None:
    """Each label and each head with words is a TH of its row or its column; everything else is a TD."""
    for table, grid in zip(structure(made_pdf(name)).walk("Table"), grids(name), strict=True):
        read = [(cell.kind, cell.attributes.get("Scope")) for cell in cells_of(table, grid)]
        scopes = {"row": "Row", "col": "Column"}
        wanted = [
            ("TH", scopes[cell.head]) if cell.head and (cell.text or cell.lost) else ("TD", None)
            for cell in in_order(grid)
        ]
        assert read == wanted
        assert any(kind == "TH" for kind, _ in read)


@pytest.mark.parametrize("name", EVERY)
def test_rows_are_whole(name: str) -> None:
    """With its spans every row of a table is as wide as the table."""
    for table, grid in zip(structure(made_pdf(name)).walk("Table"), grids(name), strict=True):
        taken = [0] * grid.rows
        for number, row in enumerate(table.walk("TR")):
            for cell in row.kids:
                for at in range(number, number + int(cell.attributes.get("RowSpan", 1))):
                    taken[at] += int(cell.attributes.get("ColSpan", 1))
        assert taken == [len(grid.widths)] * grid.rows


@pytest.mark.parametrize("name", EVERY)
def test_head_rows_stand_in_a_table_head(name: str) -> None:
    """Rows that are repeated on each page are read once, as the head of their table."""
    for table, grid in zip(structure(made_pdf(name)).walk("Table"), grids(name), strict=True):
        heads = [row for head in table.walk("THead") for row in head.walk("TR")]
        assert len(heads) == grid.head_rows


@pytest.mark.parametrize("name", EVERY)
def test_headings_begin_at_the_first_level_and_skip_none(name: str) -> None:
    """The title is the first heading; a level is only ever followed by the next one, the same or a higher one."""
    levels = [int(kind[1]) for kind in _kinds(structure(made_pdf(name))) if kind[0] == "H" and kind[1:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _kinds(element: Element) -> list[str]:
    return [kind for kid in element.kids for kind in (kid.kind, *_kinds(kid))]


@pytest.mark.parametrize("name", EVERY)
def test_the_file_states_its_language_title_and_kind(name: str) -> None:
    """Language, title, author and date, that it is tagged, and which parts of the standards it claims."""
    with pikepdf.open(io.BytesIO(made_pdf(name))) as pdf:
        assert pdf.Root.Lang == "zh-CN"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert not pdf.Root.MarkInfo.get("/Suspects", False)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert not pdf.is_encrypted
        meta = pdf.open_metadata()
        assert meta["dc:title"] == pdf.docinfo["/Title"] == made_leaf(name).title
        assert meta["dc:creator"] == [PAPER.authority]
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240201")
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
        intents = list(pdf.Root.OutputIntents)
        assert [str(one.S) for one in intents] == ["/GTS_PDFA1"]
        assert intents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"


@pytest.mark.parametrize("name", EVERY)
def test_every_font_is_embedded_and_says_its_characters(name: str) -> None:
    """Each font has its program in the file and a map to Unicode; only the family that was asked for is used."""
    with pikepdf.open(io.BytesIO(made_pdf(name))) as pdf:
        fonts = {font.objgen: font for page in pdf.pages for font in page.obj.Resources.get("/Font", {}).values()}
        assert fonts
        for font in fonts.values():
            assert "/ToUnicode" in font
            assert "NotoSerifCJKsc" in str(font.BaseFont)
            for inner in font.DescendantFonts:
                assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())


@pytest.mark.parametrize("name", EVERY)
def test_all_that_is_drawn_is_tagged_or_set_aside(name: str) -> None:
    """No operator that paints stands outside marked content; each page knows its place in the structure."""
    with pikepdf.open(io.BytesIO(made_pdf(name))) as pdf:
        for page in pdf.pages:
            assert "/StructParents" in page.obj
            assert page.obj.Tabs == "/S"
            assert _unmarked(page) == []


_PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"}


def _unmarked(page: Any) -> list[str]:
    depth, found = 0, []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        depth += operator in ("BDC", "BMC")
        depth -= operator == "EMC"
        if operator in _PAINTS and not depth:
            found.append(operator)
    return found


def test_a_label_that_the_original_lost_is_announced_and_not_printed() -> None:
    """The head without words of the Qinghai form carries its name as replacement text."""
    name = "2024/huangyuan-cppcc/department"
    hidden = [
        cell.text for part in made_leaf(name).sheet if isinstance(part, Grid) for cell in part.cells if cell.hidden
    ]
    assert hidden == ["指标值"]
    with pikepdf.open(io.BytesIO(made_pdf(name))) as pdf:
        said = [
            str(one.ActualText) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ActualText" in one
        ]
    assert said == hidden
