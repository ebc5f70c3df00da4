"""A filled form as the lines of a source: what an import would find in its print."""

from __future__ import annotations

from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.grid import Cell, Grid, lines_around
from goalbook.importing.lines import Lines, RawCell


def lines_of_sheet(sheet: Sheet) -> Lines:
    """The lines of a filled form, merged cells known."""
    lines = Lines()
    for part in sheet:
        if isinstance(part, ProseText):
            for paragraph in part.paragraphs:
                lines.paragraph(paragraph.text, paragraph.level)
            continue
        assert isinstance(part, Grid)
        for text in (part.number, part.title, part.subtitle):
            lines.paragraph(text)
        _around(lines, part.above)
        lines.table(RawCell(cell.row, cell.col, cell.text, cell.rows, cell.cols) for cell in part.cells)
        _around(lines, part.below)
    return lines.settled()


def _around(lines: Lines, cells: tuple[Cell, ...]) -> None:
    for line in lines_around(cells):
        if len(line) > 1:
            lines.beside(cell.text for cell in line)
        else:
            lines.paragraph(line[0].text)
