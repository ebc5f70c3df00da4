"""Folding, numbers and terms: what stands for a text in the index. FORMAT.md, sections 2 to 4, is the specification."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

NUMBER = "＝"  # before the even form of a number
EVEN = "＃"  # before the terms of a text with even numbers
LONGEST = 32  # characters of a term
PLACED = 3  # characters of the shortest terms that have positions
SHORTEST = 4  # characters of the end of a run
LONG_DOCUMENT = 50_000  # characters of its distinct texts

_DROPPED = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_RUN = re.compile(r"[0-9a-z](?:[0-9a-z]|[.,](?<=[0-9].)(?=[0-9]))*")
# How an English word that ends a query's word is written for one and for many; the first that fits.
_FORMS = tuple(
    (re.compile(rf"(?<![0-9a-z])([a-z]+{end})$"), cut, more)
    for end, cut, more in (
        ("ies", 3, "y"),
        ("(?<![aeiou])y", 1, "ies"),
        ("(?:ss|x|ch|sh)es", 2, ""),
        ("(?<![siu])s", 1, ""),
    )
)
_SHORTEST_FORM = 4
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")


@cache
def variants() -> dict[str, str]:
    """The characters that are taken for another one, traditional for simplified above all."""
    text = files("goalbook").joinpath("search/variants.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {variant: line[0] for line in lines for variant in line[1:]}


class _Folding(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        same = variants()
        whole = unicodedata.normalize("NFKC", chr(code)).upper().lower()
        self[code] = folded = "".join(same.get(one, one) for one in whole if not _is_dropped(one))
        return folded


_FOLDING = _Folding()


def _is_dropped(character: str) -> bool:
    if unicodedata.category(character) in _DROPPED:
        return True
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def fold(text: str) -> str:
    """The text with all that looks alike made the same: width, case, traditional forms, comparators; no spaces."""
    folded = text.translate(_FOLDING)
    return folded.replace(">=", "≥").replace("<=", "≤") if "=" in folded else folded


def runs(folded: str) -> Iterator[tuple[int, str]]:
    """编码、数字: the longest pieces of letters and digits with their places; points and commas within numbers belong."""
    return ((match.start(), match[0]) for match in _RUN.finditer(folded))


def is_number(run: str) -> bool:
    """Whether a run is one whole number."""
    return _NUMBER.fullmatch(run) is not None


def even_number(run: str) -> str:
    """A number without commas and idle decimals: ``1,579.00`` → ``1579``; any other run as it is."""
    match = _NUMBER.fullmatch(run)
    if not match:
        return run
    whole = match[1].replace(",", "")
    return f"{whole}{match[2]}".rstrip("0").rstrip(".") if match[2] else whole


def even(folded: str) -> str:
    """A folded text with every number in its even form."""
    return _RUN.sub(lambda match: even_number(match[0]), folded)


def numbers(folded: str) -> set[str]:
    """The even forms of all numbers of a folded text."""
    return {even_number(run) for _, run in runs(folded) if is_number(run)}


def run_ends(run: str) -> Iterator[tuple[int, str]]:
    """The ends of a run that are terms, with their places in it."""
    for at in range(len(run) - SHORTEST + 1):
        if run[at] not in ".,":
            yield at, run[at : at + LONGEST]


def short_terms(folded: str) -> Iterator[str]:
    """The terms of a folded text that have no positions: its characters and its pairs of neighbours."""
    yield from folded
    for at in range(len(folded) - 1):
        yield folded[at : at + 2]


def threes(folded: str) -> list[str]:
    """The threes of neighbours of a folded text, one for each place from the first on."""
    return [folded[at : at + PLACED] for at in range(len(folded) - PLACED + 1)]


def ends_of_runs(folded: str) -> list[tuple[str, int]]:
    """The ends of the runs of a folded text that are terms, with their places."""
    return [(end, start + at) for start, run in runs(folded) if len(run) >= SHORTEST for at, end in run_ends(run)]


def placed_terms(folded: str) -> Iterator[tuple[str, int]]:
    """The terms of a folded text that have positions: its threes of neighbours and the ends of its runs."""
    yield from zip(threes(folded), range(len(folded)), strict=False)
    yield from ends_of_runs(folded)


def even_text(folded: str) -> str:
    """The text whose terms are marked with ``＃``: nothing where it has no other numbers or is a number alone."""
    return "".join(even_texts([folded]))


def even_texts(folded: Sequence[str]) -> list[str]:
    """Of those folded texts that have one, the text whose terms are marked with ``＃``; no run goes from one into the next."""
    joined = "\n".join(folded)
    evened = even(joined)
    if evened == joined:
        return []
    pairs = zip(evened.split("\n"), folded, strict=True)
    return [one for one, text in pairs if one != text and not is_number(text)]


def has_number(folded: str) -> bool:
    """Whether a run of a folded text is a number."""
    return any(is_number(run) for _, run in runs(folded))


def other_form(word: str) -> str:
    """A folded word whose end is an English one, with that for one instead of many, or for many instead of one: ``measures`` →
    ``measure``, ``policy`` → ``policies``. Nothing where the one is a part of the other, or there is no other."""
    for end, cut, more in _FORMS:
        if (match := end.search(word)) and len(match[1]) >= _SHORTEST_FORM:
            return word[:-cut] + more
    return ""


def contains(word: str, text: str, *, quoted: bool = False) -> bool:
    """Whether a folded word stands in a folded text: what the index has to answer (FORMAT.md, section 7)."""
    if word in text:
        return True
    if quoted:
        return False
    if not has_number(word):
        return (other_form(word) or word) in text
    if is_number(word):
        return even_number(word) in numbers(text)
    evened = even(word)
    return evened in text or evened in even_text(text)


def kept_texts(texts: Iterable[str]) -> list[str]:
    """The folded texts of a document that are indexed, in printed order: none that is part of another.

    In a document that is far longer than any official form nobody looks for such parts, which takes the square of its length.
    """
    distinct = dict.fromkeys(filter(None, texts))
    if sum(map(len, distinct)) > LONG_DOCUMENT:
        return list(distinct)
    kept: set[str] = set()
    taken = ""
    for text in sorted(distinct, key=len, reverse=True):
        if text not in taken:
            kept.add(text)
            taken += f"{text}\n"
    return [text for text in distinct if text in kept]
