"""The five published originals as printed rows, read from their texts without any form or goal file.

A row is what the original prints side by side, its cells in printed order, blank ones included. A cell is a
piece between tabs and line ends without the white space around it (full-width spaces stay: the forms print
them as indents); a continuation paragraph belongs to its cell. Bookmarks, the rule over a sign-off line and
the mark of a heading are the converter's, not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, repeat
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "originals"

Row = tuple[str, ...]

FILES = {
    "2022/guangzhou-cppcc/department": "004_c85b2f90bb62f275.txt",
    "2022/shanhaiguan-cppcc/cppcc-meetings": "001_8a05f2064792a1f0.txt",
    "2022/shanhaiguan-cppcc/deliberation": "001_8a05f2064792a1f0.txt",
    "2022/shanhaiguan-cppcc/department": "001_8a05f2064792a1f0.txt",
    "2022/shanhaiguan-cppcc/general-affairs": "001_8a05f2064792a1f0.txt",
    "2022/shanhaiguan-cppcc/member-studios": "001_8a05f2064792a1f0.txt",
    "2022/shanhaiguan-cppcc/vehicle-insurance": "001_8a05f2064792a1f0.txt",
    "2024/huangyuan-cppcc/department": "003_f6494bbc0378b0f8.txt",
    "undated/county-congress/duties": "002_d7b13e23de355d4f.txt",
    "undated/county-cppcc/duties": "000_e54ede3fd3055f89.txt",
}
"""The original of each document, by the document's address."""

_PROJECTS = {
    "vehicle-insurance": "1.",
    "general-affairs": "2.",
    "deliberation": "3.",
    "member-studios": "4.",
    "cppcc-meetings": "5.",
}
_PRINTED_BLANK = " \t\n"
_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
_PROJECT_TITLE = re.compile(r"^(?=\d\.\S+绩效目标表$)", re.MULTILINE)
_SIGN_ENTRY = re.compile(r"\S+:.*?(?=\s+\S+:|\s*$)", re.MULTILINE)
_DUTIES_TITLE = "部门职责-工作活动绩效目标\n"
_DUTIES_CELLS = (6, *repeat(9, 99))
_PROJECT_CELLS = (2, 4, 7, 2, 5, 5, 2, *repeat(6, 99))


def original_rows(address: str) -> list[Row]:
    """The printed rows of the document at an address."""
    text = _BOOKMARK.sub("", (FOLDER / FILES[address]).read_text("utf-8"))
    name = address.rsplit("/", 1)[1]
    if name == "duties":
        return list(_duties(text))
    if address.startswith("2022/shanhaiguan-cppcc/"):
        narrative, *projects = _PROJECT_TITLE.split(text)
        if name == "department":
            return list(_lines(narrative))
        return list(_project(next(one for one in projects if one.startswith(_PROJECTS[name]))))
    return list(_approved(text) if "\n---\n" in text else _tabbed(text))


def _duties(text: str) -> Iterator[Row]:
    goal, table = text.split("\n" + _DUTIES_TITLE)
    yield from chain(_lines(goal), _lines(_DUTIES_TITLE), _led_by_tabs(table, _DUTIES_CELLS))


def _project(text: str) -> Iterator[Row]:
    title, table = text.split("\n", 1)
    yield from chain(_lines(title), _led_by_tabs(table, _PROJECT_CELLS))


def _approved(text: str) -> Iterator[Row]:
    """Approved goals, the sign-off entries a row each: the converter put two of them on one line."""
    table, sign = text.split("\n---\n")
    yield from _tabbed(table.replace("## ", ""))
    yield from ((entry,) for entry in _SIGN_ENTRY.findall(sign))


def _lines(text: str) -> Iterator[Row]:
    """Prose: every line that isn't blank is a row of one cell."""
    yield from ((line.strip(_PRINTED_BLANK),) for line in text.split("\n") if line.strip(_PRINTED_BLANK))


def _tabbed(text: str) -> Iterator[Row]:
    """A table with one row a line: a cell for every column, blank where a merged cell goes on."""
    for line in text.split("\n"):
        row = tuple(cell.strip(_PRINTED_BLANK) for cell in line.split("\t"))
        if any(row):
            yield row


def _led_by_tabs(text: str, counts: Iterable[int]) -> Iterator[Row]:
    """A table with one cell a line, each led by a tab, so many to a row; other lines continue a cell."""
    cells: list[str] = []
    for line in text.split("\n"):
        if "\t" in line:
            cells.append(line.strip(_PRINTED_BLANK))
        elif line.strip(_PRINTED_BLANK):
            cells[-1] += "\n" + line.strip(_PRINTED_BLANK)
    rest = iter(cells)
    for count in counts:
        row = tuple(islice(rest, count))
        if not row:
            return
        assert len(row) == count, row
        yield row
