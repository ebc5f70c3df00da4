"""Pages of paper, measured: repeated heads, whole cells and borders, labels that go on, nothing blank."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from goalbook.forms.fill import ProseText
from goalbook.forms.grid import Cell, Grid

from site_tests.helpers.crafted import CRAFTED
from site_tests.helpers.made_paper import EVERY, made_leaf, made_pdf
from site_tests.helpers.pdf_reader import Element, pages, structure
from site_tests.writers.test_pdf_text import cells_of, grids, in_order

TABLED = tuple(name for name in EVERY if "hebei-department" not in name and name != "2022/shanhaiguan-cppcc/department")
_FOOT = 26 * 72 / 25.4  # the margin that holds the running foot
_NEAR = 0.75
Char = dict[str, Any]
Placed = list[tuple[Cell, Element]]


def placed(name: str) -> Iterator[tuple[Grid, Placed]]:
    """Each table with its cells and the elements that they became."""
    for table, grid in zip(structure(made_pdf(name)).walk("Table"), grids(name), strict=True):
        yield grid, list(zip(in_order(grid), cells_of(table, grid), strict=True))


def pages_of_rows(cells: Placed) -> dict[int, int]:
    """The page on which each row begins: that of the first character of its cells that span no other row."""
    found: dict[int, int] = {}
    for cell, element in cells:
        if element.chars and cell.rows == 1:
            found[cell.row] = min(found.get(cell.row, 1 << 30), element.chars[0][0])
    return found


def pages_beside(cells: Placed, label: Cell) -> set[int]:
    """The pages on which anything stands in the rows of a label."""
    last = label.row + label.rows
    inside = [element for cell, element in cells if label.row <= cell.row and cell.row + cell.rows <= last]
    return {page for element in inside for page, _ in element.chars}


def edges(name: str, grid: Grid) -> list[float]:
    """The horizontal places of a table's column lines: between the outer lines, shared out as the form says."""
    lines = [line for page in pages(made_pdf(name)) for line in page["lines"] if line["linewidth"] == 0.5]
    left, right = min(line["x0"] for line in lines), max(line["x1"] for line in lines)
    total = sum(grid.widths)
    return [left + (right - left) * sum(grid.widths[:n]) / total for n in range(len(grid.widths) + 1)]


@pytest.mark.parametrize("name", EVERY)
def test_no_page_is_blank(name: str) -> None:
    """Each page holds text of the document, not just its running foot."""
    for page in pages(made_pdf(name)):
        assert any(char["mcid"] is not None and char["text"].strip() for char in page["chars"])


@pytest.mark.parametrize("name", EVERY)
def test_every_page_has_the_running_foot(name: str) -> None:
    """Body, document, page and count, source, id with version, data date and the permanent address, on each page."""
    leaf = made_leaf(name)
    found = pages(made_pdf(name))
    for number, page in enumerate(found, 1):
        foot = "".join(char["text"] for char in page["chars"] if char["top"] > page["height"] - _FOOT)
        for words in (
            leaf.body,
            leaf.title[:30],
            leaf.source,
            leaf.address,
            leaf.digest[:12],
            leaf.date,
            leaf.permalink,
        ):
            assert words[:50] in foot
        assert f"第 {number} 页，共 {len(found)} 页" in foot


@pytest.mark.parametrize("name", TABLED)
def test_head_rows_stand_on_every_page(name: str) -> None:
    """Wherever rows of a table with a head go on, the words of the head stand over the first of them."""
    raw = made_pdf(name)
    for grid, cells in placed(name):
        rows = pages_of_rows([one for one in cells if one[0].row >= grid.head_rows])
        heads = [cell.text for cell in grid.cells if cell.row + cell.rows <= grid.head_rows and not cell.hidden]
        for number in sorted(set(rows.values())) if grid.head_rows else []:
            first = min(row for row, page in rows.items() if page == number)
            top = min(
                char["top"] for cell, one in cells if cell.row == first for page, char in one.chars if page == number
            )
            above = "".join(char["text"] for char in pages(raw)[number]["chars"] if char["bottom"] <= top + _NEAR)
            assert all(head in above for head in heads), (number, heads, above)


