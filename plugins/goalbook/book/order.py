"""The order of the printed volumes."""

from __future__ import annotations

import re

from goalbook.book.entry import Entry


def printed_order(entry: Entry) -> tuple[bool, int, str]:
    """Whole departments first, then by the number that a title begins with, as the printed volumes do."""
    number = re.match(r"\d+", entry.title)
    return number is not None, int(number[0]) if number else 0, entry.address
