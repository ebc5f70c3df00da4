"""Filled forms as a Word document: real tables with repeated heads, a section a document, in its form's orientation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from goalbook.forms.fill import Paragraph, ProseText
from goalbook.forms.grid import Cell, Grid, centred, lines_around
from goalbook.messages.catalogue import Catalogue, catalogue, language_of
from goalbook.writers.geometry import A4, OFFICE, POINTS, Sides, alignment
from goalbook.writers.office.measures import columns, edges, number_sizes, row_heights
from goalbook.writers.office.package import Package
from goalbook.writers.paper import Leaf, Paper

_TWIPS = 1440 / 25.4  # of a millimetre
_TALL = 0.6  # of the page: a row that is higher may be cut, or it would leave much of a page empty
_GROUP = 0.2  # of the page: rows under one label that are no higher are kept together
_FOOT = 7.0  # millimetres between the foot and the end of the page
_HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_HIDDEN = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:vanish/></w:rPr>'
_SMALLER = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="{0:g}"/><w:szCs w:val="{0:g}"/></w:rPr>'
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PAGES = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def write_docx(leaves: Iterable[Leaf], paper: Paper) -> bytes:
    """The documents in this order as one Word file; with ``paper.cover`` after a title page with links to all."""
    package = Package(paper.office_font, "zh-CN" if language_of(paper.language) == "zh" else paper.language)
    t = catalogue(language_of(paper.language))
    cover, listed = paper.cover, []
    title, author, newest = cover.title if cover else "", paper.authority, paper.date
    for number, leaf in enumerate(leaves, 1):
        foot = package.footer(_footer(leaf, t))
        package.write(_Section(leaf, number, t("office.gap")).xml(foot))
        if cover:
            listed.append((number, leaf.title, leaf.body))
        title, author, newest = title or leaf.title, author or leaf.body, newest or leaf.date
    return package.finish(_front(paper, listed, t) if cover else "", title, author, newest)


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


def _run(text: str, properties: str = _HINT) -> str:
    """Text with its line ends and tabs as Word keeps them."""
    if not text:
        return ""
    inner = escape(text, quote=False).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    inner = inner.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r>{properties}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def _paragraph(runs: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{runs}</w:p>" if named or more else f"<w:p>{runs}</w:p>"


def _tabs(stops: Iterable[tuple[str, float]]) -> str:
    inner = "".join(f'<w:tab w:val="{side}" w:pos="{_twips(at)}"/>' for side, at in stops)
    return f"<w:tabs>{inner}</w:tabs>" if inner else ""


def _page(sides: Sides, foot: str, after: str) -> str:
    """The properties of a section."""
    width, long = (_twips(side) for side in sides)
    turned = ' w:orient="landscape"' if width > long else ""
    return (
        f'<w:sectPr>{foot}<w:type w:val="{after}"/><w:pgSz w:w="{width}" w:h="{long}"{turned}/>'
        f'<w:pgMar w:top="{_twips(OFFICE.top)}" w:right="{_twips(OFFICE.side)}" w:bottom="{_twips(OFFICE.bottom)}"'
        f' w:left="{_twips(OFFICE.side)}"'
        f' w:header="{_twips(_FOOT)}" w:footer="{_twips(_FOOT)}" w:gutter="0"/></w:sectPr>'
    )


def _footer(leaf: Leaf, t: Catalogue) -> str:
    stop = _tabs([("right", OFFICE.width(leaf.sides))])
    before, between, after = t("office.page_of", number="\0", count="\0").split("\0")
    pages = f"{_run(before)}{_PAGES.format('PAGE')}{_run(between)}{_PAGES.format('NUMPAGES')}{_run(after)}"
    names = " · ".join(filter(None, (leaf.body, leaf.title))).replace("\n", " ").replace("\t", " ")
    lines = _paragraph(f"{_run(names)}<w:r><w:tab/></w:r>{pages}", "Footer", stop)
    if leaf.permalink or leaf.date:
        lines += _paragraph(f"{_run(leaf.permalink)}<w:r><w:tab/></w:r>{_run(leaf.date)}", "Footer", stop)
    return lines


def _front(paper: Paper, listed: list[tuple[int, str, str]], t: Catalogue) -> str:
    """The title page of a collection and its list of documents."""
    assert paper.cover
    parts = [_paragraph(_run(paper.cover.title), "Title")]
    parts += [_paragraph(_run(line), "Subtitle") for line in (*paper.cover.lines, paper.authority) if line]
    parts.append(_paragraph(_run(t("office.overview")), "Heading2", "<w:pageBreakBefore/>"))
    for number, title, body in listed:
        words = _run(f"{number}. {title.replace(chr(10), ' ')}{t('office.gap')}{body}")
        parts.append(_paragraph(f'<w:hyperlink w:anchor="d{number}">{words}</w:hyperlink>'))
    return "".join([*parts, f"<w:p><w:pPr>{_page(A4, '', 'nextPage')}</w:pPr></w:p>"])


class _Section:
    """One document as a section."""

    def __init__(self, leaf: Leaf, number: int, gap: str) -> None:
        self.leaf, self.number, self.gap = leaf, number, gap
        self.sheet = leaf.signed
        self.titled = any(isinstance(part, Grid) and part.title for part in leaf.sheet)

    def xml(self, foot: str) -> Iterator[str]:
        """The body of the section, piece by piece, and its properties as the last."""
        mark = f'<w:bookmarkStart w:id="{self.number}" w:name="d{self.number}"/><w:bookmarkEnd w:id="{self.number}"/>'
        yield _paragraph(mark, "Small")
        if not self.titled:
            yield self._title(self.leaf.title)
        for n, part in enumerate(self.sheet):
            if isinstance(part, ProseText):
                yield from (_prose(one) for one in part.paragraphs)
            else:
                if n and isinstance(self.sheet[n - 1], Grid):
                    # Without a paragraph between them Word makes two tables one.
                    yield _paragraph("", "Small" if part.joined else "")
                yield from self._grid(part)
        if self.leaf.annex:
            first, *rest = self.leaf.annex.paragraphs
            if self.leaf.annex.legend:
                yield _paragraph(_run(self.leaf.annex.legend))
            yield _paragraph(_run(first.text), "Heading2", "<w:pageBreakBefore/>")
            yield from (_prose(one) for one in rest)
        yield _paragraph("", "Small", _page(self.leaf.sides, foot, "nextPage"))

    def _title(self, text: str) -> str:
        return _paragraph(_run(text), "Heading1")

    def _grid(self, grid: Grid) -> Iterator[str]:
        widths = columns(grid, self.leaf.sides)
        if grid.number:
            yield _paragraph(_run(grid.number), "", "<w:keepNext/>")
        if grid.title:
            yield self._title(grid.title)
        if grid.subtitle:
            yield _paragraph(_run(grid.subtitle), "", '<w:keepNext/><w:jc w:val="center"/>')
        for cells in lines_around(grid.above):
            if centred(cells):
                yield _paragraph(_run(cells[1].text), "", '<w:keepNext/><w:jc w:val="center"/>')
                continue
            stops = _tabs([("right", sum(widths))] if len(cells) > 1 else [])
            texts = "<w:r><w:tab/></w:r>".join(_run(cell.text) for cell in cells)
            yield _paragraph(texts, "", f"<w:keepNext/>{stops}")
        yield from _Table(grid, widths, self.leaf.sides).xml()
        for cells in lines_around(grid.below):
            if centred(cells):
                yield _paragraph(
                    _run(cells[1].text), "", '<w:keepLines/><w:spacing w:before="120"/><w:jc w:val="center"/>'
                )
                continue
            starts = edges(widths, len(cells)) if len(cells) <= len(widths) else []
            stops = _tabs([("left", sum(widths[:at])) for at in starts[1:-1]])
            texts = ("<w:r><w:tab/></w:r>" if stops else _run(self.gap)).join(_run(cell.text) for cell in cells)
            yield _paragraph(texts, "", f'<w:keepLines/>{stops}<w:spacing w:before="120"/>')


def _prose(paragraph: Paragraph) -> str:
    if paragraph.level:
        return _paragraph(_run(paragraph.text), f"Heading{min(paragraph.level + 1, 4)}")
    return _paragraph(_run(paragraph.text), "BodyText")


class _Table:
    """One grid as a table: a merged cell stands in each of its rows, with its text in the first.

    A side label that begins in the head rows is cut below them, as no head can be repeated with half a cell; its words
    stand beside the rows they head.
    """

    def __init__(self, grid: Grid, widths: list[float], sides: Sides) -> None:
        self.grid, self.widths = grid, widths
        self.twips = [_twips(width) for width in widths]
        self.sizes = number_sizes(grid, widths)
        self.rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
        high = row_heights(grid, widths)
        page = OFFICE.height(sides) * POINTS
        self.tall = [points > _TALL * page for points in high]
        self.kept = [row < grid.head_rows for row in range(grid.rows)]
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.rows):
                self.rows[row].append(cell)
            if cell.head and sum(high[cell.row : cell.row + cell.rows]) <= _GROUP * page:
                for row in range(cell.row, cell.row + cell.rows - 1):
                    self.kept[row] = True
        self.kept[-1] = bool(grid.below)

    def xml(self) -> Iterator[str]:
        """The table, a row at a time."""
        total = _twips(sum(self.widths))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.twips)
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_EDGES}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
            f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        )
        for row, cells in enumerate(self.rows):
            cells.sort(key=lambda cell: cell.col)
            whole = "" if self.tall[row] else "<w:cantSplit/>"
            head = "<w:tblHeader/>" if row < self.grid.head_rows else ""
            properties = f"<w:trPr>{whole}{head}</w:trPr>" if whole or head else ""
            yield f"<w:tr>{properties}{''.join(self._cell(cell, row) for cell in cells)}</w:tr>"
        yield "</w:tbl>"

    def _cell(self, cell: Cell, row: int) -> str:
        head = self.grid.head_rows
        cut = cell.row < head < cell.row + cell.rows
        first = row == (head if cut else cell.row)
        shape = f'<w:tcW w:w="{sum(self.twips[cell.col : cell.col + cell.cols])}" w:type="dxa"/>'
        if cell.cols > 1:
            shape += f'<w:gridSpan w:val="{cell.cols}"/>'
        if cell.rows > 1:
            shape += '<w:vMerge w:val="restart"/>' if first or row == cell.row else "<w:vMerge/>"
        if cut:
            shape += f'<w:tcBorders><w:{"bottom" if row < head else "top"} w:val="nil"/></w:tcBorders>'
        if cell.vertical:
            shape += '<w:textDirection w:val="tbRlV"/>'
        shape += '<w:vAlign w:val="center"/>'
        align = {"c": "center", "r": "right"}.get(alignment(cell), "")
        keep = "<w:keepNext/>" if self.kept[row] else ""
        more = f'{keep}<w:jc w:val="{align}"/>' if align else keep
        size = self.sizes.get(cell[:2])
        properties = _HIDDEN if cell.hidden else _SMALLER.format(2 * size) if size else _HINT
        text = _run(cell.text, properties) if first else ""
        return f"<w:tc><w:tcPr>{shape}</w:tcPr>{_paragraph(text, '', more)}</w:tc>"
