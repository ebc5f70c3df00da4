"""Characters that a goal file may not hold, because a reader can't see them or what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from goalbook.goalfile.problem import MAX_PROBLEMS, Details, details

# C0 and C1 controls but tab and line ends; line separators; marks, embeddings, overrides and isolates of
# direction; a byte order mark inside the text; noncharacters.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def refused_in(text: str) -> Iterator[tuple[tuple[int, int], Details]]:
    """The first refused character of each line: its line and column (1-based), its code point for the message."""
    if not _REFUSED.search(text):
        return
    found = ((n, match) for n, line in enumerate(text.split("\n"), 1) if (match := _REFUSED.search(line)))
    for line, match in islice(found, MAX_PROBLEMS):
        yield (line, match.start() + 1), details({"character": f"U+{ord(match[0]):04X}"})
