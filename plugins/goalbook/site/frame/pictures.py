"""Pictures as SVG in the page: money as bars, planned spending as steps, an indicator over years; every label direct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

WIDTH = 360
_TEXT = 12
_BAR_ROW = 40
_STEP_HEIGHT = 150
_YEAR_ROW, _YEAR_COLUMN = 26, 52
_LEAST_ROOM = 100  # pixels for bars; where words leave less there is no picture


@dataclass(frozen=True, slots=True)
class PictureValue:
    """One value of a picture: its label, its number, and the number as printed."""

    label: str
    number: Decimal
    printed: str


@dataclass(frozen=True, slots=True)
class SeriesValue:
    """One year of an indicator: its label, the number that was promised, the one that was reached (None where none is told), and both
    as printed.
    """

    label: str
    aim: Decimal
    result: Decimal | None
    printed: str


def bars(values: Sequence[PictureValue], name: str, title: str, description: str) -> str:
    """Labelled horizontal bars, one a value, on a common scale from zero."""
    most = max((value.number for value in values), default=Decimal(0))
    if most <= 0:
        return ""
    # What stands behind a bar stands inside of the picture too.
    room = WIDTH - 14 - max(80, *(int(_ems(value.printed) * _TEXT) for value in values))
    rows = []
    for n, value in enumerate(values):
        top = n * _BAR_ROW
        length = max(1, int(room * max(value.number, Decimal(0)) / most))
        rows.append(
            f'<text class="gb-label" x="0" y="{top + 14}">{escape(_shorten(value.label, WIDTH))}</text>'
            f'<rect class="gb-bar" x="0" y="{top + 20}" width="{length}" height="12" rx="1"/>'
            f'<text class="gb-value" x="{length + 6}" y="{top + 31}">{escape(value.printed)}</text>'
        )
    return _svg("".join(rows), len(values) * _BAR_ROW + 2, name, title, description)


def steps(values: Sequence[PictureValue], name: str, title: str, description: str) -> str:
    """Cumulative shares (0 to 100) as steps from left to right, each with its checkpoint below and its share above."""
    if not values:
        return ""
    column = WIDTH // len(values)
    base, room = _STEP_HEIGHT - 22, _STEP_HEIGHT - 46
    pieces = [f'<line class="gb-axis" x1="0" y1="{base}" x2="{WIDTH}" y2="{base}"/>']
    for n, value in enumerate(values):
        left, middle = n * column, n * column + column // 2
        share = min(max(value.number, Decimal(0)), Decimal(100))
        height = int(room * share / 100)
        pieces.append(
            f'<rect class="gb-step" x="{left + 2}" y="{base - height}" width="{column - 4}" height="{height}"/>'
            f'<text class="gb-value gb-middle" x="{middle}" y="{base - height - 6}">{escape(value.printed)}</text>'
            f'<text class="gb-label gb-middle" x="{middle}" y="{base + 16}">{escape(_shorten(value.label, column))}</text>'
        )
    return _svg("".join(pieces), _STEP_HEIGHT, name, title, description)


def series(values: Sequence[SeriesValue], name: str, title: str, description: str) -> str:
    """A year a row: what was promised as a frame, what came of it as a bar in it, on a common scale from zero."""
    numbers = [number for value in values for number in (value.aim, value.result) if number is not None]
    most = max(numbers, default=Decimal(0))
    if most <= 0 or min(numbers) < 0:
        return ""
    room = WIDTH - _YEAR_COLUMN - 8 - max(int(_ems(value.printed) * _TEXT) for value in values)
    if room < _LEAST_ROOM:
        return ""
    rows = []
    for n, value in enumerate(values):
        top = n * _YEAR_ROW
        aim, result = (int(room * (number or 0) / most) for number in (value.aim, value.result))
        rows.append(f'<text class="gb-label" x="0" y="{top + 16}">{escape(_shorten(value.label, _YEAR_COLUMN))}</text>')
        if value.result is not None:
            rows.append(f'<rect class="gb-bar" x="{_YEAR_COLUMN}" y="{top + 8}" width="{max(1, result)}" height="8"/>')
        rows.append(
            f'<rect class="gb-aim" x="{_YEAR_COLUMN}" y="{top + 4}" width="{max(1, aim)}" height="16"/>'
            f'<text class="gb-value" x="{_YEAR_COLUMN + max(aim, result) + 6}" y="{top + 16}">{escape(value.printed)}</text>'
        )
    return _svg("".join(rows), len(values) * _YEAR_ROW + 2, name, title, description)


def _svg(inside: str, height: int, name: str, title: str, description: str) -> str:
    return (
        f'<svg class="gb-picture" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>{inside}</svg>'
    )


def _shorten(text: str, width: int) -> str:
    """As much of a text as fits a width, counting full-width characters as one em and others as half."""
    room = width / _TEXT
    for n, character in enumerate(text):
        room -= _ems(character)
        if room < 1 and n + 1 < len(text):
            return f"{text[:n]}…"
    return text


def _ems(text: str) -> float:
    return sum(1 if ord(character) > 0x2E7F else 0.55 for character in text)
