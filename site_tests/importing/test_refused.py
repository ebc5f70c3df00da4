"""Texts and tables that are no goal documents are refused, in every kind of file; what was written for this test is no one's."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import docx
import pytest
from goalbook.importing.import_document import SourceFile, import_document
from goalbook.importing.import_file import unlike
from goalbook.importing.limits import SourceError
from goalbook.importing.reading.parts import parts_in
from goalbook.importing.sources.open import source_lines
from goalbook.messages.catalogue import catalogue
from openpyxl import Workbook

from site_tests.helpers.shipped import FORMS

T = catalogue("zh")
Rows = list[list[str]]
OTHERS: dict[str, Rows] = {
    # A row of one cell is a paragraph.
    "a notice": [["关于开会的通知"], ["各科室："], ["一、时间"], ["周一上午"], ["二、地点"], ["会议室"], ["三、要求"], ["请准时参加。"]],
    "a notice of goals": [["关于报送绩效目标的通知"], ["一、范围"], ["各单位"], ["二、时间"], ["月底前"], ["请填报绩效目标。"]],
    "a notice in parts": [["关于绩效目标的通知"], ["一、绩效目标的范围"], ["全部。"], ["二、绩效目标的填报"], ["请填报。"], ["三、附则"]],
    "minutes": [["会议纪要"], ["1、通过上次纪要"], ["无异议。"], ["2、讨论预算"], ["原则同意。"], ["3、其他"]],
    "a recipe": [["番茄炒蛋"], ["用料", "数量"], ["番茄", "2个"], ["鸡蛋", "3个"], ["做法"], ["1、打蛋"], ["2、热油"], ["3、翻炒"]],
    "a list of names": [["序号", "姓名", "单位", "备注"], ["1", "（略）", "（略）", ""], ["2", "（略）", "（略）", ""]],
    "a timetable": [["节次", "周一", "周二"], ["1", "语文", "数学"], ["2", "数学", "语文"]],
    "accounts": [["科目", "年初数", "年末数"], ["货币资金", "1.00", "2.00"], ["固定资产", "3.00", "4.00"]],
    "a purchase": [["项目名称", "品目", "数量", "单价"], ["办公用品", "纸", "10", "20"], ["办公用品", "笔", "30", "2"]],
    "a table of laws": [["名称", "文号", "施行日期"], ["某办法", "某〔2020〕1号", "2020-01-01"]],
    "indicators of health": [["一级指标", "二级指标", "结果"], ["体格", "身高", "170"], ["体格", "体重", "60"]],
}  # fmt: skip


def as_word(rows: Rows) -> bytes:
    """Paragraphs, and a table of each run of longer rows."""
    made = docx.Document()
    table = None
    for row in rows:
        if len(row) == 1:
            made.add_paragraph(row[0])
            table = None
            continue
        table = made.add_table(0, len(row)) if table is None else table
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_workbook(rows: Rows) -> bytes:
    """A sheet of the rows."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_page(rows: Rows) -> bytes:
    """Paragraphs and tables of one row."""
    parts = (
        f"<p>{row[0]}</p>" if len(row) == 1 else f"<table><tr>{''.join(f'<td>{text}' for text in row)}</table>"
        for row in rows
    )
    return f"<html>{''.join(parts)}".encode()


def as_separated(rows: Rows) -> bytes:
    """Commas between the cells."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def as_pasted(rows: Rows) -> bytes:
    """Tabs between the cells."""
    return "\n".join("\t".join(row) for row in rows).encode()


WAYS: dict[str, Callable[[Rows], bytes]] = {
    ".docx": as_word, ".xlsx": as_workbook, ".html": as_page, ".csv": as_separated,
    ".txt": as_pasted,
}  # fmt: skip


@pytest.mark.parametrize("suffix", WAYS)
@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_goal_document_is_refused(name: str, suffix: str) -> None:
    """No form is found in it, or the form that is found has no place for most of it: nothing is written."""
    lines = source_lines(WAYS[suffix](OTHERS[name]), suffix)
    assert not isinstance(lines, str)
    for form, part in parts_in(FORMS, lines):
        with pytest.raises(SourceError) as caught:
            import_document(form, part, "2024/made-body", SourceFile("made", "0" * 64), T)
        assert caught.value.code in ("other-form", "no-document")


def test_the_nearest_form_is_named_with_what_a_source_has_of_it() -> None:
    """Rare labels first; where no label is any form's own, no form is near."""
    lines = source_lines("项目编码\t1\t项目名称\t2\n预算规模及资金用途\t3\n其他栏目\t4\n".encode(), ".txt")
    assert not isinstance(lines, str)
    error = unlike(FORMS, lines)
    assert (error.code, error.values["id"]) == ("near-form", "hebei-project")
    assert "项目编码" in str(error.values["found"])
    assert "绩效指标" in str(error.values["missing"])
    assert "项目编码" in T(f"import.error.{error.code}", **error.values)
    other = source_lines("节次\t周一\n1\t语文\n".encode(), ".txt")
    assert not isinstance(other, str)
    assert unlike(FORMS, other).code == "no-form"
