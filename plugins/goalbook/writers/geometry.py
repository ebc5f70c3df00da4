"""Paper and type, stated once for all that is printed: PDF, Word and Excel, and pages printed from a browser.

Margins and paper are in millimetres, type in points. The media differ, and here is where that shows: PDF has a taller foot,
for its QR code; Word and Excel print larger than PDF because their readers edit; a browser prints smallest because its
tables have no columns of a fixed width. PDF and print have as much margin as the widest table of a form leaves, at least
``side``; Word and Excel set every table out to the width between the margins. How high a row becomes is estimated twice, with
other numbers, for opposite uses: PDF must never take too little, or a table is kept whole that no page holds; Excel and
Word must not take too much, or rows gape.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from goalbook.forms.form import Form, PaperName
from goalbook.forms.grid import Cell

Sides = tuple[float, float]  # of a sheet of paper as it is printed: width and height in millimetres
_SIZES: dict[PaperName, Sides] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
A4 = _SIZES["A4"]
POINTS = 72 / 25.4  # of a millimetre
HEADING_SIZES = (14.0, 12.0, 10.5)  # in Word and Excel: of the first, the second and all further levels
LETTER_SIDE = 25.0  # the margin of a PDF without any table

_CATEGORY = re.compile(r"(^|\.)path\.\d+$")


class Medium(NamedTuple):
    """How one medium prints: its margins, and the size of its text, titles and foot.

    To estimate how high a text stands: ``pitch`` from line to line and ``latin``, the width of a letter or digit, in ems;
    ``beside`` and ``above``, what a cell leaves free on both sides together, in points.
    """

    top: float
    bottom: float
    side: float
    size: float
    title: float
    foot: float
    pitch: float
    latin: float
    beside: float
    above: float

    def width(self, sides: Sides) -> float:
        """The width between the margins, in millimetres."""
        return sides[0] - 2 * self.side

    def height(self, sides: Sides) -> float:
        """The height between head and foot, in millimetres."""
        return sides[1] - self.top - self.bottom

    @property
    def css_margins(self) -> str:
        """The margins as CSS."""
        return f"{self.top:g}mm {self.side:g}mm {self.bottom:g}mm"


PDF = Medium(15.0, 26.0, 10.0, size=9.0, title=16.0, foot=7.0, pitch=1.3, latin=0.6, beside=5.0, above=7.0)
OFFICE = Medium(14.0, 16.0, 10.0, size=10.0, title=18.0, foot=8.0, pitch=1.32, latin=0.55, beside=5.0, above=4.0)
BROWSER = Medium(
    14.0, 16.0, 10.0, size=7.875, title=15.0, foot=0, pitch=0, latin=0, beside=0, above=0
)  # sets its lines itself


def sides_of(form: Form) -> Sides:
    """The paper of a form as it is printed."""
    width, height = _SIZES[form.paper]
    return (height, width) if form.landscape else (width, height)


def alignment(cell: Cell) -> str:
    """How a cell is set: as its form says, else ``c`` labels, categories and thresholds, ``r`` amounts, ``l`` all else."""
    if cell.align:
        return cell.align
    if cell.kind in ("label", "number") or cell.head == "col" or (cell.head == "row" and _CATEGORY.search(cell.path)):
        return "c"
    return "r" if cell.kind == "amount" else "l"
