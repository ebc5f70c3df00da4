"""`goalbook new`: a blank goal file with every field of the form, made from its declaration."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import Result
from goalbook.book.load import load_book, load_document
from goalbook.forms.blank_file import blank_file
from goalbook.forms.columns import entries_of
from goalbook.forms.drawing import read_form
from goalbook.forms.field_words import field_words
from goalbook.forms.fields import fields_of
from goalbook.forms.form import Field, Form
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.goalfile.tidy import tidy
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.model.places import value_at, walk_items

from site_tests.conftest import ROOT
from site_tests.helpers.command import run_command
from site_tests.helpers.faulty import BODY, write_goals
from site_tests.helpers.shipped import FORMS
from site_tests.whole.test_new_form import block

NAME = "2025/made-body/new.yml"


def guide_form() -> Form:
    """The form that the guide adds."""
    form, problems = read_form(block("yaml").encode(), "sample-project.yml", "sample-project")
    assert form is not None, problems
    return form


ALL = [*FORMS.values(), guide_form()]
forms = pytest.mark.parametrize("form", ALL, ids=lambda form: form.id)


def run(*arguments: object) -> Result:
    """The command, run in the current folder."""
    return run_command("new", *arguments)


@pytest.fixture
def goals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A goals' folder with a body; the guide's form is drawn in it."""
    (tmp_path / "goals/bodies").mkdir(parents=True)
    (tmp_path / "goals/bodies/made-body.yml").write_text(BODY, "utf-8")
    (tmp_path / "goals/forms").mkdir()
    (tmp_path / "goals/forms/sample-project.yml").write_text(block("yaml"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "goals"


@forms
@pytest.mark.parametrize("folder", ["2025", "undated"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_file_checks_clean(goals: Path, form: Form, folder: str, language: str) -> None:
    """No problem at all: it is read, fits the model and its form, and stands where it belongs."""
    result = run(form.id, f"goals/{folder}/made-body/new.yml", "--language", language)
    assert (result.exit_code, result.stderr) == (0, "")
    book = load_book(goals)
    assert [str(one) for one in book.problems] == []
    assert [entry.form for entry in book.entries] == [form]


@forms
def test_every_field_of_the_form_is_there_and_blank(goals: Path, form: Form) -> None:
    """What the form prints of a document, its items and indicators can be filled in, and nothing is filled in."""
    run(form.id, f"goals/{NAME}")
    document, _, _ = load_document(goals, NAME)
    assert document is not None
    items = [item for _, _, item in walk_items(document.items)]
    indicators = [*document.indicators, *(one for item in items for one in item.indicators)]
    records: dict[str, list[object]] = {
        "": [document], "items": [*items], "indicators": [*indicators], "spending_plan": [*document.spending_plan]
    }  # fmt: skip
    for owner, field in fields_of(form):
        stated = [value for record in records[owner] for value in _values_of(record, field)]
        if field.path.rpartition(".")[2] == "values":
            assert any(stated), field.path
        elif field.path == "merge":
            assert not any(stated)
        elif "." in field.path or field.path in (
            "name",
            "numbering",
            "code",
            "about",
            "target",
            "basis",
            "by",
            "share",
        ):
            assert "" in stated, field.path
            assert not any(stated), field.path
        else:
            assert any(one is not None and one != () for one in stated), field.path
    assert tuple(item.kind for item in items) == (form.kinds if items else ())


def _values_of(record: object, field: Field) -> list[object]:
    if not field.entries:
        return [value_at(record, field.path)]
    return [value_at(entry, field.path.rpartition(".")[2]) for _, entry in entries_of(record, field)]


@forms
def test_each_line_says_what_it_is_for(form: Form) -> None:
    """Every key has a comment; a field on paper has the label that stands beside or above it there."""
    lines = blank_file(form, NAME, catalogue("zh")).decode().splitlines()
    assert all(" # " in line for line in lines[4:])
    text = "\n".join(lines)
    expected = {
        "hebei-project": ('target: "" # 指标值', 'code: "" # 项目编码', "path: [\"\", \"\"] # 一级指标、二级指标"),
        "hebei-duties": ('about: "" # 内容描述', 'goal: "" # 绩效总体目标', "# 评价标准 › 优、评价标准 › 良"),
        "hebei-department": ('text: [""] # 正文段落',),
        "qinghai-department": ('name: "" # 核心职能', 'supervisor: "" # 主管部门'),
        "guangzhou-department": ('annual: "" # 绩效指标 › 年度指标值', 'fiscal: "" # 预算整体情况 › 财政拨款'),
        "sample-project": ('total: "" # 预算数',),
    }  # fmt: skip
    for part in expected.get(form.id, ()):
        assert part in text


def test_a_field_is_told_by_what_it_is_where_it_stands() -> None:
    """The time of a value is no place of a review note, a reason of an indicator none for a retreat; a form's stage is its own."""
    lines = blank_file(FORMS["cn-monitor"], NAME, catalogue("zh")).decode().splitlines()
    assert "# stage: monitored # 环节：" in "\n".join(lines)
    assert field_words(catalogue("zh"), ("indicators", "values", "at")).startswith("年度或时间")
    assert field_words(catalogue("zh"), ("review", "at")).startswith("位置")
    assert field_words(catalogue("en"), ("indicators", "values", "text")) == "The value, as printed"
    assert field_words(catalogue("en"), ("budget", "total", "reason")).startswith("Reason for the deviation")
    assert field_words(catalogue("en"), ("retired", "reason")) == "Reason"
    assert field_words(catalogue("en"), ("indicators", "nothing")) == ""


@forms
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_the_layout_of_goal_files(form: Form, language: str) -> None:
    """`goalbook fmt` would change nothing."""
    made = blank_file(form, NAME, catalogue(language))
    assert tidy(made, NAME) == (made, [])


def test_fields_that_may_be_left_out_can_be_switched_on(goals: Path) -> None:
    """Without their sign the commented lines are good YAML, and good goals."""
    run("hebei-project", f"goals/{NAME}")
    path = goals / NAME
    text, count = re.subn(r"(?m)^# (?=(stage|money_unit|approved|published): )", "", path.read_text("utf-8"))
    assert count == 4
    path.write_text(text, "utf-8")
    book = load_book(goals)
    assert book.problems == ()
    assert (book.entries[0].stage, book.entries[0].money_unit) == ("approved", "万元")


def test_a_file_that_is_there_is_never_overwritten(goals: Path) -> None:
    """Neither a file nor a link gives way; a wrong form or place is told with what would be right."""
    run("hebei-project", f"goals/{NAME}")
    (goals / NAME).write_text("mine", "utf-8")
    assert run("hebei-project", f"goals/{NAME}").exit_code == 2
    assert (goals / NAME).read_text("utf-8") == "mine"
    (goals / "2025/made-body/link.yml").symlink_to(goals / "nowhere.yml")
    assert run("hebei-project", "goals/2025/made-body/link.yml").exit_code == 2
    wrong = run("hebei", "goals/2025/made-body/other.yml")
    assert wrong.exit_code == 2
    assert "hebei-project" in wrong.stderr
    for place in (
        "goals/new.yml",
        "goals/25/made-body/new.yml",
        "goals/2025/made-body/new.yaml",
        "goals/2025/甲/new.yml",
    ):
        result = run("hebei-project", place)
        assert result.exit_code == 2
        assert ("改成 .yml" if place.endswith(".yaml") else "goals/undated/") in result.stderr
        assert not Path(place).exists()


def test_the_kinds_of_items_are_those_of_the_real_documents() -> None:
    """What a form says of its items, from the first level down, holds for every document of this site."""
    root, seen = ROOT / "goals", set()
    for entry in load_book(root).entries:
        document, _, _ = load_document(root, f"{entry.address}.yml")
        assert document is not None
        for _, depth, item in walk_items(document.items):
            assert item.kind == FORMS[document.form].kinds[depth], entry.address
            seen.add(document.form)
    assert seen == {"hebei-duties", "hebei-department", "qinghai-department", "guangzhou-department"}


def test_amounts_of_one_row_are_told_apart_by_their_columns() -> None:
    """The label beside them is the same; where a row has one field alone its label says enough."""
    said = blank_file(FORMS["cn-project-selfeval"], NAME, catalogue("zh")).decode()
    for key, label in (("initial", "年初预算数"), ("executed", "全年执行数")):
        assert f'{key}: "" # 项目资金 › 年度资金总额 › {label}\n' in said
        assert f'{key}: "" # 项目资金 › 上年结转资金 › {label}\n' in said
    assert 'name: "" # 项目名称\n' in said


def test_what_is_given_stands_in_its_place(tmp_path: Path) -> None:
    """Title, code and budget are written in quotes, whatever signs are in them; a form without such a place is wrong usage."""
    goals = write_goals(tmp_path / "goals")
    given = ("--title", '表 "一": #1', "--code", "0013", "--budget", "12,504.03")
    path = goals / "2024/made-body/one.yml"
    assert run_command("new", "hebei-project", path, *given).exit_code == 0
    node, problems = read_source(path.read_bytes(), "one.yml")
    assert problems == []
    record = as_plain(node) if node else None
    assert isinstance(record, dict)
    assert (record["title"], record["code"], record["budget"]["total"]) == ('表 "一": #1', "0013", "12,504.03")
    other = goals / "2024/made-body/two.yml"
    assert run_command("new", "hebei-duties", other, "--code", "1").exit_code == 2
    assert not other.exists()


def test_an_unknown_body_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    """The likely one is named, and the command that makes a new one; after it the file is written."""
    goals = write_goals(tmp_path / "goals")
    path = goals / "2024/made-bodi/one.yml"
    told = run_command("new", "hebei-project", path, "--title", "表")
    assert (told.exit_code, path.exists()) == (2, False)
    assert "是不是想写“made-body”？" in told.stderr
    assert f"goalbook new body {goals}/bodies/made-bodi.yml" in told.stderr.replace("\n", "")
    assert run_command("new", "body", goals / "bodies/made-bodi.yml").exit_code == 0
    assert run_command("new", "hebei-project", path, "--title", "表").exit_code == 0


def test_a_path_without_the_folder_of_the_goals_is_refused(tmp_path: Path) -> None:
    """Beside goals/ nothing is written, no document and no body, and the path to write is said."""
    write_goals(tmp_path / "goals")
    for form, path in (("hebei-project", "2024/made-body/a.yml"), ("body", "bodies/made.yml")):
        told = run_command("new", form, tmp_path / path)
        assert told.exit_code == 2
        assert "goals/" in told.stderr
        assert run_command("new", form, tmp_path / "goals" / path).exit_code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["goals"]


def test_a_terminal_is_asked_for_what_the_form_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Title, code and budget, but what was given; nothing answered leaves a place blank; a form without them asks for its title alone."""
    goals = write_goals(tmp_path / "goals")
    questions: list[str] = []
    answers = iter(["0013", "", "表"])

    def answer(question: str, **_: object) -> str:
        questions.append(question)
        return next(answers)

    monkeypatch.setattr("goalbook.commands.ask.on_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", answer)
    path = goals / "2024/made-body/one.yml"
    assert run_command("new", "hebei-project", path, "--title", "甲").exit_code == 0
    assert run_command("new", "hebei-duties", goals / "2024/made-body/two.yml").exit_code == 0
    assert questions == ["项目编码（不写就留空）", "预算合计，照原文（不写就留空）", "标题（不写就留空）"]
    lines = path.read_text("utf-8").splitlines()
    assert any(line.startswith('code: "0013"') for line in lines)
    assert any(line.startswith('  total: ""') for line in lines)


def test_the_pairs_of_categories_are_offered() -> None:
    """A form of China with two levels over an indicator names them above its first; one without, and an English one, none."""
    for form, offered in (("hebei-project", 1), ("qinghai-department", 1), ("hebei-duties", 0), ("en-measures", 0)):
        said = blank_file(FORMS[form], NAME, catalogue("zh")).decode()
        assert said.count("[满意度指标, 服务对象满意度指标]") == offered
