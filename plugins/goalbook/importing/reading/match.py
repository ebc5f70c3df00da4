"""Labels of a form found in what a source prints: white space, widths and brackets apart, wordings nearly."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from goalbook.model.money_unit import read_money_unit

_PLACEHOLDER = re.compile(r"\\\{(year|money_unit)(?:\\?[+-]\d)?\\\}")
_VALUES = {"year": r"(?P<year>\d{4})", "money_unit": r"(?P<money_unit>[^\d（）():：，。]{1,20})"}
_LIKE = 0.8
_LONGEST = 60


class LabelMatch(NamedTuple):
    """How a text is a label: exactly, or only nearly; the values in its places."""

    exact: bool
    values: dict[str, str]


@lru_cache(maxsize=1 << 18)
def squeezed(text: str) -> str:
    """A text without white space, with one width for each sign."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=1024)
def _pattern(label: str) -> re.Pattern[str]:
    escaped = re.escape(squeezed(label))
    told: set[str] = set()

    def value(match: re.Match[str]) -> str:
        """The value of the document; a further year is one of four digits, a value that was told before is the same."""
        name = match[1]
        if match[0] != rf"\{{{name}\}}":
            return r"\d{4}"
        if name in told:
            return f"(?P={name})"
        told.add(name)
        return _VALUES[name]

    return re.compile(_PLACEHOLDER.sub(value, escaped))


@lru_cache(maxsize=1024)
def _without_brackets(label: str) -> str:
    """A label without the brackets that hold a placeholder."""
    return squeezed(re.sub(r"[（(][^（(）)]*\{\w+(?:[+-]\d)?\}[^（(）)]*[）)]", "", label))


@lru_cache(maxsize=1024)
def _unbracketed(label: str) -> str:
    """A label that says the year without the brackets that it stands in as a whole."""
    bare = squeezed(label)
    return bare[1:-1] if "{year}" in bare and "{money_unit}" not in bare and in_brackets(bare) else bare


def in_brackets(bare: str) -> bool:
    """Whether a squeezed text stands in brackets as a whole."""
    return re.fullmatch(r"\([^()]*\)", bare) is not None


def label_found(label: str, text: str) -> LabelMatch | None:
    """Whether a text is a label as the form prints it, or nearly; None where it is not."""
    match = bare_label_found(label, squeezed(text))
    if match is None or not match.values:
        return match
    return LabelMatch(match.exact, {name: _as_printed(value, text) for name, value in match.values.items()})


def _as_printed(value: str, text: str) -> str:
    """A value with the blanks that it has in its text."""
    found = re.search(r"\s*".join(map(re.escape, value)), unicodedata.normalize("NFKC", text))
    return found[0] if found else value


def bare_label_found(label: str, bare: str) -> LabelMatch | None:
    """The same of a text that is squeezed already."""
    if not bare or len(bare) > len(label) + _LONGEST:
        return None
    if "{" not in label:
        return _with_unit(squeezed(label), bare) or _nearly(squeezed(label), bare)
    if match := _pattern(label).fullmatch(bare) or _pattern(_unbracketed(label)).fullmatch(bare):
        return LabelMatch(True, {name: value for name, value in match.groupdict().items() if value})
    return LabelMatch(True, {}) if bare == _without_brackets(label) else None


@lru_cache(maxsize=1024)
def _signs(label: str) -> frozenset[str]:
    return frozenset(label)


def _with_unit(label: str, bare: str) -> LabelMatch | None:
    """Whether a text is a label with the unit of the amounts below it in brackets, which the form states elsewhere or nowhere."""
    if not (bare.endswith(")") and bare.startswith(f"{label}(")):
        return None
    unit = bare[len(label) + 1 : -1].removeprefix("单位:")
    return LabelMatch(True, {"money_unit": unit}) if read_money_unit(unit) else None


def _nearly(label: str, bare: str) -> LabelMatch | None:
    """Whether a text is a label but for a few signs; of most texts that is known before their order is compared."""
    if bare == label:
        return LabelMatch(True, {})
    least = _LIKE * (len(label) + len(bare)) / 2  # signs that both have
    if len(bare) <= 3 or min(len(label), len(bare)) < least or sum(map(_signs(label).__contains__, bare)) < least:
        return None
    alike = SequenceMatcher(None, label, bare, autojunk=False).ratio() >= _LIKE
    return LabelMatch(False, {}) if alike else None
