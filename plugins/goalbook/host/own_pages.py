"""The pages that MkDocs itself renders: those written by hand, and one for each depth that stands in for all goal pages."""

from __future__ import annotations

from typing import NamedTuple

from mkdocs.structure.pages import Page as MkDocsPage

from goalbook.site.frame import shell
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.shell import Shell, capture

DEPTHS = (1, 2, 3)


class OwnPage(NamedTuple):
    """A page written by hand: its address below the site's root as links write it, and its file."""

    url: str
    file: str


class OwnPages:
    """What MkDocs has rendered so far: the shells of goal pages by depth, and the pages written by hand."""

    def __init__(self) -> None:
        self.shells: dict[int, Shell] = {}
        self.written: list[OwnPage] = []

    def take(self, html: str, page: MkDocsPage, settings: Settings) -> str:
        """Note a rendered page; gives what MkDocs is to write of it: nothing of one that stands in for others."""
        if depth := depth_of(page):
            self.shells[depth] = capture(html, depth, settings)
            return ""
        self.written.append(OwnPage(page.url, page.file.dest_uri))
        return html


def without_edit_link(page: MkDocsPage) -> MkDocsPage:
    """A page; one that stands in for others has no source of its own to edit."""
    if depth_of(page):
        page.edit_url = None
    return page


def with_slots(markdown: str, page: MkDocsPage) -> str:
    """The text of a page; one that stands in for others has slots where theirs differ."""
    if depth_of(page):
        page.meta.update(
            title=shell.TITLE, description=shell.DESCRIPTION, goalbook_head=shell.HEAD, hide=["navigation", "toc"]
        )
    return markdown


def depth_of(page: MkDocsPage) -> int:
    """How many address parts the pages have that a page stands in for; 0 for a page of its own."""
    return next((depth for depth in DEPTHS if page.file.src_uri == shell.source_of(depth)), 0)
