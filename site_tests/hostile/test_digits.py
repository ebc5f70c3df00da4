"""Runs of digits that no whole number of Python is made from: what `check` takes, form, page, paper and search take too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from goalbook.book.entry import summarise
from goalbook.book.filled import Filled, fill_document
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


def _filled(root: Path, text: str) -> Iterator[Filled]:
    """A document that has the text in every field that takes it, in two halves, as a file doesn't hold more; judged by every rule."""
    form = "hebei-project"
    write(root / "bodies" / f"{BODY}.yml", body_with(("name",), "甲"), "body")
    fields = list(document_fields(form))
    for some in (fields[::2], fields[1::2]):
        document: dict[str, Any] = {}
        for steps in some:
            write(root / NAME, document_with(form, steps, text), "document")
            if steps[0] != "withdrawn" and not problems_of(root, NAME):
                document = merged(document, document_with(form, steps, text))
        document["accept"] = [{"rule": "ID-8", "at": text, "reason": "样例"}]
        document["review"] = [{"at": f"{text}/{text}", "kind": "typo"}]
        write(root / NAME, document, "document")
        assert len(document) > 8
        for problem in check_book(root).problems:
            assert message(problem, catalogue("zh"))
        found, raw, problems = load_document(root, NAME)
        assert found, problems
        body, _ = load_body(root, f"bodies/{BODY}.yml")
        assert body
        yield fill_document(raw, found, summarise(found, FORMS[form], Address.of_file(NAME), "0" * 64), body)


@pytest.mark.parametrize(
    "written", [next(iter(WRITTEN)), *(pytest.param(one, marks=pytest.mark.full) for one in [*WRITTEN][1:])]
)
def test_a_run_of_digits_is_a_text(
    written: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """In every field that takes it, places of notes and acceptances too, it goes through rules, form, page, Office files and index."""
    record_property("hostile inputs", 1)
    text = WRITTEN[written]
    for filled in _filled(tmp_path, text):
        assert record_of("x", filled, catalogue("zh"))
        assert text in write_html(filled.sheet, catalogue("zh"), anchors=filled.anchors)
        for write_format in (write_xlsx, write_docx):
            assert write_format([leaf(filled, PAPER)], PAPER)


@pytest.mark.full
@pytest.mark.parametrize("written", WRITTEN)
def test_a_run_of_digits_is_set_on_paper(written: str, tmp_path: Path) -> None:
    """A cell of more than a page is set too. In a process of its own: what is set is remembered by the typesetter, gigabytes of it here."""
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        for filled in _filled(tmp_path, WRITTEN[written]):
            assert other.submit(write_pdf, [leaf(filled, PAPER)], PAPER).result()
