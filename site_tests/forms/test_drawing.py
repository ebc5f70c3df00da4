"""Drawn forms: what is wrong with one is told at line and column with what to write, and a form that reads well fills."""

from __future__ import annotations

import pytest
from goalbook.forms.drawing import read_form
from goalbook.forms.fill import fill
from goalbook.forms.form import Form, Table
from goalbook.forms.grid import Grid
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.problems import message, remedy
from goalbook.model.records import Document

from site_tests.helpers.shipped import FORMS

GOOD = """\
goalbook: 2
name: 项目绩效目标表
region: 某省
kinds: [project, task]
total: [budget.total]
parts:
  - prose: goal
    label: 总体目标：
  - table: project
    title: "{title}"
    under: ({year}年度)
    above: |
      | {facts.unit_line} | 单位：{money_unit} |
    widths: 30 40 30 40
    body:
      - rows: |
          | 项目名称 | {name}         | 项目编码 | {code}          |
          | 资金     | {budget.total} | 其中     | {budget.fiscal} |
          | ^        | {about}        | <        | <               |
  - table: indicators
    joined: with-above
    widths: 30 40 30 40
    head: |
      | 一级指标       | 二级指标       | 三级指标 | 指标值   |
    each: indicators
    row: |
      | {path.0 merge} | {path.1 merge} | {name}   | {target} |
    sign: "{label}：{value}"
""".replace("kinds: [project, task]", "kinds: [task]")


def problems_of(text: str) -> list[Problem]:
    """The problems of a form file."""
    _, found = read_form(text.encode(), "forms/made.yml", "made")
    return found


def good() -> Form:
    """The form without a fault."""
    form, found = read_form(GOOD.encode(), "forms/made.yml", "made")
    assert found == []
    assert form is not None
    return form


_ROW = "    each: indicators\n    row: |\n      | {path.0 merge} | {path.1 merge} | {name}   | {target} |\n"


def _with_columns(cell: str) -> tuple[str, str]:
    """The table of indicators with columns from the data, and a cell in them."""
    head = "      | 一级指标       | 二级指标       | 三级指标 | 指标值   |\n"
    drawn = "    widths: 30 40…\n    head: |\n      | 三级指标 | {for} … |\n"
    before = f"    widths: 30 40 30 40\n    head: |\n{head}{_ROW}"
    return before, f"{drawn}    each: indicators\n    row: |\n      | {{name}}          {cell}\n"


