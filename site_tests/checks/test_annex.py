"""The annex of a document says on paper what its page says, in the same words, and its signs stand at the same cells."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from goalbook.book.annex import Annex
from goalbook.book.filled import Filled, read_filled
from goalbook.book.load import Book, load_book
from goalbook.checks.annex import Annexes
from goalbook.checks.doubts import doubts_of
from goalbook.checks.run import inspect
from goalbook.checks.weights import Weighed
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.site.document.page import Subject, document_pages
from goalbook.site.document.parts import document_parts
from goalbook.site.frame.settings import Settings
from goalbook.writers.yearbook import write_volumes, yearbook_of
from openpyxl import load_workbook
from pypdf import PdfReader

from site_tests.conftest import ROOT, copy_site
from site_tests.helpers.command import run_command
from site_tests.helpers.faulty import FILE, GOOD, write_goals

GOALS = ROOT / "goals"
DOUBTED = "2022/shanhaiguan-cppcc/vehicle-insurance"


@pytest.fixture(scope="module")
def book() -> Book:
    """The real documents."""
    return load_book(GOALS)


def filled_of(book: Book, address: str) -> Filled:
    """A document of a book in its form."""
    entry = next(one for one in book.entries if one.address == address)
    return read_filled(book.root, entry, book.bodies[entry.body])


def page_text(filled: Filled, language: str) -> str:
    """All that its page says, as text without blanks."""
    settings = Settings("示例", language=language)
    doubts = doubts_of(filled, inspect(filled.document, filled.form, filled.body), settings.t)
    pages = document_pages(settings, Subject(filled, doubts=doubts), document_parts(settings, filled))
    said = re.sub(r"<[^>]+>", "", "".join(page.content for page in pages))
    return "".join(unescape(said).split())


def annex_of_real(filled: Filled, language: str) -> Annex:
    """Its annex, which it must have."""
    annex = Annexes()(filled, language)
    assert annex is not None
    return annex


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_page_say_the_same(book: Book, language: str) -> None:
    """Each note, doubt and missing thing in the words of the page; only numbers, signs and headings are the paper's own."""
    t = catalogue(language)
    for entry in book.entries:
        filled = filled_of(book, entry.address)
        shown, annex = page_text(filled, language), annex_of_real(filled, language)
        first, *said, last = annex.paragraphs
        assert (first.text, last.text) == (t("annex.begin"), t("annex.end"))
        for one in said:
            if one.level:
                continue
            words = re.sub(r"^(?:\d+\.|\[[※△]\d+\])　", "", one.text)
            for part in words.split("　"):
                assert "".join(part.split()).removesuffix(t("summary.stop")) in shown, (entry.address, part)
        doubts = doubts_of(filled, inspect(filled.document, filled.form, filled.body), t)
        whole = "\n".join(one.text for one in said)
        assert all(doubt.sentence in whole and doubt.why in whole for doubt in doubts)
        assert all((note.note or "") in whole for note in filled.document.review)
        if filled.document.year_basis:
            assert filled.document.year_basis in whole


def test_signs_stand_where_the_page_marks_cells(book: Book) -> None:
    """Each cell that the page marks has a sign, each sign is explained, and only its text is longer by that."""
    filled = filled_of(book, "2022/guangzhou-cppcc/department")
    annex = annex_of_real(filled, "zh")
    cells = [cell for part in filled.sheet for cell in getattr(part, "cells", ())]
    signed = [cell for part in annex.signed(filled.sheet) for cell in getattr(part, "cells", ())]
    found = [(plain, one) for plain, one in zip(cells, signed, strict=True) if plain != one]
    assert found
    assert annex.legend == "※ 有校核说明，见所附"
    text = "\n".join(one.text for one in annex.paragraphs)
    assert set(re.findall(r"(?m)^\[[※△]\d+\]", text)) == set(
        re.findall(r"\[[※△]\d+\]", "".join(one.text for _, one in found))
    )
    for plain, one in found:
        signs = re.findall(r"\[[※△]\d+\]", one.text.removeprefix(plain.text))
        assert one == plain._replace(text=plain.text + "".join(signs))
        assert all(f"\n{sign}　" in text for sign in signs)
    settings = Settings("示例")
    doubts = doubts_of(filled, inspect(filled.document, filled.form, filled.body), settings.t)
    (page, *_) = document_pages(settings, Subject(filled, doubts=doubts), document_parts(settings, filled))
    marked = len(re.findall(r"<t[dh][^>]*>(?:(?!</t[dh]>).)*gb-(?:note|doubt)-mark", page.content, re.DOTALL))
    assert marked == len(found)


