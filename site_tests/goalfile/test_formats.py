"""Goal files of data format 1 are read as those of format 2, and laid out they are of it, comments and all."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.book.load import load_book, load_document
from goalbook.goalfile.formats import read_goal_file
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.goalfile.tidy import tidy
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.problems import words_of

FORMER = """\
# yaml-language-server: $schema=../../schema/document.json
goalbook: 1  # 格式
form: qinghai-department
year: 2024
body: made-body
facts: {"no": 不是编号}
items:
  - kind: function
    # 编号
    no: "职能1:"  # 照原文
    name: 甲
    indicators:
      - path: [产出指标, 数量指标]
        "no": "指标1:"
        name: no
        target: ≤4次/年
      - {path: [产出指标, 数量指标], merge: no, no: '指标1:', name: 丙}
      - {"merge": "no", 'no': 指标2, name: 丁}
review:
  - at: 职能1/指标1/no
    kind: typo
  - {at: "甲/no", kind: typo}
  - {at: no, kind: typo}
"""
CURRENT = """\
# yaml-language-server: $schema=../../schema/document.json
goalbook: 2  # 格式
form: qinghai-department
year: 2024
body: made-body
facts: {"no": 不是编号}
items:
  - kind: function
    # 编号
    numbering: "职能1:"  # 照原文
    name: 甲
    indicators:
      - path: [产出指标, 数量指标]
        "numbering": "指标1:"
        name: no
        target: ≤4次/年
      - {path: [产出指标, 数量指标], merge: apart, numbering: '指标1:', name: 丙}
      - {"merge": "apart", 'numbering': 指标2, name: 丁}
review:
  - at: 职能1/指标1/numbering
    kind: typo
  - {at: "甲/numbering", kind: typo}
  - {at: no, kind: typo}
"""


def test_the_former_format_is_read_as_this_one() -> None:
    """The tree is that of the file in format 2; that it isn't is a note at its version, and nothing more."""
    node, problems = read_goal_file(FORMER.encode(), "one.yml")
    now, none = read_goal_file(CURRENT.encode(), "one.yml")
    assert node is not None
    assert now is not None
    assert as_plain(node) == as_plain(now)
    assert none == []
    assert [(one.code, one.severity, one.line, one.column) for one in problems] == [("older-format", "note", 2, 11)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_laid_out_a_file_is_of_this_format(line_end: str, mark: str) -> None:
    """Every comment stays; what has another name has it now; nothing else is another word."""
    made, problems = tidy((mark + FORMER).replace("\n", line_end).encode(), "one.yml")
    expected, _ = tidy(CURRENT.encode(), "one.yml")
    assert problems == []
    assert made == expected
    assert made is not None
    node, _ = read_source(made, "one.yml")
    assert as_plain(node) == as_plain(read_source(CURRENT.encode(), "one.yml")[0])  # type: ignore[arg-type]
    assert tidy(made, "one.yml") == (made, [])


def test_a_word_that_is_typed_otherwise_is_not_moved() -> None:
    """A key behind an escape can't be moved as a word: the file is left alone, and that is told."""
    made, problems = tidy('goalbook: 1\nitems:\n  - {"n\\u006f": 一, name: 甲}\n'.encode(), "one.yml")
    assert made is None
    assert [one.code for one in problems] == ["layout-differs"]


@pytest.mark.parametrize(
    "text", ["goalbook: 3\nitems: [{no: 一}]\n", "items: [{no: 一}]\n", "goalbook: [1]\nitems: [{no: 一}]\n"]
)
def test_other_files_are_read_as_they_stand(text: str) -> None:
    """Only a file that says it is of format 1 is taken for one."""
    node, problems = read_goal_file(text.encode(), "one.yml")
    assert node is not None
    assert as_plain(node) == as_plain(read_source(text.encode(), "one.yml")[0])  # type: ignore[arg-type]
    assert problems == []


def test_a_record_with_both_names_keeps_them() -> None:
    """The number and its former name in one record: neither is lost, and the former one is no key."""
    node, _ = read_goal_file("goalbook: 1\nitems: [{no: 一, numbering: 二}]\n".encode(), "one.yml")
    assert node is not None
    assert as_plain(node) == {"goalbook": "2", "items": [{"no": "一", "numbering": "二"}]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_of_the_former_format_has_no_error(tmp_path: Path, language: str) -> None:
    """Documents and bodies of format 1 are published; each is noted, with what brings it up to date."""
    (tmp_path / "bodies").mkdir()
    (tmp_path / "2024/made-body").mkdir(parents=True)
    (tmp_path / "bodies/made-body.yml").write_text(
        "# yaml-language-server: $schema=../schema/body.json\ngoalbook: 1\nname: 样例单位\n", "utf-8"
    )
    text = FORMER.replace('facts: {"no": 不是编号}\n', "").partition("review:")[0]
    (tmp_path / "2024/made-body/one.yml").write_text(text, "utf-8")
    book = load_book(tmp_path)
    assert [(one.code, one.severity) for one in book.problems] == [("older-format", "note")] * 2
    assert book.errors == ()
    document, _, _ = load_document(tmp_path, "2024/made-body/one.yml")
    assert document is not None
    assert document.goalbook == "2"
    assert document.items[0].numbering == "职能1:"
    assert [one.merge for one in document.items[0].indicators] == [None, "apart", "apart"]
    assert "goalbook fmt" in words_of(book.problems[0], catalogue(language))
