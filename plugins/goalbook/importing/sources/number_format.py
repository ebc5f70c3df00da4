"""A value of a sheet as its cell shows it, by its number format."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from goalbook.importing.sources.date_format import moment_of, shown_date
from goalbook.importing.sources.format_sections import FormatSection, FormatSign, sections_of

_DIGITS = ("0", "#", "?")
_OPERATORS = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}  # fmt: skip
_GENERAL = 11  # signs of a number in a cell without a format; more depend on how wide it is


class ShownValue(NamedTuple):
    """What a cell shows; not sure where its format isn't known, or shows what the machine is set to."""

    text: str
    sure: bool = True


def shown_value(value: Any, number_format: str, epoch: datetime | None = None) -> ShownValue:
    """A value as its cell shows it, blanks at its ends apart."""
    if isinstance(value, bool):
        return ShownValue(str(value).upper())
    sections = sections_of(number_format or "General")
    if isinstance(value, date | time | timedelta) or (
        _is_number(value) and sections and _section(sections, value).has("date")
    ):
        return _shown_moment(value, sections, epoch)
    if not _is_number(value):
        return _shown_text(str(value), sections)
    if not math.isfinite(value):
        return ShownValue(str(value), False)
    number = Decimal(repr(value))
    if sections is None:
        return ShownValue(_plain(number), False)
    section = _section(sections, value)
    own_sign = number < 0 and (section is not sections[0] and section.condition is None)
    shown = _shown_number(abs(number), section)
    if shown is None:
        return ShownValue(_plain(number), False)
    return _with_sign(shown, number < 0 and not own_sign)


def _with_sign(shown: ShownValue, negative: bool) -> ShownValue:
    """A shown number with the minus that Excel sets before it."""
    text = shown.text.strip(" ")
    return ShownValue(f"-{text}" if negative and text else text, shown.sure)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _section(sections: list[FormatSection], value: Any) -> FormatSection:
    """The section that a number is shown by: that of its condition, else of its sign."""
    numbers = sections[:3]
    number = Decimal(repr(value))
    if any(section.condition for section in numbers):
        for section in numbers:
            if section.condition is None or _OPERATORS[section.condition[0]](number, section.condition[1]):
                return section
        return numbers[-1]
    if number < 0 and len(numbers) > 1:
        return numbers[1]
    return numbers[2] if number == 0 and len(numbers) > 2 else numbers[0]


def _shown_text(text: str, sections: list[FormatSection] | None) -> ShownValue:
    if sections is None:
        return ShownValue(text)
    section = sections[3] if len(sections) > 3 else next((one for one in sections[-1:] if one.has("@")), None)
    if section is None:
        return ShownValue(text)
    words = ("".join("\0" if one.kind == "@" else one.text for one in section.signs)).strip(" ").split("\0")
    return ShownValue(text.join(one if one.strip(" ") else "" for one in words))


def _shown_moment(value: Any, sections: list[FormatSection] | None, epoch: datetime | None) -> ShownValue:
    moment = moment_of(value, epoch)
    text = shown_date(moment, sections[0]) if moment is not None and sections else None
    if text is None:
        return ShownValue(moment.strftime("%Y-%m-%d") if isinstance(moment, datetime) else str(value), False)
    return ShownValue(text.strip(" "))


def _shown_number(number: Decimal, section: FormatSection) -> ShownValue | None:
    if section.has("general"):
        general = _general(number)
        return ShownValue(
            "".join(general.text if one.kind == "general" else one.text for one in section.signs), general.sure
        )
    if section.has("exponent"):
        return _scientific(number, section)
    if section.has("/"):
        return _fraction(number, section)
    if section.has("date", "half"):
        return None
    return ShownValue(_placed(number, section))


def _general(number: Decimal) -> ShownValue:
    """A number without a format: more signs than a cell has room for depend on its width."""
    text = _plain(number)
    if len(text) <= _GENERAL:
        return ShownValue(text, not number or number >= Decimal("0.0001"))
    whole = text.partition(".")[0]
    if len(whole) > _GENERAL or number < Decimal("0.0001"):
        return ShownValue(text, False)
    rounded = _plain(round_half_up(number, max(_GENERAL - 1 - len(whole), 0)))
    exact = round_half_up(number, 14 - len(whole.lstrip("0"))) == Decimal(rounded)
    return ShownValue(rounded, exact)


