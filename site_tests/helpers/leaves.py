"""The documents that the tests of office files write and read back: the ten real ones, and long generated ones."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from goalbook.book.entry import summarise
from goalbook.book.filled import fill_document, read_filled
from goalbook.book.load import load_book
from goalbook.forms.fill import Sheet
from goalbook.forms.grid import Cell, Grid
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.model.address import Address
from goalbook.model.records import Body, Document
from goalbook.writers.paper import Leaf, Paper, leaf

from site_tests.helpers.generate import SAMPLES, long_document, make_body
from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
PAPER = Paper(url="https://example.org/goals/", authority="示例公开机构", date="2024-03-05")
ROWS = 300
REAL = tuple(entry.address for entry in load_book(GOALS).entries)
LONG = tuple(SAMPLES)
ALL = (*REAL, *LONG)


@cache
def leaf_of(name: str) -> Leaf:
    """The leaf of a real document's address, or of a generated one's form."""
    if name not in LONG:
        book = load_book(GOALS)
        entry = next(one for one in book.entries if one.address == name)
        return leaf(read_filled(GOALS, entry, book.bodies[entry.body]), PAPER, "2024-01-31")
    return made(long_document(name, ROWS))


def made(text: str) -> Leaf:
    """The leaf of a YAML text."""
    node, problems = read_source(text.encode(), "made.yml")
    assert node is not None
    assert problems == []
    document = Document.model_validate(as_plain(node))
    entry = summarise(
        document, FORMS[document.form], Address("2024/sample-0001/made"), hashlib.sha256(text.encode()).hexdigest()
    )
    return leaf(fill_document(text.encode(), document, entry, Body.model_validate(make_body(0))), PAPER)


def printing(leaf: Leaf, sheet: Sheet, title: str = "", landscape: bool | None = None) -> Leaf:
    """The leaf with another sheet, and if need be another title, or in another form that lies or stands so."""
    filled = replace(leaf.filled, sheet=sheet)
    if title:
        filled = replace(filled, entry=replace(filled.entry, title=title))
    if landscape is not None:
        form = next(form for form in FORMS.values() if form.landscape is landscape)
        filled = replace(filled, document=filled.document.model_copy(update={"form": form.id}))
    return replace(leaf, filled=filled)


def project(**texts: str) -> Leaf:
    """A small project whose named texts are these, each as typed."""
    fields = {"code": "C", "name": "N", "about": "A", "goal": "G", "total": '"1.00"', "target": "T"} | texts
    return made(
        "goalbook: '2'\nform: hebei-project\ntitle: 示例\nyear: 2024\nbody: sample-0001\nmoney_unit: 万元\n"
        f"code: {fields['code']}\nname: {fields['name']}\nabout: {fields['about']}\ngoal: {fields['goal']}\n"
        f"budget: {{total: {fields['total']}}}\n"
        f"indicators:\n  - path: [产出指标, 数量指标]\n    name: 次数\n    target: {fields['target']}\n"
    )


def grids(one: Leaf) -> list[Grid]:
    """The tables of a leaf."""
    return [part for part in one.sheet if isinstance(part, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    """The text at every position of a table, merged cells repeated."""
    return [[cell.text for cell in row] for row in grid.matrix()]


def spans(cell: Cell) -> tuple[int, int, int, int]:
    """First row and column, last row and column of a cell."""
    return cell.row, cell.col, cell.row + cell.rows - 1, cell.col + cell.cols - 1
