"""What of a text around a document says nothing new: numbers of pages, days, its own words, and those of our own paper."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from goalbook.messages.catalogue import LANGUAGES, catalogue

_PAGES = re.compile(
    r"(?:第|共)?\s*\d*\s*页|\bpage\b(?:\s*\d{1,3}\b)?(?:\s+of\b(?:\s*\d{1,3}\b)?)?|\b\d{1,3}\s*/\s*\d{1,3}\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}(?:\s*日)?")
_BETWEEN = re.compile(r"[\n\t\u3000·|｜—–《》]|\s[-/]\s| {2,}|: ")
_SIGNS = " -,，.…"  # at the ends of a part
_NUMBER = re.compile(r"\d{0,3}|[ivxl]{1,6}")
_ADDRESS = re.compile(r"(?:https?://\S+?/)?([^\s/]+/[^\s/]+)/[^\s/]+(?:/|\.html)?")
_LETTER = re.compile("[A-Za-z]")
_MOST = 60  # parts of a text
_SEARCHED = 1 << 23  # characters that are looked through, over all


class KnownWords:
    """The words of some texts, names, and the folders YEAR/BODY whose documents' addresses are known."""

    def __init__(self, texts: Iterable[str], names: Collection[str], folders: Collection[str]) -> None:
        whole = [" ".join(text.split()) for text in (*texts, *names)]
        self.whole = {*whole, ""}
        self.shown = "\n".join(whole)
        self.folders = folders
        self.left = _SEARCHED

    def hold(self, text: str) -> bool:
        """Whether a text says nothing new; of very much that is to be looked for the rest counts as new."""
        kept = re.sub(r"\S+", lambda word: "" if self._is_own_page(word[0]) else word[0], text)
        parts = _BETWEEN.split(_DATE.sub("\n", _PAGES.sub("\n", kept)))
        return len(parts) <= _MOST and all(self._is_said(" ".join(part.strip(_SIGNS).split())) for part in parts)

    def without_own_words(self, text: str) -> str | None:
        """A line of our own paper that names a document by its address, without these words; None where it is none."""
        for line in _named():
            found = line.search(text)
            if found is not None and self._is_own_page(found["address"]):
                return f"{text[: found.start()]}\n{text[found.end() :]}"
        return None

    def _is_own_page(self, word: str) -> bool:
        found = _ADDRESS.fullmatch(word)
        return found is not None and found[1] in self.folders

    def _is_said(self, part: str) -> bool:
        """Whether a part says nothing new: the number of a page, or words that stand in what is shown, none of them cut."""
        if _NUMBER.fullmatch(part) or part in self.whole:
            return True
        self.left -= len(self.shown)
        at = self.shown.find(part) if self.left > 0 else -1
        while at >= 0:
            ends = self.shown[at - 1 : at] + part[0], part[-1] + self.shown[at + len(part) : at + len(part) + 1]
            if not any(len(two) == 2 and all(map(_LETTER.match, two)) for two in ends):
                return True
            at = self.shown.find(part, at + 1)
        return False


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    """The line of a foot that names a document, in each language."""
    return own_words("sheet.id", address=r"(?P<address>\S+?)", digest="[0-9a-f]{12}")


def own_words(*keys: str, **values: str) -> tuple[re.Pattern[str], ...]:
    """What our own paper says under some keys in each language; what stands in their places is a pattern."""
    found = []
    for language in LANGUAGES:
        t = catalogue(language)
        for key in keys:
            words = re.split(r"\{(\w+)\}", t.texts[key])
            parts = (
                values[one] if n % 2 else r"\s*".join(map(re.escape, one.split(" "))) for n, one in enumerate(words)
            )
            found.append(re.compile("".join(parts)))
    return tuple(found)
