"""Raised and lowered text: taken as signs of its own, so that a square stays one (10² and not 102)."""

from __future__ import annotations

from typing import Literal

from goalbook.importing.counting.untold import LOWERED, RAISED
from goalbook.importing.lines import Lines

Height = Literal["", "raised", "lowered"]

HEIGHTS: dict[str, Height] = {"superscript": "raised", "subscript": "lowered"}
"""What Office files call them."""

_SIGNS = {"raised": str.maketrans(RAISED), "lowered": str.maketrans(LOWERED)}


def shown_at_height(lines: Lines, place: str, text: str, height: Height) -> str:
    """A text as it is shown at a height; what has no sign there stays as it is, and that is told."""
    if height and any(ord(sign) not in _SIGNS[height] and not sign.isspace() for sign in text):
        lines.aside("raised", place, text)
        lines.drawn.append(("raised", text))
    return text.translate(_SIGNS[height]) if height else text
