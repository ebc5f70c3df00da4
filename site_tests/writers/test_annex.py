"""What stands after a form on paper: the form itself is as before, its numbers are numbers, and nothing comes where nothing is said."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from goalbook.book.annex import Annex
from goalbook.forms.fill import Paragraph
from goalbook.messages.catalogue import catalogue
from goalbook.writers.formats import write_one
from goalbook.writers.paper import Leaf, Paper, leaf
from openpyxl import load_workbook
from pypdf import PdfReader

from site_tests.helpers.leaves import PAPER, grids, leaf_of

NAME = "2022/shanhaiguan-cppcc/vehicle-insurance"
SAID = ("附", "示例说明 <b>&", "完")
T = catalogue("zh")


@pytest.fixture(scope="module")
def with_annex() -> Leaf:
    """A document one of whose amounts and one of whose names bear a sign."""
    paragraphs = tuple(Paragraph(int(n == 0), text, "") for n, text in enumerate(SAID))
    amount = next(cell.path for cell in grids(leaf_of(NAME))[0].cells if cell.text == "0.80")
    name = next(cell.path for cell in grids(leaf_of(NAME))[1].cells if cell.text == "完成率")
    return replace(leaf_of(NAME), annex=Annex(paragraphs, {amount: "[△1]", name: "[※1][△2]"}, "示例图例"))


def pdf_pages(raw: bytes) -> list[str]:
    """The texts of its pages, without blanks."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(raw)).pages]


def test_the_annex_of_a_pdf_stands_on_pages_of_its_own(with_annex: Leaf) -> None:
    """The page of the form has its signs and all that it had."""
    form, annex = pdf_pages(write_one("pdf", with_annex, PAPER))
    (plain,) = pdf_pages(write_one("pdf", leaf_of(NAME), PAPER))
    assert form.replace("[△1]", "").replace("示例图例", "").replace("[※1][△2]", "").replace("共2页", "共1页") == plain
    assert form.index("示例图例") > form.index("0.80[△1]")
    assert "完成率[※1][△2]" in form
    assert all("".join(text.split()) in annex for text in SAID)


def test_numbers_with_a_sign_are_numbers(with_annex: Leaf) -> None:
    """Excel shows the sign by the format of the cell; texts have it behind them; the annex is a sheet of its own."""
    book = load_workbook(io.BytesIO(write_one("xlsx", with_annex, PAPER)))
    sheet, annex = book.worksheets
    signed = [cell for row in sheet.iter_rows() for cell in row if "△" in cell.number_format]
    assert [(cell.value, cell.number_format) for cell in signed] == [(0.8, '0.00"[△1]"')]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "完成率[※1][△2]" in values
    assert [value for value in values if value][-1] == "示例图例"
    assert annex.title == T("annex.sheet")
    assert [row[0].value for row in annex.iter_rows()] == list(SAID)


def test_word_begins_a_page_with_the_annex(with_annex: Leaf) -> None:
    """After the tables, in the same section, its text as text."""
    raw = write_one("docx", with_annex, PAPER)
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        body = package.read("word/document.xml").decode()
    at = body.index("<w:pageBreakBefore/>")
    assert body.rindex("</w:tbl>") < body.index("示例图例") < at < body.index("示例说明 &lt;b&gt;&amp;")
    assert "0.80[△1]" in body
    assert body.count("<w:sectPr>") == 1


@pytest.mark.parametrize("suffix", ["csv", "json", "yml"])
def test_data_have_neither_signs_nor_annex(with_annex: Leaf, suffix: str) -> None:
    """They are what the document states."""
    assert write_one(suffix, with_annex, PAPER) == write_one(suffix, leaf_of(NAME), PAPER)


@pytest.mark.parametrize("suffix", ["pdf", "xlsx", "docx"])
def test_without_anything_to_say_the_bytes_are_the_same(suffix: str) -> None:
    """A paper that asks for annexes, and one that doesn't."""
    filled = leaf_of(NAME).filled
    asked = leaf(filled, Paper(annexes=lambda *_: None))
    assert write_one(suffix, asked, PAPER) == write_one(suffix, leaf(filled, Paper()), PAPER)


def test_a_sign_stands_only_where_words_are_printed(with_annex: Leaf) -> None:
    """A label that the original lost has none to stand after."""
    assert with_annex.annex
    cell = next(cell for cell in grids(leaf_of(NAME))[0].cells if cell.text == "0.80")
    assert with_annex.annex.sign(cell) == "[△1]"
    assert with_annex.annex.sign(cell._replace(lost=True)) == ""
    assert with_annex.annex.sign(cell._replace(hidden=True)) == ""