def test_prose_has_numbers_and_no_signs(book: Book) -> None:
    """A sign that stands nowhere would be looked for in vain."""
    annex = annex_of_real(filled_of(book, "2022/shanhaiguan-cppcc/department"), "zh")
    assert (annex.signs, annex.legend) == ({}, "")
    assert any(one.text.startswith("1.　") for one in annex.paragraphs)


def test_a_document_without_a_doubt_has_no_annex(tmp_path: Path) -> None:
    """Nothing is said where the page says nothing; a rule that the site turned off says nothing here either."""
    root = write_goals(tmp_path, **{FILE: GOOD})
    book = load_book(root)
    filled = read_filled(root, book.entries[0], book.bodies[book.entries[0].body])
    annex = Annexes()(filled, "zh")
    assert (annex is None) == ("校核说明" not in page_text(filled, "zh"))


def test_the_annex_follows_the_weights_of_the_site(book: Book) -> None:
    """A rule that is off isn't told."""
    filled = filled_of(book, "2022/shanhaiguan-cppcc/vehicle-insurance")
    doubts = doubts_of(filled, inspect(filled.document, filled.form, filled.body), catalogue("zh"))
    off = tuple(Weighed(one.rule, "off", "示例") for one in doubts)
    said = "\n".join(one.text for one in annex_of_real(filled, "zh").paragraphs)
    without = Annexes(off)(filled, "zh")
    assert without is not None
    assert all(one.why in said for one in doubts)
    assert doubts
    assert not any(one.why in paragraph.text for one in doubts for paragraph in without.paragraphs)


def paper_texts(raw: bytes, suffix: str) -> str:
    """All texts of a paper, without blanks."""
    if suffix == "pdf":
        found = [page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages]
    elif suffix == "xlsx":
        sheets = load_workbook(io.BytesIO(raw)).worksheets
        found = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value]
    else:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            found = [re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())]
    return "".join("".join(found).split())


@pytest.mark.parametrize("annex", [True, False])
def test_the_setting_rules_papers_and_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, annex: bool) -> None:
    """PDF, Word, Excel and both kinds of book have an annex, or neither annex nor signs; the page says the same either way."""
    monkeypatch.chdir(copy_site(tmp_path / "site"))
    config = Path("mkdocs.yml")
    stated = f"  - goalbook:\n      annex: {str(annex).lower()}\n"
    config.write_text(config.read_text("utf-8").replace("  - goalbook:\n", stated), "utf-8")
    begin = "".join(catalogue("zh")("annex.begin").split())
    for suffix in ("pdf", "docx", "xlsx"):
        done = run_command("export", f"goals/{DOUBTED}.yml", "-o", f"x.{suffix}")
        assert done.exit_code == 0, done.output
        said = paper_texts(Path(f"x.{suffix}").read_bytes(), suffix)
        assert (begin in said, "[△" in said) == (annex, annex), suffix
    for suffix in ("pdf", "xlsx"):
        done = run_command("book", "2022", "-o", f"book.{suffix}")
        assert done.exit_code == 0, done.output
        said = paper_texts(Path(f"book.{suffix}").read_bytes(), suffix)
        assert (said.count(begin) > 1, "[△" in said) == (annex, annex), suffix


def test_the_book_has_each_annex_after_its_form(book: Book) -> None:
    """As many as documents have something said of them, in the order of the book, each before the next form begins."""
    part = yearbook_of(book, "2022", Settings("示例").paper, lambda _: "2024-01-31", catalogue("zh"))
    assert part
    leaves = list(part.leaves())
    begin = "".join(catalogue("zh")("annex.begin").split())
    assert sum(one.annex is not None for one in leaves) > 1
    (raw,) = write_volumes(part)
    pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(raw)).pages]
    # The foot of each page names the document that it belongs to.
    found = [one.address for page in pages for one in leaves if begin in page and str(one.address) in page]
    assert found == [one.address for one in leaves if one.annex]


def test_the_page_knows_nothing_of_the_setting(book: Book) -> None:
    """What is doubtful is told to readers of the page whatever paper has."""
    filled = filled_of(book, DOUBTED)
    pages = []
    for annex in (True, False):
        settings = Settings("示例", annex=annex)
        doubts = doubts_of(filled, inspect(filled.document, filled.form, filled.body), settings.t)
        (page,) = document_pages(settings, Subject(filled, doubts=doubts), document_parts(settings, filled))
        pages.append(page.content)
    assert pages[0] == pages[1]
    assert "gb-review" in pages[0]
