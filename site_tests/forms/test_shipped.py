"""The general forms that the package ships: each with a complete generated document, printed, and read back from Office files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from goalbook.forms.catalogue import shipped_forms
from goalbook.forms.fill import Sheet, fill
from goalbook.importing.lines import Lines, with_text
from goalbook.importing.prove import misplaced_pieces
from goalbook.importing.reading.read import read
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.html import read_html
from goalbook.importing.sources.sheets import read_xlsx
from goalbook.model.records import Document

from site_tests.helpers.drawn_forms import as_lines
from site_tests.helpers.golden import compare
from site_tests.helpers.office import as_docx, as_html, as_text, as_xlsx
from site_tests.helpers.samples.shipped import sample_of

GENERAL = [form for form in shipped_forms() if form.startswith(("cn-", "en-"))]
WAYS: dict[str, Callable[[Sheet], Lines]] = {
    "html": lambda sheet: read_html(as_html(sheet)),
    "docx": lambda sheet: read_docx(as_docx(sheet)),
    "xlsx": lambda sheet: read_xlsx(as_xlsx(sheet)),
    "text": as_text,
}


def test_the_general_forms_are_there() -> None:
    """Declared, evaluated, monitored, adjusted, of projects, departments and transfers; and two in English."""
    assert GENERAL == [
        "cn-adjust", "cn-department", "cn-department-selfeval", "cn-monitor", "cn-project", "cn-project-selfeval",
        "cn-project-term", "cn-transfer-regions", "en-measures", "en-objectives",
    ]  # fmt: skip


@pytest.mark.parametrize("name", GENERAL)
def test_a_general_form_says_where_it_is_from(name: str) -> None:
    """Its source, and that nobody has compared it with the published original."""
    form = shipped_forms()[name]
    assert form.source
    assert form.compared == "never"
    assert form.rules == ("cn" if name.startswith("cn-") else None)


@pytest.mark.parametrize("name", GENERAL)
def test_a_general_form_is_printed_as_reviewed(name: str) -> None:
    """A complete document in it, which tiles."""
    form = shipped_forms()[name]
    compare(f"shipped/{name}.txt", as_lines(fill(form, Document.model_validate(sample_of(form)))))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", GENERAL)
def test_a_general_form_is_read_back(name: str, way: str) -> None:
    """The same document from each kind of file: all that the form prints is in its field, every cell in its place."""
    form = shipped_forms()[name]
    document = Document.model_validate(sample_of(form))
    sheet = fill(form, document)
    lines = WAYS[way](sheet)
    made = read(form, lines.lines)
    assert [piece for piece in with_text(lines.pieces) if piece.number not in made.placed] == []
    assert made.doubts == []
    unprinted = {key: getattr(document, key) for key in ("body", "source", "year", "title", "money_unit")}
    brought = Document.model_validate(
        made.record | {key: value for key, value in unprinted.items() if value is not None}
    )
    assert brought == document
    assert fill(form, brought) == sheet
    assert misplaced_pieces(sheet, lines.lines) == []


@pytest.mark.parametrize("name", [name for name in GENERAL if name.startswith("en-")])
def test_an_english_form_has_no_chinese_sign(name: str) -> None:
    """Neither in its file nor in what it prints."""
    form = shipped_forms()[name]
    text = shipped_forms().files[name].decode() + "\n".join(
        as_lines(fill(form, Document.model_validate(sample_of(form))))
    )
    assert not [sign for sign in text if "⺀" <= sign <= "鿿"]
