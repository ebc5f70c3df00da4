"""How much a file may hold: told by counting, at the first place too many; what any official form needs goes through."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.book.counts import read_counted
from goalbook.book.load import load_book
from goalbook.messages.catalogue import catalogue
from goalbook.messages.problems import message, remedy
from goalbook.model.limits import (
    MOST_BESIDE,
    MOST_CHARACTERS,
    MOST_IN_A_LIST,
    MOST_IN_ALL,
    MOST_IN_AN_ENTRY,
    MOST_KEYS,
    MOST_TOGETHER,
)

from site_tests.helpers.faulty import BODY, FILE, GOOD, HEAD

DUTIES = HEAD.format(form="hebei-duties", year="2024")
ITEM = "  - {kind: duty, name: 甲}\n"
INDICATOR = "  - {name: 率, target: 1%}\n"
REVIEW = "  - {at: title, kind: typo}\n"
ACCEPT = "  - {rule: ID-8, reason: 样例}\n"


def problems_of(root: Path, text: str) -> list[str]:
    """The errors of a made document as ``line:column code key count most``."""
    for name, content in (("bodies/made-body.yml", BODY), (FILE, text)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    found = [problem for problem in load_book(root).problems if problem.severity == "error"]
    for problem in found:
        for language in ("zh", "en"):
            assert message(problem, catalogue(language))
            assert remedy(problem, catalogue(language))
    return [f"{one.line}:{one.column} {one.code} {' '.join(dict(one.details).values())}" for one in found]


LISTS = {
    "items": (DUTIES, ITEM),
    "indicators": (GOOD, INDICATOR),
    "review": (GOOD, REVIEW),
    "accept": (GOOD, ACCEPT),
    "goal": (GOOD, "  - 甲\n"),
    "was": (GOOD, "  - 2023/made-body/a{n}\n"),
}


OF_SITE = {
    "bodies": ("goalbook: 2\nexpected:\n  - bodies:\n", "      - a\n"),
    "expected": ("goalbook: 2\nexpected:\n", "  - {form: a}\n"),
    "absent": ("goalbook: 2\nabsent:\n", "  - {body: a}\n"),
}


@pytest.mark.parametrize("key", LISTS)
def test_of_each_list_there_is_a_most(key: str, tmp_path: Path) -> None:
    """So many entries are taken; with one more the file is told at that entry, with both numbers, and nothing else."""
    head, entry = LISTS[key]
    most = MOST_IN_ALL[key]
    whole = f"{head}{key}:\n" + "".join(entry.replace("{n}", str(n)) for n in range(most))
    assert problems_of(tmp_path, whole) == []
    line = whole.count("\n") + 1
    found = problems_of(tmp_path, whole + entry.replace("{n}", "x"))
    assert found == [f"{line}:5 too-many-entries {most + 1:,} {key} {most:,}"]


@pytest.mark.parametrize("one", [MOST_CHARACTERS, 99])
def test_the_texts_of_one_list_fit_a_cell(one: int, tmp_path: Path) -> None:
    """Texts that are printed in one cell have as many characters together, line ends counted, as one of Excel holds."""
    count, rest = divmod(MOST_TOGETHER, one + 1)
    texts = ["甲" * one] * count + ["甲" * rest]
    goal = "".join(f"  - {text}\n" for text in texts)
    assert problems_of(tmp_path, f"{GOOD}goal:\n{goal}") == []
    line = GOOD.count("\n") + 1
    (found,) = problems_of(tmp_path, f"{GOOD}goal:\n{goal[:-1]}甲\n")
    assert found == f"{line}:1 too-long-together {MOST_TOGETHER + 1:,} goal {MOST_TOGETHER:,}"


@pytest.mark.parametrize("letter", ["𠮷", "😀", "\\U0010fffd"])
def test_letters_count_as_in_excel(letter: str, tmp_path: Path) -> None:
    """A letter beyond the first plane is two of a cell, written as it is or as an escape: such texts are told before they fill it."""
    half = MOST_TOGETHER // 4
    goal = f'{GOOD}goal:\n  - "{letter * half}"\n  - "{letter * half}'
    assert problems_of(tmp_path, f'{goal}"\n') == []
    (found,) = problems_of(tmp_path, f'{goal}{letter * 2}"\n')
    assert found.split()[1:] == ["too-long-together", f"{4 * half + 5:,}", "goal", f"{MOST_TOGETHER:,}"]


def test_a_row_has_a_longest() -> None:
    """The texts of an indicator are a row, its values among them; those of what is in an item are rows of their own."""
    half = MOST_IN_AN_ENTRY // 2
    row = f"  - name: {'甲' * half}\n    values: [{{of: target, text: '{'1' * (half - len('target'))}"
    assert read_counted(f"{GOOD}indicators:\n{INDICATOR}{row}'}}]\n".encode(), "one.yml")[1] == []
    node, (problem,) = read_counted(f"{GOOD}indicators:\n{INDICATOR}{row}1'}}]\n".encode(), "one.yml")
    assert node is None
    assert (problem.code, problem.line, problem.column) == ("too-long-entry", GOOD.count("\n") + 3, 5)
    inner = "".join(f"      - {{name: {'甲' * half}}}\n" for _ in range(3))
    item = f"{DUTIES}items:\n  - kind: activity\n    name: 甲\n    indicators:\n{inner}"
    assert read_counted(item.encode(), "one.yml")[1] == []


def test_what_stands_beside_rows_has_a_most(tmp_path: Path) -> None:
    """Notes, reasons and all else that is on the first page are counted together, and told where there is most of it."""
    note = f"  - {{at: title, kind: typo, note: {'甲' * 19_000}}}\n"
    text = f"{GOOD}accept:\n  - {{rule: ID-8, reason: 样例}}\nreview:\n{note * 5}"
    assert problems_of(tmp_path, text) == []
    (found,) = problems_of(tmp_path, text + note)
    line, code, count, key, most = found.split()
    assert (line, code, key, most) == (f"{GOOD.count(chr(10)) + 3}:1", "too-long-beside", "review", f"{MOST_BESIDE:,}")
    assert 6 * 19_000 < int(count.replace(",", "")) < 6 * 19_000 + 200


def test_what_stands_beside_rows_may_fill_its_room(tmp_path: Path) -> None:
    """At the limit it is taken; with a character more it is told."""
    notes = "".join(f"  - {{at: title, kind: typo, note: {'甲' * 19_000}}}\n" for _ in range(5))
    text = f"{GOOD}review:\n{notes}  - {{at: title, kind: typo, note: "
    (over,) = problems_of(tmp_path, f"{text}{'甲' * 19_000}}}\n")
    rest = 19_000 - (int(over.split()[2].replace(",", "")) - MOST_BESIDE)
    assert problems_of(tmp_path, f"{text}{'甲' * rest}}}\n") == []
    (found,) = problems_of(tmp_path, f"{text}{'甲' * (rest + 1)}}}\n")
    assert found.split()[1:] == ["too-long-beside", f"{MOST_BESIDE + 1:,}", "review", f"{MOST_BESIDE:,}"]


def test_paragraphs_of_all_items_have_a_most(tmp_path: Path) -> None:
    """So many are taken, over two items; with one more the file is told at that paragraph."""
    most = MOST_IN_ALL["text"]
    prose = HEAD.format(form="hebei-department", year="2024")
    item = "  - name: 甲\n    kind: section\n    text:\n"
    whole = f"{prose}items:\n" + (item + "      - 甲\n" * (most // 2)) * 2
    assert problems_of(tmp_path, whole) == []
    found = problems_of(tmp_path, whole + "      - 甲\n")
    assert found == [f"{whole.count(chr(10)) + 1}:9 too-many-entries {most + 1:,} text {most:,}"]


def test_every_list_that_is_counted_is_tried() -> None:
    assert {*LISTS, "values", "text", *OF_SITE} == set(MOST_IN_ALL)


@pytest.mark.parametrize("key", OF_SITE)
def test_lists_of_a_site_have_a_most(key: str) -> None:
    """What a site expects of its bodies: so much is taken, with one more the file is told at that entry."""
    head, entry = OF_SITE[key]
    most = MOST_IN_ALL[key]
    text = head + entry * most
    assert read_counted(text.encode(), "one.yml")[1] == []
    ((problem),) = read_counted((text + entry).encode(), "one.yml")[1]
    assert (problem.code, problem.line) == ("too-many-entries", text.count("\n") + 1)


def test_paragraphs_may_be_longer_together(tmp_path: Path) -> None:
    """The paragraphs of prose are no cell."""
    text = "".join(f"      - {'甲' * MOST_CHARACTERS}\n" for _ in range(3))
    prose = HEAD.format(form="hebei-department", year="2024")
    assert problems_of(tmp_path, f"{prose}items:\n  - name: 甲\n    kind: section\n    text:\n{text}") == []


def test_lists_of_one_name_are_counted_together(tmp_path: Path) -> None:
    """Indicators of all items and of the document make up one number."""
    item = "  - kind: activity\n    name: 甲\n    indicators:\n" + f"    {INDICATOR}" * 1_000
    few = f"{DUTIES}items:\n" + item * 5
    assert not [one for one in problems_of(tmp_path, few) if "too-many" in one]
    most = MOST_IN_ALL["indicators"]
    [found] = problems_of(tmp_path, few + item)
    assert found == f"{few.count(chr(10)) + 4}:9 too-many-entries {most + 1_000:,} indicators {most:,}"


def test_values_of_all_indicators_are_counted_together() -> None:
    """Those of several years, regions or groups: so many go, with one more the file is told at that entry."""
    most = MOST_IN_ALL["values"]
    row = "  - name: 甲\n    values:\n" + '      - {of: target, text: "1"}\n' * (most // 4)
    node, problems = read_counted(f"{GOOD}indicators:\n{row * 4}".encode(), "one.yml")
    assert node is not None
    assert problems == []
    more = f'{GOOD}indicators:\n{row * 4}      - {{of: target, text: "1"}}\n'
    node, (problem,) = read_counted(more.encode(), "one.yml")
    assert node is None
    assert (problem.code, problem.line, dict(problem.details)["key"]) == (
        "too-many-entries",
        more.count("\n"),
        "values",
    )


def test_texts_keys_and_other_lists_have_a_most(tmp_path: Path) -> None:
    """A text, a group of keys and any other list are told at what is too much."""
    long = "甲" * MOST_CHARACTERS
    assert problems_of(tmp_path, f"{GOOD}about: {long}\n") == []
    assert problems_of(tmp_path, f"{GOOD}about: {long}甲\n") == ["6:8 too-long 20,001 about 20,000"]
    keys = "".join(f"  k{n}: 甲\n" for n in range(MOST_KEYS + 1))
    assert problems_of(tmp_path, f"{GOOD}facts:\n{keys}") == [f"{7 + MOST_KEYS}:3 too-many-keys 201 facts 200"]
    signs = "  - {label: 甲, value: 乙}\n" * (MOST_IN_A_LIST + 1)
    assert problems_of(tmp_path, f"{GOOD}sign:\n{signs}") == [f"{7 + MOST_IN_A_LIST}:5 too-many-entries 201 sign 200"]


def test_three_thousand_indicators_go(tmp_path: Path) -> None:
    """Ten times the largest official form is far below every limit."""
    assert problems_of(tmp_path, f"{GOOD}indicators:\n" + INDICATOR * 3_000) == []


def test_the_readme_states_every_limit() -> None:
    """The table of limits has each number as the model has it."""
    root = Path(__file__).parents[2]
    for name in ("README.md", "README.zh-CN.md"):
        text = (root / name).read_text("utf-8")
        single = (MOST_IN_A_LIST, MOST_KEYS, MOST_CHARACTERS, MOST_TOGETHER, MOST_IN_AN_ENTRY, MOST_BESIDE)
        for most in {*MOST_IN_ALL.values(), *single}:
            assert f"{most:,}" in text, (name, most)
