"""What stands at the margins of pages: told only where it says more than the pages, the document itself and what is known of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import groupby

from goalbook.importing.lines import Aside, Lines
from goalbook.importing.sources.known_words import KnownWords, own_words


def drop_repeated_margins(lines: Lines, names: Collection[str], folders: Collection[str]) -> None:
    """Forget the margins that have only numbers of pages, dates, what the lines say, names of bodies, and the addresses of pages of
    documents in some folders YEAR/BODY; of very many the rest is told.
    """
    margins = [aside for aside in lines.asides if aside.kind == "margin"]
    if not margins:
        return
    known = KnownWords((piece.text for piece in lines.pieces), names, folders)
    told = {id(aside) for _, own in groupby(margins, key=lambda aside: aside.place) for aside in _told([*own], known)}
    lines.asides = [aside for aside in lines.asides if aside.kind != "margin" or id(aside) in told]


def _told(margins: list[Aside], known: KnownWords) -> Iterator[Aside]:
    """The margins of one page that say more. Where one names a document of ours by its address and version, the page is our own
    paper, whose foot also names the file that the document was taken from.
    """
    own = {id(aside): words for aside in margins if (words := known.without_own_words(aside.text)) is not None}
    for aside in margins:
        text = own.get(id(aside), aside.text)
        if not known.hold(_source().sub("\n", text) if own else text):
            yield aside


@cache
def _source() -> re.Pattern[str]:
    """The source and the day in a foot of our own paper."""
    source = own_words("sheet.source", source=r"\S.{0,70}?")
    day = own_words("sheet.date", day=r"\d{4}-\d\d-\d\d")
    either = "|".join(one.pattern for one in day)
    return re.compile("|".join(rf"{one.pattern}(?=\s*(?:$|\n|{either}))|{either}" for one in source))
