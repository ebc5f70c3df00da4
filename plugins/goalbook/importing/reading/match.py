"""Labels of a form found in what a source prints: white space, widths and brackets apart, wordings nearly."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

_PLACEHOLDER = re.compile(r"\\\{(year|money_unit)\\\}")
_VALUES = {"year": r"(?P<year>\d{4})", "money_unit": "(?P<money_unit>元|千元|万元|百万元|亿元)"}
_LIKE = 0.8
_LONGEST = 60


class LabelMatch(NamedTuple):
    """How a text is a label: exactly, or only nearly; the values in its places."""

    exact: bool
    values: dict[str, str]


def squeezed(text: str) -> str:
    """A text without white space, with one width for each sign."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=1024)
def _pattern(label: str) -> re.Pattern[str]:
    escaped = re.escape(squeezed(label))
    return re.compile(_PLACEHOLDER.sub(lambda match: _VALUES[match[1]], escaped))


def label_found(label: str, text: str) -> LabelMatch | None:
    """Whether a text is a label as the form prints it, or nearly; None where it is not."""
    bare = squeezed(text)
    if not bare or len(bare) > len(label) + _LONGEST:
        return None
    if match := _pattern(label).fullmatch(bare):
        return LabelMatch(True, {name: value for name, value in match.groupdict().items() if value})
    shorter = squeezed(re.sub(r"[（(][^（(）)]*\{\w+\}[^（(）)]*[）)]", "", label))
    if "{" in label and shorter and bare == shorter:
        return LabelMatch(True, {})
    if (
        "{" not in label
        and len(bare) > 3
        and SequenceMatcher(None, squeezed(label), bare, autojunk=False).ratio() >= _LIKE
    ):
        return LabelMatch(False, {})
    return None
