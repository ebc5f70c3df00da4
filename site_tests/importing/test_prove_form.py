"""A form proves itself: whatever it prints is found in its place again, and where it isn't, that is told at its cell."""

from __future__ import annotations

import pytest
from goalbook.forms.catalogue import shipped_forms
from goalbook.forms.drawing import read_form
from goalbook.goalfile.problem import Problem
from goalbook.importing.prove_form import reading_problems
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.problems import message, remedy

from site_tests.helpers.drawn_forms import DRAWN_FORMS


def found_in(text: str) -> list[Problem]:
    """The problems of a form that has none by its drawing."""
    form, problems = read_form(text.encode(), "forms/made.yml", "made")
    assert form is not None, problems
    return list(reading_problems(form, "forms/made.yml"))


@pytest.mark.parametrize("form", shipped_forms())
def test_a_shipped_form_is_read_back(form: str) -> None:
    """An empty and a full document of each form that the package ships."""
    assert list(reading_problems(shipped_forms()[form], form)) == []


@pytest.mark.parametrize("name", DRAWN_FORMS)
def test_a_drawn_form_is_read_back(name: str) -> None:
    """An empty and a full document of each small form of the tests."""
    assert found_in(DRAWN_FORMS[name].text) == []


def test_heads_without_words_are_no_record() -> None:
    """A head in two lines, whose second says only what the columns are for: a document without values leaves it blank."""
    assert (
        found_in(
            "goalbook: 2\nname: x\nparts:\n  - table: t\n    widths: 40 20 20…\n    head: |\n      | 指标名称 | 计量单位 | 目标值 |\n"
            "      | ^ | ^ | {at} … |\n    each: indicators\n    row: |\n      | {name} | {unit} | {values[of=target].text} … |\n"
        )
        == []
    )


LOST = {
    # Rows of one list can't be told from those of the next without a label between them.
    "two lists without a head between": (
        "goalbook: 2\nname: x\nparts:\n  - table: t\n    widths: 20 20\n    body:\n"
        "      - each: items\n        row: |\n          | {name} | {about} |\n"
        "      - each: indicators\n        row: |\n          | {name} | {target} |\n",
        "form-not-read-back",
    ),
    "a value that can only be one of a few words": (
        "goalbook: 2\nname: x\nparts:\n  - table: t\n    widths: 20 20\n    rows: |\n      | 代码 | {approved} |\n",
        "form-cannot-hold",
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_what_is_not_found_again_is_told(name: str) -> None:
    """With the line of the cell that it is about, in every language."""
    text, code = LOST[name]
    problems = found_in(text)
    assert {problem.code for problem in problems} == {code}
    assert all(problem.line > 1 for problem in problems)
    for language in LANGUAGES:
        t = catalogue(language)
        assert all(message(problem, t) and remedy(problem, t) for problem in problems)
