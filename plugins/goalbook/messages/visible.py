"""Characters that a reader would not see, written so that they are seen."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """A text, which may name a file of any name, without what a terminal would obey or couldn't write."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