@pytest.mark.parametrize("name", EVERY)
def test_no_character_leaves_its_page_or_covers_another(name: str) -> None:
    """All characters stand between the margins, above the foot's line or in the foot, and none over another."""
    for page in pages(made_pdf(name)):
        chars = [char for char in page["chars"] if char["text"].strip()]
        assert all(char["x0"] > 20 and char["x1"] < page["width"] - 20 for char in chars)
        assert all(char["top"] > 40 and char["bottom"] < page["height"] - 14 for char in chars)
        assert list(_covering(chars)) == []


def _covering(chars: list[Char]) -> Iterator[tuple[str, str]]:
    """Pairs of characters whose boxes overlap by more than the glyphs' own margins."""
    chars = sorted(chars, key=lambda char: char["top"])
    for n, one in enumerate(chars):
        for other in chars[n + 1 :]:
            if other["top"] > one["bottom"] - 1.5:
                break
            if min(one["x1"], other["x1"]) - max(one["x0"], other["x0"]) > 1.0:
                yield one["text"], other["text"]


@pytest.mark.parametrize("name", TABLED)
def test_every_cell_keeps_to_its_columns(name: str) -> None:
    """The characters of a cell stand between the lines of the columns that it spans."""
    for grid, cells in placed(name):
        at = edges(name, grid)
        for cell, element in cells:
            inside = [(char["x0"], char["x1"]) for _, char in element.chars if char["text"].strip()]
            assert all(at[cell.col] - _NEAR < left for left, _ in inside), cell
            assert all(right < at[cell.col + cell.cols] + _NEAR for _, right in inside), cell


@pytest.mark.parametrize("name", TABLED)
def test_no_line_runs_through_a_character(name: str) -> None:
    """Neither borders of cells nor the line over the foot cross a character."""
    for page in pages(made_pdf(name)):
        chars = [char for char in page["chars"] if char["text"].strip()]
        upright = [line for line in page["lines"] if line["width"] < 1]
        level = [line for line in page["lines"] if line["height"] < 1]
        assert [
            char["text"] for char in chars if any(_crosses(line, char, "x0", "x1", "top", "bottom") for line in upright)
        ] == []
        assert [
            char["text"] for char in chars if any(_crosses(line, char, "top", "bottom", "x0", "x1") for line in level)
        ] == []


def _crosses(line: Char, char: Char, low: str, high: str, start: str, end: str) -> bool:
    inside = char[low] + 1.5 < line[low] < char[high] - 1.5
    return bool(inside and line[start] < char[end] - 1.5 and char[start] + 1.5 < line[end])


@pytest.mark.parametrize("name", TABLED)
def test_borders_are_closed_on_every_page(name: str) -> None:
    """Each part of a table on a page has its outer lines on all four sides, whatever breaks inside it."""
    for page in pages(made_pdf(name)):
        lines = [line for line in page["lines"] if line["linewidth"] == 0.5]
        upright = [line for line in lines if line["width"] < 0.1]
        assert bool(upright) == bool(lines)
        if not lines:
            continue
        left, right = min(line["x0"] for line in upright), max(line["x0"] for line in upright)
        parts = _joined([(line["top"], line["bottom"]) for line in upright])
        for edge in (left, right):
            assert _joined([(one["top"], one["bottom"]) for one in upright if abs(one["x0"] - edge) < 0.1]) == parts
        for top, bottom in parts:
            for height in (top, bottom):
                level = [
                    (one["x0"], one["x1"]) for one in lines if one["height"] < 0.1 and abs(one["top"] - height) < 0.6
                ]
                ((start, end),) = _joined(level)
                assert abs(start - left) < 1
                assert abs(end - right) < 1


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches that meet, as one."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 0.6:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return [(round(start, 1), round(end, 1)) for start, end in found]


