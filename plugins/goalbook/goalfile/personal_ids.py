"""Numbers of identity cards in a goal file: nothing makes one fit to be published, so a file that has one is never without an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from goalbook.goalfile.problem import MAX_PROBLEMS

# Full-width digits count, and what stands between digits where a number is set in groups.
_DIGIT = "[0-9０-９]"
_GAP = "[ \t\xa0\u2002-\u200b\u202f\u3000\u2060.·-]?"
_ALONE = "0-9０-９A-Za-zＡ-Ｚａ-ｚ"
_NUMBER = re.compile(
    rf"(?<![{_ALONE}])(?:{_DIGIT}{_GAP}){{14}}(?:(?:{_DIGIT}{_GAP}){{3}}[0-9０-９XxＸｘ]|{_DIGIT})(?![{_ALONE}])"
)
# What every number has in it, found far faster.
_MAYBE_NUMBER = re.compile(f"{_DIGIT}(?:{_GAP}{_DIGIT}){{14}}")
# Of a code of a project or body, 15 digits may look like an older number.
_CODE = re.compile(r"\s*(?:- +)*(?:[{,] *)?code:")
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PLAIN = str.maketrans("０１２３４５６７８９ｘＸx", "0123456789XXX")


def personal_ids(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers of identity cards stand in a text: line and column (1-based), of at most so many as anybody reads."""
    return islice(_found(text), MAX_PROBLEMS)


def _found(text: str) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text) if _MAYBE_NUMBER.search(text) else ():
        number = re.sub("[^0-9X]", "", match[0].translate(_PLAIN))
        start = text.rfind("\n", 0, match.start()) + 1
        # 15 digits have none that checks the others: in a code, or with points between, they are something else.
        if _is_id(number) and not (len(number) == 15 and ("." in match[0] or _CODE.match(text, start))):
            yield text.count("\n", 0, match.start()) + 1, match.start() - start + 1


def _is_id(number: str) -> bool:
    """Whether a number is one of an identity card: a province, a day of birth and, of 18 digits, the digit that checks the others."""
    if not _PROVINCES.match(number):
        return False
    if len(number) == 15:
        return _is_day(f"19{number[6:8]}", number[8:12])
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _is_day(number[6:10], number[10:14]) and number[17] == "10X98765432"[total % 11]


def _is_day(year: str, day: str) -> bool:
    """Whether somebody can be born on that day."""
    try:
        return date(int(year), int(day[:2]), int(day[2:])).year >= 1900
    except ValueError:
        return False
