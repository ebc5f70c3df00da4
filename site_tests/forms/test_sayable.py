"""What a form must be able to say: each in a small form of its own, filled, and read back with every cell in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from goalbook.forms.drawing import read_form
from goalbook.forms.fill import ProseText, Sheet, fill
from goalbook.forms.form import Form
from goalbook.forms.grid import Cell, Grid, centred, lines_around
from goalbook.forms.side_by_side import paired
from goalbook.importing.lines import Lines, with_text
from goalbook.importing.prove import misplaced_pieces
from goalbook.importing.reading.read import read
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.html import read_html
from goalbook.importing.sources.sheets import read_xlsx
from goalbook.model.records import Document
from goalbook.writers.pdf.write import write_pdf
from hypothesis import given
from hypothesis import strategies as st

from site_tests.helpers.drawn_forms import DRAWN_FORMS, as_lines
from site_tests.helpers.golden import compare
from site_tests.helpers.growth import growth
from site_tests.helpers.leaves import printing
from site_tests.helpers.made_paper import PAPER, made_leaf
from site_tests.helpers.office import as_docx, as_html, as_text, as_xlsx
from site_tests.helpers.pdf_reader import pages

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


def drawn_sheet(name: str) -> Sheet:
    """The filled form of one of the small documents."""
    return fill(*drawn(name))


def grids(name: str) -> list[Grid]:
    """The tables of a small document."""
    return [part for part in drawn_sheet(name) if isinstance(part, Grid)]


def cells(name: str) -> list[Cell]:
    """The cells of its tables."""
    return [cell for grid in grids(name) for cell in grid.cells]


FUNCTIONS, LABELS, ROWS = "a row over each function", "a row over each label", "records of several rows"
NESTED, AROUND, ACROSS = (
    "nested records and two values in a cell",
    "lines around, prose, labels at the side, Letter",
    "records laid across",
)
BESIDE, TOWNS, YEARS = "a value beside the rows of a list", "a column for each town", "two columns for each year"
SIGNS, HALVES, LISTS, TOTAL = (
    "sign and unit in cells of their own and a year of a series",
    "halves",
    "two lists",
    "a total row",
)
MIDDLE = "a line in the middle"
# What real forms have, each with the small form that has it and what shows that it does: all of them are printed and read back here.
STRUCTURES: dict[str, tuple[str, Callable[[str], object]]] = {
    "a row for each record": (TOTAL, lambda name: len([cell for cell in cells(name) if cell.path.endswith(".about")]) == 3),
    "records in records": (NESTED, lambda name: any(".indicators." in cell.path for cell in cells(name))),
    "a list filtered": (LISTS, lambda name: {"indicators.0.name", "indicators.1.name"} <= {cell.path for cell in cells(name)}),
    "halves with shared labels": (HALVES, lambda name: [cell.text for cell in cells(name)].count("产出指标") == 1),
    "columns from the data: towns": (TOWNS, lambda name: "甲" in "".join(cell.text for cell in cells(name))),
    "columns from the data: years": (YEARS, lambda name: {"2021-22", "2022-23"} <= {cell.text for cell in cells(name)}),
    "a record of several rows": (ROWS, lambda name: len([cell for cell in cells(name) if cell.text == "依据"]) == 3),
    "a row where its field is stated": (ROWS, lambda name: len([cell for cell in cells(name) if cell.text.startswith("说明：")]) == 2),
    "a row over a group": (FUNCTIONS, lambda name: any(cell.cols == 3 and cell.text.startswith("职能：") for cell in cells(name))),
    "a row over a label": (LABELS, lambda name: any(cell.cols == 3 and cell.text == "产出指标" for cell in cells(name))),
    "a total bound to its block": (TOTAL, lambda name: any(cell.text == "金额合计" for cell in cells(name))),
    "a value over several rows": (BESIDE, lambda name: any(cell.rows == 3 and cell.path == "goal" for cell in cells(name))),
    "records laid across": (ACROSS, lambda name: {"3月底", "12月底"} <= {cell.text for cell in cells(name) if cell.row == 0}),
    "a label at the side": (AROUND, lambda name: any(cell.vertical for cell in cells(name))),
    "heads of several levels": (YEARS, lambda name: grids(name)[0].head_rows == 2),
    "several lines above": (AROUND, lambda name: {cell.row for cell in grids(name)[0].above} == {0, 1}),
    "several lines below, with a seal": (AROUND, lambda name: {cell.row for cell in grids(name)[0].below} == {0, 1}),
    "a line in the middle": (MIDDLE, lambda name: [centred(line) for line in lines_around(grids(name)[0].above)] == [True, False]),
    "prose before and after": (AROUND, lambda name: [type(part) for part in drawn_sheet(name)] == [ProseText, Grid, ProseText]),
    "a landscape page of Letter": (AROUND, lambda name: (drawn(name)[0].paper, drawn(name)[0].landscape) == ("Letter", True)),
    "an upright page of A4": (TOTAL, lambda name: (drawn(name)[0].paper, drawn(name)[0].landscape) == ("A4", False)),
    "a form's number": (AROUND, lambda name: grids(name)[0].number == "公开14表"),
    "sign, value and unit in cells of their own": (SIGNS, lambda name: {"≥", "95", "%"} <= {cell.text for cell in cells(name)}),
    "a blank that is constant": (ROWS, lambda name: any(cell.text == "—" and not cell.path for cell in cells(name))),
}  # fmt: skip


@pytest.mark.parametrize("structure", STRUCTURES)
def test_each_structure_has_a_form_that_says_it(structure: str) -> None:
    """The form that stands for it prints it; and no small form stands for nothing."""
    name, shows = STRUCTURES[structure]
    assert shows(name), name
    assert {name for name, _ in STRUCTURES.values()} == {*DRAWN_FORMS}


PRINTED = [pytest.param(name, marks=() if name in (AROUND, TOWNS) else pytest.mark.full) for name in DRAWN_FORMS]


@pytest.mark.parametrize("name", PRINTED)
def test_what_a_form_says_is_printed(name: str) -> None:
    """Each text of the filled form is on the PDF file's pages, as often as in the form or more: heads come again on further pages."""
    form, document = drawn(name)
    sheet = fill(form, document)
    base = made_leaf("2022/shanhaiguan-cppcc/vehicle-insurance")
    raw = write_pdf([printing(base, sheet, document.title or form.name, form.landscape)], PAPER)
    said = Counter(sign for page in pages(raw) for char in page["chars"] for sign in char["text"] if sign.strip())
    texts = [cell.text for part in sheet if isinstance(part, Grid) for cell in (*part.above, *part.cells, *part.below)]
    texts += [one.text for part in sheet if isinstance(part, ProseText) for one in part.paragraphs]
    wanted = Counter(sign for text in texts for sign in text if sign.strip())
    assert {sign: count for sign, count in wanted.items() if said[sign] < count} == {}


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
