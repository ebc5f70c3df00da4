"""What mkdocs.yml states as words and addresses: the theme writes both into pages as they are."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from goalbook.site.frame.harmless import may_lead_to

_WORDS = ("site_name", "site_description", "site_author", "repo_name")
# Lists of links that the theme shows, and what of each it shows as words.
_LINKS = ("alternate", "social")
_OF_LINKS = ("name", "lang")


def settle_words(config: MkDocsConfig) -> None:
    """Let names and titles be words wherever the theme writes them."""
    for name in _WORDS:
        config[name] = escape(config[name]) if config[name] else config[name]
    config.nav = _titles_in_words(config.nav)
    for link in _links(config):
        link.update({name: escape(link[name]) for name in _OF_LINKS if isinstance(link.get(name), str)})


def faulty_addresses(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """The settings that lead to neither the web nor a page of the site, as name and address."""
    stated = [("edit_uri", config.edit_uri), ("extra.homepage", config.extra.get("homepage"))]
    stated += [("nav", address) for address in _addresses(config.nav)]
    stated += [("extra", link.get("link")) for link in _links(config)]
    yield from ((name, address) for name, address in stated if isinstance(address, str) and not may_lead_to(address))


def _links(config: MkDocsConfig) -> list[dict[str, Any]]:
    listed = (config.extra.get(name) for name in _LINKS)
    return [link for links in listed if isinstance(links, list) for link in links if isinstance(link, dict)]


def _titles_in_words(nav: Any) -> Any:
    """The navigation with titles that were written with escapes, or without, as the same words."""
    if isinstance(nav, list):
        return [_titles_in_words(entry) for entry in nav]
    if isinstance(nav, dict):
        return {str(escape(unescape(str(title)))): _titles_in_words(to) for title, to in nav.items()}
    return nav


def _addresses(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from _addresses(entry)
