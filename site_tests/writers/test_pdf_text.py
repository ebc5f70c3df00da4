"""Every character of a document is in its PDF, cell by cell, as programs that read PDF files find it."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from goalbook.forms.fill import ProseText
from goalbook.forms.grid import Cell, Grid
from pypdf import PdfReader

from site_tests.helpers.made_paper import EVERY, made_leaf, made_pdf
from site_tests.helpers.pdf_reader import Element, structure


def grids(name: str) -> list[Grid]:
    """The tables of a document's form."""
    return [part for part in made_leaf(name).sheet if isinstance(part, Grid)]


def printed(cell: Cell) -> str:
    """What a cell shows."""
    return "（原文未载）" if cell.lost else "" if cell.hidden else cell.text.replace("\n", "")


def in_order(grid: Grid) -> list[Cell]:
    """The cells as they are read: what begins in the head and goes on below is read with the rows below."""
    head = grid.head_rows
    whole = [cell for cell in grid.cells if not cell.row < head < cell.row + cell.rows]
    over = [cell._replace(row=head) for cell in grid.cells if cell.row < head < cell.row + cell.rows]
    return sorted([*whole, *over], key=lambda cell: (cell.row >= head, cell.row, cell.col))


def cells_of(table: Element, grid: Grid) -> list[Element]:
    """The cells of a table without the empty upper parts of labels that begin in its head."""
    cells = table.cells()
    upper = sum(cell.row < grid.head_rows < cell.row + cell.rows for cell in grid.cells)
    assert [cell.text for cell in cells[:upper]] == [""] * upper
    return cells[upper:]


@pytest.mark.parametrize("name", EVERY)
def test_every_cell_is_read_with_its_text_and_its_place(name: str) -> None:
    """Text, order and spans of each cell in the structure of the file are those of the form."""
    tables = list(structure(made_pdf(name)).walk("Table"))
    for table, grid in zip(tables, grids(name), strict=True):
        read = [(cell.text, cell.attributes.get("ColSpan", 1)) for cell in cells_of(table, grid)]
        assert read == [(printed(cell), cell.cols) for cell in in_order(grid)]


@pytest.mark.parametrize("name", EVERY)
def test_prose_is_read_paragraph_by_paragraph(name: str) -> None:
    """Every heading and paragraph outside tables is an element of its own with its text."""
    wanted = [one for part in made_leaf(name).sheet if isinstance(part, ProseText) for one in part.paragraphs]
    found = structure(made_pdf(name))
    headings = [one.text for level in range(1, 7) for one in found.walk(f"H{level}")]
    paragraphs = [kid.text for kid in found.kids[0].kids if kid.kind == "P"]
    assert Counter(one.text.replace("\n", "") for one in wanted if one.level) <= Counter(headings)
    assert [one.text.replace("\n", "") for one in wanted if not one.level] == paragraphs[: _paragraphs(name)]


def _paragraphs(name: str) -> int:
    return sum(
        not one.level for part in made_leaf(name).sheet if isinstance(part, ProseText) for one in part.paragraphs
    )


@pytest.mark.parametrize("name", EVERY)
def test_plain_extraction_finds_every_character(name: str) -> None:
    """A program that knows nothing of structure gets every character at least as often as it is printed."""
    texts: list[str] = []
    for part in made_leaf(name).sheet:
        if isinstance(part, ProseText):
            texts += [one.text for one in part.paragraphs]
        else:
            texts += [part.title, part.subtitle, *(cell.text for cell in (*part.above, *part.below))]
            texts += [printed(cell) for cell in part.cells]
    wanted = Counter("".join("".join(texts).split()))
    reader = PdfReader(io.BytesIO(made_pdf(name)))
    found = Counter("".join("".join(page.extract_text() for page in reader.pages).split()))
    assert wanted - found == Counter()
