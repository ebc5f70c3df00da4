"""校核说明: what is said of a document beside its text, on its page and on its paper: notes, what isn't stated, which cells they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goalbook.book.filled import Filled
from goalbook.checks.doubts import Doubt
from goalbook.forms.fill import Sheet
from goalbook.forms.grid import Grid
from goalbook.messages.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class ToldNote:
    """A review note as readers are told it: its number from 1, the path of what it speaks of (or nothing), its kind, its place in words."""

    number: int
    path: str
    kind: str
    at: str
    printed: str
    suggest: str
    note: str


class MarkedCell(NamedTuple):
    """A cell that something is said of: the path of its value, who says it (a ``note`` or, as ``doubt``, a rule), the number of the note
    or doubt."""

    path: str
    kind: str
    number: int


def told_notes(filled: Filled, t: Catalogue) -> tuple[ToldNote, ...]:
    """The review notes of a document."""
    return tuple(
        ToldNote(number, path, review.kind, _in_words(t, review.at),
                 review.printed or "", review.suggest or "", review.note or "")
        for number, (review, path) in enumerate(zip(filled.document.review, filled.notes, strict=True), 1)
    )  # fmt: skip


def unstated_words(filled: Filled, t: Catalogue) -> list[str]:
    """What belongs to such a document and isn't stated in it."""
    document = filled.document
    missing = {
        "body": not filled.body.name,
        "year": not document.year or document.year_basis is not None,
        "stage": not filled.entry.stage,
        "title": not document.title,
        "money_unit": bool(filled.entry.money) and not document.money_unit,
    }
    return [t(f"unstated.{name}") for name, absent in missing.items() if absent]


def marked_cells(filled: Filled, doubts: Sequence[Doubt]) -> Iterator[MarkedCell]:
    """The cells that notes and doubts speak of, in their order."""
    for number, path in enumerate(filled.notes, 1):
        if path:
            yield MarkedCell(f"{path}.name" if path.rsplit(".", 1)[-1].isdigit() else path, "note", number)
    printed = _printed(filled.sheet) if doubts else frozenset()
    for number, doubt in enumerate(doubts, 1):
        for path in doubt.paths:
            if shown := _shown(path, printed):
                yield MarkedCell(shown, "doubt", number)


def _in_words(t: Catalogue, at: str) -> str:
    """The place of a note as a reader would say it: a field at its end by its official name."""
    words = [word.strip() for word in at.split("/")]
    if f"label.{words[-1]}" in t:
        words[-1] = t(f"label.{words[-1]}")
    return " › ".join(words)


def _printed(sheet: Sheet) -> frozenset[str]:
    """The paths of the cells of tables."""
    return frozenset(cell.path for part in sheet if isinstance(part, Grid) for cell in part.cells if cell.path)


def _shown(path: str, printed: frozenset[str]) -> str:
    """The cell that shows what a rule speaks of: its own, else the name of the record that it lies in; nothing where neither is printed."""
    while path:
        for shown in (path, f"{path}.name"):
            if shown in printed:
                return shown
        path = path.rpartition(".")[0]
    return ""
