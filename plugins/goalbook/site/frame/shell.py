"""The theme's page around a goal page: rendered once by the site generator, captured, and spliced page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings

TITLE = "gbslottitlegb"
DESCRIPTION = "gbslotdescriptiongb"
HEAD = "<!--gbslotheadgb-->"
CONTENT = '<h1 class="gbslotcontentgb"></h1>'
START = "gb-start"
PART = "gbsloturlgb"


def source_of(depth: int) -> str:
    """The name of the Markdown source that stands for all pages with so many address parts."""
    return f"{'/'.join([PART] * depth)}.md"


def _url_of(depth: int, settings: Settings) -> str:
    return settings.url_of("/".join([PART] * depth))


@dataclass(frozen=True, slots=True)
class Shell:
    """A captured page cut at its slots: ``pieces`` of fixed text with the ``slots`` between them (one fewer)."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    def splice(self, page: Page, settings: Settings) -> str:
        """The whole HTML of a page; every value is escaped for the place it goes to."""
        values = {
            TITLE: escape(page.title),
            DESCRIPTION: escape(page.description),
            HEAD: page.head,
            CONTENT: page.content,
            "": settings.url_of(page.address),
        }
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts += (values.get(slot, values[""]), piece)
        return "".join(parts)


def capture(html: str, depth: int, settings: Settings) -> Shell:
    """The shell in a rendered stand-in page. Raises ValueError where the theme left out the content slot."""
    slots = (TITLE, DESCRIPTION, HEAD, CONTENT, _url_of(depth, settings))
    pattern = "|".join(re.escape(slot) for slot in slots)
    pieces = re.split(f"({pattern})", html)
    if CONTENT not in pieces:
        raise ValueError("the theme's page shows no content")
    return Shell(tuple(pieces[::2]), tuple(pieces[1::2]))
