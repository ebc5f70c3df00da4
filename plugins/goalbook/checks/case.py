"""A document as rules see it: its indicators with their readings, its items, all of its printed text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from goalbook.form import Form
from goalbook.forms import FORMS
from goalbook.model import Body, Document, Indicator, Item
from goalbook.nodes import Path
from goalbook.place import walk_items
from goalbook.target import Target, read_target

_BENEFIT = re.compile("效益|影响")
_OUTPUT = re.compile("产出|数量|质量|时效|成本")
_NOTHING = re.compile(r"[-_*—–/\s\u3000]*")


@dataclass(frozen=True, slots=True)
class Value:
    """A printed target with its place and its reading."""

    path: str
    text: str
    target: Target


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with its place, the place of the record that holds it (``""`` for the document), and its values."""

    path: str
    holder: str
    indicator: Indicator
    values: tuple[Value, ...]
    levels: tuple[Target, ...]

    @property
    def name(self) -> str:
        """三级指标 as printed."""
        return self.indicator.name or ""

    @property
    def first(self) -> str:
        """一级指标; where its label is lost, what the level-2 label tells of it."""
        labels = self.labels
        return labels[0] or labels[-1] if labels else ""

    @property
    def labels(self) -> tuple[str, ...]:
        """一级、二级指标 as printed, lost ones empty."""
        return tuple(label or "" for label in self.indicator.path)

    @property
    def is_satisfaction(self) -> bool:
        """满意度指标."""
        return any("满意" in label for label in self.labels)

    @property
    def is_cost(self) -> bool:
        """成本指标."""
        return any("成本" in label for label in self.labels)

    @property
    def is_count(self) -> bool:
        """数量指标."""
        return any("数量" in label for label in self.labels)

    @property
    def is_output(self) -> bool:
        """产出指标."""
        return bool(_OUTPUT.search(self.first))

    @property
    def is_benefit(self) -> bool:
        """效益指标."""
        return bool(_BENEFIT.search(self.first)) and not self.is_satisfaction


def is_nothing(text: str | None) -> bool:
    """Whether a cell is blank or holds a placeholder only (``-``, ``—``, ``/``, ``*``)."""
    return not text or _NOTHING.fullmatch(text) is not None


class Case:
    """A document to be checked, with its form and the body it names, if that is known."""

    def __init__(self, document: Document, body: Body | None) -> None:
        self.document = document
        self.body = body
        self.form: Form = FORMS[document.form]

    @cached_property
    def items(self) -> tuple[tuple[str, Item], ...]:
        """Every item with its path, depth first."""
        return tuple((path, item) for path, _, item in walk_items(self.document.items))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every indicator, those of the items first."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[Row]:
        for path, item in self.items:
            for n, one in enumerate(item.indicators):
                yield _row(f"{path}.indicators.{n}", path, one)
        for n, one in enumerate(self.document.indicators):
            yield _row(f"indicators.{n}", "", one)

    @cached_property
    def text(self) -> Texts:
        """All printed text of the document."""
        return Texts(self)


def _row(path: str, holder: str, one: Indicator) -> Row:
    if one.target is not None:
        values: tuple[Value, ...] = (Value(f"{path}.target", one.target, read_target(one.target)),)
    else:
        values = tuple(Value(f"{path}.targets.{key}", text, read_target(text)) for key, text in one.targets.items())
    return Row(path, holder, one, values, tuple(read_target(text) for text in one.levels))


class Texts:
    """The texts of a document one after the other, so that one search goes over all of them."""

    def __init__(self, case: Case) -> None:
        found = [(path, text) for path, text in _texts(case) if text]
        self.paths = [path for path, _ in found]
        self.joined = "\n\n".join(text for _, text in found)
        self.starts = list(accumulate((len(text) + 2 for _, text in found), initial=0))

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[str | Path, re.Match[str]]]:
        """Where a pattern occurs: the path of the text, the match."""
        for match in pattern.finditer(self.joined):
            yield self.paths[bisect_right(self.starts, match.start()) - 1], match


def _texts(case: Case) -> Iterator[tuple[str | Path, str]]:
    document = case.document
    for key in ("title", "name", "about"):
        yield key, getattr(document, key) or ""
    yield from paragraphs("goal", document.goal)
    yield from paragraphs("text", document.text)
    for group in ("facts", "labels"):
        yield from (((group, key), text) for key, text in getattr(document, group).items())
    for path, item in case.items:
        yield f"{path}.name", item.name or ""
        yield f"{path}.about", item.about or ""
        yield from paragraphs(f"{path}.goal", item.goal)
        yield from paragraphs(f"{path}.text", item.text)
    for row in case.rows:
        yield f"{row.path}.name", row.name
        yield f"{row.path}.about", row.indicator.about or ""
        yield from ((value.path, value.text) for value in row.values)
        yield from ((f"{row.path}.levels.{n}", text) for n, text in enumerate(row.indicator.levels))
        yield f"{row.path}.basis", row.indicator.basis or ""
    yield from ((f"sign.{n}.value", one.value) for n, one in enumerate(document.sign))


def paragraphs(path: str, value: str | tuple[str, ...] | None) -> Iterator[tuple[str, str]]:
    """The paragraphs of a field with their places: of one text, or of a list."""
    if isinstance(value, str):
        yield path, value
    elif value:
        yield from ((f"{path}.{n}", one) for n, one in enumerate(value))
