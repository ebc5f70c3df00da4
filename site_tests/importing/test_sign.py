"""Sign-off lines below a table: typed in one line or set in cells, half filled, drawn by the form or not."""

from __future__ import annotations

import re

import pytest
from goalbook.book.load import load_document
from goalbook.forms.fill import fill
from goalbook.importing.import_document import SourceFile, import_document
from goalbook.importing.sources.html import read_html
from goalbook.messages.catalogue import catalogue
from goalbook.model.records import Document

from site_tests.conftest import ROOT
from site_tests.helpers.office import as_html
from site_tests.helpers.samples.shipped import sample_of
from site_tests.helpers.shipped import FORMS

GOALS = ROOT / "goals"
SIGNED = [
    ("<p>单位负责人：　　　　制表人：甲　　　　电话：</p>", [("单位负责人", ""), ("制表人", "甲"), ("电话", "")]),
    ("<p>单位负责人: 甲 制表人: 电话：123</p>", [("单位负责人", "甲"), ("制表人", ""), ("电话", "123")]),
    ("<p>填报人：甲 填报日期：2024年1月2日 10:30</p>", [("填报人", "甲"), ("填报日期", "2024年1月2日 10:30")]),
    (
        "<table><tr><td>单位负责人：</td><td>甲</td><td>电话：</td><td></td></tr></table>",
        [("单位负责人", "甲"), ("电话", "")],
    ),
    (
        "<table><tr><td>单位负责人：</td><td></td><td>电话：</td><td>123</td></tr></table>",
        [("单位负责人", ""), ("电话", "123")],
    ),
    ("<table><tr><td>填报人：甲</td><td>电话：</td></tr></table>", [("填报人", "甲"), ("电话", "")]),
]


@pytest.mark.parametrize(("below", "signs"), SIGNED)
def test_a_sign_off_line_is_read_half_filled_and_in_cells(below: str, signs: list[tuple[str, str]]) -> None:
    """Each value with its label, nothing to look at; it is no indicator."""
    document, _, _ = load_document(GOALS, "2024/huangyuan-cppcc/department.yml")
    assert document is not None
    form = FORMS[document.form]
    page = as_html(fill(form, document.model_copy(update={"sign": ()})))
    brought = import_document(
        form, read_html(page + below.encode()), "2024/made-body/x.yml", SourceFile("made", "0" * 64), catalogue("zh")
    )
    assert [(one.label, one.value) for one in brought.document.sign] == signs
    assert brought.document.items == document.items
    assert brought.certain


@pytest.mark.parametrize("below", [below for below, _ in SIGNED])
def test_a_sign_off_line_that_the_form_does_not_draw_is_told(below: str) -> None:
    """Below the indicators of another form it is no indicator of it: it is left over."""
    form = FORMS["cn-transfer-regions"]
    document = Document.model_validate(sample_of(form))
    page = as_html(fill(form, document))
    brought = import_document(
        form, read_html(page + below.encode()), "2024/made-body/x.yml", SourceFile("made", "0" * 64), catalogue("zh")
    )
    assert brought.document.indicators == document.indicators
    assert brought.left
    assert {piece.text for piece in brought.left} <= {*re.split("<[^>]*>", below)}