def round_half_up(number: Decimal, places: int) -> Decimal:
    """A number with so many decimals, as Excel rounds."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if len(number.as_tuple().digits) < 28 else number


def _placed(number: Decimal, section: FormatSection) -> str:
    """A number in the places of its digits, whatever words stand between them."""
    signs = list(section.signs)
    last = max((n for n, one in enumerate(signs) if one.kind in _DIGITS), default=-1)
    if last < 0:
        return "".join(one.text for one in signs if one.kind not in (",",))
    point = next((n for n, one in enumerate(signs) if one.kind == "."), len(signs))
    first = next(n for n, one in enumerate(signs) if one.kind in _DIGITS)
    whole = [n for n in range(first, point) if n < len(signs) and signs[n].kind in _DIGITS]
    end = whole[-1] if whole else -1
    commas = [n for n, one in enumerate(signs) if one.kind == ","]
    scale = sum(1 for n in commas if end < n < point or n > last)
    number = number.scaleb(2 * sum(one.kind == "%" for one in signs) - 3 * scale)
    places = sum(one.kind in _DIGITS for one in signs[point:])
    digits = f"{round_half_up(number, places):f}"
    head, _, tail = digits.partition(".")
    made = _whole(signs[:point], "" if head == "0" else head, any(first < n < end for n in commas))
    return made + _decimals(signs[point:], tail)


def _whole(signs: list[FormatSign], digits: str, grouped: bool) -> str:
    """The digits before the point, from the right: the first place takes all that are left."""
    parts: list[str] = []
    places = sum(place.kind in _DIGITS for place in signs)
    done = 0
    for place in reversed(signs):
        if place.kind in _DIGITS:
            places -= 1
            taken = digits if places == 0 else digits[-1:]
            digits = "" if places == 0 else digits[:-1]
            for sign in reversed(taken or {"0": "0", "?": " ", "#": ""}[place.kind]):
                if grouped and done and done % 3 == 0 and sign != " ":
                    parts.append(",")
                parts.append(sign)
                done += 1
        elif place.kind != ",":
            parts.append(place.text[::-1])
    return "".join(parts)[::-1]


def _decimals(signs: list[FormatSign], digits: str) -> str:
    needed = len(digits.rstrip("0"))
    parts: list[str] = []
    at = 0
    for place in signs:
        if place.kind in _DIGITS:
            shown = at < needed or place.kind == "0"
            parts.append(digits[at] if shown else " " if place.kind == "?" else "")
            at += 1
        elif place.kind != ",":
            parts.append(place.text)
    return "".join(parts)


def _scientific(number: Decimal, section: FormatSection) -> ShownValue | None:
    """``0.00E+00``, with one digit before the point."""
    at = next(n for n, one in enumerate(section.signs) if one.kind == "exponent")
    mantissa, power = section.signs[:at], section.signs[at + 1 :]
    point = next((n for n, one in enumerate(mantissa) if one.kind == "."), len(mantissa))
    if sum(one.kind in _DIGITS for one in mantissa[:point]) != 1:
        return None
    places = sum(one.kind in _DIGITS for one in mantissa[point:])
    exponent = number.adjusted() if number else 0
    rounded = round_half_up(number.scaleb(-exponent), places)
    if rounded >= 10:
        exponent += 1
        rounded = round_half_up(number.scaleb(-exponent), places)
    sign = "-" if exponent < 0 else "+" if section.signs[at].text.endswith("+") else ""
    digits = _whole([one for one in power if one.kind in _DIGITS], str(abs(exponent)) if exponent else "", False)
    return ShownValue(f"{_placed(rounded, replace(section, signs=mantissa))}E{sign}{digits}")


def _fraction(number: Decimal, section: FormatSection) -> ShownValue | None:
    """``# ?/?``: with so many digits below the line, or with a number that is stated."""
    text = "".join(one.text for one in section.signs).strip()
    whole, _, line = text.rpartition(" ")
    above, _, below = line.partition("/")
    if set(whole) - set("#0? ") or not above or set(above) - set("#0?"):
        return None
    if below and not set(below) - set("#0?"):
        part = Fraction(number).limit_denominator(10 ** min(len(below), 4) - 1)
        top, bottom = part.numerator, part.denominator
    elif below.isdecimal() and len(below) < 5 and int(below):
        bottom = int(below)
        top = int(round_half_up(number * bottom, 0))
    else:
        return None
    units, top = divmod(top, bottom) if whole else (0, top)
    shown = [str(units)] if units or (whole and not top) else []
    return ShownValue(" ".join([*shown, *([f"{top}/{bottom}"] if top or not whole else [])]))
