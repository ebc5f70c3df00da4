"""`goalbook form draft`: a first drawing from a table: it passes as a form, and its values stand where the original has them."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.forms.catalogue import Forms, shipped_forms
from goalbook.forms.drawing import read_form
from goalbook.forms.fields import fields_of
from goalbook.forms.form import Form
from goalbook.forms.grid import Grid
from goalbook.forms.labels import blank_form
from goalbook.goalfile.formats import FORMAT
from goalbook.importing.drafting.draft import FormDraft, draft_of, drafted_from
from goalbook.importing.printed import lines_of_sheet
from goalbook.importing.prove_form import reading_problems

from site_tests.helpers.command import run_command

DRAWN = {name: form for name, form in shipped_forms().items() if form.tables}
# Of the places of a form, those that the labels of all other forms give; the rest is marked. More is welcome.
FOUND = {
    "cn-project": 0.5,
    "cn-department": 0.4,
    "cn-department-selfeval": 0.4,
    "cn-project-term": 0.4,
    "qinghai-department": 0.4,
}

WEB_PAGE = """<!doctype html><meta charset="utf-8"><title>示例</title><h1>2024年示例项目绩效目标表</h1><p>（2024年度）</p>
<table><tr><td>项目名称</td><td colspan="2"></td><td>示例处室|科</td><td></td></tr>
<tr><td>年度总体目标</td><td colspan="4"></td></tr>
<tr><td rowspan="3">绩效指标</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td></td><td></td></tr><tr><td></td><td></td><td></td><td></td></tr></table>
<p>填报人：</p><p>注：本表为示例。</p>"""


def form_of(draft: FormDraft) -> Form:
    """The form that a draft is. Its file has no problem."""
    form, problems = read_form(f"goalbook: {FORMAT}\n{draft.text}".encode(), "drawn.yml", "drawn")
    assert problems == []
    assert form
    return form


def without(name: str) -> Forms:
    """The forms but for one, so that it is not known."""
    return Forms({other: form for other, form in shipped_forms().items() if other != name})


@pytest.mark.parametrize("name", DRAWN)
def test_a_blank_form_is_drawn_cell_by_cell(name: str) -> None:
    """The draft has the cells of the original, as wide and as high, and every label; what isn't found is marked."""
    form = DRAWN[name]
    draft = drafted_from(lines_of_sheet(blank_form(form)).lines, without(name))
    drawn = form_of(draft)
    labels = {
        cell.text
        for part in blank_form(form)
        if isinstance(part, Grid)
        for cell in part.cells
        if cell.kind == "label" and cell.text.strip()
    }
    shown = "".join(cell.text for part in blank_form(drawn) if isinstance(part, Grid) for cell in part.cells)
    assert [label for label in labels if "".join(label.split()) not in "".join(shown.split())] == []
    want = {(owner, field.path) for owner, field in fields_of(form)}
    got = {(owner, field.path) for owner, field in fields_of(drawn)}
    made = {path for path, _ in draft.made}
    assert all(path in made or not path.startswith("facts.field_") for _, path in got)
    assert len(want & got) >= FOUND.get(name, 0) * len(want)


def test_a_web_page_is_drawn() -> None:
    """Title, year, side label, heads, the row of indicators, words that look like drawing, who signs; a note is left and told."""
    draft = draft_of(dict(shipped_forms()), WEB_PAGE.encode(), ".html")
    assert isinstance(draft, FormDraft)
    form = form_of(draft)
    assert form.name == "示例项目绩效目标表"
    assert r"示例处室\|科" in draft.text
    assert "{path.0 merge} | {path.1 merge} | {name} | {target}" in " ".join(draft.text.split())
    assert "under: （{year}年度）" in draft.text
    assert 'sign: "{label}：{value}"' in draft.text
    assert [label for _, label in draft.made] == ["示例处室|科"]
    assert draft.left == ("注：本表为示例。",)


