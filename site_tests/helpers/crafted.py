"""Tables that are harder than any real one, made up cell by cell and marked as made."""

from __future__ import annotations

from goalbook.forms.grid import Cell, Grid

_TEXT = "示例文字说明本单元格的内容，不出自任何文件。"


def _label(row: int, col: int, text: str, rows: int = 1, vertical: bool = False) -> Cell:
    return Cell(row, col, rows, 1, text, "row", "label", vertical=vertical)


def long_cells() -> Grid:
    """A cell of many paragraphs and one of a single paragraph, each longer than a page, between short rows."""
    many = "\n".join(f"{number}、{_TEXT * 3}" for number in range(1, 61))
    texts = ("短", many, "短", _TEXT * 160, "短")
    cells = [cell for row, text in enumerate(texts) for cell in (_label(row, 0, f"栏目{row}"), Cell(row, 1, text=text))]
    return Grid("long", (30, 160), tuple(cells), title="示例：长单元格")


def long_labels() -> Grid:
    """Labels that need more room than their first rows give, over and over the end of a page; repeated head and sign-off."""
    cells = [Cell(0, col, 1, 1, text, "col", "label") for col, text in enumerate(("核心职能", "指标", "指标值"))]
    row = 1
    for number in range(12):
        rows = (1, 2, 3, 5, 9, 14)[number % 6]
        cells.append(_label(row, 0, f"职能{number}：{_TEXT * (5 if number % 2 else 10)}", rows))
        for at in range(row, row + rows):
            cells += [Cell(at, 1, text=f"指标{at}"), Cell(at, 2, text="≥95%")]
        row += rows
    return Grid(
        "labels",
        (46, 80, 64),
        tuple(sorted(cells)),
        1,
        "示例：长标签",
        below=(Cell(0, 0, text="单位负责人: 示例"), Cell(0, 1, text="制表人: 示例")),
    )


def nested_labels() -> Grid:
    """Two levels of labels and an upright one that all go over several pages, without a head."""
    cells = [
        _label(0, 0, "绩效指标", 90, vertical=True),
        _label(0, 1, "一级指标甲", 50),
        _label(50, 1, "一级指标乙", 40),
    ]
    cells += [_label(row, 2, f"二级指标{row}", 30 if row < 60 else 15) for row in (0, 30, 60, 75)]
    cells += [Cell(row, 3, text=f"第{row}行{_TEXT}") for row in range(90)]
    return Grid("nested", (12, 30, 30, 205), tuple(sorted(cells)), title="示例：多级标签")


def long_words() -> Grid:
    """A title of several lines, a subtitle and a line above that don't fit one, codes longer than their columns."""
    codes = [_label(0, 0, "编码"), *(Cell(0, col, text="0123456789ABCDEF" * 3) for col in (1, 2))]
    above = (Cell(0, 0, text=_TEXT * 4), Cell(0, 1, text="单位：万元"))
    return Grid("words", (30, 60, 100), tuple(codes), title=_TEXT * 4, subtitle=_TEXT * 3, above=above)


CRAFTED = {
    "long cells": (long_cells(), False),
    "long labels": (long_labels(), False),
    "nested labels": (nested_labels(), True),
    "long words": (long_words(), False),
}
