"""The head elements that every page carries: catalogue facts of government sites and social meta."""

from __future__ import annotations

from goalbook.site.page import Page
from goalbook.site.render import environment
from goalbook.site.settings import Settings

_NOT_LISTED = '<meta name="robots" content="noindex">\n'


def head_of(settings: Settings, page: Page) -> str:
    """The head elements of a page, its own ones last."""
    common = environment(settings).get_template("head.html").render(page=page)
    return f"{common}{'' if page.listed else _NOT_LISTED}{page.head}"
