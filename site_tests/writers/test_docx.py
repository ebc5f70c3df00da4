"""The Word file, read back with python-docx: cell by cell the official table, merges included."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from zipfile import ZipFile

import pytest
from docx import Document as open_docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from goalbook.forms.fill import ProseText
from goalbook.forms.grid import Cell, Grid
from goalbook.writers.office.docx import write_docx
from goalbook.writers.paper import Cover, Leaf, Paper
from lxml import etree

from site_tests.helpers.leaves import ALL, PAPER, REAL, grids, leaf_of, project, spans

documents = pytest.mark.parametrize("name", ALL)


@cache
def content_of(name: str) -> bytes:
    """The Word file of a document."""
    return write_docx([leaf_of(name)], PAPER)


@cache
def docx_of(name: str) -> Document:
    """The same as python-docx reads it."""
    return opened(content_of(name))


def opened(content: bytes) -> Document:
    """A Word file as python-docx reads it."""
    return open_docx(io.BytesIO(content))


def shown(document: Document) -> Iterator[str | Table]:
    """The tables and the paragraphs that aren't empty, in printed order."""
    for one in document.iter_inner_content():
        if isinstance(one, Table):
            yield one
        elif one.text:
            yield one.text


def expected(leaf: Leaf) -> Iterator[str | Grid]:
    """What of a document must be there, in printed order."""
    if not any(grid.title for grid in grids(leaf)):
        yield leaf.title
    for part in leaf.sheet:
        if isinstance(part, ProseText):
            yield from (one.text for one in part.paragraphs if one.text)
            continue
        yield from (text for text in (part.title, part.subtitle) if text)
        if part.above:
            yield "\t".join(cell.text for cell in part.above)
        yield part
        if part.below:
            yield "\t".join(cell.text for cell in part.below)


def check(found: list[str | Table], leaf: Leaf) -> None:
    """What was read against what must be there."""
    wanted = list(expected(leaf))
    assert [one for one in found if isinstance(one, str)] == [one for one in wanted if isinstance(one, str)]
    assert [isinstance(one, Table) for one in found] == [isinstance(one, Grid) for one in wanted]
    for table, grid in zip(found, wanted, strict=True):
        if isinstance(table, Table) and isinstance(grid, Grid):
            check_table(table, grid)


def check_table(table: Table, grid: Grid) -> None:
    """A table's cells, by their places and spans, against those of the grid."""
    areas = read_cells(table)
    wanted = {area: cell.text for cell in grid.cells for area, cell in parts_of(cell, grid)}
    assert areas == wanted
    assert [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [
        number < grid.head_rows for number in range(grid.rows)
    ]


def parts_of(cell: Cell, grid: Grid) -> Iterator[tuple[tuple[int, int, int, int], Cell]]:
    """The area of a cell; of one that begins in the head rows and goes on below them the two that it is cut into."""
    first, left, last, right = spans(cell)
    head = grid.head_rows
    if first < head <= last:
        yield (first, left, head - 1, right), cell._replace(text="")
        first = head
    yield (first, left, last, right), cell


def read_cells(table: Table) -> dict[tuple[int, int, int, int], str]:
    """The text of each cell by first row and column, last row and column; a merged cell may have text in its first row only."""
    found: dict[tuple[int, int, int, int], str] = {}
    open_: dict[int, tuple[int, int, int, int]] = {}
    for row, tr in enumerate(table._tbl.tr_lst):
        column = 0
        for tc in tr.tc_lst:
            span, merge = tc.grid_span, tc.get_or_add_tcPr().find(qn("w:vMerge"))
            text = "\n".join(Paragraph(p, table).text for p in tc.p_lst)
            if merge is not None and merge.get(qn("w:val")) != "restart":
                area = open_[column]
                assert (area[3], area[2], text) == (column + span - 1, row - 1, "")
                text = found.pop(area)
                area = (area[0], area[1], row, area[3])
            else:
                area = (row, column, row, column + span - 1)
            found[area] = text
            open_[column] = area
            column += span
        assert column == len(table.columns)
    return found


@documents
def test_the_form_comes_back(name: str) -> None:
    """Every text of the document is there in printed order, every cell at its place with its spans, nothing else."""
    check(list(shown(docx_of(name))), leaf_of(name))


@documents
def test_rows_and_heads(name: str) -> None:
    """Rows aren't split over pages unless they fill most of one; no table has more or other columns than its grid."""
    for table, grid in zip(docx_of(name).tables, grids(leaf_of(name)), strict=True):
        assert len(table.columns) == len(grid.widths)
        whole = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]
        longest = [max(len(cell.text) for cell in row if cell.rows == 1) if row else 0 for row in _by_row(grid)]
        assert all(is_whole or length > 150 for is_whole, length in zip(whole, longest, strict=True))


def _by_row(grid: Grid) -> list[list[Cell]]:
    return [[cell for cell in grid.cells if cell.row == row and cell.rows == 1] for row in range(grid.rows)]


