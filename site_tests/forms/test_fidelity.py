"""The five originals against their goal files in the official forms: nothing lost, invented or moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from goalbook.forms.fill import ProseText, Sheet, fill
from goalbook.forms.grid import Cell, Grid
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.model.records import Document

from site_tests.helpers.original import FILES, FOLDER, Row, original_rows
from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
PRINTED_CELLS = 922

# Where original and filled form may differ, one by one. Line breaks inside a cell, extracted as blanks:
WRAPPED_LABEL, LABEL = "其中：财政    资金", "其中：财政资金"  # 001
WRAPPED_GOAL, GOAL = "。 目标", "。\n目标"  # 003
# 001: two printed lines that are one heading.
TWO_LINE_HEADING = ("第一部分", "部门整体绩效目标")
# 003: rows after a page break, printed one column too far left.
SHIFTED_LEFT = {
    *("提升工作效率", "干部职工工作积极性", "课程数量", "培训出勤率"),
    *("培训参与度", "培训覆盖率", "培训合格率", "委员履职社会影响力"),
}
# 004: the side label of the table and the level-1 label of its first rows, each in the other's place.
SIDE_LABEL, LEVEL_1_LABEL, LEVEL_1_HEAD = "绩效指标", "产出指标", "一级指标"

documents = pytest.mark.parametrize("address", FILES)


def document_at(address: str) -> Document:
    """The document of a goal file."""
    node, problems = read_source((GOALS / f"{address}.yml").read_bytes(), address)
    assert node is not None
    assert problems == []
    return Document.model_validate(as_plain(node))


def sheet_of(address: str) -> Sheet:
    """The document of a goal file in its official form."""
    document = document_at(address)
    return fill(FORMS[document.form], document)


def pieces(rows: Iterable[Row]) -> list[str]:
    """The cells that aren't blank, in printed order."""
    return [cell for row in rows for cell in row if cell]


def as_extracted(text: str) -> str:
    """A filled cell with its line breaks as the extraction shows them."""
    return text.replace(LABEL, WRAPPED_LABEL).replace(GOAL, WRAPPED_GOAL)


def prose(part: ProseText) -> list[Row]:
    """The paragraphs of a text as rows, the heading of two lines as two."""
    joined = " ".join(TWO_LINE_HEADING)
    lines = ((one.text,) if one.text != joined else TWO_LINE_HEADING for one in part.paragraphs)
    return [(line,) for line in chain.from_iterable(lines)]


def above(part: Grid) -> list[Row]:
    """What is printed over a grid."""
    rows: list[Row] = [(part.title,), (part.subtitle,), tuple(cell.text for cell in part.above)]
    return [row for row in rows if any(row)]


def below(part: Grid) -> list[Row]:
    """The sign-off entries under a grid, a row each."""
    return [(cell.text,) for cell in part.below]


def own_cells(part: Grid) -> list[Row]:
    """Every cell of a grid once; not the label that is announced only."""
    return [(cell.text,) for cell in part.cells if not cell.hidden]


def full_rows(part: Grid) -> list[Row]:
    """Every row of a grid with all cells that stand in it, also those that began further up."""
    return [tuple(cell.text for cell in dict.fromkeys(row)) for row in part.matrix()]


def word_rows(part: Grid) -> list[Row]:
    """The rows of a grid as extracted from a Word table: a cell that goes on from the row above is blank."""
    return [
        tuple(_text_at(cell, row, cell.col) for cell in dict.fromkeys(cells)) for row, cells in enumerate(part.matrix())
    ]


def tabbed_rows(part: Grid) -> list[Row]:
    """The rows of a grid as extracted column by column: a merged cell is blank but where it begins."""
    return [
        tuple(_text_at(cell, row, col) for col, cell in enumerate(cells)) for row, cells in enumerate(part.matrix())
    ]


def _text_at(cell: Cell, row: int, col: int) -> str:
    return cell.text if (cell.row, cell.col) == (row, col) and not cell.hidden else ""


EXTRACTED_AS = {"qinghai-department": tabbed_rows, "guangzhou-department": tabbed_rows}


