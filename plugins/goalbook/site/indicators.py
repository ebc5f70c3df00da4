"""全部指标: every indicator of a site as one row, on pages, as chunks for their script, and as open data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from goalbook.entry import Entry, main_target, walk_indicators
from goalbook.fill import fill
from goalbook.form import fields_of
from goalbook.forms import FORMS
from goalbook.grid import Grid
from goalbook.model import Body, Document, Indicator, Item
from goalbook.place import anchors
from goalbook.site.page import Page
from goalbook.site.paging import Pager, pagers
from goalbook.site.render import render
from goalbook.site.settings import Settings


ADDRESS = "indicators"
PAGE_ROWS = 200
STEP = " › "
_BETWEEN = " · "


class IndicatorRow(NamedTuple):
    """One indicator in listings.

    ``body`` is the id, ``shown`` the name of the reporting body; ``trail`` the names of the items that hold the indicator, from the
    outside in; ``category`` its labels, None where one is lost; ``target`` what is printed. ``kind`` to ``unit`` read the
    value it is judged by: bounds as exact text, empty where there is none, the unit with what follows its slash.
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

    def category_text(self, absent: str) -> str:
        """The labels in one line; ``absent`` stands for a lost one."""
        return STEP.join(absent if label is None else label for label in self.category)

    @property
    def number(self) -> str:
        """The number as read, with its comparator; both ends of a range; nothing where there is none."""
        if self.kind == "range":
            return f"{self.low}–{self.high}"
        return f"{self.comparator}{self.high or self.low}"

    @property
    def value(self) -> str:
        """The number to sort by: the lower bound, else the upper one."""
        return self.low or self.high


def indicator_rows(document: Document, entry: Entry, body: Body) -> list[IndicatorRow]:
    """The rows of a document's indicators, in printed order."""
    marks = anchors(document)
    return [
        _row(entry, body, marks[path], STEP.join(name for name in trail if name), document, one)
        for path, trail, one in walk_indicators(document)
    ]


def _row(
    entry: Entry, body: Body, anchor: str, trail: str, document: Document, indicator: Indicator
) -> IndicatorRow:
    target = main_target(indicator)
    return IndicatorRow(
        address=entry.address,
        anchor=anchor,
        year=entry.year,
        body=entry.body,
        shown=body.shown,
        title=entry.title,
        trail=trail,
        category=indicator.path,
        name=indicator.name or "",
        target=_printed_target(document, indicator),
        kind=target.kind,
        comparator=target.comparator if target.is_numeric else "",
        low=_exact(target.low),
        high=_exact(target.high),
        unit=f"{target.unit}/{target.per}" if target.per else target.unit,
    )


def _exact(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _printed_target(document: Document, indicator: Indicator) -> str:
    """指标值 as printed; where the form prints several, each after its head: ``优 100% · 良 95%``."""
    if indicator.target is not None:
        return indicator.target
    values = {f"targets.{key}": value for key, value in indicator.targets.items()}
    values |= {f"levels.{n}": value for n, value in enumerate(indicator.levels)}
    heads = _heads(document.form)
    parts = ((heads.get(path, ""), value) for path, value in values.items() if value)
    return _BETWEEN.join(f"{document.labels.get(head, head)} {value}".lstrip() for head, value in parts)


@cache
def _heads(form_id: str) -> dict[str, str]:
    """栏目名称: the head over each value of an indicator, by the value's path, as the form prints it."""
    form = FORMS[form_id]
    paths = [path.path for owner, path in fields_of(form) if owner == "indicators"]
    sample = Indicator(
        targets={path.removeprefix("targets."): path for path in paths if path.startswith("targets.")},
        levels=tuple(path for path in paths if path.startswith("levels.")),
    )
    item = Item(kind="duty", indicators=(sample,))
    document = Document(goalbook="1", form=form_id, body="x", items=(item,), indicators=(sample,))
    heads: dict[str, str] = {}
    for part in fill(form, document):
        if isinstance(part, Grid):
            texts = {(cell.row, cell.col): cell.text for cell in part.cells}
            heads |= {cell.text: texts[cell.heads[-1]] for cell in part.cells if cell.text in paths and cell.heads}
    return heads


class IndicatorWriter:
    """Writes the pages, chunks and open data of a site's indicators in one pass over its rows, keeping few of them.

    ``total`` is how many rows there will be; ``emit`` takes each finished page, ``write`` each finished file by its
    name; the open data grow below the folder ``site``.
    """

    def __init__(
        self,
        settings: Settings,
        total: int,
        emit: Callable[[Page], None],
        write: Callable[[str, bytes], None],
        site: Path,
    ) -> None:
        self.settings, self.total, self.emit, self.write = settings, total, emit, write
        self.pagers = pagers(ADDRESS, -(-total // PAGE_ROWS) or 1, ())
        self.page: list[IndicatorRow] = []
        self.chunk: list[IndicatorRow] = []
        self.chunks = 0
        self.facets: dict[str, set[tuple[str, ...]]] = {name: set() for name in _FACETS}
        self.data = site / DATA
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.data.write_bytes(write_rows([csv_head(settings)]))
        self.lines: list[tuple[str, ...]] = []

    def add(self, rows: Iterable[IndicatorRow]) -> None:
        """Take further rows, in the order of the list."""
        for row in rows:
            self.page.append(row)
            self.chunk.append(row)
            if len(self.page) == PAGE_ROWS:
                self._end_page()
            if len(self.chunk) == CHUNK_ROWS:
                self._end_chunk()

    def finish(self) -> None:
        """Write what is left; a site without indicators has one page too."""
        if self.page or not self.total:
            self._end_page()
        if self.chunk:
            self._end_chunk()
        self.write(f"{ADDRESS}/facets.json", _compact(...))

