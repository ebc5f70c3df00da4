"""Characters that a reader can't see: the one set of them, which of them a goal file may not hold, and which it needn't.

``UNSEEN`` is everything that a terminal obeys, that turns or joins text, or that takes no ink. What has a shape of its
own, or shows as a box (characters for private use), can be seen. Plain blanks of any width count as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from goalbook.goalfile.problem import MAX_PROBLEMS, Details, details

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # but tabs and line ends
_LINES = "\u2028\u2029"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks, embeddings, overrides, isolates
_NO_CHARACTERS = (
    "\ufeff\ufffe\uffff\ud800-\udfff"  # a byte order mark inside a text, noncharacters, halves of characters
)
# Soft hyphen, joiners, fillers of Hangul and Khmer, blanks of no width, invisible operators, a blank pattern of Braille,
# controls of annotations; of music, tags.
_LETTERS = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\uffa0\ufff0-\ufffb"
_HIGH_LETTERS = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
_JOINERS = "\u200c\u200d"
_MONGOLIAN = "\u180b-\u180f"
_SELECTORS = "\ufe00-\ufe0f"  # which of its shapes a character takes
_HIGH_SELECTORS = "\U000e0100-\U000e01ef"
_HIGH = "\U00010000-\U0010ffff"

# Blanks that are taken for a plain one, as a class of signs; without the ideographic one, which indents paragraphs.
ODD_BLANKS = r"\xa0\u1680\u2000-\u200a\u202f\u205f"

_REFUSABLE = f"{_CONTROLS}{_LINES}{_DIRECTIONS}{_NO_CHARACTERS}"
_IDLE = f"{_LETTERS}{_JOINERS}{_MONGOLIAN}{_SELECTORS}"
UNSEEN = re.compile(f"[\\t\\n\\r{_REFUSABLE}{_IDLE}{_HIGH_LETTERS}{_HIGH_SELECTORS}]")
_REFUSED = re.compile(f"[{_REFUSABLE}]")
# Higher characters as one: each range of them by itself takes as long as all others together.
_MAYBE_INVISIBLE = re.compile(f"[{_IDLE}{_HIGH}]")
# Where a script needs them they are spelling: joiners in Arabic, Indic, Tibetan and Mongolian words, Mongolian's own
# selectors, the shape of a Chinese character in a name.
_INVISIBLE = re.compile(
    f"[{_LETTERS}{_HIGH_LETTERS}]|(?<![\u0600-\u0dff\u0f00-\u0fff\u1800-\u18af])[{_JOINERS}]|(?<![\u1800-\u18af])[{_MONGOLIAN}]"
    f"|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[{_SELECTORS}{_HIGH_SELECTORS}]"
)

Found = Iterator[tuple[tuple[int, int], Details]]


def refused_in(text: str) -> Found:
    """The first character of each line that a goal file may not hold: line and column (1-based), its code point."""
    return _first_of_lines(_REFUSED, text)


def invisible_in(text: str) -> Found:
    """The first character of each line that shows nothing and that its script doesn't need, in the same way."""
    return _first_of_lines(_INVISIBLE, text) if _MAYBE_INVISIBLE.search(text) else iter(())


def _first_of_lines(pattern: re.Pattern[str], text: str) -> Found:
    if not pattern.search(text):
        return
    found = ((n, match) for n, line in enumerate(text.split("\n"), 1) if (match := pattern.search(line)))
    for line, match in islice(found, MAX_PROBLEMS):
        yield (line, match.start() + 1), details({"character": f"U+{ord(match[0]):04X}"})
