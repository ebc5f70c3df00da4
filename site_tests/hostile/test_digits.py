"""Runs of digits that no whole number of Python is made from: what `check` takes, form, page, paper and search take too."""

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
from goalbook.writers.office.docx import write_docx
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.paper import leaf
from goalbook.writers.pdf.write import write_pdf

from site_tests.helpers.hostile import BODY, YEAR, body_with, document_fields, document_with, merged, problems_of, write
from site_tests.helpers.leaves import PAPER
from site_tests.helpers.shipped import FORMS

RUN = "9" * 4_301
NAME = f"{YEAR}/{BODY}/one.yml"
WRITTEN = {
    "alone": RUN, "amount": f"1.{RUN}万元", "share": f"≥{RUN}%", "numbering": f"{RUN}. 甲", "chinese": f"目标{RUN}：甲",
    "date": f"{RUN}年1月1日", "full": "９" * 4_301, "raised": "²" * 4_301, "fraction": f"1/{RUN}", "range": f"1-{RUN}",
}  # fmt: skip


@pytest.mark.parametrize(
    "written", [next(iter(WRITTEN)), *(pytest.param(one, marks=pytest.mark.full) for one in [*WRITTEN][1:])]
)
def test_a_run_of_digits_is_a_text(
    written: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """In every field that takes it, places of notes and acceptances too, it goes through rules, form, page, papers and index."""
    record_property("hostile inputs", 1)
    form, text = "hebei-project", WRITTEN[written]
    write(tmp_path / "bodies" / f"{BODY}.yml", body_with(("name",), "甲"), "body")
    fields = list(document_fields(form))
    # Half of the fields at a time: a file doesn't hold more.
    for some in (fields[::2], fields[1::2]):
        document: dict[str, Any] = {}
        for steps in some:
            write(tmp_path / NAME, document_with(form, steps, text), "document")
            if steps[0] != "withdrawn" and not problems_of(tmp_path, NAME):
                document = merged(document, document_with(form, steps, text))
        document["accept"] = [{"rule": "ID-8", "at": text, "reason": "样例"}]
        document["review"] = [{"at": f"{text}/{text}", "kind": "typo"}]
        write(tmp_path / NAME, document, "document")
        assert len(document) > 8
        _go_through(tmp_path, text)


def _go_through(root: Path, text: str) -> None:
    for problem in check_book(root).problems:
        assert message(problem, catalogue("zh"))
    found, raw, problems = load_document(root, NAME)
    assert found, problems
    body, _ = load_body(root, f"bodies/{BODY}.yml")
    assert body
    filled = fill_document(raw, found, summarise(found, FORMS[found.form], Address.of_file(NAME), "0" * 64), body)
    assert record_of("x", filled, catalogue("zh"))
    assert text in write_html(filled.sheet, catalogue("zh"), anchors=filled.anchors)
    for write_format in (write_xlsx, write_docx, write_pdf):
        assert write_format([leaf(filled, PAPER)], PAPER)
