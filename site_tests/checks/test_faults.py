"""A corpus of faulty goals: each fault is found where it stands, once, with its rule and what to do; clean ones have none."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.checks.check import check_book
from goalbook.checks.rules import RULES
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.problems import message, remedy

from site_tests.checks.corpus import CLEAN, Case, cases
from site_tests.helpers import faulty
from site_tests.helpers.generate import write_goals


def told(problem: Problem, language: str) -> str:
    """What is wrong and what to do."""
    t = catalogue(language)
    return message(problem, t) + remedy(problem, t)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_fault_is_found_and_no_other(case: Case, tmp_path: Path) -> None:
    """Each finding has its line, column, weight and rule, and words that tell what to do."""
    found = check_book(case.write(tmp_path / "goals")).problems
    expected = [find.split(" ", 3) for find in case.finds]
    places = [f"{one.file}:{one.line}:{one.column} {one.severity[0]} {one.code}" for one in found]
    if case.body:
        # A body's fault is that of each of its documents.
        places = [place for place in places if place.startswith(case.file)]
        found = tuple(one for one in found if one.file == case.file)
    assert places == [f"{case.file}:{place} {severity} {code}" for place, severity, code, _ in expected]
    for problem, (_, _, _, words) in zip(found, expected, strict=True):
        assert words in told(problem, "zh")
        assert all(told(problem, language).strip() for language in LANGUAGES)


def test_the_corpus_is_large_and_its_names_differ() -> None:
    """More than eighty faulty files, and every rule that runs is broken by one of them."""
    names = [case.name for case in cases()]
    assert len(set(names)) == len(names)
    assert sum(bool(case.finds) for case in cases()) >= 80
    broken = {"-".join(find.split(" ")[2].split("-")[:2]) for case in cases() for find in case.finds}
    assert {name for name, rule in RULES.items() if rule.find or rule.find_in_book} <= broken


@pytest.mark.parametrize("case", faulty.cases(), ids=lambda case: case.name)
def test_what_the_loader_refuses_has_one_message(case: faulty.Case, tmp_path: Path) -> None:
    """No rule speaks of a file that can't be read; beside a warning of the file, rules say what they have to say."""
    root = faulty.write_goals(tmp_path, **{case.file: case.content})
    checked = check_book(root)
    found = [f"{one.line}:{one.column} {one.code}" for one in checked.problems if one.rule not in RULES]
    assert found == [" ".join(find.split(" ")[:2]) for find in case.finds]
    if checked.book.errors and not checked.book.entries:
        assert len(checked.problems) == len(found)


def test_clean_goals_have_no_finding() -> None:
    """Hand-written goals of every form that keep all rules have no finding, not even a note."""
    checked = check_book(CLEAN)
    assert checked.problems == ()
    assert len(checked.book.entries) == 7
    assert not checked.answered


@pytest.mark.parametrize("documents", [120, pytest.param(2000, marks=pytest.mark.full)])
def test_generated_goals_have_no_finding(documents: int, tmp_path: Path) -> None:
    """Generated goals of every form have no finding but what they answer themselves."""
    write_goals(tmp_path, documents)
    checked = check_book(tmp_path)
    assert checked.problems == ()
    assert {one.rule for one in checked.answered} <= {"ID-2", "ID-8", "IN-6"}
