"""A Word document as lines: its paragraphs and its tables with their merged cells."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from goalbook.importing.lines import Lines, RawCell
from goalbook.importing.sources.measure import measure_package
from goalbook.importing.sources.package import open_package, part_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_SPAN = 1_000
_UNSHOWN = (f"{_W}del", f"{_W}moveFrom")


def read_docx(raw: bytes) -> Lines:
    """The paragraphs and tables of a Word document, in order; what was deleted under tracking isn't read."""
    with open_package(raw) as package:
        measure_package(package)
        body = part_of(package, "word/document.xml").find(f"{_W}body")
    lines = Lines()
    for block in _blocks(body) if body is not None else ():
        if block.tag == f"{_W}tbl":
            lines.table(_cells(block))
        else:
            _paragraph(block, lines)
    return lines


def _blocks(holder: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, those in content controls too."""
    rest = list(holder)[::-1]
    while rest:
        element = rest.pop()
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            rest += list(element)[::-1]


def _paragraph(paragraph: etree._Element, lines: Lines) -> None:
    texts = [text for text in _text(paragraph).split("\t") if text.strip()]
    if len(texts) > 1:
        lines.beside(text.strip() for text in texts)
    elif texts:
        lines.paragraph(texts[0], _level(paragraph))


def _level(paragraph: etree._Element) -> int:
    """The level of a heading, by its style or its outline."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    if outline is not None and (outline.get(f"{_W}val") or "").isdecimal():
        return min(int(outline.get(f"{_W}val") or 0), 8) + 1
    digits = name.removeprefix("heading").strip()
    return int(digits) if name.startswith("heading") and digits.isdecimal() and len(digits) == 1 else 0


def _cells(table: etree._Element) -> Iterator[RawCell]:
    """The cells of a table; those that go on from above are one with it."""
    found: list[RawCell] = []
    begun: dict[int, int] = {}  # by its column, the place in the list of the cell that may go on
    for n, row in enumerate(table.iterchildren(f"{_W}tr")):
        column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in _row_cells(row):
            width = max(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            above = begun.get(column)
            if goes_on and above is not None and found[above].row + found[above].rows == n:
                start = found[above]
                found[above] = RawCell(start.row, start.column, start.text, start.rows + 1, start.columns)
            else:
                begun[column] = len(found)
                text = "\n".join(_text(block) for block in _blocks(cell) if block.tag == f"{_W}p")
                found.append(RawCell(n, column, text.strip("\n"), 1, width))
            column += width
    yield from found


def _row_cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag == f"{_W}sdt":
            yield from element.iter(f"{_W}tc")


def _number(element: etree._Element | None, default: int) -> int:
    value = (element.get(f"{_W}val") or "") if element is not None else ""
    return min(int(value), _MOST_SPAN) if value.isdecimal() and len(value) < 8 else default


def _text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    for piece in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab", f"{_W}noBreakHyphen"):
        if any(above.tag in _UNSHOWN for above in piece.iterancestors()):
            continue
        if piece.tag == f"{_W}t":
            parts.append(piece.text or "")
        elif piece.tag == f"{_W}tab":
            # A tab stop of the paragraph's settings is no text.
            holder = piece.getparent()
            parts.append("\t" if holder is not None and holder.tag == f"{_W}r" else "")
        else:
            parts.append("-" if piece.tag == f"{_W}noBreakHyphen" else "\n")
    return "".join(parts)
