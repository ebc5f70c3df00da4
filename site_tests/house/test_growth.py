"""Four times the size takes at most five times the work, stage by stage, on inputs made to be slow.

Work is counted in calls, which is the same on every machine; what happens inside a call of C, as a search by a regular
expression, is measured as processor time in the full run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from goalbook.book.conform import bad_references, conform
from goalbook.book.counts import read_counted
from goalbook.book.entry import summarise
from goalbook.book.filled import Filled, fill_document
from goalbook.book.load import load_book
from goalbook.checks.rules import RULES
from goalbook.checks.run import acceptances, inspect, problems
from goalbook.checks.subject import Case
from goalbook.diff.compare import compare
from goalbook.forms.fill import fill
from goalbook.goalfile.tidy import tidy
from goalbook.goalfile.validate import validate
from goalbook.messages.catalogue import catalogue
from goalbook.model.address import Address
from goalbook.model.limits import MOST_CHARACTERS
from goalbook.model.places import Finder, anchors_of
from goalbook.model.records import Body, Document, Indicator, Item
from goalbook.search.record import record_of, terms_of
from goalbook.site.document.parts import document_parts
from goalbook.site.frame.settings import Settings
from goalbook.writers.csv import write_rows
from goalbook.writers.html import write_html

from site_tests.helpers.faulty import BODY, FILE, HEAD
from site_tests.helpers.growth import growth, seconds
from site_tests.helpers.shipped import FORMS

MOST = 5.0
DUTIES = HEAD.format(form="hebei-duties", year="2024")
PROJECT = HEAD.format(form="hebei-project", year="2024")
SAME = "  - {kind: duty, name: 甲, indicators: [{name: 乙, levels: [1, 2]}]}\n"
BODY_RECORD = Body(goalbook="2", name="样例单位（生成）")


def duty(n: int) -> str:
    return f'  - {{kind: duty, name: 甲{n}, budget: {{total: "1.00"}}, indicators: [{{name: 乙{n}, levels: [1, 2, 3]}}]}}\n'


def duties(n: int) -> str:
    return f"{DUTIES}items:\n" + "".join(map(duty, range(n)))


def notes(n: int, at: str) -> str:
    return "review:\n" + "".join(f"  - {{at: {at}, kind: typo}}\n".replace("#", str(one)) for one in range(n))


def accepted(n: int) -> str:
    return "accept:\n" + "".join(f"  - {{rule: MO-8, at: 甲{one}, reason: 样例}}\n" for one in range(n))


def load(text: str) -> object:
    """A file read and held against the limits, the model and its form."""
    node, found = read_counted(text.encode(), FILE)
    if node is None:
        return found
    document, faults = validate(Document, node, FILE)
    told = [*found, *faults.values(), *conform(node, FILE, faults, FORMS)]
    return sorted([*told, *(bad_references(document, FORMS[document.form], node, FILE) if document else ())])


def check(text: str) -> object:
    """A file read and checked by the rules."""
    node, _ = read_counted(text.encode(), FILE)
    assert node is not None
    document, _ = validate(Document, node, FILE)
    assert document is not None
    found = inspect(document, FORMS[document.form], BODY_RECORD)
    return sorted([*problems(found, node, FILE), *acceptances(document, found, node, FILE)])


def items_of(n: int, name: str = "甲") -> tuple[Item, ...]:
    return tuple(
        Item(kind="duty", name=f"{name}{one}", indicators=(Indicator(name=f"乙{one}", levels=("1", "2", "3")),))
        for one in range(n)
    )


def document(items: tuple[Item, ...] = (), **values: Any) -> Document:
    return Document(goalbook="2", form="hebei-duties", body="made-body", year="2024", items=items, **values)


def filled(n: int) -> Filled:
    made = document(items_of(n))
    return fill_document(
        b"", made, summarise(made, FORMS[made.form], Address("2024/made-body/one"), "0" * 64), BODY_RECORD
    )


def find_all(given: tuple[Document, list[str]]) -> object:
    finder = Finder(given[0])
    return [finder.find(at) for at in given[1]]


def same_names(n: int, at: str) -> tuple[Document, list[str]]:
    """A document of rows that are all called the same, and as many notes of different words."""
    item = Item(kind="duty", name="甲", indicators=(Indicator(name="乙"),))
    return document((item,) * n), [at.replace("#", str(one)) for one in range(n)]


Stage = tuple[Callable[[Any], object], Callable[[int], Any], int]

LABELS: dict[str, Callable[[int], tuple[str | None, ...]]] = {
    "equal labels": lambda _: ("产出指标", "数量指标"),
    "labels that all differ": lambda n: (f"一级{n}", f"二级{n}"),
    "labels in turns": lambda n: (f"一级{n % 2}", "二级指标"),
    "lost labels": lambda _: (None, None),
}


def labelled(n: int, form: str, labels: str) -> Document:
    """A document with so many items and indicators, for any form."""
    rows = tuple(Indicator(path=LABELS[labels](one), name=f"乙{one}", target="≥1%", levels=("1",)) for one in range(n))
    items = tuple(Item(kind="duty", name=f"甲{one}", indicators=rows[one : one + 1]) for one in range(n))
    return Document(goalbook="2", form=form, body="made-body", year="2024", indicators=rows, items=items)


STAGES: dict[str, Stage] = {
    "reading items": (load, duties, 100),
    "reading unknown keys": (load, lambda n: f"{DUTIES}items:\n" + "  - {kind: duty, nmae: 甲}\n" * n, 300),
    "reading lines without text": (load, lambda n: f"{PROJECT}about: |\n  a\n" + "\n" * n + "  b\n", 4_000),
    "notes that end nowhere": (load, lambda n: f"{DUTIES}items:\n{SAME * n}" + notes(n, "甲/丙#"), 100),
    "notes that begin nowhere": (load, lambda n: f"{DUTIES}items:\n{SAME * n}" + notes(n, "丙#/乙"), 100),
    "a note of many words": (load, lambda n: f"{DUTIES}items:\n{SAME * 9}" + notes(1, "甲/" * 2 * n), 1_000),
    "finding in rows of one name": (find_all, lambda n: same_names(n, "甲/乙"), 200),
    "finding fields that no row states": (find_all, lambda n: same_names(n, "甲/乙/basis"), 200),
    "finding what is nowhere": (find_all, lambda n: same_names(n, "甲/丙#"), 200),
    "checking items": (check, duties, 100),
    "accepting many findings": (check, lambda n: duties(n) + accepted(n), 50),
    "laying out items": (lambda text: tidy(text.encode(), FILE), duties, 20),
    "laying out blank lines": (
        lambda text: tidy(text.encode(), FILE), lambda n: f"{PROJECT}name: a\n" + "\n" * n + "about: b\n", 2_000
    ),
    "laying out comments": (
        lambda text: tidy(text.encode(), FILE), lambda n: f"{PROJECT}goal:\n" + "# a\n  - x # b\n" * n, 50
    ),
    "anchors": (lambda given: anchors_of(given), lambda n: document(items_of(n)), 200),
    "anchors of equal rows": (lambda given: anchors_of(given), lambda n: document(items_of(1) * n), 200),
    "the table as HTML": (
        lambda given: write_html(given.sheet, catalogue("zh"), anchors=given.anchors), filled, 50
    ),
    "the pages of a long form": (
        lambda given: document_parts(Settings("示例"), given), lambda n: filled(n), 500
    ),
    "the record for search": (lambda given: record_of("x", given, catalogue("zh")), filled, 50),
    "search terms of one long word": (lambda text: terms_of([text], ""), lambda n: "a" * n, 1_000),
    "search terms of one long number": (lambda text: terms_of([text], ""), lambda n: "1," * n, 500),
    "rows as CSV": (lambda rows: write_rows(rows), lambda n: [["甲", '"'] * 5] * n, 200),
    "differences of renamed rows": (
        lambda pair: compare(*pair), lambda n: (document(items_of(n)), document(items_of(n, "丙"))), 100
    ),
    "differences of rows in another order": (
        lambda pair: compare(*pair), lambda n: (document(items_of(n)), document(items_of(n)[::-1])), 100
    ),
    "differences of equal rows": (
        lambda pair: compare(*pair), lambda n: (document(items_of(1) * n), document(items_of(1, "丙") * n)), 100
    ),
}  # fmt: skip


def calls(work: Callable[[Any], object], given: Any) -> int:
    """How many functions are called, Python's own among them."""
    count = 0

    def note(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(given)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("stage", STAGES)
def test_work_grows_with_the_size(stage: str) -> None:
    """Each stage makes at most five times the calls for four times the input."""
    work, make, size = STAGES[stage]
    work(make(size))  # whatever is kept for the next time is there
    small, large = calls(work, make(size)), calls(work, make(4 * size))
    assert large <= MOST * small, f"{small} calls, then {large}"


def test_old_addresses_are_told_in_one_reading(tmp_path: Path) -> None:
    """A document that claims many addresses of another is read again once, whatever it claims."""
    (tmp_path / "bodies").mkdir()
    (tmp_path / "bodies/made-body.yml").write_text(BODY, encoding="utf-8")
    (tmp_path / "2024/made-body").mkdir(parents=True)

    def claims(n: int) -> Path:
        was = "was:\n" + "".join(f"  - 2023/made-body/a{one}\n" for one in range(n))
        for name in ("one", "two"):
            (tmp_path / f"2024/made-body/{name}.yml").write_text(PROJECT + was, encoding="utf-8")
        return tmp_path

    load_book(claims(24))
    small, large = calls(load_book, claims(24)), calls(load_book, claims(96))
    assert len([one for one in load_book(tmp_path).problems if one.code == "address-taken"]) == 96
    assert large <= MOST * small, f"{small} calls, then {large}"


# What rules look for, over and over: patterns that search from each place to the end take the square of the length.
REPEATED = (
    *("甲", " ", "\u3000", "\n", "a@", "@a.", "a", "1", "。", "。 ", "…", "指标", "绩效指标是", "率、", "100字以内"),
    *("一二", "2024-", "1.", "("),
)


@pytest.mark.full
@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("form", FORMS)
def test_forms_are_filled_in_linear_time(form: str, labels: str) -> None:
    """Whatever labels say, merged or not, the rows of a form are gone over once."""
    given = labelled(400, form, labels), labelled(1_600, form, labels)
    assert growth(lambda one: fill(FORMS[form], one, anchors_of(one)), *given, 6) <= 6


@pytest.mark.full
@pytest.mark.parametrize("unit", REPEATED)
def test_rules_search_long_texts_in_one_go(unit: str) -> None:
    """Over a text of the greatest length a rule takes no more than its share of one of a quarter, or next to nothing."""

    def case(length: int) -> Case:
        text = (unit * length)[:length]
        row = Indicator(path=(text, text), numbering=text, name=text, about=text, target=text, basis=text)
        texts: dict[str, Any] = {
            "title": text,
            "name": text,
            "about": text,
            "goal": text,
            "facts": {"a": text},
            "budget": {"total": text},
        }
        made = Document(goalbook="2", form="hebei-project", body="made-body", year="2024", indicators=(row,), **texts)
        return Case(made, FORMS[made.form], BODY_RECORD)

    given = case(MOST_CHARACTERS // 4), case(MOST_CHARACTERS)
    for rule in RULES.values():
        if rule.find is not None:
            find = rule.find

            def judge(one: Case, find: Callable[[Case], Iterable[object]] = find) -> None:
                list(find(one))

            assert seconds(judge, given[1]) < 0.05 or growth(judge, *given, 8) <= 8, rule.id


@pytest.mark.full
def test_search_terms_of_many_texts_take_linear_time() -> None:
    """As many texts as a file may hold, none part of another, cost four times what a quarter of them costs."""
    texts = [f"{n:020b}".replace("0", "甲").replace("1", "乙") * 2 for n in range(16_000)]
    assert growth(lambda given: terms_of(given, ""), texts[:4_000], texts, 6) <= 6
