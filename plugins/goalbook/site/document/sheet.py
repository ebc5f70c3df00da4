"""The filled form of a document as a page shows it: labels lead to the glossary, doubtful cells to their review notes."""

from __future__ import annotations

from collections.abc import Callable

from goalbook.book.filled import Filled
from goalbook.forms.fill import Sheet
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.glossary import term_anchor
from goalbook.writers.html import weigh_html, write_html


def note_anchor(number: int) -> str:
    """The anchor of a review note, counted from 1."""
    return f"note-{number}"


def write_sheet(settings: Settings, filled: Filled, sheet: Sheet, page: str) -> str:
    """The form, or a part of it, for the page at an address."""
    notes = _notes(settings, filled, page)
    return write_html(sheet, settings.t, _terms(settings, page), notes, anchors=filled.anchors)


def weigh_sheet(settings: Settings, filled: Filled) -> list[list[int]]:
    """The bytes of each row and paragraph of the whole form."""
    page = filled.entry.address
    notes = _notes(settings, filled, page)
    return weigh_html(filled.sheet, settings.t, _terms(settings, page), notes, filled.anchors)


def _terms(settings: Settings, page: str) -> Callable[[str], str]:
    def term(label: str) -> str:
        anchor = term_anchor(label)
        return settings.href(page, "glossary", anchor) if anchor else ""

    return term


def _notes(settings: Settings, filled: Filled, page: str) -> dict[str, str]:
    """The link to the first note that speaks of a cell, by the cell's path; all notes stand on the document's own page."""
    own = filled.entry.address
    found: dict[str, str] = {}
    for number, path in enumerate(filled.notes, 1):
        if path:
            whole = f"{path}.name" if path.rsplit(".", 1)[-1].isdigit() else path
            anchor = note_anchor(number)
            found.setdefault(whole, f"#{anchor}" if page == own else settings.href(page, own, anchor))
    return found
