"""Documents to print, real and generated, and their PDF files, each made once in a test process."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from goalbook.book.filled import read_filled
from goalbook.book.load import load_book
from goalbook.writers.paper import Leaf, Paper, leaf
from goalbook.writers.pdf.write import write_pdf

from site_tests.conftest import ROOT
from site_tests.helpers.crafted import CRAFTED
from site_tests.helpers.generate import SAMPLES, long_document, write_goals
from site_tests.helpers.leaves import printing

REAL = (
    "undated/county-cppcc/duties",
    "2022/shanhaiguan-cppcc/department",
    "2022/shanhaiguan-cppcc/vehicle-insurance",
    "undated/county-congress/duties",
    "2024/huangyuan-cppcc/department",
    "2022/guangzhou-cppcc/department",
)
LONG = tuple(SAMPLES)
EVERY = (*REAL, *LONG, *CRAFTED)
ROWS = 300
PAPER = Paper(url="https://example.org/goals/", authority="示例财政局", date="2024-02-01")


@cache
def made_leaf(name: str) -> Leaf:
    """A document of the project by its address, one of 300 rows by its form, or a crafted one by its name."""
    if name in CRAFTED:
        grid, landscape = CRAFTED[name]
        base = made_leaf(REAL[2])
        return printing(base, (grid,), grid.title, landscape)
    return leaves_of(_long_goals() if name in LONG else ROOT / "goals")[name]


@cache
def leaves_of(root: Path) -> dict[str, Leaf]:
    """All documents of a goals' folder, by address; the long ones by form."""
    book = load_book(root)
    assert book.errors == ()
    found = {}
    for entry in book.entries:
        made = leaf(read_filled(root, entry, book.bodies[entry.body]), PAPER, "2024-01-31")
        found[entry.form.id if root == _long_goals() else entry.address] = made
    return found


@cache
def _kept() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="goalbook-paper-")


@cache
def _long_goals() -> Path:
    root = Path(_kept().name) / "goals"
    write_goals(root, 0)
    for form in LONG:
        path = root / "2024/sample-0001" / f"{form}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(long_document(form, ROWS), encoding="utf-8")
    return root


@cache
def made_pdf(name: str) -> bytes:
    """The PDF file of one document."""
    return write_pdf([made_leaf(name)], PAPER)