FAULTS: dict[str, tuple[str, str, str, int, int]] = {
    # What is typed, what instead, the code, and the line and column where it is told.
    "no first bar": ("| 项目名称 | {name}  ", "项目名称 | {name}  ", "form-no-first-bar", 17, 11),
    "no last bar": ("{code}          |", "{code}", "form-no-last-bar", 17, 50),
    "a full-width bar": ("| 项目编码 | {code} ", "｜ 项目编码 | {code} ", "form-wide-bar", 17, 35),
    "a cell too few": ("| 项目编码 | {code}          |", "| {code}          |", "form-cells", 17, 11),
    "a cell too many": ("| {budget.fiscal} |", "| {budget.fiscal} | x |", "form-cells", 18, 11),
    "nothing to the left": ("| 项目名称 | {name}  ", "| < | {name}  ", "form-nothing-left", 17, 13),
    "nothing above": ("| 项目名称 | {name}  ", "| ^ | {name}  ", "form-nothing-above", 17, 13),
    "a part of a cell goes on": (
        "| ^        | {about}        | <        | <               |",
        "| ^        | {about}        | <        | <               |\n          | ^ | ^ | x | y |",
        "form-broken-join", 20, 17,
    ),
    "an unknown place": ("{about}", "{abuot}", "form-no-such-place", 19, 24),
    "an unknown place of an indicator": ("{target}", "{share}", "form-no-such-place", 27, 54),
    "an index of a text": ("{name}   | {target}", "{name.0}   | {target}", "form-no-such-place", 27, 43),
    "a list that isn't there": ("each: indicators", "each: indicatorss", "form-no-such-list", 27, 9),
    "a list of another record": ("each: indicators", "each: indicators / items", "form-no-such-list", 27, 9),
    "a bad list": ("each: indicators", "each: in dicators", "form-bad-each", 25, 11),
    "a bad filter": ("each: indicators", "each: indicators[scope]", "form-bad-each", 25, 11),
    "a value twice": ("{code}          |", "{name}          |", "form-twice", 17, 44),
    "an unknown modifier": ("{path.0 merge}", "{path.0 merged}", "form-bad-modifier", 27, 10),
    "a brace without its match": ("{about}", "{about", "form-bad-brace", 19, 24),
    "a closing brace alone": ("{about}", "about}", "form-bad-brace", 19, 29),
    "a value by its number": ("{budget.fiscal}", "{budget.values.0.text}", "form-no-such-place", 18, 48),
    "a value of an amount by its number": ("{budget.fiscal}", "{budget.fiscal.values.0.text}", "form-value-of", 18, 48),
    "a phase in the place of a source": ("{budget.fiscal}", "{budget.executed}", "form-phase-for-source", 18, 48),
    "amounts by their number": ("{budget.fiscal}", "{revenue.values}", "form-phase-for-source", 18, 48),
    "a year in the place of a source": ("{budget.fiscal}", "{budget.2023}", "form-bad-source", 18, 48),
    "a town in the place of a source": ("{budget.fiscal}", "{budget.for.initial}", "form-bad-source", 18, 48),
    "a slip in the name of a source": ("{budget.fiscal}", "{revenue.fiscl.initial}", "form-like-source", 18, 48),
    "all amounts at once": ("{budget.fiscal}", "{budget}", "form-no-such-place", 18, 48),
    "all facts at once": ("{about}", "{facts}", "form-no-such-place", 19, 24),
    "a list at once": ("{about}", "{indicators}", "form-no-such-place", 19, 24),
    "an amount in parts at once": ("{about}", "{sign}", "form-no-such-place", 19, 24),
    "a place that is none": ("{about}", "{资金}", "form-bad-place", 19, 25),
    "an empty place with words": ("| {about} ", "| x{} ", "form-bad-place", 19, 26),
    "three places in a cell": ("{about}", "{about} {text} {year_basis}", "form-many-places", 19, 40),
    "places with nothing between": ("{about}", "{about}{year_basis}", "form-not-apart", 19, 32),
    "a table and prose": ("  - prose: goal\n", "  - prose: goal\n    table: x\n", "form-part-kind", 7, 5),
    "neither table nor prose": ("  - table: project\n", "  - joined: with-above\n", "form-part-kind", 9, 5),
    "rows and a head": ("      - rows: |", "      - head: x\n        rows: |", "form-section-kind", 16, 9),
    "each without a row": (
        "    row: |\n      | {path.0 merge} | {path.1 merge} | {name}   | {target} |\n", "", "form-each-row", 20, 5,
    ),
    "each with a row and across": ("    row: |", "    across: x\n    row: |", "form-each-row", 20, 5),
    "widths with a letter": ("widths: 30 40 30 40\n    body", "widths: 30 4o 30 40\n    body", "form-widths", 14, 13),
    "widths of nothing": ("widths: 30 40 30 40\n    body", "widths: 0 40 30 40\n    body", "form-widths", 14, 13),
    "no widths": ("    widths: 30 40 30 40\n    body", "    body", "form-widths", 9, 5),
    "a bad sign-off": ('"{label}：{value}"', '"{label}"', "form-bad-sign", 28, 11),
    "no line of a table": (
        "    head: |\n      | 一级指标       | 二级指标       | 三级指标 | 指标值   |\n    each: indicators\n    row: |\n"
        "      | {path.0 merge} | {path.1 merge} | {name}   | {target} |\n", "", "form-no-lines", 20, 5,
    ),
    "a cell that ends before its record": (
        "{name}   | {target} |\n", "{name}   | {target} |\n      | x | ^ | x | x |\n", "form-ends-early", 27, 9,
    ),
    "two records in a cell": (
        "    each: indicators\n    row: |\n      | {path.0 merge}",
        "    each: items as job / indicators\n    row: |\n      | {job.name} {name}", "form-other-record", 27, 10,
    ),
    "a value and a part of it": ("{budget.fiscal}", "{budget.total.initial}", "form-part-and-whole", 18, 48),
    "a title without a place": ('title: "{title}"', "title: 项目绩效目标表", "form-place-only", 10, 12),
    "a value under a title": ("under: ({year}年度)", "under: （{period}）", "form-words-only", 11, 12),
    "a value in the label of prose": ("label: 总体目标：", "label: 总体目标{name}：", "form-words-only", 8, 12),
    "an unknown key": ("    joined:", "    jioned:", "unknown-key", 21, 5),
    "an unknown kind": ("kinds: [task]", "kinds: [job]", "unknown-value", 4, 9),
    "an unknown version": ("goalbook: 2", "goalbook: 9", "unknown-value", 1, 11),
    "no name": ("name: 项目绩效目标表\n", "", "missing-key", 1, 1),
    "a key twice": ("region: 某省\n", "region: 某省\nregion: 某省\n", "repeated-key", 4, 1),
    "an alias": ("region: 某省", "region: *x", "alias", 3, 9),
    "a tag": ("region: 某省", "region: !x 某省", "tag", 3, 9),
    "a tab": ("    title:", "\ttitle:", "tab", 10, 1),
    "an unknown prose place": ("prose: goal", "prose: gaol", "form-no-such-place", 7, 12),
    "a seam where nothing stands side by side": ("{name}   | {target}", "{name}   || {target}", "form-seams", 27, 7),
    "lists side by side without a seam": (
        "each: indicators", "each: indicators[scope=term] || indicators[scope=annual]", "form-seams", 27, 7,
    ),
    "a seam too many": (
        "    each: indicators\n    row: |\n      | {path.0 merge} | {path.1 merge} | {name}   | {target} |\n",
        "    each: indicators[scope=term] || indicators[scope=annual]\n    row: |\n      | {name} || {target} || {name} || {target} |\n",
        "form-seams", 27, 7,
    ),
    "a list side by side that isn't there": (
        "    each: indicators\n    row: |\n      | {path.0 merge} | {path.1 merge} | {name}   | {target} |\n",
        "    each: indicators || measures\n    row: |\n      | {name} | {target} || {name} | {target} |\n",
        "form-no-such-list", 27, 9,
    ),
    "a filter of what no record has": ("each: indicators", "each: indicators[scoop=term]", "form-no-such-place", 27, 9),
    "a value for each column outside of them": ("{target} |", "{target} … |", "form-repeats-outside", 27, 54),
    "columns from the data of which no head says what they are": (
        "widths: 30 40 30 40\n    head", "widths: 30 40 30 40…\n    head", "form-no-key", 24, 9,
    ),
    "columns from the data that aren't neighbours": (
        "widths: 30 40 30 40\n    head", "widths: 30… 40 30 40…\n    head", "form-widths", 22, 13,
    ),
    "a part of the columns from the data": (
        "widths: 30 40 30 40\n    head", "widths: 30 40 30… 40…\n    head", "form-part-of-columns", 24, 35,
    ),
    "one value for all columns from the data": (
        *_with_columns("| {target} … |"), "form-repeats-one", 27, 27,
    ),
    "entries of values that state nothing of the kind": (
        *_with_columns("| {values[off=target].text} … |"), "form-no-such-place", 27, 27,
    ),
    "values that don't say of what kind": (*_with_columns("| {values[phase=initial].text} … |"), "form-value-of", 27, 27),
    "values of a kind that isn't there": (*_with_columns("| {values[of=goal].text} … |"), "form-no-such-choice", 27, 27),
    "a filter of a kind that isn't there": ("each: indicators", "each: indicators[scope=year]", "form-no-such-choice", 27, 9),
    "words around the head of columns from the data": (
        "    widths: 30 40 30 40\n    head: |\n      | 一级指标       | 二级指标       | 三级指标 | 指标值   |\n" + _ROW,
        "    widths: 30 40…\n    head: |\n      | 三级指标 | {at}年 … |\n    each: indicators\n    row: |\n"
        "      | {name} | {values[of=target].text} … |\n", "form-key-words", 24, 16,
    ),
    "values with a bad condition": (*_with_columns("| {values[of].text} … |"), "form-bad-place", 27, 28),
    "a key without its columns": (
        "| 三级指标 | 指标值   |", "| 三级指标 | {for}   |", "form-key-alone", 24, 42,
    ),
    "a place in another": ("{budget.fiscal}", "{budget.total.executed}", "form-part-and-whole", 18, 48),
    "an unknown paper": ("region: 某省", "region: 某省\npaper: A5", "form-paper", 4, 8),
    "no paper": ("region: 某省", 'region: 某省\npaper: " "', "form-paper", 4, 8),
    "two papers": ("region: 某省", "region: 某省\npaper: A4 Letter", "form-paper", 4, 8),
    "an alignment too few": ("    joined:", "    align: left right\n    joined:", "form-align", 21, 12),
    "an unknown alignment": ("    joined:", "    align: left - up -\n    joined:", "form-align", 21, 12),
    "a row without a list": ("    each: indicators\n", "", "form-no-each", 25, 10),
    "a total without a list": (
        "      - rows: |\n", "      - total: x\n        rows: |\n", "form-no-each", 16, 16,
    ),
    "a total beside a body": ("    body:\n", "    total: x\n    body:\n", "form-beside-body", 15, 12),
    "a cell too few of a total": (
        "{name}   | {target} |\n", "{name}   | {target} |\n    total: |\n      | 合计 | < | {facts.sum} |\n", "form-cells", 29, 7,
    ),
    "an unknown place of a total": (
        "{name}   | {target} |\n", "{name}   | {target} |\n    total: |\n      | 合计 | < | {target} | x |\n",
        "form-no-such-place", 29, 18,
    ),
    "two values that only a blank parts": ("{about}", "{about} {year_basis}", "form-not-apart", 19, 33),
    "a value twice in a row": ("{name}   | {target}", "{name}   | {name}", "form-twice", 27, 54),
    "a place that isn't there above a table": ("{facts.unit_line}", "{unit_line}", "form-no-such-place", 13, 9),
    "a place that isn't there below a table": (
        "    joined:", "    below: |\n      | 填报人：{buy} |\n    joined:", "form-no-such-place", 22, 9,
    ),
    "a bad day of comparison": ("region: 某省", "region: 某省\ncompared: yesterday", "bad-format", 4, 11),
    "an unknown set of rules": ("region: 某省", "region: 某省\nrules: us", "unknown-value", 4, 8),
    "a bad id of a table": ("table: project", "table: Project", "bad-slug", 9, 12),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_form_is_told_where_it_stands(name: str) -> None:
    """Each fault has its code, its line and its column; it is an error, and the form is none."""
    before, after, code, line, column = FAULTS[name]
    assert GOOD.count(before) == 1, name
    text = GOOD.replace(before, after)
    form, found = read_form(text.encode(), "forms/made.yml", "made")
    assert form is None
    assert (found[0].code, found[0].line, found[0].column) == (code, line, column), found
    for language in LANGUAGES:
        t = catalogue(language)
        for problem in found:
            assert "{" not in message(problem, t).replace("{{", "") or "{" in dict(problem.details).get("text", "")
            assert remedy(problem, t)


def test_there_are_forty_faults() -> None:
    """The corpus doesn't shrink unseen."""
    assert len(FAULTS) >= 40


def test_all_faults_of_a_form_are_told_at_once() -> None:
    """Three faults in three lines are three problems."""
    text = GOOD.replace("{about}", "{abuot}").replace("{target}", "{traget}").replace("{code}", "{cde}")
    assert [(one.line, one.code) for one in sorted(problems_of(text))] == [
        (17, "form-no-such-place"), (19, "form-no-such-place"), (27, "form-no-such-place"),
    ]  # fmt: skip


def test_a_drawn_form_fills() -> None:
    """Labels, values, spans and heads of a filled form are those of the drawing."""
    document = Document.model_validate({
        "goalbook": "2", "form": "made", "body": "b", "year": "2024", "title": "题", "name": "甲", "code": "01",
        "budget": {"total": "5", "fiscal": "4"}, "about": "乙", "goal": "丙",
        "indicators": [
            {"path": ["产出", "数量"], "name": "x", "target": "1"}, {"path": ["产出", "质量"], "name": "y", "target": "2"},
        ],
    })  # fmt: skip
    _, project, indicators = fill(good(), document)
    assert isinstance(project, Grid)
    assert isinstance(indicators, Grid)
    assert [(cell[:4], cell.text, cell.heads) for cell in project.cells] == [
        ((0, 0, 1, 1), "项目名称", ()), ((0, 1, 1, 1), "甲", ((0, 0),)),
        ((0, 2, 1, 1), "项目编码", ()), ((0, 3, 1, 1), "01", ((0, 2),)),
        ((1, 0, 2, 1), "资金", ()), ((1, 1, 1, 1), "5", ((1, 0),)),
        ((1, 2, 1, 1), "其中", ()), ((1, 3, 1, 1), "4", ((1, 0), (1, 2))),
        ((2, 1, 1, 3), "乙", ((1, 0),)),
    ]  # fmt: skip
    assert [(cell[:4], cell.text) for cell in indicators.cells[4:]] == [
        ((1, 0, 2, 1), "产出"), ((1, 1, 1, 1), "数量"), ((1, 2, 1, 1), "x"), ((1, 3, 1, 1), "1"),
        ((2, 1, 1, 1), "质量"), ((2, 2, 1, 1), "y"), ((2, 3, 1, 1), "2"),
    ]  # fmt: skip


def test_a_record_of_several_lines_and_words_in_cells() -> None:
    """A line that is printed only where its field is stated, words around values, constants and cells to be left blank."""
    text = GOOD.replace(
        "      | {path.0 merge} | {path.1 merge} | {name}   | {target} |\n",
        "      | {path.0 merge} | {path.1 merge} | {name}   | 至{target}止 |\n"
        "      ?about | ^ | ^ | 说明：{about} | '—' |\n",
    )
    form, found = read_form(text.encode(), "forms/made.yml", "made")
    assert form is not None, found
    document = Document.model_validate({
        "goalbook": "2", "form": "made", "body": "b",
        "indicators": [
            {"path": ["产出", "数量"], "name": "x", "target": "1", "about": "因"}, {"path": ["产出", "数量"], "name": "y", "target": "2"},
        ],
    })  # fmt: skip
    grid = fill(form, document)[2]
    assert isinstance(grid, Grid)
    assert [(cell[:4], cell.text) for cell in grid.cells[4:]] == [
        ((1, 0, 3, 1), "产出"), ((1, 1, 3, 1), "数量"), ((1, 2, 1, 1), "x"), ((1, 3, 1, 1), "至1止"),
        ((2, 2, 1, 1), "说明：因"), ((2, 3, 1, 1), "—"), ((3, 2, 1, 1), "y"), ((3, 3, 1, 1), "至2止"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_a_shipped_form_has_no_problem(form: Form) -> None:
    """The package's own forms are checked as a site's are."""
    assert form.parts


def test_columns_are_set_as_their_words_say() -> None:
    """Left, in the middle, right, and as is usual for what stands in them."""
    drawn = GOOD.replace("    joined: with-above\n", "    joined: with-above\n    align: left center right -\n")
    form, found = read_form(drawn.encode(), "forms/made.yml", "made")
    assert found == []
    assert form is not None
    table = form.parts[-1]
    assert isinstance(table, Table)
    assert table.align == ("l", "c", "r", "")
