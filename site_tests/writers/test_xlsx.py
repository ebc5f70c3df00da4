"""The workbook, read back with two readers: cell by cell the official table, merges included."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import groupby

import pytest
from goalbook.forms.fill import ProseText
from goalbook.forms.grid import Grid
from goalbook.writers.office.measures import columns, spreadsheet_number
from goalbook.writers.office.one_sheet import on_one_sheet
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.paper import Cover, Leaf, Paper, Unfit
from openpyxl import Workbook, load_workbook

from site_tests.helpers.leaves import ALL, PAPER, REAL, grids, leaf_of, printing, project, spans
from site_tests.helpers.workbook import Read, by_calamine, by_openpyxl, opened

documents = pytest.mark.parametrize("name", ALL)


@cache
def content_of(name: str) -> bytes:
    """The workbook of a document."""
    return write_xlsx([leaf_of(name)], PAPER)


@cache
def book_of(name: str) -> Workbook:
    """The same as openpyxl reads it."""
    return load_workbook(io.BytesIO(content_of(name)))


@cache
def reads_of(name: str) -> list[Read]:
    """Its sheets."""
    return by_openpyxl(book_of(name))


def around(texts: list[str], read: Read, line: list[tuple[int, int]]) -> bool:
    """Whether a line of a sheet shows these texts side by side and nothing else."""
    return [text for text in texts if text] == [read.shown(place) for place, _ in groupby(line) if read.shown(place)]


def check_sheet(read: Read, leaf: Leaf) -> None:
    """A sheet against the form that it holds, line by line to its end."""
    rest = iter(list(read.rows()))
    parts = on_one_sheet(leaf.sheet, leaf.sides)
    if not any(grid.title for grid in grids(leaf)) and any(isinstance(part, ProseText) for part in parts):
        assert read.shown(next(rest)[0]) == leaf.title
    for before, grid in zip((None, *parts), parts, strict=False):
        if isinstance(grid, ProseText):
            assert [read.shown(next(rest)[0]) for _ in grid.paragraphs] == [one.text for one in grid.paragraphs]
            continue
        if isinstance(before, Grid) and not grid.joined:
            assert not any(read.shown(place) for place in next(rest))
        for texts in ([grid.title], [grid.subtitle], [cell.text for cell in grid.above]):
            assert not any(texts) or around(texts, read, next(rest))
        table = [next(rest) for _ in range(grid.rows)]
        assert [[read.shown(place) for place in line] for line in table] == [
            [cell.text for cell in row] for row in grid.matrix()
        ]
        check_merges(read, grid, table)
        assert not grid.below or around([cell.text for cell in grid.below], read, next(rest))
    assert next(rest, None) is None


def check_merges(read: Read, grid: Grid, table: list[list[tuple[int, int]]]) -> None:
    """Each cell of the table is one area of the sheet, merged where it spans more than one row or column."""
    starts = [max(place[0] for place in line) for line in table]
    for cell in grid.cells:
        row, col, _, last_col = spans(cell)
        place = (starts[row], col)
        assert table[row][col] == place
        area = next((one for one in read.merged if one[:2] == place), (*place, *place))
        assert area[3] == last_col
        after = row + cell.rows
        assert area[2] == starts[after] - 1 if after < grid.rows else area[2] >= starts[-1]


@documents
def test_openpyxl_reads_the_form(name: str) -> None:
    """Every text and number of the document stands in its cell as printed, and nothing else does."""
    (read,) = reads_of(name)
    check_sheet(read, leaf_of(name))


@documents
def test_tables_on_one_sheet_keep_their_cells(name: str) -> None:
    """The tables of a form get common columns: each cell keeps its rows, its text and, but for 3 mm, its place."""
    leaf = leaf_of(name)
    made = [part for part in on_one_sheet(leaf.sheet, leaf.sides) if isinstance(part, Grid)]
    assert len({grid.widths for grid in made}) <= 1
    for before, after in zip(grids(leaf), made, strict=True):
        assert [cell._replace(col=0, cols=0) for cell in before.cells] == [
            cell._replace(col=0, cols=0) for cell in after.cells
        ]
        for cell, moved in zip(before.cells, after.cells, strict=True):
            for count, moved_count in ((cell.col, moved.col), (cell.col + cell.cols, moved.col + moved.cols)):
                old, new = (sum(columns(grid, leaf.sides)[:n]) for grid, n in ((before, count), (after, moved_count)))
                assert abs(old - new) <= 3


@documents
def test_calamine_reads_the_same(name: str) -> None:
    """Another reader finds the same values at the same places and the same merged areas."""
    for one, other in zip(reads_of(name), by_calamine(content_of(name)), strict=True):
        assert (one.name, one.values, one.merged) == (other.name, other.values, other.merged)


@documents
def test_amounts_are_numbers(name: str) -> None:
    """An amount or threshold that is a plain number is a number in the sheet, of exactly the printed value."""
    leaf = leaf_of(name)
    wanted = [
        Decimal(cell.text.replace(",", "").removesuffix("%")) / (100 if cell.text.endswith("%") else 1)
        for grid in grids(leaf)
        for cell in grid.cells
        if cell.kind in ("amount", "number") and re.fullmatch(r"[0-9,]+(\.[0-9]+)?%?", cell.text)
    ]
    sheets = reads_of(name)
    found = [value for read in sheets for _, value in sorted(read.values.items()) if isinstance(value, int | float)]
    assert sorted(Decimal(repr(value)) for value in found) == sorted(wanted)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        *(("0", "0"), ("0.00", "0.00"), ("0.80", "0.00"), ("12,504.03", "#,##0.00"), ("1579", "0"), ("25%", "0%")),
        *(
            ("100.50%", "0.00%"),
            ("-3.5", "0.0"),
            ("999,999,999,999.99", "#,##0.00"),
            ("0.1", "0.0"),
            ("0.07%", "0.00%"),
        ),
    ],
)
def test_a_number_is_shown_as_printed(text: str, pattern: str) -> None:
    """Decimals, thousands and percent come back as they were typed."""
    (read,) = opened(write_xlsx([project(total=f'"{text}"')], PAPER))
    (place,) = (place for place, value in read.values.items() if not isinstance(value, str))
    assert (read.formats[place], read.shown(place)) == (pattern, text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0013",
            "1,23",
            "12345,678",
            "1.",
            ".5",
            "-0",
            "-0.00",
            "1e5",
            "１２",
            "1 000",
            " 1",
            "+5",
            "0.1234567890123456",
        ),
        *("1234567890123456", "75%以下", "≥90%", "1,234,56", "٣", "1%%", "--1", "1:30"),
    ],
)
def test_what_no_format_can_show_stays_text(text: str) -> None:
    """A number that would come back otherwise than printed is kept as text."""
    (read,) = opened(write_xlsx([project(total=f'"{text}"')], PAPER))
    assert text in read.values.values()
    assert all(isinstance(value, str) for value in read.values.values())


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86", "@SUM(A1)", "-1-1", "＝1+1", "＋1", "－甲", "＠甲", '=HYPERLINK("http://x")', "001", "130303224"],
)
def test_nothing_is_a_formula_or_loses_its_zeros(text: str) -> None:
    """Codes and what looks like a formula are texts, and stay so when a clerk edits the cell."""
    quoted = text.replace('"', '\\"')
    content = write_xlsx([project(name=f'"{quoted}"', target=f'"{quoted}"')], PAPER)
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 2
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    assert {bool(cell.quotePrefix) for cell in cells} == {not text[0].isdigit()}


@pytest.mark.parametrize(
    "text", ["a_x000D_b", "<b>&amp;", "　　甲", "甲\\n乙\\n\\n丙", "𠀀𠀁", "' x", "𝒳 ‘’“”", "tab\\there"]
)
def test_hostile_and_rare_text_comes_back(text: str) -> None:
    """What has a meaning in the file's XML, spaces at the ends, line ends and rare characters are kept."""
    wanted = text.replace("\\n", "\n").replace("\\t", "\t")
    (read,) = by_calamine(write_xlsx([project(about=f'"{text}"')], PAPER))
    assert wanted in read.values.values()


