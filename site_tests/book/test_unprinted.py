"""What no cell of a form shows is told, and nothing that one shows: held against what filling the form prints."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import count
from random import Random
from typing import Any

import pytest
from goalbook.book.conform import conform
from goalbook.book.unprinted import unprinted
from goalbook.forms.catalogue import only
from goalbook.forms.drawing import read_form
from goalbook.forms.fill import ProseText, Sheet, fill
from goalbook.forms.form import Form
from goalbook.forms.grid import Grid
from goalbook.forms.made_record import made_record
from goalbook.forms.printed_places import printed_places
from goalbook.goalfile.nodes import Path
from goalbook.goalfile.read import read_source
from goalbook.model.records import Document
from pydantic import ValidationError

from site_tests.helpers.drawn_forms import DRAWN_FORMS
from site_tests.helpers.shipped import FORMS

HEAD = "goalbook: 2\nname: 生成的两期表\nkinds: [task, task]\nparts:\n"
HALVES = f"""{HEAD}\
  - table: halves
    widths: 30 30 30 30 30
    head: |
      | 一级指标 || 中期指标 | 中期值 || 年度指标 | 年度结果 |
    each: indicators[scope=term] || indicators[scope=annual]
    row: |
      | {{path.0 merge}} || {{name}} | {{target}} || {{name}} | {{actual}} |
  - table: towns
    widths: 30 30 30… 30
    head: |
      | 工作任务 | 全县金额 | {{for}} … | 去年金额 |
    each: items
    row: |
      | {{name}} | {{budget.total.initial}} | {{budget.total.values[of=target].text}} … | {{budget.total.values[of=actual].text}} |
  - table: steps
    widths: 60 60
    head: |
      | 任务安排 | 任务要求 |
    each: items as job / items as step
    row: |
      | {{name}} | {{about}} |
      ?goal | {{goal}} | {{numbering}} |
"""
# What may be stated of each kind of record: ``◆`` stands for a text that nothing else states.
STATED: dict[str, tuple[dict[str, Any], ...]] = {
    "": ({"name": "◆"}, {"about": "◆"}, {"goal": "◆"}, {"goal": {"initial": "◆"}}, {"budget": {"made": {"initial": "◆"}}},
         {"facts": {"made": "◆"}}, {"footnotes": ["◆"]}, {"revenue": {"total": "◆"}}),
    "items": ({"numbering": "◆"}, {"about": "◆"}, {"goal": "◆"}, {"budget": {"total": "◆"}}, {"text": ["◆"]}, {"facts": {"made": "◆"}},
              {"items": [{"name": "◆"}]}, {"indicators": [{"name": "◆"}]}),
    "indicators": ({"target": "◆"}, {"about": "◆"}, {"actual": "◆"}, {"unit": "◆"}, {"sign": "◆"}, {"remark": "◆"}, {"levels": ["◆"]},
                   {"targets": {"term": "◆"}}, {"path": ["◆"]},
                   {"scope": "term"}, {"scope": "annual"}, {"scope": None}, {"facts": {"made": "◆"}},
                   {"values": [{"of": "target", "for": "◇甲◇", "text": "◆"}, {"of": "target", "for": "◇甲◇", "text": "◆"}]}),
    "values": ({"of": "actual"}, {"for": "◆"}, {"for": None}, {"at": "◆"}, {"unit": "◆"}, {"note": "◆"}),
}  # fmt: skip


@cache
def forms() -> dict[str, Form]:
    """The shipped forms, those that say one thing each, and one with halves that print different fields."""
    drawings = {name: one.text for name, one in DRAWN_FORMS.items()} | {"halves of their own": HALVES}
    made = {name: read_form(text.encode(), "forms/made.yml", "made") for name, text in drawings.items()}
    assert [problem for _, problems in made.values() for problem in problems] == []
    return dict(FORMS) | {name: form for name, (form, _) in made.items() if form is not None}


def records_in(holder: Any, owner: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """All records in a document with the list that each is in."""
    if owner in STATED and isinstance(holder, dict):
        yield owner, holder
    for key, value in holder.items() if isinstance(holder, dict) else ():
        for one in value if isinstance(value, list) else [value]:
            yield from records_in(one, key if isinstance(value, list) else "group")


def edited(record: dict[str, Any], rng: Random) -> dict[str, Any]:
    """The record with some things stated otherwise, one record printed twice among them."""
    numbers = count()
    made: dict[str, Any] = _copy(record)
    for _ in range(rng.randrange(1, 4)):
        owner, one = rng.choice(list(records_in(made)))
        for key, value in rng.choice(STATED[owner]).items():
            one[key] = _copy(value, numbers)
            if one[key] is None:
                del one[key]
    holder = rng.choice([one for _, one in records_in(made)])
    for key in ("indicators", "items", "values"):
        if holder.get(key):
            holder[key].append(_copy(rng.choice(holder[key])))
    return made


def _copy(value: Any, numbers: Iterator[int] | None = None) -> Any:
    """A copy with a text of its own for each ``◆``."""
    if isinstance(value, dict):
        return {key: _copy(one, numbers) for key, one in value.items()}
    if isinstance(value, list):
        return [_copy(one, numbers) for one in value]
    return f"◆{next(numbers)}◆" if value == "◆" and numbers else value


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every made text of a record with its path."""
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(one, (*path, key))
    elif value and {"◇", "◆"} & set(value):
        yield path, value


