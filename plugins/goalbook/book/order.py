"""The order that publishers give their documents, in lists as in printed volumes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import decimal

from goalbook.book.entry import Entry
from goalbook.forms.fields import is_project

# The number that a title begins with; the year of "2024年…" is none.
_NUMBER = re.compile(r"\s*[（(]?(\d+)\s*(?:[.．、)）-]|\s)")


def in_printed_order(entries: Iterable[Entry]) -> list[Entry]:
    """Documents by year and body, those of one body in the order that its publisher gives them."""
    return sorted(entries, key=lambda entry: (entry.address.folder, printed_order(entry)))


def printed_order(entry: Entry) -> tuple[bool, bool, int, str, str, str]:
    """Whole departments first, then projects by the number that their titles begin with, then by their codes."""
    number = _NUMBER.match(entry.title)
    # The digits one by one: Python makes no number of thousands of them. In ASCII, for a title may have full-width ones.
    digits = "".join(str(decimal(one)) for one in number[1]).lstrip("0") if number else ""
    return is_project(entry.form), number is None, len(digits), digits, entry.code, entry.address
