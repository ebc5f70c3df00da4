"""An Excel file that was exported, edited and saved, read beside what was exported: what people changed in it, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from goalbook.forms.form import Form
from goalbook.importing.account import Account
from goalbook.importing.import_document import Imported, SourceFile, import_document
from goalbook.importing.import_file import bytes_of
from goalbook.importing.limited import run_limited
from goalbook.importing.limits import READING, SourceError
from goalbook.importing.lines import Lines, SourcePiece, with_text
from goalbook.importing.reading.match import squeezed
from goalbook.importing.reading.read import read
from goalbook.importing.reading.record import LABEL
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.model.records import Document


@dataclass(frozen=True, slots=True)
class Edited:
    """A document as it was exported and as it is now; ``made_from`` is what the file says that it was made from.

    ``astray`` are the cells whose place in the form isn't known any more, ``doubts`` what is doubtful since, ``gone`` the words
    of the form that are.
    """

    made_from: str
    before: Document
    after: Document
    astray: tuple[SourcePiece, ...]
    doubts: tuple[dict[str, str], ...]
    gone: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether it is still the form that was exported."""
        return not (self.astray or self.doubts or self.gone)


def read_edited(path: Path, exported: bytes, form: Form, folder: str, made_from: str) -> Edited:
    """What an edited file says, beside the file as it was exported; ``made_from`` names the property that says of what.

    Raises SourceError where it can't be read, or is no workbook.
    """
    return run_limited(READING, compared, bytes_of(path), exported, form, folder, made_from)


def compared(raw: bytes, exported: bytes, form: Form, folder: str, made_from: str) -> Edited:
    """The same, in this process."""
    from goalbook.importing.sources.annexes import drop_annexes
    from goalbook.importing.sources.kind import kind_of
    from goalbook.importing.sources.properties import property_of
    from goalbook.importing.sources.sheets import read_xlsx

    if kind_of(raw, ".xlsx") != "xlsx":
        raise SourceError("no-workbook")
    said = property_of(raw, made_from)
    if not said:
        raise SourceError("not-exported")
    t, source = catalogue(LANGUAGES[0]), SourceFile("", "0" * 64)

    def brought(lines: Lines) -> Imported:
        return import_document(form, lines, folder, source, t)

    lines, lines_before = read_xlsx(raw), read_xlsx(exported)
    drop_annexes(lines)
    after, before = brought(lines), brought(lines_before)
    known = Counter(piece.text for piece in _astray(before))
    astray = tuple(piece for piece in _astray(after) if not _taken(known, piece.text))
    doubts = tuple(doubt for doubt in after.doubts if doubt not in before.doubts)
    gone = tuple(sorted(_labels(form, lines_before) - _labels(form, lines)))
    return Edited(said, before.document, after.document, astray, doubts, gone)


def _astray(made: Account) -> tuple[SourcePiece, ...]:
    return (*made.left, *made.other, *made.misplaced)


def _taken(known: Counter[str], text: str) -> bool:
    """Whether a text was there before, as often as now."""
    known[text] -= 1
    return known[text] >= 0


def _labels(form: Form, lines: Lines) -> set[str]:
    """The words of the form that a source prints."""
    placed = read(form, lines.lines).placed
    return {squeezed(piece.text) for piece in with_text(lines.pieces) if placed.get(piece.number) == LABEL}
