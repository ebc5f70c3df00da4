"""A page of the site before it is set into the shell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address below the site's root, its title and description as plain text, its content as HTML (with
    exactly one h1), further head elements as HTML, whether search engines may list it, the title of its document where
    that is shorter than its own, that document's address, and head elements that come before the styles: where there are
    some, the theme's scripts wait until one of the page's own runs them.
    """

    address: str
    title: str
    description: str
    content: str
    head: str = ""
    listed: bool = True
    article: str = ""
    document: str = ""
    early: str = ""
