"""Signs at doubtful cells on paper, each with the number of what is said of it: ``[※1]`` a review note, ``[△2]`` what a rule found."""

from __future__ import annotations

import re

NOTE_SIGN, DOUBT_SIGN = "※", "△"
_AT_END = re.compile(rf"(?:\[[{NOTE_SIGN}{DOUBT_SIGN}]\d{{1,4}}\])+\Z")


def numbered_sign(sign: str, number: int) -> str:
    """A sign with its number, in brackets, so that it can't be read as part of the printed text."""
    return f"[{sign}{number}]"


def without_signs(text: str) -> str:
    """A text without the signs at its end."""
    return _AT_END.sub("", text)
