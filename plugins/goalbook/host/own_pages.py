"""The pages that MkDocs itself renders: those written by hand, and one for each depth that stands in for all goal pages."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page as MkDocsPage

from goalbook.files import write_file
from goalbook.host.front_matter import stated_words
from goalbook.site.frame import shell
from goalbook.site.frame.policy import Code, code_of, policy_of, with_policy
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.shell import Shell, capture
from goalbook.site.frame.theme_page import quiet_page

DEPTHS = (1, 2, 3, 4)
# Where a page written by hand has the list of years and bodies.
HOME = "<!-- goalbook:home -->"


class OwnPage(NamedTuple):
    """A page written by hand: its address below the site's root as links write it, and its file."""

    url: str
    file: str


class OwnPages:
    """What MkDocs has rendered so far: the shells of goal pages by depth, the pages written by hand, and the code in all."""

    def __init__(self) -> None:
        self.shells: dict[int, Shell] = {}
        self.written: list[OwnPage] = []
        self.code: set[Code] = set()
        self._finished: set[str] = set()

    def take(self, html: str, page: MkDocsPage, settings: Settings) -> str:
        """Note a rendered page; gives what MkDocs is to write of it: nothing of one that stands in for others.

        Raises PluginError where such a one has no place for their content.
        """
        if depth := depth_of(page):
            try:
                self.shells[depth] = capture(quiet_page(html), depth, settings)
            except ValueError as fault:
                lost = settings.t("build.no_head_slot" if str(fault) == "head" else "build.no_content_slot")
                raise PluginError(lost) from None
            self.code.update(self.shells[depth].code)
            return ""
        self.written.append(OwnPage(page.url, page.file.dest_uri))
        return self.finish(html, page.file.dest_uri, settings)

    def finish(self, html: str, name: str, settings: Settings) -> str:
        """A rendered page, or what a plugin made of one, as the file of this name is to have it."""
        self._finished.add(name)
        html = quiet_page(html)
        if not settings.policy:
            return html
        code = code_of(html)
        self.code.update(code)
        return with_policy(html, policy_of(code, settings))

    def finish_others(self, site: Path, settings: Settings) -> None:
        """Finish the pages in a site's folder that plugins wrote without telling MkDocs."""
        for path in sorted(site.rglob("*.html")):
            name = path.relative_to(site).as_posix()
            if name not in self._finished:
                write_file(path, self.finish(path.read_text("utf-8"), name, settings).encode())


def with_edit_link(page: MkDocsPage) -> MkDocsPage:
    """A page with the link to edit it as the theme may write it; one that stands in for others has no source of its own."""
    page.edit_url = escape(page.edit_url) if page.edit_url and not depth_of(page) else None
    return page


def with_slots(markdown: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """The text of a page; one that stands in for others has slots where theirs differ, and no place in feeds and indexes."""
    if not depth_of(page):
        page.meta = stated_words(page.meta, config)
    else:
        page.meta.update(title=shell.TITLE, description=shell.DESCRIPTION, goalbook_head=shell.HEAD)
        page.meta.update(hide=["navigation", "toc"], draft=True, search={"exclude": True})
    return markdown


def depth_of(page: MkDocsPage) -> int:
    """How many address parts the pages have that a page stands in for; 0 for a page of its own."""
    return next((depth for depth in DEPTHS if page.file.src_uri == shell.source_of(depth)), 0)
