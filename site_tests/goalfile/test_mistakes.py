"""Mistakes of clerks at every place of real goal files: told once, where they are; who does what the message says has the file again."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.book.load import load_document
from goalbook.goalfile.nodes import Node, as_plain
from goalbook.goalfile.problem import Problem
from goalbook.goalfile.read import read_source

from site_tests.helpers.mistakes import MISTAKES, Lines, Mistake
from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
FILES = [
    "2022/shanhaiguan-cppcc/vehicle-insurance.yml",
    "2022/guangzhou-cppcc/department.yml",
    "undated/county-cppcc/duties.yml",
]


def found(root: Path, file: str, lines: Lines) -> list[Problem]:
    """What is told of a file of these lines."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return sorted(load_document(root, file, FORMS)[2])


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name)
def test_a_mistake_is_told_where_it_is_and_mended_by_its_remedy(mistake: Mistake, tmp_path: Path) -> None:
    """At each place one message, at the right line and column; what it asks for gives the file as it was."""
    places = 0
    for file in FILES:
        lines = (GOALS / file).read_text(encoding="utf-8").split("\n")
        whole = values(lines)
        for made, line, column in mistake.made(lines):
            places += 1
            problems = found(tmp_path, file, made)
            told = [(one.line, one.column, one.code) for one in problems]
            assert told == [(line, column, mistake.code)], (made[line - 1], told)
            mended = mistake.mend(made, problems[0])
            assert values(mended) == whole, mended[line - 1]
    assert places


def values(lines: Lines) -> object:
    """What the lines of a good file say."""
    node: Node | None
    node, problems = read_source("\n".join(lines).encode(), "")
    assert problems == []
    assert node is not None
    return as_plain(node)
