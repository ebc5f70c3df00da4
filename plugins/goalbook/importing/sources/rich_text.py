"""Cells whose text has parts that look different: those that are struck out are left out and told, raised ones are signs of their own."""

from __future__ import annotations

from typing import NamedTuple

from goalbook.importing.lines import Lines
from goalbook.importing.sources.raised import Height, shown_at_height


class Look(NamedTuple):
    """How text is shown, as far as it changes what it says: whether it is struck out, and its height."""

    struck: bool = False
    height: Height = ""


RichText = tuple[tuple[str, Look | None], ...]
"""The text of a cell in parts, each with its look: None where that is the cell's."""


def shown_text(lines: Lines, place: str, shown: str, rich: RichText, look: Look) -> str:
    """What of a cell's text is shown, given all of it as its format shows it, its parts and the look of the cell.

    Where the format adds words to the parts, it isn't known which of them look how: that is told.
    """
    whole = ((shown, look),)
    parts = tuple((text, look if own is None else own) for text, own in rich) or whole
    if "".join(text for text, _ in parts) != shown:
        if any(own != look for _, own in parts) and shown.strip():
            lines.aside("format", place, shown)
        parts = whole
    said = "".join(shown_at_height(lines, place, text, own.height) for text, own in parts if not own.struck)
    lines.aside("struck", place, "".join(text for text, own in parts if own.struck))
    return said