@documents
def test_the_page_is_that_of_the_form(name: str) -> None:
    """A4 in the form's orientation, its margins, and a foot with body, document, page x of y, permalink and date."""
    leaf, document = leaf_of(name), docx_of(name)
    (section,) = document.sections
    assert section.page_width
    assert section.page_height
    assert section.left_margin
    assert section.right_margin
    size = (round(section.page_width.mm), round(section.page_height.mm))
    assert size == ((297, 210) if leaf.filled.form.landscape else (210, 297))
    assert round(section.left_margin.mm) == round(section.right_margin.mm) == 10
    footer = section.footer
    text = "\n".join(paragraph.text for paragraph in footer.paragraphs)
    for words in (leaf.body, leaf.title, leaf.permalink, leaf.date):
        assert words in text
    fields = [one.text.strip() for one in footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    for table in document.tables:
        width = sum(column.width.mm for column in table.columns)
        assert abs(width - (277 if leaf.filled.form.landscape else 190)) < 1


@documents
def test_the_fonts_are_east_asian(name: str) -> None:
    """All text is set in the configured font, Chinese and Latin; ambiguous signs are told to be Chinese."""
    document = docx_of(name)
    fonts = next(document.styles.element.iter(qn("w:rFonts")))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia")} == {"宋体"}
    language = next(document.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    for run in document.element.body.iter(qn("w:r")):
        if run.find(qn("w:t")) is not None:
            assert run.rPr.find(qn("w:rFonts")).get(qn("w:hint")) == "eastAsia"


def test_another_font() -> None:
    """A site that prints in another family has it in its Word files."""
    paper = Paper(fonts=PAPER.fonts.__class__(office="仿宋 & <b>"))
    fonts = next(opened(write_docx([project()], paper)).styles.element.iter(qn("w:rFonts")))
    assert fonts.get(qn("w:eastAsia")) == "仿宋 & <b>"


@documents
def test_the_parts_are_well_formed_and_in_their_order(name: str) -> None:
    """Every part is XML, is declared, and its elements stand in the order that the standard asks for."""
    with ZipFile(io.BytesIO(content_of(name))) as archive:
        names = set(archive.namelist())
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        declared = {one.get("PartName") for one in types if one.get("PartName")}
        assert declared == {f"/{one}" for one in names if not one.endswith(".rels") and one[0] != "["}
        root = etree.fromstring(archive.read("word/document.xml"))
    orders = {
        "pPr": "pStyle keepNext keepLines pageBreakBefore tabs spacing ind jc outlineLvl sectPr",
        "tcPr": "tcW gridSpan vMerge tcBorders textDirection vAlign",
        "tblPr": "tblW jc tblBorders tblLayout tblCellMar",
        "trPr": "cantSplit tblHeader",
        "sectPr": "footerReference type pgSz pgMar",
    }
    for tag, order in orders.items():
        for one in root.iter(qn(f"w:{tag}")):
            children = [etree.QName(child).localname for child in one]
            assert children == sorted(children, key=order.split().index), tag


@pytest.mark.parametrize(
    "text", ["<b>&amp;</w:t>", "　　甲", " a  b ", "甲\\n乙\\n\\n丙", "𠀀𠀁", "=1+1", "tab\\there"]
)
def test_hostile_and_rare_text_comes_back(text: str) -> None:
    """What has a meaning in the file's XML, spaces, line ends and rare characters are kept."""
    wanted = text.replace("\\n", "\n").replace("\\t", "\t")
    leaf = project(about=f'"{text}"', name=f'"{text}"')
    document = opened(write_docx([leaf], PAPER))
    check(list(shown(document)), leaf)
    assert wanted in read_cells(document.tables[0]).values()


def test_a_hidden_head_is_there_but_not_shown() -> None:
    """A head that the original lost is read by who reads the cells, and not printed."""
    document = docx_of("2024/huangyuan-cppcc/department")
    runs = [
        run
        for run in document.element.body.iter(qn("w:r"))
        if run.rPr is not None and run.rPr.find(qn("w:vanish")) is not None
    ]
    assert [run.text for run in runs] == ["指标值"]


def test_a_collection_has_a_section_a_document() -> None:
    """Several documents: a title page with links to each, then each in order, turned as its form is, with its own foot."""
    leaves = [leaf_of(name) for name in REAL]
    content = write_docx(leaves, Paper(url=PAPER.url, cover=Cover("全部文件", ("共十件",))))
    document = opened(content)
    front, *sections = document.sections
    assert [round(section.page_width.mm) for section in sections if section.page_width] == [
        297 if leaf.filled.form.landscape else 210 for leaf in leaves
    ]
    for section, leaf in zip(sections, leaves, strict=True):
        assert leaf.permalink in "\n".join(one.text for one in section.footer.paragraphs)
        inner = section.iter_inner_content()
        check(
            [one if isinstance(one, Table) else one.text for one in inner if isinstance(one, Table) or one.text], leaf
        )
    links = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert links == marks
    assert len(set(links)) == len(leaves)
    text = "\n".join(one.text for one in front.iter_inner_content() if isinstance(one, Paragraph))
    assert "全部文件" in text
    assert all(leaf.title in text for leaf in leaves)


def test_properties_come_from_the_data() -> None:
    """Title, author and day are those of the document, not of the machine."""
    properties = docx_of(REAL[0]).core_properties
    assert properties.title == leaf_of(REAL[0]).title
    assert properties.author == "示例公开机构"
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2024-03-05"
    odd = project()
    dated = replace(odd, date="2024-02-31")
    created = opened(write_docx([dated], Paper())).core_properties.created
    assert created is not None
    assert created.year == 1980
