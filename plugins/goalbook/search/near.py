"""相近的词: what a mistyped word may have meant, read from the texts of documents that come near: FORMAT.md, section 11."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import category

_SHORTEST, _LONGEST = 2, 32
_MOST = 3


def near_texts(word: str, texts: Iterable[str]) -> list[str]:
    """Up to three parts of folded texts that a folded word is a slip of: those as long as it first, then those in the most
    texts, then the first met.
    """
    counts: dict[str, int] = {}
    if _SHORTEST <= len(word) <= _LONGEST:
        for text in texts:
            for part in dict.fromkeys(_slips(word, text)):
                counts[part] = counts.get(part, 0) + 1
    return sorted(counts, key=lambda part: (len(part) != len(word), -counts[part]))[:_MOST]


def _slips(word: str, text: str) -> Iterator[str]:
    size = len(word)
    # Of a short word with one sign less or more nothing is left to know it by.
    sizes = [size, *([size + 1] if size > 2 else []), *([size - 1] if size > 3 else [])]
    for at in range(len(text)):
        for length in sizes:
            part = text[at : at + length]
            if len(part) == length and _is_slip(word, part) and all(category(one)[0] in "LN" for one in part):
                yield part


def _is_slip(word: str, part: str) -> bool:
    """Whether one is the other with one sign changed (two in words of six and more), two neighbours swapped, one missing or added."""
    if len(word) != len(part):
        short, long = sorted((word, part), key=len)
        same = 0
        while same < len(short) and short[same] == long[same]:
            same += 1
        return short[same:] == long[same + 1 :]
    differ = [n for n, (one, other) in enumerate(zip(word, part, strict=True)) if one != other]
    if not differ or len(differ) > 2:
        return False
    if len(differ) == 1 or len(word) > 5:
        return True
    first, second = differ
    return second == first + 1 and (word[first], word[second]) == (part[second], part[first])
