"""The page of a withdrawn document: day and reason, and where the site wants it the text for the record, without downloads."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.book.filled import Filled, read_filled
from goalbook.book.load import load_book
from goalbook.site.document.page import Subject, document_pages
from goalbook.site.document.parts import document_parts
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings

from site_tests.helpers.faulty import FILE, GOOD, write_goals

GONE = "withdrawn: {date: 2024-01-02, reason: 示例理由}\n"
ROW = "  - {name: 示例指标, target: '≥95%'}\n"


def pages_of(root: Path, rows: int, *, text: bool) -> tuple[Filled, list[Page]]:
    """The pages of a withdrawn document with so many indicators."""
    book = load_book(write_goals(root, **{FILE: f"{GOOD}{GONE}indicators:\n{ROW * rows}"}))
    assert book.errors == ()
    filled = read_filled(root, book.entries[0], book.bodies[book.entries[0].body])
    settings = Settings("示例", withdrawn_text=text)
    return filled, list(document_pages(settings, Subject(filled), document_parts(settings, filled)))


def test_a_withdrawn_document_tells_day_and_reason_alone(tmp_path: Path) -> None:
    """Its text is in snapshots."""
    _, (page,) = pages_of(tmp_path, 2, text=False)
    assert "2024年1月2日" in page.content
    assert "示例理由" in page.content
    assert "示例指标" not in page.content
    assert "gb-review" not in page.content


@pytest.mark.parametrize("rows", [2, 1600])
def test_its_text_stays_readable_where_the_site_wants_it(rows: int, tmp_path: Path) -> None:
    """On one page or several, each of which says first that it was withdrawn; nothing is offered to be downloaded or found."""
    _, pages = pages_of(tmp_path, rows, text=True)
    assert (len(pages) > 1) == (rows > 2)
    assert "示例理由" in pages[0].content
    assert sum(page.content.count(">示例指标<") for page in pages) >= rows
    for page in pages:
        assert 0 < page.content.index("2024年1月2日") < page.content.index("gb-paper")
        assert "gb-downloads" not in page.content
        assert page.head == ""
        assert not page.listed