def test_a_hidden_head_is_there_but_not_shown() -> None:
    """A head that the original lost is read by who reads the cells, and not printed."""
    read = opened(write_xlsx([leaf_of("2024/huangyuan-cppcc/department")], PAPER))[0]
    (place,) = (place for place, value in read.values.items() if value == "指标值")
    assert read.formats[place] == ";;;"


@documents
def test_the_page_is_that_of_the_form(name: str) -> None:
    """A4 in the form's orientation, one page wide, its margins; heads repeated and, where there is room, frozen."""
    leaf, book = leaf_of(name), book_of(name)
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.orientation == "landscape") == leaf.filled.form.landscape
        # One page wide is what is meant where nothing is said.
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert sheet.sheet_properties.pageSetUpPr
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert round(sheet.page_margins.left * 25.4) == 10
        assert sheet.oddFooter is not None
        foot = "".join(str(part.text) for part in (sheet.oddFooter.left, sheet.oddFooter.right))
        assert leaf.title in foot
        assert leaf.permalink in foot
        assert "&P" in foot
        assert "&N" in foot
        headed = next((grid for grid in grids(leaf) if grid.head_rows), None)
        if headed is None:
            assert sheet.print_title_rows is None
            continue
        first, last = (int(one) for one in re.findall(r"[0-9]+", sheet.print_title_rows or ""))
        shown = [cell.value for cell in sheet[first] if cell.value]
        assert shown == [text for text, _ in groupby(cell.text for cell in headed.matrix()[0]) if text]
        assert last - first + 1 == headed.head_rows
        assert sheet.freeze_panes in (None, f"A{last + 1}")
        if headed is leaf.sheet[0]:
            assert sheet.freeze_panes == f"A{last + 1}"


