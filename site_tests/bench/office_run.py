"""One office file of many tables, made in a process of its own: ``python -m site_tests.bench.office_run MAKER SOURCE OUTPUT``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from goalbook.book.filled import read_filled
from goalbook.book.load import load_book
from goalbook.writers.paper import Cover, Leaf, Paper, leaf

PAPER = Paper(url="https://example.org/goals/", date="2024-02-01", cover=Cover("示例"))


def _leaves(source: Path) -> Iterator[Leaf]:
    """The filled forms of a folder of goal files, one after the other."""
    book = load_book(source)
    for entry in book.entries:
        filled = read_filled(source, entry, book.bodies[entry.body])
        yield leaf(filled, PAPER)


def goalbook_xlsx(source: Path, output: Path) -> None:
    """A folder of goal files as one workbook with an overview."""
    from goalbook.writers.office.xlsx import write_xlsx

    output.write_bytes(write_xlsx(_leaves(source), PAPER))


def goalbook_docx(source: Path, output: Path) -> None:
    """A folder of goal files as one Word file with a list of documents."""
    from goalbook.writers.office.docx import write_docx

    output.write_bytes(write_docx(_leaves(source), PAPER))


def openpyxl_xlsx(source: Path, output: Path) -> None:
    """The same tables by openpyxl: a sheet a form, merged, with borders, fonts, widths, heads and numbers; no overview."""
    from goalbook.forms.fill import ProseText
    from goalbook.writers.geometry import alignment
    from goalbook.writers.office.measures import columns, row_heights, spreadsheet_number
    from goalbook.writers.office.one_sheet import on_one_sheet
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin")
    border, font = Border(left=thin, right=thin, top=thin, bottom=thin), Font(name="宋体", size=10)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(vertical="center", wrap_text=True)
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has a sheet
    for one in _leaves(source):
        sheet = book.create_sheet(f"{len(book.sheetnames) + 1}")
        row = 1
        for part in on_one_sheet(one.sheet, one.sides):
            if isinstance(part, ProseText):
                for paragraph in part.paragraphs:
                    cell = sheet.cell(row, 1, paragraph.text)
                    cell.font, cell.alignment = font, left
                    row += 1
                continue
            widths = columns(part, one.sides)
            for n, width in enumerate(widths, 1):
                sheet.column_dimensions[get_column_letter(n)].width = width / 2
            for n, points in enumerate(row_heights(part, widths)):
                sheet.row_dimensions[row + n].height = min(points, 400)
            for at in part.cells:
                for r in range(at.rows):
                    for c in range(at.cols):
                        sheet.cell(row + at.row + r, at.col + 1 + c).border = border
                cell = sheet.cell(row + at.row, at.col + 1)
                number = spreadsheet_number(at)
                cell.value = float(number.value) if number else at.text
                cell.number_format = number.format if number else "General"
                cell.data_type = "n" if number else "s"
                cell.font, cell.alignment = font, middle if alignment(at) == "c" else left
                if at.rows * at.cols > 1:
                    last = row + at.row + at.rows - 1
                    sheet.merge_cells(
                        start_row=row + at.row, start_column=at.col + 1, end_row=last, end_column=at.col + at.cols
                    )
            row += part.rows
    book.save(output)


MAKERS = {"goalbook-xlsx": goalbook_xlsx, "goalbook-docx": goalbook_docx, "openpyxl-xlsx": openpyxl_xlsx}

if __name__ == "__main__":
    MAKERS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
