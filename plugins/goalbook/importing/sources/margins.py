"""What stands at the margins of pages: told only where it says more than the pages, the document itself and what is known of it."""

from __future__ import annotations

import re
from collections.abc import Collection

from goalbook.importing.lines import Lines

_PAGES = re.compile(
    r"(?:第|共)?\s*\d*\s*页|\bpage\b(?:\s*\d{1,3}\b)?(?:\s+of\b(?:\s*\d{1,3}\b)?)?|\b\d{1,3}\s*/\s*\d{1,3}\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}(?:\s*日)?")
_BETWEEN = re.compile(r"[\n\t\u3000·|｜—–]|\s[-/]\s| {2,}")
_SIGNS = " -,，.…"  # at the ends of a part
_NUMBER = re.compile(r"\d{0,3}")
_ADDRESS = re.compile(r"https?://\S+?/([^\s/]+/[^\s/]+)/[^\s/]+(?:/|\.html)?")
_LETTER = re.compile("[A-Za-z]")
_MOST = 60


def drop_repeated_margins(lines: Lines, names: Collection[str], folders: Collection[str]) -> None:
    """Forget the margins that have only numbers of pages, dates, what the lines say, names of bodies, and the addresses of pages of
    documents in some folders YEAR/BODY; of very many all are told.
    """
    margins = [aside for aside in lines.asides if aside.kind == "margin"]
    if not margins:
        return
    shown = "\n".join(" ".join(text.split()) for text in (*(piece.text for piece in lines.pieces), *names))
    told = {id(aside) for n, aside in enumerate(margins) if n >= _MOST or not _is_known(aside.text, shown, folders)}
    lines.asides = [aside for aside in lines.asides if aside.kind != "margin" or id(aside) in told]


def _is_known(text: str, shown: str, folders: Collection[str]) -> bool:
    kept = re.sub(r"\S+", lambda word: "" if _is_own_page(word[0], folders) else word[0], text)
    parts = _BETWEEN.split(_DATE.sub("\n", _PAGES.sub("\n", kept)))
    return len(parts) <= _MOST and all(_is_said(" ".join(part.strip(_SIGNS).split()), shown) for part in parts)


def _is_own_page(word: str, folders: Collection[str]) -> bool:
    found = _ADDRESS.fullmatch(word)
    return found is not None and found[1] in folders


def _is_said(part: str, shown: str) -> bool:
    """Whether a part says nothing new: the number of a page, or words that stand in what is shown, none of them cut."""
    if _NUMBER.fullmatch(part):
        return True
    at = shown.find(part)
    while at >= 0:
        ends = shown[at - 1 : at] + part[0], part[-1] + shown[at + len(part) : at + len(part) + 1]
        if not any(len(two) == 2 and all(map(_LETTER.match, two)) for two in ends):
            return True
        at = shown.find(part, at + 1)
    return False
