"""The annex of a document on paper: the same words as on its page, of what is doubtful in it and what isn't stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goalbook.book.annex import Annex
from goalbook.book.filled import Filled
from goalbook.checks.doubts import Doubt, doubts_of
from goalbook.checks.review import ToldNote, marked_cells, told_notes, unstated_words
from goalbook.checks.run import inspect
from goalbook.checks.weights import Weights
from goalbook.forms.fill import Paragraph
from goalbook.forms.grid import Grid
from goalbook.messages.catalogue import Catalogue, catalogue, language_of
from goalbook.model.signs import DOUBT_SIGN, NOTE_SIGN, numbered_sign

_SIGNS = {"note": NOTE_SIGN, "doubt": DOUBT_SIGN}


@dataclass(frozen=True, slots=True)
class Annexes:
    """Makes the annexes of a site's documents, by how it weighs rules."""

    weights: Weights = ()

    def __call__(self, filled: Filled, language: str) -> Annex | None:
        """The annex of a document of which the rules were not asked yet; None where there is nothing to say."""
        t = catalogue(language_of(language))
        found = inspect(filled.document, filled.form, filled.body, self.weights)
        return annex_of(filled, doubts_of(filled, found, t), t)


def annex_of(filled: Filled, doubts: Sequence[Doubt], t: Catalogue) -> Annex | None:
    """The annex of a document, with its doubts; None where there is nothing to say."""
    cells: dict[tuple[str, int], str] = {}
    signs: dict[str, str] = {}
    grids = (part for part in filled.sheet if isinstance(part, Grid))
    printed = {cell.path for grid in grids for cell in grid.cells if not (cell.hidden or cell.lost)}
    for path, kind, number in marked_cells(filled, doubts):
        if path not in printed:
            continue
        sign = cells[kind, number] = numbered_sign(_SIGNS[kind], number)
        if sign not in signs.get(path, ""):
            signs[path] = f"{signs.get(path, '')}{sign}"
    said = [*_unstated(filled, t), *_notes(filled, cells, t), *_doubts(doubts, cells, t), *_accepted(filled, t)]
    if not said or filled.document.withdrawn:
        return None
    kinds = {kind for kind, _ in cells}
    legend = t(f"annex.legend_{'both' if len(kinds) > 1 else kinds.pop()}") if kinds else ""
    return Annex((Paragraph(1, t("annex.begin"), ""), *said, _paragraph(t("annex.end"))), signs, legend)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(0, text, "")


def _unstated(filled: Filled, t: Catalogue) -> Iterator[Paragraph]:
    document = filled.document
    if document.year and document.year_basis:
        yield _paragraph(
            t("document.year", year=document.year)
            + t("document.inferred", basis=document.year_basis)
            + t("summary.stop")
        )
    if unstated := unstated_words(filled, t):
        yield _paragraph(t("review.unstated") + t("review.between").join(unstated) + t("summary.stop"))


def _notes(filled: Filled, cells: dict[tuple[str, int], str], t: Catalogue) -> Iterator[Paragraph]:
    notes = told_notes(filled, t)
    if notes:
        yield Paragraph(2, t("review.heading"), "")
    for note in notes:
        yield _paragraph(f"{cells.get(('note', note.number), f'{note.number}.')}　{_said(note, t)}")


def _said(note: ToldNote, t: Catalogue) -> str:
    """A note as its page has it, its lines one after the other."""
    first = f"{t(f'review.{note.kind}')}　{note.at}" + (f"{t('review.colon')}{note.note}" if note.note else "")
    printed = t("review.printed", text=note.printed) if note.printed else ""
    suggest = t("review.suggest", text=note.suggest) if note.suggest else ""
    return "　".join(filter(None, (first, printed, suggest)))


def _doubts(doubts: Sequence[Doubt], cells: dict[tuple[str, int], str], t: Catalogue) -> Iterator[Paragraph]:
    if doubts:
        yield Paragraph(2, t("checks.heading"), "")
        yield _paragraph(t("checks.lead"))
    for number, doubt in enumerate(doubts, 1):
        yield _paragraph(f"{cells.get(('doubt', number), f'{number}.')}　{doubt_words(doubt, t)}")


def doubt_words(doubt: Doubt, t: Catalogue) -> str:
    """What a rule found as its page tells it: the sentence, where it is so, why it matters."""
    where = ""
    if doubt.count > 1 and doubt.places:
        where = t("review.colon") + t("checks.between").join(place.text for place in doubt.places)
        where += t("checks.more") if doubt.count > len(doubt.places) else ""
    return f"{doubt.sentence}{where}{t('checks.stop')}{t('summary.between')}{doubt.why}"


def _accepted(filled: Filled, t: Catalogue) -> Iterator[Paragraph]:
    for accept in filled.document.accept:
        at = f" · {accept.at}" if accept.at else ""
        yield _paragraph(t("review.accepted", rule=accept.rule, reason=accept.reason) + at)
