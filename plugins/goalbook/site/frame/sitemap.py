"""The sitemap: every page's absolute address, in files of a size that is quickly read."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from urllib.parse import urlsplit

ROBOTS_FILE = "robots.txt"
PART_BYTES = 250_000  # of a file's lines; the protocol would take 50 MB
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_files(site_url: str, pages: Sequence[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the sitemap's files for pages given as (address below the root, ISO day or nothing)."""
    parts = list(_parts(site_url, pages))
    if len(parts) == 1:
        yield from _both("sitemap", parts[0])
        return
    for number, part in enumerate(parts, 1):
        yield from _both(f"sitemap-{number}", part)
    names = (f"{site_url}sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    index = "".join(f"<sitemap><loc>{escape(name)}</loc></sitemap>\n" for name in names)
    yield from _both("sitemap", f"{_HEAD}<sitemapindex {_SPACE}>\n{index}</sitemapindex>\n")


def robots_file(site_url: str) -> bytes:
    """Where search engines find the sitemap; nothing for a site below a path, where none looks for that file."""
    if not site_url or urlsplit(site_url).path != "/":
        return b""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n".encode()


def _parts(site_url: str, pages: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The texts of the files; one without addresses where there are no pages."""
    lines: list[str] = []
    size = 0
    for address, day in pages:
        line = f"<url><loc>{escape(site_url + address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        size += len(line.encode())
        if lines and size > PART_BYTES:
            yield _part(lines)
            lines, size = [], len(line.encode())
        lines.append(line)
    yield _part(lines)


def _part(lines: Sequence[str]) -> str:
    return f"{_HEAD}<urlset {_SPACE}>\n{''.join(lines)}</urlset>\n"


def _both(name: str, text: str) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.xml", text.encode()
    packed = BytesIO()
    # `gzip.compress` names the system in some versions of Python and not in others.
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(text.encode())
    yield f"{name}.xml.gz", packed.getvalue()
