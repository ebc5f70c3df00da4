"""绩效指标 as a row of a list: what is printed, where it stands, and what is read from its target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from goalbook.book.filled import Filled
from goalbook.forms.fields import fields_of
from goalbook.forms.fill import fill
from goalbook.forms.form import Form
from goalbook.forms.grid import Grid
from goalbook.goalfile.formats import FORMAT
from goalbook.messages.catalogue import Catalogue
from goalbook.model.aims import aim_of, judged
from goalbook.model.indicators import Stated, main_of, stated_values, targets_in, walk_indicators
from goalbook.model.records import Document, Indicator, Item
from goalbook.model.values import Targets
from goalbook.site.document.parts import Parts

STEP = " › "
_BETWEEN = " · "
_TOLD = ("target", "actual", "baseline", "forecast")


class ValueRow(NamedTuple):
    """One value of an indicator: what it is of, its scope, phase, period and region, as printed and as read.

    Of the result that counts ``outcome`` is what became of the target, ``off`` how far it is from it.
    """

    of: str
    scope: str
    phase: str
    at: str
    whom: str
    printed: str
    kind: str
    comparator: str
    low: str
    high: str
    unit: str
    outcome: str = ""
    off: str = ""


NO_VALUE = ValueRow("", "", "", "", "", "", "blank", "", "", "", "")


class IndicatorRow(NamedTuple):
    """One indicator in listings. ``address`` is its document's, ``page`` that of the page that it is on.

    ``body`` is the id of the reporting body, ``shown`` its name; ``trail`` joins the names of the items
    that hold the indicator, from the outside in; ``category`` are its labels, None where one is lost;
    ``target`` is what is printed of its targets, and with their heads of its results and baselines. ``kind`` to ``unit`` read the
    value it is judged by: bounds as exact text, empty where there is none, the unit with what follows its slash. ``period`` is the one
    that its document prints, ``values`` are its values one by one, grade thresholds as one.
    """

    address: str
    anchor: str
    year: str
    body: str
    shown: str
    title: str
    trail: str
    category: tuple[str | None, ...]
    name: str
    target: str
    kind: str
    comparator: str
    low: str
    high: str
    unit: str
    page: str
    values: tuple[ValueRow, ...]
    period: str = ""

    def categories(self, lost: str) -> list[str]:
        """The category in words and those it is part of, the widest first; ``lost`` names a lost label."""
        labels = [lost if label is None else label for label in self.category]
        return [STEP.join(labels[:end]) for end in range(1, len(labels) + 1)]

    @property
    def number(self) -> str:
        """The number as read, with its comparator; both ends of a range; nothing where there is none."""
        if self.kind == "range":
            return f"{self.low}–{self.high}"
        return f"{self.comparator}{self.high or self.low}"


def indicator_rows(filled: Filled, parts: Parts, t: Catalogue) -> list[IndicatorRow]:
    """The rows of a document's indicators, in printed order."""
    words = {of: t(f"indicators.of.{of}") for of in _TOLD}
    return [_row(filled, parts, path, trail, one, words) for path, trail, one in walk_indicators(filled.document)]


def _row(
    filled: Filled, parts: Parts, path: str, trail: Iterable[str], indicator: Indicator, words: Mapping[str, str]
) -> IndicatorRow:
    entry, anchor = filled.entry, filled.anchors[path]
    values = tuple(stated_values(indicator))
    main = main_of(values)
    read = _value_row(main) if main else NO_VALUE
    return IndicatorRow(
        address=entry.address,
        anchor=anchor,
        year=entry.year,
        body=entry.body,
        shown=filled.body.shown,
        title=entry.title,
        trail=STEP.join(name for name in trail if name),
        category=indicator.path,
        name=indicator.name or "",
        target=_printed_values(filled, values, words),
        kind=read.kind,
        comparator=read.comparator,
        low=read.low,
        high=read.high,
        unit=read.unit,
        page=parts.page_of(anchor),
        period=entry.period,
        values=tuple(_value_rows(filled, indicator, values)),
    )


def _value_rows(filled: Filled, indicator: Indicator, values: Sequence[Stated]) -> Iterator[ValueRow]:
    """The values of an indicator, grade thresholds together and read by the best; value of nothing where it states none."""
    levels = [value for value in values if value.of == "level"]
    if levels:
        yield _value_row(levels[0])._replace(printed=_each_after_its_head(filled, levels, {}))
    found = judged(indicator, filled.entry.year, filled.entry.stage)
    result = aim_of(indicator).result if found else None
    for value in values:
        if value.of != "level":
            row = _value_row(value)
            told = found if result and value.path == result.path else None
            yield row._replace(outcome=told.outcome, off=_exact(told.off)) if told else row
    if not values:
        yield NO_VALUE


def _value_row(value: Stated) -> ValueRow:
    target = value.target
    return ValueRow(
        of=value.of,
        scope=value.scope,
        phase=value.phase,
        at=value.at,
        whom=value.whom,
        printed=value.shown,
        kind=target.kind,
        comparator=target.comparator if target.is_numeric else "",
        low=_exact(target.low),
        high=_exact(target.high),
        unit=f"{target.unit}/{target.per}" if target.per else target.unit,
    )


def _exact(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _printed_values(filled: Filled, values: Sequence[Stated], words: Mapping[str, str]) -> str:
    """指标值 as printed; several each after its head: ``优 100% · 良 95%``. What is no target, or stands among such, says what it is."""
    targets = targets_in(values)
    others = [one for one in values if one.of in _TOLD[1:]]
    if len(targets) == 1 and not others and targets[0].path == "target":
        return targets[0].shown
    return _each_after_its_head(filled, [*targets, *others], words if others else {})


def _each_after_its_head(filled: Filled, values: Iterable[Stated], words: Mapping[str, str]) -> str:
    heads, labels = _heads(filled.form), filled.document.labels
    parts = []
    for value in values:
        if value.text:
            head = heads.get(value.path, "")
            parts.append((*_told(value, labels.get(head, head), words), value.shown))
    return _BETWEEN.join(" ".join(filter(None, part)) for part in parts)


def _told(value: Stated, head: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """What a value is where its head doesn't say so: a target's says it always; then its head, else of whom and when it is."""
    word = words.get(value.of, "")
    is_said = word.lower() in head.lower() or (value.of == "target" and head)
    return "" if is_said else word, head or _of_whom(value)


def _of_whom(value: Stated) -> str:
    """What tells a value from the others of its indicator: the region or group and the year that it is of."""
    return " ".join(filter(None, (value.whom, value.at)))


@cache
def _heads(form: Form) -> dict[str, str]:
    """栏目名称: the head that a form prints over each of the several values of an indicator, by path."""
    paths = [field.path for owner, field in fields_of(form) if owner == "indicators"]
    sample = Indicator(
        target="target" if "target" in paths else None,
        targets=Targets(**{path.removeprefix("targets."): path for path in paths if path.startswith("targets.")}),
        levels=tuple(path for path in paths if path.startswith("levels.")),
        actual="actual" if "actual" in paths else None,
        baseline="baseline" if "baseline" in paths else None,
    )
    items = (Item(kind="duty", indicators=(sample,)),)
    document = Document(goalbook=FORMAT, form=form.id, body="x", items=items, indicators=(sample,))
    heads: dict[str, str] = {}
    for grid in fill(form, document):
        if isinstance(grid, Grid):
            texts = {(cell.row, cell.col): cell.text for cell in grid.cells}
            values = (cell for cell in grid.cells if cell.text in paths and cell.heads)
            heads |= {cell.text: texts[cell.heads[-1]] for cell in values}
    return heads
