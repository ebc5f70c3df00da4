"""Texts and tables that are no goal documents are refused, in every kind of file; what was written for this test is no one's."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import docx
import pytest
from goalbook.forms.fill import fill
from goalbook.importing.import_document import SourceFile, import_document
from goalbook.importing.import_file import unlike
from goalbook.importing.limits import SourceError
from goalbook.importing.reading.parts import parts_in
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.open import source_lines
from goalbook.messages.catalogue import catalogue
from goalbook.model.records import Document
from openpyxl import Workbook

from site_tests.helpers.office import as_docx
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
    "a phone list": [["值班电话"], ["科室", "电话", "值班人"], ["办公室", "（略）", "（略）"], ["财务科", "（略）", "（略）"]],
    "prices": [["收费项目公示表"], ["项目名称", "计费单位", "收费标准", "依据"], ["挂号", "次", "1.00", "某发〔2019〕2号"]],
    "an election": [["选举结果"], ["候选人", "得票数", "得票率", "是否当选"], ["甲", "30", "75%", "是"], ["乙", "10", "25%", "否"]],
    "buses": [["首末班时间"], ["线路", "首班", "末班", "备注"], ["1路", "6:00", "21:00", ""], ["2路", "6:30", "20:30", "间隔10分钟"]],
    "revenue": [["2024年一般公共预算收入表"], ["单位：万元"], ["项目", "上年执行数", "预算数", "为上年%"],
        ["一、税收收入", "100", "110", "110"],
                ["增值税", "60", "65", "108.3"], ["合计", "100", "110", "110"]],
    "staff": [["编制情况表"], ["单位名称", "编制数", "实有人数", "备注"], ["某局", "20", "18", ""], ["某中心", "10", "9", ""]],
    "contracts": [["合同台账"], ["合同编号", "项目名称", "乙方", "金额", "签订日期"], ["001", "保洁", "（略）", "5.00", "2024-01-02"]],
    "a report": [["2023年度部门整体支出绩效评价报告"], ["一、基本情况"], ["本部门职责如下。"], ["二、评价结论"],
        ["综合得分95分，等级为优。"],
                 ["三、存在的问题"], ["绩效目标不够细化。"], ["四、建议"], ["加强管理。"]],
    "expenses": [["一般公共预算支出表"], ["科目编码", "科目名称", "基本支出", "项目支出", "合计"],
        ["201", "一般公共服务支出", "10", "20", "30"]],
    "three public expenses": [["“三公”经费预算表"], ["合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"],
        ["10", "0", "8", "2"]],
    "risks": [["风险清单"], ["序号", "风险点", "等级", "防控措施", "责任人"], ["1", "采购", "高", "双人验收", "（略）"]],
    "a plan of work": [["2024年工作要点"], ["序号", "工作任务", "责任单位", "完成时限"], ["1", "修缮", "某科", "6月底前"]],
    "a questionnaire": [["满意度调查问卷"], ["1、您对服务是否满意"], ["是", "否"], ["2、您的建议"], ["（略）", "（略）"]],
    "a schedule of courses": [["培训日程"], ["日期", "时间", "内容", "主讲"], ["1日", "上午", "绩效管理", "（略）"]],
    "assets": [["固定资产登记表"], ["资产编号", "名称", "数量", "原值", "使用部门"], ["A1", "电脑", "2", "8,000.00", "某科"]],
    "a tender": [["中标公告"], ["项目编号", "A-1"], ["项目名称", "某工程"], ["中标人", "（略）"], ["中标金额", "100.00万元"]],
    "weather": [["地区", "最高气温", "最低气温"], ["甲", "20", "10"], ["乙", "22", "11"]],
    "an invoice": [["货物名称", "规格", "数量", "单价", "金额", "税率"], ["纸", "A4", "10", "20.00", "200.00", "13%"]],
    "a table of contents": [["目录"], ["一、绩效目标管理"], ["二、绩效监控"], ["三、绩效评价"]],
    "an opinion": [["审核意见"], ["审核内容", "审核标准", "审核结论"], ["完整性", "要素齐全", "合格"], ["相关性", "与职能相符", "合格"]],
    "English minutes": [["Minutes of the meeting"], ["Present", "Apologies"], ["A", "B"], ["1. Budget"], ["Agreed."],
        ["2. Other business"]],
    "English prices": [["Item", "Unit", "Price", "Target market"], ["Pen", "each", "1.00", "schools"],
        ["Paper", "ream", "4.00", "offices"]],
    "English staff": [["Name", "Grade", "Office"], ["(left out)", "3", "North"], ["(left out)", "4", "South"]],
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


@pytest.mark.parametrize("form", [name for name in FORMS if FORMS[name].tables])
def test_a_form_that_nobody_filled_in_is_refused(form: str) -> None:
    """It is a form, and there is nothing in it but its year."""
    document = Document.model_validate({"goalbook": "2", "form": form, "body": "made-body", "year": "2024"})
    lines = read_docx(as_docx(fill(FORMS[form], document)))
    with pytest.raises(SourceError) as caught:
        import_document(FORMS[form], lines, "2024/made-body", SourceFile("made", "0" * 64), T)
    assert caught.value.code == "blank-form"
    assert FORMS[form].name in T("import.error.blank-form", **caught.value.values)


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
