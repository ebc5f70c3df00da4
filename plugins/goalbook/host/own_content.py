"""What the pages that MkDocs itself renders show of the goals."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from mkdocs.structure.nav import Link
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from goalbook.host.own_pages import HOME, depth_of
from goalbook.host.site_run import Run
from goalbook.site.frame import shell
from goalbook.site.frame.banner import framed
from goalbook.site.frame.harmless import harmless
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.all import contacts_html, home_html
from goalbook.site.listings.home import days_of, newest

_CONTACTS = "<!-- goalbook:contacts -->"
_SITE_LINK = re.compile(r'href="goalbook:([a-z0-9./-]+)"')
_NAV = ("years", "bodies", "indicators", "glossary", "guide")


def nav_links(run: Run) -> list[Link]:
    """The entries of the navigation that lead to pages of the goals."""
    names = (*_NAV, "snapshots") if run.published else _NAV
    return [Link(run.settings.t(f"nav.{name}"), run.settings.url_of(name)) for name in names]


def template_values(run: Run) -> dict[str, Any]:
    """What the theme's templates can ask for."""
    return {"goalbook": run.settings, "goalbook_t": run.settings.t, "goalbook_errors": len(run.book.errors)}


def page_content(html: str, page: MkDocsPage, run: Run, site_name: str) -> str:
    """The content of a page: the slot of one that stands in for others, else what was written with all that it asks for."""
    if depth_of(page):
        # The one entry is what the theme's skip link leads to.
        page.toc = TableOfContents([AnchorLink(shell.TITLE, shell.START, 1)])
        return shell.CONTENT
    html = harmless(html)
    _name_in_words(page)
    html = _SITE_LINK.sub(lambda link: f'href="{_site_link(page, link[1], run.settings)}"', html)
    if HOME in html:
        shown = newest(run.book, run.history)
        html = html.replace(HOME, home_html(run.settings, run.book, shown, days_of(shown, run.history)))
    named = page.url.removesuffix(".html").rstrip("/")
    address = "" if named == "index" else named
    if _CONTACTS in html:
        html = html.replace(_CONTACTS, contacts_html(run.settings, run.book, address))
    own = Page(address, unescape(str(page.title or site_name)), "", html)
    return framed(run.settings, own)


def _name_in_words(page: MkDocsPage) -> None:
    """Let the title of a page be words wherever the theme writes it, which escapes nothing and of
    titles that no page states takes the escapes off.
    """
    plain = unescape(str(page.title or ""))
    if (words := escape(plain, quote=False)) != plain:
        page.title = words
        page.meta.setdefault("title", words)


def _site_link(page: MkDocsPage, target: str, settings: Settings) -> str:
    """``goalbook:changes`` or ``goalbook:data/documents.csv`` in a hand-written page as a link from there."""
    way = "../" * page.file.dest_uri.count("/")
    return f"{way}{target if '.' in target else settings.url_of(target)}"
