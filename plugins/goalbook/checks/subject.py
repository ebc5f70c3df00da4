"""A document as rules see it: its indicators with their readings, its items, all of its printed text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from goalbook.forms.fields import stage_of
from goalbook.forms.form import Form
from goalbook.goalfile.nodes import Path
from goalbook.model.indicators import Stated, stated_values
from goalbook.model.places import walk_items
from goalbook.model.reading import Target
from goalbook.model.records import Body, Document, Indicator, Item
from goalbook.model.target import read_target
from goalbook.model.values import Goal, Paragraphs

_BENEFIT = re.compile("效益|影响")
_OUTPUT = re.compile("产出|数量|质量|时效|成本")
_SIGNS = frozenset("-_*—–/ \t\n\u3000")


class TargetCase(NamedTuple):
    """A printed target with its place and its reading."""

    path: str
    text: str
    target: Target


class Category(NamedTuple):
    """What an indicator is one of, by its level-1 and level-2 labels; a lost label is told by the other one."""

    labels: tuple[str, ...]
    output: bool
    benefit: bool
    satisfaction: bool
    cost: bool
    quantity: bool


@lru_cache(maxsize=1024)
def category(path: tuple[str | None, ...]) -> Category:
    """The category that labels stand for."""
    labels = tuple(label or "" for label in path)
    first = next(filter(None, labels), "")
    satisfaction, cost, quantity = (
        any(re.search(word, label) for label in labels) for word in ("满意", "成本|(?i:costs?$)", "数量|(?i:quantity$)")
    )
    benefit = _BENEFIT.search(first) is not None and not satisfaction
    return Category(labels, _OUTPUT.search(first) is not None, benefit, satisfaction, cost, quantity)


class IndicatorCase(NamedTuple):
    """An indicator with its place, the place of the record that holds it (``""`` for the document), and its values."""

    path: str
    holder: str
    indicator: Indicator
    name: str
    category: Category
    stated: tuple[Stated, ...]
    values: tuple[TargetCase, ...]
    levels: tuple[Target, ...]

    @property
    def is_measured(self) -> bool:
        """Whether it has a value that can be measured against."""
        if self.levels:
            return self.levels[0].is_numeric
        return any(value.target.is_numeric for value in self.values)


def is_nothing(text: str | None) -> bool:
    """Whether a cell is blank or holds a placeholder only (``-``, ``—``, ``/``, ``*``)."""
    return not text or (text[0] in _SIGNS and _SIGNS.issuperset(text))


class Case:
    """A document to be checked, with its form and the body it names, if that is known."""

    def __init__(self, document: Document, form: Form, body: Body | None) -> None:
        self.document = document
        self.form = form
        self.body = body
        self.stage = stage_of(document, form)

    @cached_property
    def items(self) -> tuple[tuple[str, Item], ...]:
        """Every item with its path, depth first."""
        return tuple((path, item) for path, _, item in walk_items(self.document.items))

    @cached_property
    def rows(self) -> tuple[IndicatorCase, ...]:
        """Every indicator, those of the items first."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[IndicatorCase]:
        for path, item in self.items:
            for n, indicator in enumerate(item.indicators):
                yield _row(f"{path}.indicators.{n}", path, indicator)
        for n, indicator in enumerate(self.document.indicators):
            yield _row(f"indicators.{n}", "", indicator)

    @cached_property
    def text(self) -> Texts:
        """All printed text of the document."""
        return Texts(self)


def _row(path: str, holder: str, indicator: Indicator) -> IndicatorCase:
    stated = tuple(stated_values(indicator))
    values = tuple(TargetCase(f"{path}.{one.path}", one.shown, one.target) for one in stated if one.of == "target")
    levels = tuple(read_target(text) for text in indicator.levels)
    name, labels = indicator.name or "", category(indicator.path)
    return IndicatorCase(path, holder, indicator, name, labels, stated, values, levels)


class Texts:
    """The texts of a document one after the other, so that one search goes over all of them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.joined = "\n\n".join(filter(None, _plain(case)))

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[str | Path, re.Match[str]]]:
        """Where a pattern occurs first in each text: the path of the text, the match."""
        if pattern.search(self.joined):
            for path, text in _texts(self.case):
                if match := pattern.search(text):
                    yield path, match


def _plain(case: Case) -> list[str]:
    """The texts alone; their places are told only where something is found."""
    document = case.document
    found = [document.title or "", document.name or "", *_parts(document)]
    found += [*document.facts.values(), *document.labels.values()]
    for _, item in case.items:
        found.append(item.name or "")
        found += _parts(item)
    for row in case.rows:
        indicator = row.indicator
        found += [row.name, indicator.about or "", indicator.basis or ""]
        found += [*(value.text for value in row.values), *indicator.levels]
    found += [one.value for one in document.sign]
    return found


def _parts(record: Document | Item) -> tuple[str, ...]:
    return (record.about or "", *(text for _, text in goal_texts("goal", record.goal)), *record.text)


def _texts(case: Case) -> Iterator[tuple[str | Path, str]]:
    document = case.document
    for key in ("title", "name", "about"):
        yield key, getattr(document, key) or ""
    yield from goal_texts("goal", document.goal)
    yield from paragraphs("text", document.text)
    for group in ("facts", "labels"):
        yield from (((group, key), text) for key, text in getattr(document, group).items())
    for path, item in case.items:
        yield f"{path}.name", item.name or ""
        yield f"{path}.about", item.about or ""
        yield from goal_texts(f"{path}.goal", item.goal)
        yield from paragraphs(f"{path}.text", item.text)
    for row in case.rows:
        yield f"{row.path}.name", row.name
        yield f"{row.path}.about", row.indicator.about or ""
        yield from ((value.path, value.text) for value in row.values)
        yield from ((f"{row.path}.levels.{n}", text) for n, text in enumerate(row.indicator.levels))
        yield f"{row.path}.basis", row.indicator.basis or ""
    yield from ((f"sign.{n}.value", one.value) for n, one in enumerate(document.sign))


def goal_cells(path: str, goal: Paragraphs | Goal | None) -> Iterator[tuple[str, Paragraphs | None]]:
    """The texts of a goal with their places: one, or one for each scope and phase."""
    if isinstance(goal, Goal):
        yield from ((f"{path}.{part}", getattr(goal, part)) for part in Goal.model_fields)
    else:
        yield path, goal


def goal_texts(path: str, goal: Paragraphs | Goal | None) -> Iterator[tuple[str, str]]:
    """The paragraphs of a goal with their places."""
    for place, text in goal_cells(path, goal):
        yield from paragraphs(place, text)


def paragraphs(path: str, value: Paragraphs | None) -> Iterator[tuple[str, str]]:
    """The paragraphs of a field with their places: of one text, or of a list."""
    if isinstance(value, str):
        yield path, value
    elif value:
        yield from ((f"{path}.{n}", one) for n, one in enumerate(value))