def shown_in(sheet: Sheet) -> str:
    """All that a filled form prints."""
    texts = []
    for part in sheet:
        if isinstance(part, Grid):
            texts += [part.title, part.subtitle, *(cell.text for cell in (*part.cells, *part.above, *part.below))]
        else:
            assert isinstance(part, ProseText)
            texts += [one.text for one in part.paragraphs]
    return "\n".join(texts)


@pytest.mark.parametrize("name", forms())
def test_what_is_told_is_what_filling_does_not_print(name: str) -> None:
    """Of every text that a record states: either it stands in the filled form, or its place is told; never both."""
    form = forms()[name]
    full = made_record(form)
    for number in range(20):
        record = edited(full, Random(f"{name}/{number}")) if number else full
        try:
            document = Document.model_validate(record)
        except ValidationError:
            continue
        node, _ = read_source(json.dumps(record, ensure_ascii=False).encode(), "x.yml")
        assert node is not None
        told = [one.path for one in unprinted(node, printed_places(form), ())]
        printed = shown_in(fill(form, document))
        times = Counter(text for _, text in leaves(record))
        for path, text in leaves(record):
            if times[text] == 1 and path[0] not in ("title", "period"):
                is_told = any(path[: len(one)] == one or _is_over(path, one) for one in told)
                assert is_told != (text in printed), (number, path, text, told)


def _is_over(path: Path, told: Path) -> bool:
    """Whether a place is one of those of a list of which the first surplus one is told."""
    at = len(told) - 1
    one, other = path[at : at + 1], told[at:]
    return (
        path[:at] == told[:at]
        and isinstance(other[0], int)
        and bool(one)
        and isinstance(one[0], int)
        and one[0] > other[0]
        and False
    )


def found(text: str) -> list[str]:
    """What is told of a document in the form with halves: line, column, code and what it speaks of."""
    form = forms()["halves of their own"]
    node, _ = read_source(f"goalbook: 2\nform: made\nbody: b\n{text}".encode(), "x.yml")
    assert node is not None
    told = conform(node, "x.yml", (), only(form))
    return [
        f"{one.line}:{one.column} {one.code} {' '.join(v for k, v in one.details if k != 'form' and v)}" for one in told
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("indicators: [{name: 甲, scope: term, target: '1'}]\n", []),
        (
            "indicators:\n- {name: 甲, scope: term}\n- {name: 乙}\n",
            ["6:3 not-asked-for scope: term\x1fscope: annual indicators"],
        ),
        ("indicators: [{name: 甲, scope: term, actual: '1'}]\n", ["4:37 not-in-form actual"]),
        ("items:\n- {name: 甲, about: 乙}\n", ["5:13 not-in-form about"]),
        ("items:\n- {name: 甲, items: [{name: 乙, about: 丙}]}\n", []),
        ("items:\n- {name: 甲, items: [{name: 乙, items: []}]}\n", []),
        ("items:\n- {name: 甲, items: [{name: 乙, goal: 丙, numbering: 一}]}\n", []),
        ("items:\n- {name: 甲, items: [{name: 乙, numbering: 一}]}\n", ["5:31 not-in-form numbering"]),
        ("items:\n- {name: 甲, items: [{name: 乙, items: [{name: 丙}]}]}\n", ["5:31 not-in-form items"]),
        ("items:\n- {name: 甲, items: [{name: 乙, budget: {total: '1'}}]}\n", ["5:40 not-in-form budget.total"]),
    ],
)
def test_what_is_told_and_where(text: str, told: list[str]) -> None:
    """A record that no half is for, a field that only the other half prints, or only another level."""
    assert found(text) == told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("{of: target, for: 甲, text: '1'}, {of: target, for: 乙, text: '2'}, {of: actual, text: '3'}", []),
        ("{of: target, text: '1'}", ["7:7 not-asked-for of: target, for: …\x1fof: actual budget.total.values"]),
        (
            "{of: forecast, for: 甲, text: '1'}",
            ["7:7 not-asked-for of: target, for: …\x1fof: actual budget.total.values"],
        ),
        (
            "{of: target, for: 甲, text: '1'},\n      {of: target, for: 甲, text: '2'}",
            ["8:7 printed-once budget.total.values 7"],
        ),
        ("{of: target, for: 甲, text: '1', unit: 万元}", ["7:39 not-in-form unit"]),
    ],
)
def test_what_is_told_of_the_values_of_towns_and_years(values: str, told: list[str]) -> None:
    """A value that no column takes, one that a column has already, a part of one that isn't printed."""
    assert found(f"items:\n- name: 甲\n  budget: {{total: {{values: [\n      {values}]}}}}\n") == told
