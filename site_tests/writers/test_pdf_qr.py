"""The QR code and the address on paper."""

from __future__ import annotations

import io
from dataclasses import replace

import pdfplumber
import pytest
import zxingcpp
from goalbook.writers.pdf.write import write_pdf

from site_tests.helpers.made_paper import PAPER, REAL, made_leaf, made_pdf
from site_tests.helpers.pdf_reader import pages


def codes(raw: bytes) -> list[list[str]]:
    """What the QR codes of each page say."""
    with pdfplumber.open(io.BytesIO(raw)) as pdf:
        images = [page.to_image(resolution=200).original.convert("L") for page in pdf.pages]
    return [[code.text for code in zxingcpp.read_barcodes(image)] for image in images]


@pytest.mark.parametrize("name", REAL)
def test_the_code_on_each_page_leads_to_the_document(name: str) -> None:
    """A reader finds one code a page: the permanent address of the document."""
    found = codes(made_pdf(name))
    assert found == [[f"https://example.org/goals/{name}/"]] * len(found)


def test_the_code_is_drawn_not_a_picture() -> None:
    """It is made of lines and areas, sharp at any size."""
    with pdfplumber.open(io.BytesIO(made_pdf(REAL[2]))) as pdf:
        assert [page.images for page in pdf.pages] == [[]]


def test_without_a_site_address_there_is_no_code_and_no_link() -> None:
    """A site that doesn't know where it will be prints nothing that leads nowhere."""
    paper = replace(PAPER, url="")
    raw = write_pdf([replace(made_leaf(REAL[2]), permalink="")], paper)
    assert codes(raw) == [[]]
    text = "".join(char["text"] for page in pages(raw) for char in page["chars"])
    assert "http" not in text
    assert b"/URI" not in raw
