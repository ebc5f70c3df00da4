"""The sitemap: every page's absolute address, in files of at most 50,000 as the protocol asks."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from html import escape

MOST_ADDRESSES = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_files(site_url: str, pages: Sequence[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the sitemap's files for pages given as (address below the root, ISO day or nothing)."""
    parts = [pages[at : at + MOST_ADDRESSES] for at in range(0, len(pages), MOST_ADDRESSES)]
    if len(parts) <= 1:
        yield from _both("sitemap", _part(site_url, pages))
        return
    for number, part in enumerate(parts, 1):
        yield from _both(f"sitemap-{number}", _part(site_url, part))
    names = (f"{site_url}sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    index = "".join(f"<sitemap><loc>{escape(name)}</loc></sitemap>\n" for name in names)
    yield from _both("sitemap", f"{_HEAD}<sitemapindex {_SPACE}>\n{index}</sitemapindex>\n")


def _part(site_url: str, pages: Sequence[tuple[str, str]]) -> str:
    lines = (
        f"<url><loc>{escape(site_url + address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for address, day in pages
    )
    return f"{_HEAD}<urlset {_SPACE}>\n{''.join(lines)}</urlset>\n"


def _both(name: str, text: str) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.xml", text.encode()
    yield f"{name}.xml.gz", gzip.compress(text.encode(), mtime=0)
