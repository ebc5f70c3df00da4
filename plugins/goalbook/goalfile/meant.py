"""What a value was most likely meant to be, whose characters only look like those that its field takes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_DASHES = str.maketrans("–—−―‐‑‒", "-------")
_DIGITS = str.maketrans("OoОоlI", "000011")
_AROUND = " \t\u3000\xa0“”„‟‘’\"'"
_DAY = re.compile(r"([0-9]{4})(?:年|[./-])([0-9]{1,2})(?:月|[./-])([0-9]{1,2})日?")
_LONGEST = 200


def as_typed_plainly(value: str) -> str:
    """A value without quotes of Word and blanks around it; full-width letters, digits and signs, and dashes, as plain ones."""
    return unicodedata.normalize("NFKC", value[:_LONGEST].strip(_AROUND)).translate(_DASHES).strip(_AROUND)


def meant_number(value: str) -> str:
    """A number whose letters are digits (``O.80``, ``l2``), without blanks inside it; nothing where it is no other text by that."""
    plain = re.sub(r"(?<=[0-9OolI.,])\s+(?=[0-9OolI.,])", "", as_typed_plainly(value)).translate(_DIGITS)
    return plain if plain != value else ""


def is_no_day(value: str) -> bool:
    """Whether a value is a day as people write one, and the calendar has no such day."""
    day = _DAY.fullmatch(as_typed_plainly(value).translate(_DIGITS))
    try:
        return day is not None and not date(int(day[1]), int(day[2]), int(day[3]))
    except ValueError:
        return True


def meant_value(value: str, pattern: str) -> str:
    """The value of a pattern that was likely meant, or nothing."""
    plain = as_typed_plainly(value)
    day = _DAY.fullmatch(plain.translate(_DIGITS))
    tried = (plain, plain.removesuffix("年"), plain.lower(), plain.translate(_DIGITS))
    dated = (f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}",) if day else ()
    return next((one for one in (*tried, *dated) if pattern and one != value and re.fullmatch(pattern, one)), "")