@documents
def test_rows_are_high_enough(name: str) -> None:
    """A row is no lower than its text at one em a Chinese character, and none is higher than Excel's rows may be."""
    for sheet in book_of(name):
        high = {row: sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)}
        assert all(0 < points <= 409 for points in high.values())
        wide = [one.width for one in sheet.column_dimensions.values() for _ in range(one.min or 0, (one.max or 0) + 1)]
        areas = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str) or cell.alignment.textRotation:
                    continue
                area = areas.get(cell.coordinate)
                last = area.max_col if area else cell.column
                # A column's width counts characters of 7 pixels.
                pixels = 7 * sum(wide[cell.column - 1 : last])
                ems = (pixels * 0.75 - 3) / cell.font.size
                length = sum(1 if ord(char) > 0x2000 else 0.5 for char in cell.value)
                room = sum(high[n] for n in range(cell.row, (area.max_row if area else cell.row) + 1))
                assert room >= length / ems * cell.font.size, cell.coordinate


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    """Excel's limit of 32,767 characters is told with the document; nothing is cut off."""
    write_xlsx([project(about="甲" * 32_767)], PAPER)
    with pytest.raises(Unfit) as told:
        write_xlsx([project(about="甲" * 32_768)], PAPER)
    assert told.value.key == "office.too_long"
    assert told.value.values["address"] == "2024/sample-0001/made"


def test_a_long_text_gets_rows_enough() -> None:
    """A row that would be higher than Excel's rows may be becomes several; the text is in one cell over them."""
    leaf = project(about="甲" * 6000)
    book = load_workbook(io.BytesIO(write_xlsx([leaf], PAPER)))
    sheet = book.worksheets[0]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "甲" * 6000)
    area = next(one for one in sheet.merged_cells.ranges if one.start_cell.coordinate == cell.coordinate)
    assert area.max_row > area.min_row
    check_sheet(opened(write_xlsx([leaf], PAPER))[0], leaf)


def test_a_collection_has_an_overview_with_links() -> None:
    """Several documents make one workbook: each in order, after a list that leads to them; names are valid and unique."""
    leaves = [leaf_of(name) for name in (*REAL, *REAL)]
    content = write_xlsx(leaves, Paper(url=PAPER.url, cover=Cover("全部文件", ("共二十件",))))
    book = load_workbook(io.BytesIO(content))
    names = book.sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 1 + len(leaves)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    overview = book.worksheets[0]
    links = [(cell.hyperlink.location, cell.value) for row in overview.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == len(leaves)
    for leaf, link, name in zip(leaves, links, names[1:], strict=True):
        assert link == (f"'{name}'!A1", leaf.title)
    for read, leaf in zip(opened(content)[1:], leaves, strict=True):
        check_sheet(read, leaf)


@pytest.mark.parametrize("title", ["a/b\\c:d*e?[f]", "'quoted'", "长" * 80, "𠀀" * 40, "History", "甲\n乙"])
def test_any_title_makes_a_sheet_name(title: str) -> None:
    """A sheet is named by its title in characters and a length that Excel takes."""
    leaf = project()
    (first, second) = grids(leaf)
    named = printing(leaf, (_titled(first, title), second, _titled(second, title)), title)
    names = [read.name for read in opened(write_xlsx([named, named, named], PAPER))]
    assert len(set(names)) == 3
    for name in names:
        assert len(name.encode("utf-16-le")) <= 62
        assert not re.search(r"[\[\]:*?/\\\n]", name)
        assert name.strip("' ") == name
        assert name.casefold() != "history"


def _titled(grid: Grid, title: str) -> Grid:
    return Grid(grid.id, grid.widths, grid.cells, grid.head_rows, title)


def test_a_day_that_is_not_in_the_calendar_is_none() -> None:
    """The model takes 31 February; the file's own date must not fail on it."""
    leaf = leaf_of(REAL[0])
    odd = replace(leaf, date="2024-02-31")
    book = load_workbook(io.BytesIO(write_xlsx([odd], Paper())))
    assert book.properties.created.year == 1980


def test_number_of_reads_only_amounts() -> None:
    """A code that happens to be digits is text, whatever it looks like."""
    cells = [cell for grid in grids(leaf_of(REAL[1])) for cell in grid.cells if cell.kind in ("label", "text")]
    assert cells
    assert [cell for cell in cells if spreadsheet_number(cell)] == []
