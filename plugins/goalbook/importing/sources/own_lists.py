"""The lists of our own collections: covers, contents, overviews and indexes are no document, and say nothing that those don't."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from goalbook.importing.lines import Lines, SourceLine
from goalbook.importing.sources.known_words import KnownWords, own_words

_COLUMNS = ("number", "body", "year", "title", "address")
_YEAR = r"\d{4}年?"
_LEADER = re.compile(r"(?:\. ?){4,}")
_NUMBERED = re.compile(r"\d{1,4}[.．]\s")
_MOST_NEW = 3
_PLACES = re.compile(r"(?:\d{1,4}|[ivxl]{1,6})(?:[、,]\s*\d{1,4})*")


def leave_out_lists(lines: Lines, names: Collection[str], folders: Collection[str]) -> None:
    """Forget the pages, sheets and sections that are lists of documents or indexes where all that they say the others say too; a
    cover before them goes with them, but for a line or two that only it says, as of an authority.
    """
    starts = [*dict.fromkeys([0, *lines.leaves])]
    spans = [range(start, end) for start, end in zip(starts, [*starts[1:], len(lines.lines)], strict=True)]
    listing = [*_are_lists([[lines.lines[n] for n in span] for span in spans])]
    if not any(listing):
        return
    rest = (
        text for span, one in zip(spans, listing, strict=True) if not one for n in span for text in lines.lines[n].texts
    )
    known = KnownWords(rest, names, folders)
    gone: set[int] = set()
    for span, lists in zip(spans, listing, strict=True):
        gone |= _nothing_new(lines.lines, span, known) if lists else set()
    lines.leave_out(gone)


def _nothing_new(lines: list[SourceLine], span: range, known: KnownWords) -> set[int]:
    """The lines of a list that are left out: all where nothing is new, of a cover all but a few that are, else none."""
    told = [(n, text) for n in span for text in lines[n].texts]
    new = {told[at][0] for at in _news([text for _, text in told], known)}
    cover = span.start == 0 and len(new) <= _MOST_NEW and not _has_table([lines[n] for n in span])
    return set(span) - new if cover or not new else set()


def _are_lists(leaves: list[list[SourceLine]]) -> Iterator[bool]:
    """Which leaves are lists: by their heading, their head or their leaders, or going on from one; a first one is a cover where a list
    follows.
    """
    before = False
    for n, leaf in enumerate(leaves):
        cover = n == 0 and len(leaves) > 1 and not _has_table(leaf) and _is_list(leaves[1])
        index = before and not _has_table(leaf)
        yield cover or index or _is_list(leaf)
        before = index or _is_list(leaf)


def _is_list(leaf: list[SourceLine]) -> bool:
    texts = [text for line in leaf for text in line.texts if text.strip()]
    if _has_table(leaf):
        columns = len(_COLUMNS)
        head = next((line for line in leaf if line.table), None)
        return head is not None and len(head.slots) == columns and all(map(_is_own, head.texts))
    return any(map(_is_heading, texts)) or any(map(_LEADER.search, texts))


def _has_table(leaf: list[SourceLine]) -> bool:
    return any(line.table for line in leaf)


def _is_heading(text: str) -> bool:
    return any(one.fullmatch(text.strip()) for one in _headings())


def _is_own(text: str) -> bool:
    return any(one.fullmatch(text.strip()) for one in _own())


def _news(texts: list[str], known: KnownWords) -> Iterator[int]:
    """The places of the texts that say something new; a title may be set in two lines."""
    at = 0
    while at < len(texts):
        both = (f"{texts[at]}{blank}{texts[at + 1]}" for blank in ("", " ") if at + 1 < len(texts))
        if _says_nothing(texts[at], known):
            at += 1
        elif any(_says_nothing(one, known) for one in both):
            at += 2
        else:
            yield at
            at += 1


def _says_nothing(text: str, known: KnownWords) -> bool:
    said = _NUMBERED.sub("", _LEADER.sub("\n", text.strip()), count=1)
    title = next((found for one in _titles() if (found := one.fullmatch(said))), None)
    said = title["body"] if title else said
    return _is_own(said) or all(bool(_PLACES.fullmatch(one.strip())) or known.hold(one) for one in said.split("\n"))


@cache
def _headings() -> tuple[re.Pattern[str], ...]:
    """How the lists are headed."""
    return own_words("office.overview", "sheet.contents", "sheet.bodies", "sheet.indicators")


@cache
def _titles() -> tuple[re.Pattern[str], ...]:
    """What the collection of a body in a year is called."""
    return own_words("listing.body_year_title", body=r"(?P<body>.+)", year=_YEAR)


@cache
def _own() -> tuple[re.Pattern[str], ...]:
    """What our own paper says in lists and on covers beside what documents say."""
    lines = own_words(
        *(
            f"book.{name}"
            for name in ("title", "undated", "bodies", "documents", "edition", "withdrawn", "withdrawn_one")
        ),
        *(f"office.{name}" for name in ("several", "documents", *_COLUMNS)),
        *("listing.year_title", "listing.undated_title", "sheet.date"),
        year=_YEAR,
        count=r"\d{1,6}",
        day=r"\d{4}-\d\d-\d\d",
        digest="[0-9a-f]{12}",
        **dict.fromkeys(("title", "body", "reason"), ".+"),
    )
    return (*lines, *_headings())
