"""The site's own papers with what is said of a document after its form, and signs at its cells, are read back as the form alone."""

from __future__ import annotations

import re
from random import Random

import pytest
from goalbook.book.entry import summarise
from goalbook.book.filled import Filled, fill_document
from goalbook.checks.annex import Annexes
from goalbook.checks.doubts import doubts_of
from goalbook.checks.run import inspect
from goalbook.forms.fill import fill
from goalbook.importing.import_document import SourceFile, import_document
from goalbook.importing.lines import Lines, RawCell
from goalbook.importing.reading.recognise import recognise
from goalbook.importing.sources.annexes import drop_annexes
from goalbook.importing.sources.margins import drop_repeated_margins
from goalbook.importing.sources.open import source_lines
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.model.address import Address
from goalbook.model.records import Body, Document
from goalbook.site.document.page import Subject, document_pages
from goalbook.site.document.parts import document_parts
from goalbook.site.frame.settings import Settings
from goalbook.writers.formats import write_one
from goalbook.writers.paper import Paper, leaf

from site_tests.helpers.generate import SAMPLES, make_document
from site_tests.helpers.samples.shipped import sample_of
from site_tests.helpers.shipped import FORMS
from site_tests.importing.test_import import printed

BODY = Body(goalbook="2", name="示例单位")
FOLDER = "2024/made-body"


# Of the general forms one comes each time, the others in the full run.
GENERAL = [name for name in FORMS if name not in SAMPLES]
EVERY = [*SAMPLES, GENERAL[0], *(pytest.param(name, marks=pytest.mark.full) for name in GENERAL[1:])]


def doubtful(form_id: str) -> Filled:
    """A made document with targets and sums that rules doubt, notes, and a year that was inferred."""
    made = make_document(form_id, 3, Random(f"annex/{form_id}")) if form_id in SAMPLES else sample_of(FORMS[form_id])
    made |= {"source": {"file": "示例.pdf"}, "year": "2024", "year_basis": "文件夹名称", "body": "made-body"}
    made["review"] = [{"at": "title", "kind": "typo", "note": "示例说明", "printed": "原文", "suggest": "建议"}]
    document = Document.model_validate(made)
    entry = summarise(document, FORMS[form_id], Address(f"{FOLDER}/x"), "")
    return fill_document(b"", document, entry, BODY)


def lines_of(raw: bytes, suffix: str) -> Lines:
    """A paper as `goalbook import` takes it."""
    lines = source_lines(raw, f".{suffix}")
    assert isinstance(lines, Lines)
    drop_annexes(lines)
    drop_repeated_margins(lines, [BODY.name or ""], [FOLDER])
    return lines


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form_id", EVERY)
def test_a_paper_with_its_annex_comes_back_as_the_form(form_id: str, language: str, suffix: str) -> None:
    """The same lines as of a paper without: the same document comes of them, and nothing is left over that wasn't before."""
    filled = doubtful(form_id)
    paper = Paper(language=language)
    with_annex = leaf(filled, Paper(language=language, annexes=Annexes()))
    assert with_annex.annex is not None
    if suffix == "pdf" and not any(getattr(part, "cells", ()) for part in filled.sheet):
        return  # prose alone is no table, and `goalbook import` says so of such a PDF
    read, plain = (lines_of(write_one(suffix, one, paper), suffix) for one in (with_annex, leaf(filled, paper)))
    form = FORMS[form_id]
    assert recognise(FORMS, read.lines) is form
    source = SourceFile("made", "0" * 64)
    back, before = (import_document(form, one, f"{FOLDER}/x.yml", source, catalogue("zh")) for one in (read, plain))
    if suffix == "pdf":
        # Where a line ends can't always be told, and of a single page the foot may be read as a sign-off.
        assert _without_line_ends(back.document) == _without_line_ends(before.document)
    else:
        assert back.raw == before.raw
        assert printed(fill(form, back.document)) == printed(filled.sheet)
    said = _plain("".join([*(one.text for one in plain.pieces), *(one.text for one in plain.asides)]))
    left = [*(one.text for one in (*back.left, *back.other, *back.misplaced)), *(one.text for one in back.asides)]
    assert [text for one in left for text in one.split("　") if _plain(text) not in said] == []


def _without_line_ends(document: Document) -> str:
    return re.sub(r"\\n|\s", "", document.model_dump_json(exclude={"sign"}))


def _plain(text: str) -> str:
    """A text without blanks, its numbers, such as those of pages, all the same."""
    return re.sub(r"\d+", "0", "".join(text.split()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form_id", EVERY)
def test_a_page_of_the_site_comes_back_as_the_form(form_id: str, language: str) -> None:
    """What the page says of the document, and its marks, are not in it: what comes of it is what comes of the Word file."""
    filled = doubtful(form_id)
    settings = Settings("示例", language=language)
    doubts = doubts_of(filled, inspect(filled.document, filled.form, filled.body), settings.t)
    (page,) = document_pages(settings, Subject(filled, doubts=doubts), document_parts(settings, filled))
    assert "gb-review" in page.content
    content = f"<!doctype html><html><head><title>x</title></head><body><p>首页</p>{page.content}</body></html>"
    lines = lines_of(content.encode(), "html")
    form, source = FORMS[form_id], SourceFile("made", "0" * 64)
    assert recognise(FORMS, lines.lines) is form
    back = import_document(form, lines, f"{FOLDER}/x.yml", source, catalogue("zh"))
    assert printed(fill(form, back.document)) == printed(filled.sheet)
    assert back.document.title == filled.document.title
    assert (back.left, back.other, back.misplaced, back.asides) == ((), (), (), ())


def test_a_stranger_s_signs_and_words_stay() -> None:
    """Without both edges of an annex nothing is forgotten, and signs are left aside over an annex alone."""
    begin, end = (catalogue("zh")(f"annex.{edge}") for edge in ("begin", "end"))
    for before, after, kept in (([begin], [], True), ([], [end], True), ([begin], [end], False)):
        lines = Lines()
        lines.table([RawCell(0, 0, "续保[※1]"), RawCell(0, 1, "≥95%[△2][※3]")])
        for text in (*before, "说明", *after):
            lines.paragraph(text)
        lines.paragraph("第二份[※1]")
        drop_annexes(lines)
        texts = [text for line in lines.lines for text in line.texts]
        cells = ["续保[※1]", "≥95%[△2][※3]"] if kept else ["续保", "≥95%"]
        assert texts == [*cells, *([*before, "说明", *after] if kept else []), "第二份[※1]"]
        assert [piece.text for piece in lines.pieces if piece.text] == texts
