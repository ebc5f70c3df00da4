"""A date or a time of a sheet as its cell shows it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from goalbook.importing.sources.format_sections import FormatSection, FormatSign

_EPOCH = datetime(1899, 12, 30)
_WEEK = "一二三四五六日"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_LAST = 2_958_466  # the day after the last one that Excel counts


def moment_of(value: Any, epoch: datetime | None = None) -> datetime | None:
    """The day and time of a value; None for a number that is none."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time):
        return datetime.combine(_EPOCH.date(), value)
    days = value / timedelta(days=1) if isinstance(value, timedelta) else value
    if not 0 <= days < _LAST:
        return None
    start = epoch or _EPOCH
    if start.year < 1900 and days < 60:
        days += 1  # Excel counts a 29 February 1900
    return start + timedelta(milliseconds=round(days * 86_400_000))


def shown_date(moment: datetime, section: FormatSection) -> str | None:
    """A moment by the signs of a format; None where one isn't known here."""
    half = section.has("half")
    parts: list[str] = []
    for n, sign in enumerate(section.signs):
        if sign.kind == "date":
            said = _said(moment, _as_minutes(section.signs, n), half)
            if said is None:
                return None
            parts.append(said)
        elif sign.kind == "half":
            first, _, second = sign.text.partition("/")
            parts.append(first if moment.hour < 12 else second)
        elif sign.kind in ("words", "/", ",", "."):
            parts.append(sign.text)
        elif sign.kind != "@":
            return None
    return "".join(parts)


def _as_minutes(signs: tuple[FormatSign, ...], n: int) -> str:
    """A sign of a date; ``m`` right behind hours or right before seconds is minutes, here ``n``."""
    text = signs[n].text
    if not text.startswith("m") or len(text) > 2:
        return text
    before = next((one.text for one in reversed(signs[:n]) if one.kind == "date"), "")
    after = next((one.text for one in signs[n + 1 :] if one.kind == "date"), "")
    return text.replace("m", "n") if before.startswith("h") or after.startswith("s") else text


def _said(moment: datetime, sign: str, half: bool) -> str | None:
    hour = (moment.hour % 12 or 12) if half else moment.hour
    month, day = _MONTHS[moment.month - 1], _DAYS[moment.weekday()]
    said = {
        "yyyy": f"{moment.year:04}", "yyy": f"{moment.year:04}", "yy": f"{moment.year % 100:02}", "y": f"{moment.year % 100:02}",
        "e": str(moment.year), "m": str(moment.month), "mm": f"{moment.month:02}", "mmm": month[:3], "mmmm": month,
        "mmmmm": month[:1], "d": str(moment.day), "dd": f"{moment.day:02}", "ddd": day[:3], "dddd": day,
        "aaa": _WEEK[moment.weekday()], "aaaa": f"星期{_WEEK[moment.weekday()]}", "h": str(hour), "hh": f"{hour:02}",
        "n": str(moment.minute), "nn": f"{moment.minute:02}", "s": str(moment.second), "ss": f"{moment.second:02}",
    }  # fmt: skip
    return said.get(sign)
