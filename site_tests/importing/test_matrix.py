"""Sources that are laid out otherwise than the form prints: each value is in its field or told, and none is in another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from goalbook.forms.fill import Sheet, fill
from goalbook.forms.grid import Cell, Grid
from goalbook.importing.import_document import Imported, SourceFile, import_document
from goalbook.importing.limits import SourceError
from goalbook.importing.lines import Lines
from goalbook.importing.reading.over import texts_beside
from goalbook.importing.reading.parts import parts_in
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.html import read_html
from goalbook.importing.sources.sheets import read_xlsx
from goalbook.messages.catalogue import catalogue
from goalbook.model.records import Document
from pydantic import BaseModel

from site_tests.helpers.generate import SAMPLES, make_document
from site_tests.helpers.laid_out import CHANGES, changed
from site_tests.helpers.office import as_docx, as_html, as_text, as_xlsx
from site_tests.helpers.samples.shipped import sample_of
from site_tests.helpers.shipped import FORMS

WAYS: dict[str, Callable[[Sheet], Lines]] = {
    "html": lambda sheet: read_html(as_html(sheet)),
    "docx": lambda sheet: read_docx(as_docx(sheet)),
    "xlsx": lambda sheet: read_xlsx(as_xlsx(sheet)),
    "txt": as_text,
}
# A sheet has no pages: rows that only go on below are one table there, in which a blank merged cell is blank.
WITHOUT_PAGES = ("xlsx", "two pages")
TABLES = [
    name if name in SAMPLES else pytest.param(name, marks=pytest.mark.full) for name in FORMS if FORMS[name].tables
]
# One form comes in every way each time, the other real ones in the two that differ most; the rest in the full run.
CELLS = [
    pytest.param(
        form,
        way,
        change,
        marks=() if form == "hebei-project" or (form in SAMPLES and way in ("html", "xlsx")) else pytest.mark.full,
    )
    for form, way, change in product((name for name in FORMS if FORMS[name].tables), WAYS, CHANGES)
    if (way, change) != WITHOUT_PAGES
]


def made(form: str) -> list[Document]:
    """Three generated documents of a form whose labels are as printed; of a general form its complete sample."""
    if form not in SAMPLES:
        return [Document.model_validate(sample_of(FORMS[form]))]
    drawn = (make_document(form, number, Random(f"matrix/{form}/{number}")) for number in range(3))
    return [Document.model_validate({**one, "labels": {}}) for one in drawn]


def values_of(record: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every printed text of a document by its path."""
    if isinstance(record, BaseModel):
        for name in type(record).model_fields:
            if name not in ("goalbook", "form", "body", "source", "review", "kind", "merge", "year_basis", "labels"):
                yield from values_of(getattr(record, name), f"{path}.{name}".lstrip("."))
    elif isinstance(record, dict):
        for key, value in record.items():
            yield from values_of(value, f"{path}.{key}")
    elif isinstance(record, tuple):
        for n, value in enumerate(record):
            yield from values_of(value, f"{path}.{n}")
    elif record:
        yield path, "".join(str(record).split())


def brought_in(lines: Lines, form: str, document: Document) -> Imported:
    """The lines of a source as a document in the folder of the one that it was made from."""
    name = f"{document.year or 'undated'}/{document.body}/x.yml"
    return import_document(FORMS[form], lines, name, SourceFile("made", "0" * 64), catalogue("zh"))


def wrong_in(brought: Imported, document: Document) -> dict[str, str]:
    """What stands where the document has something else, or nothing."""
    truth = dict(values_of(document))
    return {path: text for path, text in values_of(brought.document) if truth.get(path) != text}


def told_of(brought: Imported) -> Counter[str]:
    """How often each text is told, without white space; of a text that holds several side by side each."""
    pieces = (*brought.left, *brought.misplaced, *brought.other)
    return Counter(bare(text) for piece in pieces for text in {piece.text, *texts_beside(piece.text)})