def page_break_undone(rows: list[Row]) -> list[Row]:
    """The printed rows, the eight shifted ones of 003 moved back, the two pages of 004 joined."""
    rows = [("", *row[:-1]) if SHIFTED_LEFT & set(row) else row for row in rows]
    page = next((at for at, row in enumerate(rows) if len(row) == 5 and row[0] == SIDE_LABEL), None)
    if page is None:
        return rows
    head = next(at for at, row in enumerate(rows) if LEVEL_1_HEAD in row)
    joined = [list(row) for row in rows]
    joined[head][0] = SIDE_LABEL
    joined[head + 1][1] = LEVEL_1_LABEL
    joined[page - 1] = ["", "", rows[page][1], *rows[page - 1][2:5]]
    joined[page:] = [["", "", *row[1:]] for row in rows[page:]]
    joined[page][2] = ""
    return [tuple(row) for row in joined]


def filled_pieces(address: str) -> Counter[str]:
    """The printed texts of a document in its form, each as often as it is printed."""
    found: list[Row] = []
    for part in sheet_of(address):
        found += prose(part) if isinstance(part, ProseText) else [*above(part), *own_cells(part), *below(part)]
    return Counter(as_extracted(text) for text in pieces(found))


def test_the_originals_print_922_cells() -> None:
    """No cell of an original is left out of the comparison."""
    assert sum(len(pieces(original_rows(address))) for address in FILES) == PRINTED_CELLS


@documents
def test_a_goal_file_names_its_original(address: str) -> None:
    """The source of a goal file is the very file that its cells are compared with."""
    source = document_at(address).source
    assert source is not None
    assert source.file == FILES[address]
    assert source.sha256 == hashlib.sha256((FOLDER / source.file).read_bytes()).hexdigest()


@documents
def test_no_printed_cell_is_lost(address: str) -> None:
    """Every cell of the original stands in the filled form, as often as it was printed."""
    assert Counter(pieces(original_rows(address))) - filled_pieces(address) == Counter()


@documents
def test_nothing_is_invented(address: str) -> None:
    """The filled form prints no text more often than the original does."""
    assert filled_pieces(address) - Counter(pieces(original_rows(address))) == Counter()


@documents
def test_cells_of_a_printed_row_share_a_row(address: str) -> None:
    """What was printed side by side stands in one row of the form, in the same order, row after row."""
    found: list[Row] = []
    for part in sheet_of(address):
        found += prose(part) if isinstance(part, ProseText) else [*above(part), *full_rows(part), *below(part)]
    rest = iter(found)
    for row in original_rows(address):
        torn_out = LEVEL_1_LABEL if LEVEL_1_HEAD in row else ""
        printed = [cell for cell in row if cell not in ("", torn_out)]
        assert not printed or any(_in_order(printed, one) for one in rest), row


def _in_order(printed: list[str], row: Row) -> bool:
    rest: Iterator[str] = (as_extracted(text) for text in row)
    return all(cell in rest for cell in printed)


@documents
def test_cells_stand_in_their_columns(address: str) -> None:
    """Row by row, texts and blanks stand in the columns that the original has them in, page breaks undone."""
    laid_out = EXTRACTED_AS.get(document_at(address).form, word_rows)
    found: list[Row] = []
    for part in sheet_of(address):
        found += prose(part) if isinstance(part, ProseText) else [*above(part), *laid_out(part), *below(part)]
    filled = [tuple(as_extracted(text) for text in row) for row in found]
    assert filled == page_break_undone(original_rows(address))


def test_every_allowed_difference_is_needed() -> None:
    """What no original prints any more has no place among the differences allowed."""
    printed = [cell for address in FILES for cell in pieces(original_rows(address))]
    allowed = (WRAPPED_LABEL, *TWO_LINE_HEADING, *SHIFTED_LEFT, SIDE_LABEL, LEVEL_1_LABEL)
    assert set(allowed) <= set(printed)
    assert sum(WRAPPED_GOAL in cell for cell in printed) == 1
