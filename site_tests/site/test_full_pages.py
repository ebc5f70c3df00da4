"""The fullest rows and notes that a file may hold: no page of the document passes 1 MB."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from goalbook.book.filled import read_filled
from goalbook.book.load import load_book
from goalbook.model.limits import MOST_BESIDE, MOST_CHARACTERS, MOST_IN_AN_ENTRY
from goalbook.site.document.parts import document_parts
from goalbook.site.document.sheet import write_sheet
from goalbook.site.frame.settings import Settings

from site_tests.helpers.faulty import FILE, GOOD, write_goals

FRAME = 50_000  # more than the theme and what else stands on a page takes


@pytest.mark.parametrize("letter", ["甲", '"'])
def test_the_fullest_rows_fit_a_page(letter: str, tmp_path: Path) -> None:
    """As many letters in notes and in rows as are let through, also such as take six bytes on a page."""
    note = MOST_BESIDE // 6
    notes = f"  - {{at: title, kind: typo, note: '{letter * note}'}}\n" * 5
    half = min(MOST_IN_AN_ENTRY // 2, MOST_CHARACTERS)
    rows = f"  - {{name: '{letter * half}', target: '{letter * half}'}}\n" * 6
    book = load_book(write_goals(tmp_path, **{FILE: f"{GOOD}review:\n{notes}indicators:\n{rows}"}))
    assert book.errors == ()
    (entry,) = book.entries
    filled = read_filled(book.root, entry, book.bodies[entry.body])
    settings = Settings("示例")
    parts = document_parts(settings, filled)
    pages = [
        len(write_sheet(settings, filled, sheet, parts.page(n), ()).encode()) for n, sheet in enumerate(parts.sheets, 1)
    ]
    pages[0] += 5 * len(escape(letter * note).encode())
    assert len(pages) > (letter == '"')
    assert sum(pages) > 12 * half * len(escape(letter).encode())
    assert max(pages) < 1_000_000 - FRAME
