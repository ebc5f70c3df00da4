"""Scripts that are written from the right: where a text has one, its own direction is asked for."""

from __future__ import annotations

import re
from unicodedata import bidirectional, category

# Hebrew, Arabic (Uyghur, Kazakh, Kyrgyz), Syriac, Thaana, N'Ko and their kin; Mongolian and Tibetan go from the left.
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def has_own_direction(text: str) -> bool:
    """Whether a text may run from the right, so that what stands around it must not decide."""
    return not text.isascii() and _FROM_THE_RIGHT.search(text) is not None


def begins_from_the_right(text: str) -> bool:
    """Whether the first letter of a text is one of a script from the right."""
    if not has_own_direction(text):
        return False
    first = next((character for character in text if category(character)[0] == "L"), "")
    return bidirectional(first) in ("R", "AL")
