"""A filled form as HTML, Word and Excel files, written plainly: what `goalbook import` is to read back."""

from __future__ import annotations

import io
from html import escape

import docx
from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.grid import Cell, Grid, lines_around
from goalbook.importing.lines import Lines
from openpyxl import Workbook
from openpyxl.styles import Font


def as_html(sheet: Sheet) -> bytes:
    """Headings, paragraphs and tables, cells with their spans."""
    parts = ["<!doctype html><meta charset=utf-8><title>x</title>"]
    for part in sheet:
        if isinstance(part, ProseText):
            tags = ((f"h{one.level}" if one.level else "p", one.text) for one in part.paragraphs)
            parts += [f"<{tag}>{escape(text)}</{tag}>" for tag, text in tags]
            continue
        parts += [f"<p>{escape(text)}</p>" for text in (part.number, part.title, part.subtitle) if text]
        parts += [_spans(cell.text for cell in line) for line in lines_around(part.above)]
        parts.append("<table>")
        for row in range(part.rows):
            cells = [cell for cell in part.cells if cell.row == row]
            parts.append("<tr>" + "".join(
                f"<td rowspan={cell.rows} colspan={cell.cols}>{escape(cell.text).replace(chr(10), '<br>')}</td>" for cell in cells
            ))  # fmt: skip
        parts.append("</table>")
        parts += [_spans(cell.text for cell in line) for line in lines_around(part.below)]
    return "\n".join(parts).encode()


def _spans(texts: object) -> str:
    return "<p>" + "".join(f"<span>{escape(text)}</span>" for text in texts) + "</p>"  # type: ignore[attr-defined]


def as_docx(sheet: Sheet) -> bytes:
    """The same in Word: headings by their style, merged cells by python-docx."""
    made = docx.Document()
    for part in sheet:
        if isinstance(part, ProseText):
            for one in part.paragraphs:
                made.add_paragraph(one.text, style=f"Heading {one.level}" if one.level else None)
            continue
        for text in (part.number, part.title, part.subtitle, *_tabbed(part.above)):
            made.add_paragraph(text)
        _word_table(made, part)
        for text in _tabbed(part.below):
            made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _tabbed(cells: tuple[Cell, ...]) -> list[str]:
    return ["\t".join(cell.text for cell in line) for line in lines_around(cells)]


def as_text(sheet: Sheet) -> Lines:
    """The rows as text has them: which cells are merged isn't known, blanks stand for what is joined."""
    lines = Lines()
    for part in sheet:
        if isinstance(part, ProseText):
            for one in part.paragraphs:
                lines.paragraph(one.text)
            continue
        for text in (part.number, part.title, part.subtitle, *_tabbed(part.above)):
            _text_line(lines, text)
        for row, cells in enumerate(part.matrix()):
            lines.row(cell.text if (cell.row, cell.col) == (row, col) else "" for col, cell in enumerate(cells))
        for text in _tabbed(part.below):
            _text_line(lines, text)
    return lines.settled()


def _text_line(lines: Lines, text: str) -> None:
    lines.beside(text.split("\t")) if "\t" in text else lines.paragraph(text)


def _word_table(made: object, grid: Grid) -> None:
    table = made.add_table(grid.rows, len(grid.widths))  # type: ignore[attr-defined]
    places = [list(row.cells) for row in table.rows]
    for cell in grid.cells:
        first = places[cell.row][cell.col]
        if cell.rows > 1 or cell.cols > 1:
            first = first.merge(places[cell.row + cell.rows - 1][cell.col + cell.cols - 1])
        first.text = cell.text


def as_xlsx(sheet: Sheet) -> bytes:
    """The same in Excel, all in one sheet; headings bold and larger."""
    book = Workbook()
    page = book.active
    assert page is not None
    row = 1
    for part in sheet:
        if isinstance(part, ProseText):
            for one in part.paragraphs:
                page.cell(row, 1, one.text).font = Font(
                    bold=one.level > 0, size=20 - 2 * one.level if one.level else 11
                )
                row += 1
            continue
        over = [[part.number], [part.title], [part.subtitle]]
        for texts in (*over, *([cell.text for cell in line] for line in lines_around(part.above))):
            for n, text in enumerate(texts):
                page.cell(row, 1 + n * (len(part.widths) - 1), text or None)
            row += any(texts)
        for cell in part.cells:
            page.cell(row + cell.row, cell.col + 1, cell.text).data_type = "s"  # "=5处" is no formula
            if cell.rows > 1 or cell.cols > 1:
                page.merge_cells(
                    None, row + cell.row, cell.col + 1, row + cell.row + cell.rows - 1, cell.col + cell.cols
                )
        row += part.rows
        for line in lines_around(part.below):
            for n, cell in enumerate(line):
                page.cell(row, n + 1, cell.text)
            row += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