@pytest.mark.parametrize("name", TABLED)
def test_a_label_that_goes_on_says_so(name: str) -> None:
    """On each further page the part of a label holds its words, or their beginning, and （续）; its own words are on the first.

    A part of fewer rows than an upright label has letters may be too low for any of them.
    """
    raw = made_pdf(name)
    for grid, cells in placed(name):
        at = edges(name, grid)
        for cell, element in cells:
            if cell.head != "row" or not element.text:
                continue
            on = sorted(pages_beside(cells, cell))
            assert {page for page, _ in element.chars} == {on[0]}
            for number in on[1:]:
                aside = [
                    char["text"]
                    for char in pages(raw)[number]["chars"]
                    if char["tag"] == "Artifact"
                    and char["top"] < pages(raw)[number]["height"] - _FOOT
                    and at[cell.col] < char["x0"] < at[cell.col + cell.cols]
                ]
                said = "".join(aside)
                assert "（续）" in said, (cell.text, number)
                beside = {
                    other.row
                    for other, its in cells
                    if cell.row <= other.row < cell.row + cell.rows and any(page == number for page, _ in its.chars)
                }
                assert element.text[:6] in said or (said == "（续）" and len(beside) < len(element.text))


@pytest.mark.parametrize("name", TABLED)
def test_small_groups_stay_together(name: str) -> None:
    """Up to four rows of one label are never parted by the end of a page."""
    for _, cells in placed(name):
        rows = pages_of_rows(cells)
        for cell, _ in cells:
            if cell.head == "row" and 1 < cell.rows <= 4:
                assert len({rows[row] for row in range(cell.row, cell.row + cell.rows) if row in rows}) == 1, cell


@pytest.mark.parametrize("name", [name for name in TABLED if name not in CRAFTED])
def test_a_row_stays_on_its_page(name: str) -> None:
    """No row of real and generated documents is so high that it would have to be parted."""
    for _, cells in placed(name):
        for cell, element in cells:
            if cell.rows == 1:
                assert len({page for page, _ in element.chars}) <= 1


def test_the_sign_off_line_is_one_line() -> None:
    """All entries of the sign-off stand on one page at one height, below the last row."""
    for name in ("2024/huangyuan-cppcc/department", "qinghai-department"):
        grid = grids(name)[-1]
        assert grid.below
        last = pages(made_pdf(name))[-1]
        text = "".join(char["text"] for char in last["chars"])
        tops = {round(last["chars"][text.index(entry.text)]["top"]) for entry in grid.below}
        assert len(tops) == 1


@pytest.mark.parametrize("name", EVERY)
def test_the_paper_is_as_the_form_is(name: str) -> None:
    """A4, upright or landscape as the form; a landscape form fills the width of its page."""
    leaf = made_leaf(name)
    for page in pages(made_pdf(name)):
        assert sorted((round(page["width"]), round(page["height"]))) == [595, 842]
        assert (page["width"] > page["height"]) == leaf.filled.form.landscape
        if leaf.filled.form.landscape and any(line["linewidth"] == 0.5 for line in page["lines"]):
            width = max(line["x1"] for line in page["lines"]) - min(line["x0"] for line in page["lines"])
            assert width > 0.9 * page["width"]


@pytest.mark.parametrize("name", EVERY)
def test_prose_and_tables_follow_each_other_as_printed(name: str) -> None:
    """What stands first in the form stands first on paper: the places of paragraphs and tables never go back."""
    wanted = [isinstance(part, ProseText) for part in made_leaf(name).sheet]
    tops = []
    for kid in structure(made_pdf(name)).kids[0].kids:
        if kid.chars:
            tops.append((kid.chars[0][0], round(kid.chars[0][1]["top"])))
    assert wanted
    assert all(before <= after or before[0] == after[0] for before, after in pairwise(tops))
