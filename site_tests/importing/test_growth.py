"""Reading a source takes time in proportion to its size, on what made it take the square."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from goalbook.forms.grid import Cell, Grid
from goalbook.importing.import_document import printed_otherwise
from goalbook.importing.lines import Lines, RawCell, SourcePiece
from goalbook.importing.prove import misplaced_pieces
from goalbook.importing.reading.parts import parts_in, parts_of
from goalbook.importing.reading.recognise import recognise
from goalbook.importing.reading.steps import steps_of
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.html import read_html
from goalbook.importing.sources.separated import read_separated
from goalbook.importing.sources.sheets import read_xlsx
from goalbook.importing.sources.text import read_text

from site_tests.helpers.growth import growth
from site_tests.helpers.shipped import FORMS
from site_tests.hostile.packages import W, cell, docx_with, styles_with, xlsx_with

MOST_GROWTH = 8  # times for 4 times the size: larger inputs also find less in the caches of a busy machine


def many_texts(count: int) -> Lines:
    """Rows whose texts are all as long as a label."""
    return read_text("".join(f"甲{n:06}\t乙{n:06}\n" for n in range(count)).encode())


def many_starts(count: int) -> Lines:
    """Rows that each begin with the first label of a form, without a title over them."""
    return read_text("项目编码\t甲\n".encode() * count)


def of_two_forms(count: int) -> Lines:
    """The labels of two forms, and rows that each begin with the first label of one of them in turn."""
    labels = [
        label.text
        for name in ("hebei-project", "qinghai-department")
        for one in steps_of(FORMS[name])
        for label in one.labels
    ]
    return read_text(("\t".join(labels) + "\n" + "项目编码\t甲\n部门(单位)名称\t乙\n" * count).encode())


def merges(count: int) -> bytes:
    """A sheet with merged cells on each row."""
    rows = "".join(f"<row r='{n}'>{cell(f'A{n}')}{cell(f'C{n}')}</row>" for n in range(1, count + 1))
    merged = "".join(f"<mergeCell ref='C{n}:F{n}'/>" for n in range(1, count + 1))
    return xlsx_with(rows, f"<mergeCells>{merged}</mergeCells>", styles=styles_with("0"))


def unlike_cells(count: int) -> tuple[Grid, Lines]:
    """A printed table, and a source with the same head whose values are all other ones."""
    lines = Lines()
    lines.table([RawCell(0, 0, "指标"), *(RawCell(n, 0, f"原{n}") for n in range(1, count))])
    cells = [Cell(0, 0, text="指标", kind="label"), *(Cell(n, 0, text=f"印{n}") for n in range(1, count))]
    return Grid("made", (10,), tuple(cells)), lines


def unlike_texts(count: int) -> tuple[list[SourcePiece], list[str]]:
    """Pieces of a source, and what a form prints, none of which is alike."""
    return [SourcePiece(n, f"甲{n}", "") for n in range(count)], [f"{n}乙" for n in range(count)]


def numbered_paragraphs(count: int) -> bytes:
    """A document all of whose paragraphs Word numbers, each with a symbol that isn't known and a hidden word."""
    settings = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    runs = "<w:r><w:sym w:font='x' w:char='F001'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r><w:r><w:t>甲</w:t></w:r>"
    numbering = (
        f"<w:numbering xmlns:w='{W}'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:lvlText w:val='%1.'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    )
    return docx_with(f"<w:p>{settings}{runs}</w:p>" * count, **{"word/numbering.xml": numbering})


# Of each: how large, what is made of that size, and what is measured on it.
SHAPES: dict[str, tuple[int, Callable[[int], object], Callable[..., object]]] = {
    "bookmarks of a text": (4_000, lambda n: b"[bookmark: " * n, read_text),
    "blank lines": (150_000, lambda n: b"x" + b"\n" * n + b"y", read_text),
    "a blank line": (500_000, lambda n: b"x\n" + b" " * n + b"\ny", read_text),
    "a cell that goes on": (9_000, lambda n: b"\tx\n" + b"yyyy\n" * n + b"\tz", read_text),
    "blanks of a page": (45_000, lambda n: b"<p>x" + b" " * n + b"y</p>", read_html),
    "scripts of a page": (6_000, lambda n: b"<p>" + b"<script></script>x" * n, read_html),
    "bookmarks of a paragraph": (15_000, lambda n: docx_with("<w:p>" + "<w:bookmarkStart/>" * n + "</w:p>"), read_docx),
    "blank runs": (2_500, lambda n: docx_with("<w:p>" + "<w:r><w:t> </w:t></w:r>" * n + "</w:p>"), read_docx),
    "merged cells": (250, merges, read_xlsx),
    "texts like labels": (400, many_texts, lambda made: recognise(FORMS, made.lines)),
    "beginnings of documents": (1_500, many_starts, lambda made: parts_of(FORMS["hebei-project"], made)),
    "documents of any form": (150, of_two_forms, lambda made: parts_in(FORMS, made)),
    "texts that are printed otherwise": (6_000, unlike_texts, lambda made: list(printed_otherwise(*made))),
    "numbered paragraphs": (250, numbered_paragraphs, read_docx),
    "entries of a list": (1_200, lambda n: b"<ol>" + b"<li>x" * n, read_html),
    "choices of a field": (1_200, lambda n: b"<p><select>" + b"<option>x" * n, read_html),
    "rows of separated cells": (800, lambda n: "名称,值,值\n甲,1,1\n\n".encode() * n, read_separated),
    "cells that are printed otherwise": (1_500, unlike_cells, lambda made: misplaced_pieces((made[0],), made[1].lines)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_reading_grows_with_the_size_and_no_faster(name: str) -> None:
    """Four times the size takes at most eight times the time; what takes the square takes sixteen times."""
    size, make, task = SHAPES[name]
    small, large = make(size), make(size * 4)
    task(small)
    assert growth(task, small, large, MOST_GROWTH) <= MOST_GROWTH
