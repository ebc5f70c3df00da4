"""Word and Excel files of the site itself are read back: the writers and `goalbook import` are inverse."""

from __future__ import annotations

from random import Random

import pytest
from goalbook.book.entry import summarise
from goalbook.book.filled import fill_document
from goalbook.book.load import load_document
from goalbook.forms.fill import fill
from goalbook.importing.import_document import SourceFile, import_document
from goalbook.importing.reading.recognise import recognise
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.sheets import read_xlsx
from goalbook.messages.catalogue import catalogue
from goalbook.model.address import Address
from goalbook.model.records import Body, Document
from goalbook.writers.office.docx import write_docx
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.paper import Leaf, Paper

from site_tests.helpers.generate import SAMPLES, make_document
from site_tests.helpers.shipped import FORMS
from site_tests.importing.test_import import GOALS, NUMBERS, REAL, printed

WAYS = {"docx": (write_docx, read_docx), "xlsx": (write_xlsx, read_xlsx)}
ways = pytest.mark.parametrize("way", WAYS)


def assert_same(document: Document, way: str) -> None:
    """The same printed fields, and nothing left over."""
    form = FORMS[document.form]
    write, read = WAYS[way]
    entry = summarise(document, form, Address("2024/made-body/x"), "")
    filled = fill_document(b"", document, entry, Body(goalbook="2", name="示例"))
    lines = read(write([Leaf(filled)], Paper()))
    assert recognise(FORMS, lines.lines) is form
    name = f"{document.year or 'undated'}/{document.body}/x.yml"
    brought = import_document(form, lines, name, SourceFile("made", "0" * 64), catalogue("zh"))
    assert printed(fill(form, brought.document)) == printed(fill(form, document))
    assert (brought.left, brought.other) == ((), ())


@ways
@pytest.mark.parametrize("name", REAL)
def test_a_real_document_comes_back(name: str, way: str) -> None:
    """Every real document through the site's own Word and Excel files prints the same fields."""
    document, _, _ = load_document(GOALS, name)
    assert document is not None
    assert_same(document, way)


@ways
@pytest.mark.parametrize("number", NUMBERS)
def test_a_made_document_comes_back(number: int, way: str) -> None:
    """200 made documents of all forms, 20 of them in `make test`."""
    made = make_document([*SAMPLES][number % len(SAMPLES)], number, Random(f"import/{number}"))
    assert_same(Document.model_validate(made), way)