MERGED = """<!doctype html><meta charset="utf-8"><p>附件3</p><p>某省项目绩效目标申报表</p>
<table><tr><td>项目名称</td><td></td><td rowspan="2">立项依据</td><td rowspan="2" colspan="2"></td></tr>
<tr><td>其他资金</td><td></td></tr><tr><td>预期目标</td><td></td><td>实际完成情况</td><td colspan="2"></td></tr>
<tr><td>一级指标</td><td>三级指标</td><td>指标性质</td><td>指标值</td><td>度量单位</td></tr>
<tr><td></td><td></td><td></td><td></td><td></td></tr></table>"""


def test_an_office_form_is_drawn_with_places_that_mean_what_it_says() -> None:
    """A cell over rows and columns goes on whole; an amount has no phase that its label doesn't say; the number is no name."""
    draft = draft_of(dict(shipped_forms()), MERGED.encode(), ".html")
    assert isinstance(draft, FormDraft)
    form = form_of(draft)
    assert form.name == "某省项目绩效目标申报表"
    assert form.tables[0].number == "附件3"
    drawn = " ".join(draft.text.split())
    assert "| 其他资金 | {budget.other} | ^ | ^ | ^ |" in drawn
    assert "{sign} | {target} | {unit} |" in drawn
    assert list(reading_problems(form, "drawn.yml")) == []


HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "1-9月完成情况", "全年预计完成情况", "偏差原因")


def test_one_of_several_values_is_drawn_by_what_it_is() -> None:
    """A head that another form has over one of an indicator's values gives that value, not its number there."""
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in (HEADS, [""] * 7, [""] * 7))
    page = f"<!doctype html><meta charset=utf-8><p>单位整体绩效运行监控表</p><table>{rows}</table>"
    draft = draft_of(dict(shipped_forms()), page.encode(), ".html")
    assert isinstance(draft, FormDraft)
    form = form_of(draft)
    assert "{values[of=forecast].text}" in draft.text
    assert list(reading_problems(form, "drawn.yml")) == []
    assert blank_form(form, places=True)


def test_the_command_writes_a_file_that_passes_as_a_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins with what is to be settled, is never written over another, and a file without a table is told in a sentence."""
    monkeypatch.chdir(tmp_path)
    Path("blank.html").write_text(WEB_PAGE, "utf-8")
    Path("goals/forms").mkdir(parents=True)
    done = run_command("form", "draft", "blank.html", "-o", "goals/forms/own-project.yml")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "待定的位置 1 处，没有画出的文字 1 处" in done.stderr
    text = Path("goals/forms/own-project.yml").read_text("utf-8")
    assert "# 待定：facts.field_1——表中的“示例处室|科”" in text
    assert run_command("form", "check").exit_code == 0
    again = run_command("form", "draft", "blank.html", "-o", "goals/forms/own-project.yml")
    assert again.exit_code == 2
    assert "已经存在，不覆盖" in again.stderr
    assert Path("goals/forms/own-project.yml").read_text("utf-8") == text
    Path("note.txt").write_text("只有一段话。", "utf-8")
    none = run_command("form", "draft", "note.txt")
    assert none.exit_code == 1
    assert "里面没有表格" in none.stderr


@pytest.mark.parametrize("way", ["a table of its own", "the first row", "one text"])
def test_a_line_without_borders_is_no_row(way: str) -> None:
    """Body and unit side by side over a table, however they are set there, are a line above it; who signs below is no table either."""
    beside = "<tr><td colspan=3>填报部门：</td><td>单位：万元</td></tr>"
    over = {"a table of its own": f"<table>{beside}</table><table>", "the first row": f"<table>{beside}",
            "one text": "<p>填报部门：　　　　单位：万元</p><table>"}  # fmt: skip
    rows = "".join(
        f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>"
        for row in (["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "", ""])
    )
    below = "<table><tr><td>填报人：</td><td>电话：</td></tr></table>"
    page = f"<meta charset=utf-8><h1>示例项目绩效目标表</h1>{over[way]}{rows}</table>{below}"
    draft = draft_of(dict(shipped_forms()), page.encode(), ".html")
    assert isinstance(draft, FormDraft)
    (table,) = form_of(draft).tables
    assert "| 填报部门：{facts.field_1} | 单位：{money_unit} |" in draft.text
    assert [len(line) for line in table.above] == [2]
    assert table.sign == "："
    assert draft.left == ()
