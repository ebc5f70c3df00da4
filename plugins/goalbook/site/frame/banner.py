"""The banner of a snapshot above and below what its pages say."""

from __future__ import annotations

from goalbook.site.frame.cite import cite_page, versions_address
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings


def framed(settings: Settings, page: Page) -> str:
    """The content of a page; in a snapshot under its banner, and with how to cite it."""
    if not settings.frozen:
        return page.content
    document = bool(page.document)
    errata = settings.frozen.errata(versions_address(page.document or f"/{settings.frozen.year}"))
    banner = render(
        settings, "frame/frozen.html", page.address, frozen=settings.frozen, errata=errata, document=document
    )
    cite = (
        ""
        if document
        else render(settings, "frame/cite.html", page.address, cite=cite_page(settings, page), alone=True)
    )
    return f"{banner}{page.content}{cite}"
