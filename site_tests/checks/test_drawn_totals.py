"""A line of totals is held against the block that the form draws it below."""

from __future__ import annotations

from typing import Any

import pytest
from goalbook.checks.rules.money import totals_are_sums
from goalbook.checks.subject import Case
from goalbook.forms.drawing import read_form
from goalbook.model.records import Document

from site_tests.helpers.drawn_forms import DRAWN_FORMS

MADE = DRAWN_FORMS["a total row"]


def found(drawing: str, **fields: Any) -> list[tuple[str, dict[str, str]]]:
    """What the rule finds in the document of a form, some of its fields being others."""
    form, problems = read_form(drawing.encode(), "forms/made.yml", "made")
    assert form is not None, problems
    document = Document.model_validate({**MADE.document, **fields})
    assert totals_are_sums.find is not None
    return [(str(one.path), {**one.values}) for one in totals_are_sums.find(Case(document, form, None))]


def tasks(*amounts: str | None, kind: str = "task") -> list[dict[str, Any]]:
    """Generated tasks of these amounts; None states none."""
    return [
        {"kind": kind, "name": f"示例任务{n}", "budget": {} if amount is None else {"total": amount}}
        for n, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize("kind", ["task", "cost"])
def test_a_total_that_is_not_the_sum_of_its_block_is_found(kind: str) -> None:
    """Once, whatever the records of the block are; one that is the sum is not."""
    assert found(MADE.text, items=tasks("1.00", "2.00", kind=kind)) == []
    assert found(MADE.text, items=tasks("1.00", "2.50", kind=kind)) == [
        ("budget.total", {"total": "3.00", "sum": "3.50", "difference": "0.50"})
    ]


def test_an_amount_that_is_not_stated_leaves_the_sum_open() -> None:
    """Of three tasks one states none: the others may be less; more they can't be. A blank one is nothing."""
    assert found(MADE.text, items=tasks("1.00", None)) == []
    assert [at for at, _ in found(MADE.text, items=tasks("4.00", None))] == ["budget.total"]
    assert [at for at, _ in found(MADE.text, items=tasks("1.00", ""))] == ["budget.total"]


def test_records_of_another_block_are_not_counted() -> None:
    """A filter says which records stand above the line of totals; without such a line nothing is held against them."""
    filtered = MADE.text.replace("- each: items\n", "- each: items[kind=task]\n")
    assert found(filtered, items=[*tasks("1.00", "2.00"), *tasks("9.00", kind="project")]) == []
    assert [at for at, _ in found(MADE.text, items=[*tasks("1.00", "2.00"), *tasks("9.00", kind="project")])] == [
        "budget.total"
    ]
    without = MADE.text.replace("        total: |\n          | 金额合计 | <        | {budget.total} |\n", "")
    assert without != MADE.text
    assert found(without, items=tasks("9.00")) == []


def test_sources_and_tasks_that_differ_by_the_same_are_told_once() -> None:
    """Where both are another sum than the total, and the same one, the clerk reads it once; two sums are told apart."""
    sources = {"total": "3.00", "fiscal": "2.00", "other": "0.00"}
    assert [one["sum"] for _, one in found(MADE.text, budget=sources, items=tasks("2.00"))] == ["2.00"]
    assert [one["sum"] for _, one in found(MADE.text, budget=sources, items=tasks("1.00"))] == ["2.00", "1.00"]