def bare(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def untold_in(brought: Imported, edited: Sheet, document: Document) -> list[str]:
    """The values of a source's cells that are neither in their fields nor told as often as they stand there; and of records that were
    read those that stand in the merged cell of another.

    A word over columns from the data is read where the file says it of any value.
    """
    found = dict(values_of(brought.document))
    keys = {text for path, text in found.items() if path.rpartition(".")[2] in ("for", "at", "phase")}
    cells = [(cell.path, bare(cell.text)) for part in edited if isinstance(part, Grid) for cell in _cells(part)]
    said = dict(values_of(document))
    lost = {path for path, _ in cells if {path, f"{path}.0"} & said.keys() and not {path, f"{path}.0"} & found.keys()}
    held = Counter(text for path, text in cells if path in lost and text not in keys)
    merged = {path: text for path, text in said.items() if path.count(".path.") and path not in found}
    own = {path for path, _ in cells}
    read = {path.rpartition(".")[0] for path in found}
    held += Counter(text for path, text in merged.items() if path not in own and path.partition(".path.")[0] in read)
    return sorted((held - told_of(brought)).elements())


@pytest.mark.parametrize(("form", "way", "change"), CELLS)
def test_each_value_is_in_its_field_or_told(form: str, way: str, change: str) -> None:
    """Against the document that the source was made from: a value that isn't in its field is told; no field has another's value."""
    for document in made(form):
        edited = changed(fill(FORMS[form], document), change)
        if any("单位：万元" in cell.text for part in edited if isinstance(part, Grid) for cell in part.above):
            document = document.model_copy(update={"money_unit": "万元"})
        try:
            brought = brought_in(WAYS[way](edited), form, document)
        except SourceError:
            assert form not in SAMPLES  # a general form may be refused: no file is written, and that is told
            continue
        assert wrong_in(brought, document) == {}, change
        assert untold_in(brought, edited, document) == [], change


def test_records_of_several_rows_in_another_order() -> None:
    """In text, where nothing tells which cells are merged, each row is still known by the heads over it."""
    document = made("en-objectives")[0]
    brought = brought_in(
        as_text(changed(fill(FORMS["en-objectives"], document), "columns in another order")), "en-objectives", document
    )
    assert wrong_in(brought, document) == {}
    assert len(brought.document.items) == len(document.items) > 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", TABLES)
def test_three_documents_in_a_file(form: str, way: str) -> None:
    """Each is read as one, with nothing of another's in it."""
    documents = (made(form) * 3)[:3]
    lines = WAYS[way](tuple(part for document in documents for part in fill(FORMS[form], document)))
    parts = parts_in(FORMS, lines)
    assert [found.id for found, _ in parts] == [form] * 3
    for document, (_, part) in zip(documents, parts, strict=True):
        assert wrong_in(brought_in(part, form, document), document) == {}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", ["hebei-duties", "hebei-project", "qinghai-department", "cn-monitor", "en-measures"])
def test_a_unit_beside_the_body_is_found(form: str, way: str) -> None:
    """Over a table without such a line, too: then the text that holds both has no place, and is told."""
    document = made(form)[0].model_copy(update={"money_unit": "万元"})
    sheet = fill(FORMS[form], document)
    edited = changed(sheet, "the unit beside the body")
    brought = brought_in(WAYS[way](edited), form, document)
    assert wrong_in(brought, document) == {}
    assert brought.document.money_unit == "万元"
    without_line = any(isinstance(part, Grid) and not part.joined and not part.above for part in sheet)
    assert without_line == any("单位：万元" in piece.text for piece in brought.left)


@pytest.mark.parametrize(
    ("line", "unit", "certain"),
    [
        ("301001示例单位　　单位：万元", "万元", True),
        ("301001示例单位 单位：万元", "万元", True),
        ("301001示例单位　金额单位：元", "元", False),
        ("编制单位：示例单位 单位：平方米", "平方米", True),
        ("编制单位：单位：万元", None, False),
        ("单位名称：示例单位（单位：万元）", None, False),
    ],
)
def test_what_is_a_unit_beside_the_body(line: str, unit: str | None, certain: bool) -> None:
    """After a gap, or after a blank and its word; said in other words than the form's it is read, and the line told."""
    sheet = fill(
        FORMS["hebei-duties"],
        Document.model_validate({**made("hebei-duties")[0].model_dump(), "facts": {}, "money_unit": None}),
    )
    grid = sheet[-1]
    assert isinstance(grid, Grid)
    brought = brought_in(
        as_text((*sheet[:-1], replace(grid, above=(Cell(0, 0, text=line),)))), "hebei-duties", made("hebei-duties")[0]
    )
    assert brought.document.money_unit == unit
    assert (line not in [piece.text for piece in brought.left]) == certain
    assert brought.document.title == made("hebei-duties")[0].title


def _cells(grid: Grid) -> Iterator[Cell]:
    yield from (Cell(0, 0, text=grid.title, path="title"), *grid.cells, *grid.above, *grid.below)
