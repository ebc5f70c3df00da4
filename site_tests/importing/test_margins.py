"""Margins of pages: what says nothing new is forgotten, all else is told; papers of our own are read back whole."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from goalbook.book.entry import summarise
from goalbook.book.filled import fill_document
from goalbook.book.load import load_document
from goalbook.importing.account import Account, Choice, Wanted
from goalbook.importing.counting.untold import Counted, Held, tell_untold
from goalbook.importing.import_file import documents_of
from goalbook.importing.lines import Lines
from goalbook.importing.sources.margins import drop_repeated_margins
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.model.address import Address
from goalbook.model.records import Body, Document
from goalbook.writers.formats import cover_of
from goalbook.writers.office.docx import write_docx
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.paper import Cover, Leaf, Paper
from goalbook.writers.pdf.write import write_pdf

from site_tests.conftest import ROOT
from site_tests.helpers.samples.shipped import sample_of
from site_tests.helpers.shipped import FORMS

GENERAL = [name for name in FORMS if name.startswith(("cn-", "en-"))]
FOLDER = "2024/sample-0001"
OFFICE = {"zh": "示例单位", "en": "Sample Office"}
_DOCUMENT = load_document(ROOT / "goals", "2024/huangyuan-cppcc/department.yml")[0]
REAL = {_DOCUMENT.form: _DOCUMENT} if _DOCUMENT else {}
WRITERS = {".docx": write_docx, ".xlsx": write_xlsx, ".pdf": write_pdf}


def told(*margins: str) -> list[str]:
    """The margins that are told, of a document with a title and two values."""
    lines = Lines()
    for text in ("某某 目标表", "Plan of measures", "not yet\nknown"):
        lines.paragraph(text)
    for text in margins:
        lines.aside("margin", "footer1", text)
    drop_repeated_margins(lines, ["示例单位"], {FOLDER})
    return [aside.text for aside in lines.asides]


@pytest.mark.parametrize("text", [
    "- 3 -", "第 3 页", "3 / 12", "2024年3月5日", "2026-11-28", "示例单位 · 某某 目标表 第 1 页，共 2 页",
    "Plan of measures — Page 3 of 12", "page 2",
    f"https://example.org/{FOLDER}/x/ 2026-11-28", f"http://localhost:8000/a/{FOLDER}/x.html", "not yet known", "某某 目标…",
    *(catalogue(language)("office.page_of", number=number, count=number) for language in LANGUAGES for number in ("", "3")),
])  # fmt: skip
def test_a_margin_that_says_nothing_new_is_forgotten(text: str) -> None:
    """Pages, days, what the document says, the name of its body, the address of its own page."""
    assert told(text) == []


@pytest.mark.parametrize("text", [
    "公开14表", "某某 目标表（修改稿）", "金额 3500", "示例单位 3500", "示例单位二", "not", "measure · Page 1",
    "Page of honour", "其他单位 · 某某 目标表",
    "https://example.org/2023/sample-0001/x/", f"https://example.org/{FOLDER}/x/?remark=wrong", f"https://example.org/{FOLDER}/",
])  # fmt: skip
def test_a_margin_that_says_more_is_told(text: str) -> None:
    """A remark, a number that is no page's, another body, a word that is only part of one, an address of another page."""
    expected = [] if text == "not" else [text]  # a whole word of the document
    assert told(text) == expected
    assert told("第 1 页", text) == expected


def test_a_margin_hides_no_text_that_nobody_has_read() -> None:
    """It is not counted, so it accounts for nothing of what is."""
    lines = Lines()
    lines.aside("margin", "footer1", "金额 3500")
    tell_untold(lines, Counted([Held("#1", "3500")]))
    assert [(aside.kind, aside.text) for aside in lines.asides] == [("margin", "金额 3500"), ("uncounted", "3500")]


