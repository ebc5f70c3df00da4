"""The tags of a page, each with its place in the text, so that a page is changed at them and keeps all other bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple


class Tag(NamedTuple):
    """A tag of a page: where it starts and ends in the text, and its attributes; those of an end tag are None."""

    name: str
    start: int
    end: int
    attributes: dict[str, str] | None


class _Tags(HTMLParser):
    """Notes the tags of one page; what scripts, styles and comments say is no tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Tag] = []
        self._html = html
        self._lines = [0, *(match.end() for match in re.finditer("\n", html))]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._at()
        # Of an attribute that is given twice, browsers take the first.
        attributes = {name: value or "" for name, value in reversed(attrs)}
        self.found.append(Tag(tag, start, start + len(self.get_starttag_text() or ""), attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # ``<a/>`` opens a link as ``<a>`` does.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        start = self._at()
        self.found.append(Tag(tag, start, self._html.find(">", start) + 1, None))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


@lru_cache(maxsize=1)
def tags_of(html: str) -> tuple[Tag, ...]:
    """The tags of a page in their order. One is looked at for several things, one after the other."""
    return tuple(_Tags(html).found)


def with_edits(html: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """A page with other text from one place to another; no two edits overlap."""
    pieces: list[str] = []
    done = 0
    for start, end, text in sorted(edits):
        pieces += (html[done:start], text)
        done = end
    return "".join((*pieces, html[done:]))
