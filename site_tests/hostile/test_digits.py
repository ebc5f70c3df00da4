"""Runs of digits that no whole number of Python is made from: what `check` takes, the form, the page and the search take too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from goalbook.book.entry import summarise
from goalbook.book.filled import fill_document
from goalbook.book.load import load_body, load_document
from goalbook.checks.check import check_book
from goalbook.messages.catalogue import catalogue
from goalbook.messages.problems import message
from goalbook.model.address import Address
from goalbook.search.record import record_of
from goalbook.writers.html import write_html

from site_tests.helpers.hostile import BODY, YEAR, body_with, document_fields, document_with, merged, problems_of, write
from site_tests.helpers.shipped import FORMS

RUN = "9" * 4_301
NAME = f"{YEAR}/{BODY}/one.yml"
WRITTEN = {
    "alone": RUN, "amount": f"{RUN}.{RUN}万元", "share": f"≥{RUN}%", "numbering": f"{RUN}. 甲", "chinese": f"目标{RUN}：甲",
    "date": f"{RUN}年{RUN}月{RUN}日", "full": "９" * 4_301, "raised": "²" * 4_301, "fraction": f"{RUN}/{RUN}", "range": f"{RUN}-{RUN}",
}  # fmt: skip


@pytest.mark.parametrize(
    "written", [next(iter(WRITTEN)), *(pytest.param(one, marks=pytest.mark.full) for one in [*WRITTEN][1:])]
)
def test_a_run_of_digits_is_a_text(
    written: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """In every field of a document that takes it, it goes through rules, form, page, table and index."""
    record_property("hostile inputs", 1)
    form, text = "hebei-project", WRITTEN[written]
    document: dict[str, Any] = {}
    write(tmp_path / "bodies" / f"{BODY}.yml", body_with(("name",), "甲"), "body")
    for steps in document_fields(form):
        write(tmp_path / NAME, document_with(form, steps, text), "document")
        if steps[0] != "withdrawn" and not problems_of(tmp_path, NAME):
            document = merged(document, document_with(form, steps, text))
    write(tmp_path / NAME, document, "document")
    assert len(document) > 8
    for problem in check_book(tmp_path).problems:
        assert message(problem, catalogue("zh"))
    found, raw, problems = load_document(tmp_path, NAME)
    assert found, problems
    body, _ = load_body(tmp_path, f"bodies/{BODY}.yml")
    assert body
    filled = fill_document(raw, found, summarise(found, FORMS[form], Address.of_file(NAME), "0" * 64), body)
    assert record_of("x", filled, catalogue("zh"))
    assert text in write_html(filled.sheet, catalogue("zh"), anchors=filled.anchors)
