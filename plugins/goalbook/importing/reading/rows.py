"""The lines of a source as the rows that a form has, and what of them is a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from goalbook.forms.form import Each
from goalbook.importing.lines import Slot, SourceLine
from goalbook.importing.reading.match import label_found, squeezed
from goalbook.importing.reading.steps import Step

HEADINGS = (
    re.compile(r"(第[一二三四五六七八九十]+部分)\s*(.*)"),
    re.compile(r"([一二三四五六七八九十]+、)\s*([^。；]{1,30})"),
    re.compile(r"(\d+[、.．])\s*([^。；]{1,30})"),
)
# What is printed between the parts of a table on two pages: the number of a page, that the table goes on.
_PAGE_MARK = re.compile(
    r"[-—–]*(?:第?\d{1,4}(?:页?[/,]共?\d{1,4}页?|页共\d{1,4}页|页)?|page\d{1,4}(?:of\d{1,4})?)[-—–]*|.{0,60}\(续表?\)|续(?:[上前]页|表)?[\d.-]*"
    r"|.{0,60}\(?continued\)?",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:金额|资金|本页)?(?:[合总小共]计|总分)(?:\(.{1,20}\))?:?|(?:sub-?|grand)?totals?:?", re.IGNORECASE
)
_AMOUNT = re.compile(r"[-—–/]+|[-+]?[¥$€£]?[\d,]*\.?\d+(?:%|分|元|万元)?")


def rows_of(lines: list[SourceLine], steps: list[Step]) -> list[SourceLine]:
    """The lines with the cells that stand on lines of their own put together to the rows that the form has."""
    made: list[SourceLine] = []
    cells: list[SourceLine] = []
    for line in [*lines, None]:
        if line is not None and line.table and not line.merged and len(line.slots) == 1:
            cells.append(line)
            continue
        made += _regroup(cells, steps)
        cells = []
        if line is not None:
            made.append(line)
    return made


def _regroup(cells: list[SourceLine], steps: list[Step]) -> Iterator[SourceLine]:
    at = 0
    for n, step in enumerate(steps):
        if step.table is None or at >= len(cells):
            continue
        if step.first and step.labels:
            label = step.labels[0].text
            start = next((m for m in range(at, len(cells)) if label_found(label, cells[m].texts[0])), None)
            if start is None:
                continue
            if start > at:
                yield _joined(cells[at:start])
            at = start
        block = isinstance(step.part, Each)
        for _ in range(len(step.part.lines) if isinstance(step.part, Each) and not step.width else 1):
            width = step.width or _until_end(cells, at)
            yield _joined(cells[at : at + width])
            at += width
        following = next((one for one in steps[n + 1 :] if one.table is not None), None)
        while block and step.width and following is None and at < len(cells):
            yield _joined(cells[at : at + step.width])
            at += step.width
    yield from cells[at:]


def _until_end(cells: list[SourceLine], at: int) -> int:
    return next((n + 1 for n in range(len(cells) - at) if cells[at + n].ends), len(cells) - at)


def _joined(cells: list[SourceLine]) -> SourceLine:
    return SourceLine(tuple(Slot(one.slots[0].piece, n) for n, one in enumerate(cells)), table=True, merged=False)


def is_paragraph(line: SourceLine) -> bool:
    """Whether a line is one text, not a row."""
    return not line.table and len(line.slots) == 1


def is_total(slots: Iterable[Slot]) -> bool:
    """Whether a row only sums the ones above it: the word for that, then amounts alone."""
    first, *others = [squeezed(slot.piece.text) for slot in slots if slot.fresh and slot.piece.text.strip()] or [""]
    return _TOTAL.fullmatch(first) is not None and bool(others) and all(map(_AMOUNT.fullmatch, others))


def below_page_marks(lines: list[SourceLine], at: int) -> int:
    """The first line from one on that is no mark of a page."""
    return next((n for n in range(at, len(lines)) if not is_page_mark(lines[n])), len(lines))


def is_page_mark(line: SourceLine) -> bool:
    """Whether a paragraph only says that a page ended there, or that a table goes on."""
    return is_paragraph(line) and _PAGE_MARK.fullmatch(squeezed(line.texts[0])) is not None


def says_nothing(line: SourceLine) -> bool:
    """Whether a row says nothing of its own: its cells are blank, or go on from above."""
    return line.table and not any(slot.fresh and slot.piece.text.strip() for slot in line.slots)


def spanned_columns(lines: list[SourceLine]) -> frozenset[int]:
    """The columns in which cells are merged over rows, of the table that the lines begin with."""
    table = takewhile(lambda line: line.table, lines)
    return frozenset(slot.column for line in table for slot in line.slots if not slot.fresh)


def heading_of(text: str, level: int | None, most: int) -> tuple[int | None, str, str]:
    """The depth, the number and the name of a heading; no depth for a paragraph."""
    for depth, pattern in enumerate(HEADINGS):
        if match := pattern.fullmatch(text):
            at = depth if level is None else level
            return (at if at < most else None), match[1], match[2]
    return (level if level is not None and level < most else None), "", text


def trimmed(slots: list[Slot], count: int) -> list[Slot]:
    """A row without the blank cells before and behind it that its form doesn't have."""
    while len(slots) > count and not slots[0].piece.text.strip():
        slots = slots[1:]
    while len(slots) > count and not slots[-1].piece.text.strip():
        slots = slots[:-1]
    return slots
