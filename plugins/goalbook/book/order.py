"""The order of the printed volumes."""

from __future__ import annotations

import re
from unicodedata import decimal

from goalbook.book.entry import Entry


def printed_order(entry: Entry) -> tuple[bool, int, str, str]:
    """Whole departments first, then by the number that a title begins with, as the printed volumes do."""
    number = re.match(r"\d+", entry.title)
    # The digits one by one: Python makes no number of thousands of them. In ASCII, for a title may have full-width ones.
    digits = "".join(str(decimal(one)) for one in number[0]).lstrip("0") if number else ""
    return number is not None, len(digits), digits, entry.address
