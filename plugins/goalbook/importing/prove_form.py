"""The proof of a form by itself: filled with an empty and with a full document, it gives both back when it is read."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from goalbook.forms.fill import Sheet, fill
from goalbook.forms.form import Each, Form, FormCell, lines_of_section
from goalbook.forms.grid import Cell, Grid
from goalbook.forms.made_record import made_record
from goalbook.goalfile.problem import Problem, details
from goalbook.importing.lines import with_text
from goalbook.importing.printed import lines_of_sheet
from goalbook.importing.reading.read import read
from goalbook.model.places import printed, value_at
from goalbook.model.records import Document


def reading_problems(form: Form, file: str) -> Iterator[Problem]:
    """The values that a form prints and that aren't found in their places when its print is read, each at its cell's drawing."""
    for record in (made_record(form), {"goalbook": "2", "form": form.id, "body": "body"}):
        try:
            document = Document.model_validate(record)
        except ValidationError as error:
            place = ".".join(map(str, error.errors()[0]["loc"]))
            yield Problem(file, *_drawn_at(form, place), "form-cannot-hold", "", details({"path": place}))
            return
        found = list(_unlike(form, document))
        told: set[tuple[int, int]] = set()
        for path, text, other in found:
            at = _drawn_at(form, path)
            if at not in told:
                told.add(at)
                yield Problem(
                    file, *at, "form-not-read-back", "", details({"path": path, "text": text, "found": other})
                )
        if found:
            return


def _unlike(form: Form, document: Document) -> Iterator[tuple[str, str, str]]:
    """The places of a document that are printed and read otherwise, with what is printed and what was read."""
    sheet = fill(form, document)
    lines = lines_of_sheet(sheet)
    made = read(form, lines.lines)
    try:
        brought = Document.model_validate(made.record | {"body": document.body})
    except ValidationError as error:
        yield ".".join(map(str, error.errors()[0]["loc"])), "", ""
        return
    for cell in _values(sheet):
        text, other = (printed(value_at(one, cell.path)) for one in (document, brought))
        if text != other:
            yield cell.path, text, other
    for path in ("items", "indicators", "spending_plan", "schedule"):
        if len(getattr(document, path)) != len(getattr(brought, path)):
            yield path, str(len(getattr(document, path))), str(len(getattr(brought, path)))
    yield from (("", piece.text, "") for piece in with_text(lines.pieces) if piece.number not in made.placed)


def _values(sheet: Sheet) -> Iterator[Cell]:
    """The cells of a filled form that print a value."""
    for part in sheet:
        if isinstance(part, Grid):
            yield from (cell for cell in (*part.above, *part.cells, *part.below) if cell.path)


def _drawn_at(form: Form, path: str) -> tuple[int, int]:
    """Where the form draws the value at a place of a document; its first cell where that isn't known."""
    best: tuple[int, FormCell] | None = None
    bare = ".".join(step for step in path.split("."))
    for table in form.tables:
        for section in table.sections:
            for line in lines_of_section(section):
                for slot, field in line.fields:
                    at = len(field.path) if bare == field.path or bare.endswith(f".{field.path}") else 0
                    at = at or (1 if isinstance(section, Each) and bare.startswith(section.chain[0].name) else 0)
                    if best is None or at > best[0]:
                        best = at, slot
    return best[1].at if best else (1, 1)
