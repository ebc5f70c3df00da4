"""A line over or below a table that only its middle says something of is printed there."""

from __future__ import annotations

import io
import zipfile

from goalbook.forms.drawing import read_form
from goalbook.forms.fill import Sheet, fill
from goalbook.model.records import Document
from goalbook.writers.office.docx import write_docx
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.pdf.write import write_pdf
from goalbook.writers.picture import text_picture
from openpyxl import load_workbook

from site_tests.helpers.drawn_forms import DRAWN_FORMS
from site_tests.helpers.leaves import printing
from site_tests.helpers.made_paper import PAPER, made_leaf
from site_tests.helpers.pdf_reader import pages

MADE = DRAWN_FORMS["a line in the middle"]
MIDDLE = ["实施期：2023—2025年", "（公章）：某章"]


def sheet() -> Sheet:
    """The form with such lines, filled."""
    form, problems = read_form(MADE.text.encode(), "forms/made.yml", "made")
    assert form is not None, problems
    return fill(form, Document.model_validate(MADE.document))


LEAF = printing(made_leaf("2022/shanhaiguan-cppcc/vehicle-insurance"), sheet(), "生成的绩效目标表")


def test_word_centres_it() -> None:
    """Its paragraph, and none of another line around the table."""
    xml = zipfile.ZipFile(io.BytesIO(write_docx([LEAF], PAPER))).read("word/document.xml").decode()
    paragraphs = {
        text: one
        for one in xml.replace("</w:p>", "<w:p>").split("<w:p>")
        for text in (*MIDDLE, "填报单位：某局")
        if text in one
    }
    assert ['w:val="center"' in paragraphs[text] for text in (*MIDDLE, "填报单位：某局")] == [True, True, False]


def test_excel_centres_it() -> None:
    """Over all columns."""
    (book,) = load_workbook(io.BytesIO(write_xlsx([LEAF], PAPER))).worksheets
    shown = {cell.value: cell.alignment.horizontal for row in book.iter_rows() for cell in row if cell.value}
    assert [shown[text] for text in (*MIDDLE, "填报单位：某局", "单位：万元")] == ["center", "center", "left", "right"]


def test_paper_centres_it() -> None:
    """The middle of its words is the middle of the page."""
    (page,) = pages(write_pdf([LEAF], PAPER))
    for start, end in (("实", "年"), ("（", "章")):
        line = next(char["top"] for char in page["chars"] if char["text"] == start)
        places = [char for char in page["chars"] if abs(char["top"] - line) < 2]
        assert places[-1]["text"] == end
        assert abs((places[0]["x0"] + places[-1]["x1"]) / 2 - page["width"] / 2) < 6


def test_a_picture_centres_it() -> None:
    """As far from both ends."""
    lines = text_picture(sheet(), 60)
    width = next(len(line) for line in lines if line.startswith("+"))
    for text in MIDDLE:
        line = next(line for line in lines if text in line)
        columns = sum(1 + (ord(sign) > 255) for sign in line.strip())
        assert abs((len(line) - len(line.lstrip())) * 2 + columns - width) <= 3
