"""What a form must be able to say: each in a small form of its own, filled, and read back with every cell in its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from goalbook.forms.drawing import read_form
from goalbook.forms.fill import Sheet, fill
from goalbook.forms.form import Form
from goalbook.forms.side_by_side import paired
from goalbook.importing.lines import Lines, with_text
from goalbook.importing.prove import misplaced_pieces
from goalbook.importing.reading.read import read
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.html import read_html
from goalbook.importing.sources.sheets import read_xlsx
from goalbook.model.records import Document
from hypothesis import given
from hypothesis import strategies as st

from site_tests.helpers.drawn_forms import DRAWN_FORMS, as_lines
from site_tests.helpers.golden import compare
from site_tests.helpers.growth import growth
from site_tests.helpers.office import as_docx, as_html, as_text, as_xlsx

WAYS: dict[str, Callable[[Sheet], Lines]] = {
    "html": lambda sheet: read_html(as_html(sheet)),
    "docx": lambda sheet: read_docx(as_docx(sheet)),
    "xlsx": lambda sheet: read_xlsx(as_xlsx(sheet)),
    "text": as_text,
}


def drawn(name: str) -> tuple[Form, Document]:
    """A small form, which has no problem, and its document."""
    form, problems = read_form(DRAWN_FORMS[name].text.encode(), "forms/made.yml", "made")
    assert form is not None, problems
    assert problems == []
    return form, Document.model_validate(DRAWN_FORMS[name].document)


@pytest.mark.parametrize("name", DRAWN_FORMS)
def test_a_form_says_it(name: str) -> None:
    """The filled form stands as it was reviewed once."""
    form, document = drawn(name)
    compare(f"drawn/{name.replace(' ', '-').replace(',', '')}.txt", as_lines(fill(form, document)))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", DRAWN_FORMS)
def test_what_a_form_says_is_read_back(name: str, way: str) -> None:
    """Every value is in its field again, every cell has its place, and nothing is doubtful."""
    form, document = drawn(name)
    sheet = fill(form, document)
    lines = WAYS[way](sheet)
    made = read(form, lines.lines)
    assert [piece for piece in with_text(lines.pieces) if piece.number not in made.placed] == []
    assert made.doubts == []
    brought = Document.model_validate(made.record | {"body": document.body})
    assert brought == document
    assert fill(form, brought) == sheet
    assert misplaced_pieces(sheet, lines.lines) == []


def test_an_empty_document_says_nothing_when_read_back() -> None:
    """The blank rows that a form prints of empty lists are no records."""
    for name in DRAWN_FORMS:
        form, _ = drawn(name)
        blank = Document(goalbook="2", form="made", body="sample-0001")
        made = read(form, read_html(as_html(fill(form, blank))).lines)
        assert not [path for path in ("items", "indicators") if made.record.get(path)], name


KEYS = st.lists(st.sampled_from("abc"), max_size=8)


@given(KEYS, KEYS, KEYS)
def test_lists_side_by_side_keep_their_orders(one: list[str], two: list[str], three: list[str]) -> None:
    """Whatever stands beside what: each list stands in its column from the top down, and a row has one key only."""
    lists = [[(key, n) for n, key in enumerate(keys)] for keys in (one, two, three)]
    rows = list(paired(lists, lambda entry: entry[0]))
    assert [[row[n] for row in rows if row[n] is not None] for n in range(3)] == lists
    assert all(len({entry[0] for entry in row if entry is not None}) == 1 for row in rows)


def test_equal_lists_stand_beside_each_other() -> None:
    """Lists with the same keys need no blank."""
    keys = ["a", "a", "b", "a", "c"]
    rows = list(paired([list(enumerate(keys)), list(enumerate(keys))], lambda entry: entry[1]))
    assert rows == [(entry, entry) for entry in enumerate(keys)]


@pytest.mark.slow
def test_many_rows_take_no_longer_than_as_many_others() -> None:
    """8,000 indicators whose labels all differ are laid in linear time, in one column or side by side."""
    for name in ("halves", "a row over each label"):
        form, _ = drawn(name)
        small, large = (
            Document.model_validate(
                {
                    **DRAWN_FORMS[name].document,
                    "indicators": [
                        {"path": [f"甲{n}", f"乙{n}"], "name": f"丙{n}", "scope": ("term", "annual")[n % 2]}
                        for n in range(count)
                    ],
                }
            )
            for count in (2_000, 8_000)
        )
        assert growth(lambda one, form=form: fill(form, one), small, large, 6) <= 6, name  # type: ignore[misc]
