"""The filled form of a document as a page shows it: labels lead to the glossary, doubtful cells to their review notes; at results
stands what became of their targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goalbook.book.filled import Filled
from goalbook.checks.doubts import Doubt
from goalbook.checks.review import marked_cells
from goalbook.forms.fill import Sheet
from goalbook.results.judged import has_results, results_in
from goalbook.site.frame.achieved import outcome_words
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.glossary import term_anchor
from goalbook.writers.html import weigh_html, write_html
from goalbook.writers.html_text import Mark


def note_anchor(number: int) -> str:
    """The anchor of a review note, counted from 1."""
    return f"note-{number}"


def doubt_anchor(rule: str) -> str:
    """The anchor of what a rule found."""
    return f"doubt-{rule}"


def write_sheet(settings: Settings, filled: Filled, sheet: Sheet, page: str, doubts: Sequence[Doubt]) -> str:
    """The form, or a part of it, for the page at an address, its doubtful cells marked."""
    marks = _marks(settings, filled, page, doubts)
    return write_html(sheet, settings.t, _terms(settings, page), marks, anchors=filled.anchors)


def weigh_sheet(settings: Settings, filled: Filled) -> list[list[int]]:
    """The bytes of each row and paragraph of the whole form; the few marks of rules don't count."""
    page = filled.entry.address
    marks = _marks(settings, filled, page, ())
    return weigh_html(filled.sheet, settings.t, _terms(settings, page), marks, filled.anchors)


def _terms(settings: Settings, page: str) -> Callable[[str], str]:
    glossary = settings.href(page, "glossary")

    def term(label: str) -> str:
        anchor = term_anchor(label)
        return f"{glossary}#{anchor}" if anchor else ""

    return term


def _marks(settings: Settings, filled: Filled, page: str, doubts: Sequence[Doubt]) -> dict[str, tuple[Mark, ...]]:
    """The marks of cells by their paths: the first note that speaks of each, the first doubt; both stand on the document's own page."""
    own = filled.entry.address
    found: dict[str, dict[str, Mark]] = {}

    def add(path: str, kind: str, anchor: str) -> None:
        link = f"#{anchor}" if page == own else settings.href(page, own, anchor)
        found.setdefault(path, {}).setdefault(kind, Mark(link, kind))

    for path, kind, number in marked_cells(filled, doubts):
        add(path, kind, note_anchor(number) if kind == "note" else doubt_anchor(doubts[number - 1].rule))
    paths = {anchor: path for path, anchor in filled.anchors.items()} if has_results(filled.entry) else {}
    for result in results_in(filled):
        words = settings.t("outcome.mark", outcome=outcome_words(settings.t, result))
        found.setdefault(f"{paths[result.anchor]}.{result.place}", {})["outcome"] = Mark(
            "", result.found.outcome, words
        )
    return {path: tuple(marks.values()) for path, marks in found.items()}
