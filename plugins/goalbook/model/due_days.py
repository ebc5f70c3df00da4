"""Days as goals print them, as the first and the last day that they may mean: ``12月底前``, ``第三季度``, ``31 Mar 2004``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_LONGEST = 40
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMERALS = {word: n for n, word in enumerate((*"一二三四五六七八九十", "十一", "十二"), 1)}
_PARTS = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中": (11, 20),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}
_LEAD = r"(?:截至|截止到?|截止|已?于|在|≤|<=?|by|before|on|in|due|completed?|the|end of|no later than|not later than|到|至| )*"
_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2})(?:年度?|[-./ ])?|(?P<rel>当年|本年|今年|次年|明年|翌年))?"
_TAIL = r"(?P<before>[之以]?前)?(?:[之以]?内)?(?:全部|如期|按时)?(?:完成|完工|竣工|建成|交付|投入使用|到位|结束)?"
_CHINESE = re.compile(
    rf"{_LEAD}{_YEAR}(?:(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:月份?|[-./])"
    rf"(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[日号]?|(?P<part>[上中下]旬|[初中底末]))?"
    rf"|第?(?P<quarter>[一二三四1-4])季度末?|(?P<half>[上下])半年末?|(?P<end>年?[底末内终])|)(?<=.){_TAIL}",
    re.IGNORECASE,
)
_WORDED = re.compile(
    rf"{_LEAD}(?:(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?: of)? )?(?P<month>[a-z]{{3,9}})\.?"
    r"(?: (?P<day_2>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?)?(?:,? (?P<year>(?:19|20)[0-9]{2}))?",
    re.IGNORECASE,
)
_QUARTERED = re.compile(rf"{_LEAD}q(?P<quarter>[1-4])(?: (?P<year>(?:19|20)[0-9]{{2}}))?", re.IGNORECASE)
_SLASHED = re.compile(
    rf"{_LEAD}(?P<one>[0-9]{{1,2}})/(?P<two>[0-9]{{1,2}})/(?P<year>(?:19|20)[0-9]{{2}})", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?<=[年月日号初中底末旬0-9]) ?[-—~至到]+ ?(?=[0-9])")


class Span(NamedTuple):
    """From when to when a printed time is; ``sure`` is the last day that is surely not after it where it says 前."""

    first: date
    last: date
    sure: date


def read_days(text: str, year: str) -> Span | None:
    """The days that a text may mean, in the ``year`` of its document where it names none; None where that can't be told."""
    folded = " ".join(text.translate(str.maketrans("／．－–：", "/.--:")).split()).rstrip("。;")
    if len(folded) > _LONGEST:
        return None
    whole = _one(folded, year)
    if whole or not (parts := _BETWEEN.split(folded, 1))[1:]:
        return whole
    begin, end = _one(parts[0], year), _one(parts[1], parts[0][:4] if parts[0][:4].isdecimal() else year)
    return Span(begin.first, end.last, end.sure) if begin and end and begin.first <= end.last else None


def _one(text: str, year: str) -> Span | None:
    if match := _SLASHED.fullmatch(text):
        one, two = int(match["one"]), int(match["two"])
        if one == two or (one > 12) != (two > 12):
            day, month = (one, two) if one > 12 else (two, one)
            return _span(match["year"], month, month, (day, day)) if month <= 12 else None
        return None
    if match := _QUARTERED.fullmatch(text):
        last = int(match["quarter"]) * 3
        return _span(match["year"] or year, last - 2, last)
    if (match := _WORDED.fullmatch(text)) and (named := _named(match["month"].lower())):
        printed = match["day"] or match["day_2"]
        return _span(match["year"] or year, named, named, (int(printed), int(printed)) if printed else None)
    match = _CHINESE.fullmatch(text.replace(" ", ""))
    return _chinese(match, year) if match else None


def _named(word: str) -> int:
    """The month that a word is the name of, or its beginning; 0 where it is none."""
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


def _chinese(match: re.Match[str], year: str) -> Span | None:
    stated = match["year"] or year
    if match["rel"] in ("次年", "明年", "翌年") and stated.isdecimal():
        stated = str(int(stated) + 1)
    if match["month"]:
        month = _NUMERALS.get(match["month"]) or int(match["month"])
        days = (int(match["day"]), int(match["day"])) if match["day"] else _PARTS.get(match["part"] or "")
        span = _span(stated, month, month, days)
        # Before December is before it begins, or before it ends.
        if span and match["before"] and not days:
            return span._replace(sure=date.fromordinal(max(1, span.first.toordinal() - 1)))
        return span
    if match["quarter"]:
        last = (_NUMERALS.get(match["quarter"]) or int(match["quarter"])) * 3
        return _span(stated, last - 2, last)
    if match["half"]:
        return _span(stated, *((1, 6) if match["half"] == "上" else (7, 12)))
    if match["end"] and match["end"][-1] != "内":
        return _span(stated, 12, 12)
    return _span(stated, 1, 12) if match["year"] or match["rel"] or match["end"] else None


def _span(year: str, first: int, last: int, days: tuple[int, int] | None = None) -> Span | None:
    """The days of months of a year; None for days that no calendar has."""
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", year):
        return None
    number, length = int(year), monthrange(int(year), last)[1]
    begin, end = days or (1, length)
    if begin > length:
        return None
    last_day = date(number, last, min(end, length))
    return Span(date(number, first, begin), last_day, last_day)