def leaves(*names: str) -> list[Leaf]:
    """The generated samples of forms, as they go on the paper of a site that has an address; of a form of a real document that one."""
    made = []
    for name in names:
        document = REAL.get(name) or Document.model_validate(sample_of(FORMS[name]))
        entry = summarise(document, FORMS[name], Address(f"{FOLDER}/{name}"), "0123456789ab" * 5)
        body = Body(goalbook="2", name=OFFICE["en" if name.startswith("en-") else "zh"])
        filled = fill_document(b"", document, entry, body)
        made.append(Leaf(filled, "2026-11-28", f"https://example.org/{FOLDER}/{name}/"))
    return made


def accounts(names: list[str], suffix: str, cover: Cover | None = None) -> list[Account]:
    """What comes of the paper of some forms, each document of it brought in."""
    language = "en" if names[0].startswith("en-") else "zh"
    raw = WRITERS[suffix](leaves(*names), Paper(url="https://example.org/", language=language, cover=cover))
    chosen = {1: Choice(FOLDER)}
    wanted = Wanted(f"made{suffix}", "0" * 64, language, dict(FORMS), None, FOLDER, chosen, (OFFICE[language],))
    brought = documents_of(wanted, raw, suffix)
    assert not isinstance(brought, str)
    assert [one.form_id for one in brought] == names
    found = [one.account for one in brought if isinstance(one.account, Account)]
    assert len(found) == len(names)
    return found


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("name", [*GENERAL, "qinghai-department"])
def test_own_paper_comes_back_with_nothing_to_look_at(name: str, suffix: str) -> None:
    """In every form and language, with the running foot of a site that has an address; a label that is hidden as originals lack it too."""
    (account,) = accounts([name], suffix)
    assert account.certain


def covers(language: str) -> list[Cover]:
    """The covers of the collections that sites and `goalbook book` make."""
    t = catalogue(language)
    year = t("document.year", year="2024")
    titles = (
        t("office.several"), t("listing.year_title", year=year), t("listing.undated_title"),
        t("listing.body_year_title", body=OFFICE[language], year=year),
    )  # fmt: skip
    found = [cover_of(title, 2, OFFICE[language], t) for title in titles]
    book = Cover(t("book.title", year="2024"), (t("book.bodies", count=1), t("book.documents", count=2)))
    return [book, *filter(None, found)]


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("names", [["cn-project", "cn-adjust"], ["en-measures", "en-objectives"]])
@pytest.mark.parametrize("number", [0, *(pytest.param(n, marks=pytest.mark.full) for n in range(1, 5))])
def test_own_collections_come_back_with_nothing_to_look_at(names: list[str], suffix: str, number: int) -> None:
    """Cover, overview, contents and indexes are no document, and nothing is told of them; every document has its title."""
    cover = covers("en" if names[0].startswith("en-") else "zh")[number]
    found = accounts(names, suffix, cover)
    assert all(account.certain for account in found)
    assert all(b"\ntitle: " in account.raw for account in found)


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("names", [["cn-project", "cn-adjust"], ["en-measures", "en-objectives"]])
def test_of_a_cover_only_the_line_that_says_more_is_told(names: list[str], suffix: str) -> None:
    """An authority that no document names and the import doesn't know; a sheet's overview is a table and told whole."""
    cover = covers("en" if names[0].startswith("en-") else "zh")[0]
    first, second = accounts(names, suffix, replace(cover, lines=(*cover.lines, "另一机关 Other")))
    assert second.certain
    assert (first.other, first.misplaced, first.doubts) == ((), (), ())
    left = [piece.text for piece in first.left]
    assert left == ["另一机关 Other"] or (suffix == ".xlsx" and "另一机关 Other" in left)
    assert b"Other" not in first.raw


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("names", [["cn-project", "cn-adjust"], ["en-measures", "en-objectives"]])
def test_a_list_that_says_more_is_told(names: list[str], suffix: str) -> None:
    """A line that no document says is left over with all that stands around it, however long that is; it keeps no document out."""
    first, second = accounts(names, suffix, Cover("目录", tuple(f"更正 {n}" for n in range(60))))
    assert second.certain
    assert (first.other, first.misplaced, first.doubts) == ((), (), ())
    assert {"更正 0", "更正 59"} <= {piece.text for piece in first.left}
    assert not any(re.search("示例文本|Sample text", piece.text) for piece in first.left)
