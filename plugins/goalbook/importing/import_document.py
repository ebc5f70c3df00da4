"""A source document brought in as a goal file, with an account of every one of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import ValidationError

from goalbook.forms.fields import labels_and_fields
from goalbook.forms.fill import ProseText, Sheet, fill
from goalbook.forms.form import Form, Label
from goalbook.forms.grid import Grid
from goalbook.goalfile.write import write_goal_file
from goalbook.importing.account import Account
from goalbook.importing.limits import SourceError, within
from goalbook.importing.lines import Aside, Lines, SourceLine, SourcePiece, with_text
from goalbook.importing.prove import misplaced_pieces
from goalbook.importing.reading.in_order import has_text
from goalbook.importing.reading.match import squeezed
from goalbook.importing.reading.over import texts_beside
from goalbook.importing.reading.read import read
from goalbook.importing.reading.record import LABEL, Read
from goalbook.messages.catalogue import Catalogue
from goalbook.model.address import UNDATED
from goalbook.model.places import Finder
from goalbook.model.records import Document
from goalbook.model.transcript import transcript_of

# Of a source with fewer of its values in their places the form is another one: nothing is written.
LEAST_PLACED = 0.5
# What stands in a form that nobody filled in.
_UNFILLED = ("goalbook", "form", "title", "year", "money_unit")


@dataclass(frozen=True, slots=True)
class Imported(Account):
    """A new goal file, where each piece of its source went, and its document."""

    document: Document


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a document was read from, as the goal file states it: its name and its sha256."""

    file: str
    sha256: str


def import_document(form: Form, lines: Lines, folder: str, source: SourceFile, t: Catalogue) -> Imported:
    """The goal file in a folder ``2024/<body>`` that is read from the lines of one document.

    Raises SourceError where what was read is no document, or the form has no place for most of it.
    """
    made = read(form, lines.lines)
    if _is_blank(made, lines):
        raise SourceError("blank-form", form=form.name)
    if _placed(made, form, lines.lines[lines.ahead :]) < LEAST_PLACED:
        raise SourceError("other-form", form=form.name)
    within("values", len(made.placed))
    year, body = folder.split("/")[:2]
    record = made.record | {"body": body, "source": asdict(source)}
    record |= _year(made, year, t)
    if year == UNDATED:
        record.pop("year", None)
    document = _document_of(record)
    finder = Finder(document)
    doubts = [one for one in made.doubts if finder.find(one.get("at", "")) is not None]
    if doubts:
        record["review"] = doubts
        document = _document_of(record)
    record["source"]["transcript"] = transcript_of(document)
    raw = _file_of(record)
    said = list(with_text(lines.pieces))
    placed = [one for one in said if one.number in made.placed]
    values = [one for one in placed if made.placed[one.number] != "label"]
    left = tuple(one for one in said if one.number not in made.placed)
    # A text without tables has its title over it, though no part of its form prints it.
    sheet = fill(form, document)
    # Who signs may stand in one line with others, or beside the label: all of it is in the entries.
    signed = {number for number, path in made.placed.items() if path.startswith("sign.")}
    unsigned = [one for one in values if one.number not in signed]
    other = tuple(printed_otherwise(unsigned, [*_printed(sheet), document.title or ""]))
    told = {piece.number for piece in (*left, *other)} | signed
    misplaced = tuple(piece for piece in misplaced_pieces(sheet, lines.lines) if piece.number not in told)
    counts = len(values), len(placed) - len(values)
    asides = tuple(_asides(form, lines))
    return Imported(raw, *counts, left, other, misplaced, tuple(made.doubts), asides, document)


def _asides(form: Form, lines: Lines) -> Iterator[Aside]:
    """What a source holds beside its lines, but for hidden labels of the form that originals lack: papers of the site have them so."""
    lost = {squeezed(one.text) for one in labels_and_fields(form) if isinstance(one, Label) and one.lost}
    return (one for one in lines.asides if one.kind != "hidden" or squeezed(one.text) not in lost)


def _file_of(record: dict[str, Any]) -> bytes:
    """The goal file of a record, its keys in the order of the model."""
    order = [*Document.model_fields]
    head = ("# yaml-language-server: $schema=../../schema/document.json",)
    try:
        return write_goal_file(_texts({key: record[key] for key in sorted(record, key=order.index)}), head)
    except ValueError as error:
        raise SourceError("no-document") from error


def _is_blank(made: Read, lines: Lines) -> bool:
    """Whether a source prints the words of a form and nothing is filled in."""
    filled = (value for key, value in made.record.items() if key not in _UNFILLED)
    placed = (piece.number in made.placed for piece in with_text(lines.pieces))
    return LABEL in made.placed.values() and not any(map(has_text, filled)) and all(placed)


def _placed(made: Read, form: Form, part: list[SourceLine]) -> float:
    """Which share of the values in a part of a source found a place; a form without tables is asked for paragraphs alone."""
    said = {
        slot.piece.number
        for line in part
        if form.tables or not line.table
        for slot in line.slots
        if slot.piece.text.strip() and made.placed.get(slot.piece.number) != LABEL
    }
    return sum(number in made.placed for number in said) / len(said) if said else 0.0


def _document_of(record: dict[str, Any]) -> Document:
    try:
        return Document.model_validate(record)
    except ValidationError as error:
        raise SourceError("no-document") from error


def _year(made: Read, folder: str, t: Catalogue) -> dict[str, str]:
    """The year of the folder; where none was read in its place and none like it in the title, that is said. Words that state another
    year have no place.
    """
    read, title = made.record.get("year", ""), str(made.record.get("title", ""))
    if read != folder:
        for number in made.dated:
            del made.placed[number]
    if folder == UNDATED:
        return {}
    if read and read != folder:
        return {"year": folder, "year_basis": t("import.year_other", year=read)}
    said = read or re.search(rf"(?<!\d){folder}(?!\d)", title)
    return {"year": folder} | ({} if said else {"year_basis": t("import.year_basis")})


def _texts(value: Any) -> Any:
    """A record without fields that have nothing in them."""
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items() if one not in ({}, [], None)}
    return [one if one is None else _texts(one) for one in value] if isinstance(value, list) else value


def printed_otherwise(values: list[SourcePiece], texts: list[str]) -> Iterator[SourcePiece]:
    """The pieces that the filled form prints nowhere: as no text of its own, as no line of one and not side by side."""
    printed = {squeezed(one) for text in texts for one in (text, *text.split("\n"))}
    apart = (piece for piece in values if squeezed(piece.text) not in printed)
    return (piece for piece in apart if any(squeezed(one) not in printed for one in texts_beside(piece.text)))


def _printed(sheet: Sheet) -> Iterator[str]:
    for part in sheet:
        if isinstance(part, ProseText):
            yield from (one.text for one in part.paragraphs)
        else:
            assert isinstance(part, Grid)
            yield from (cell.text for cell in (*part.cells, *part.above, *part.below))
            yield from (part.number, part.title, part.subtitle)
