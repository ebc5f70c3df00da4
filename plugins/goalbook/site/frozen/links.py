"""年度存档的页面: what the pages of a snapshot say of it, and that no link of theirs leads astray."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_LINKS = ("href", "src", "action", "poster", "data", "srcset", "background", "cite", "formaction", "xlink:href", "ping")
_IN_STYLE = re.compile(rb"""(?:url\(\s*["']?|@import\s+["'])\s*([a-zA-Z][a-zA-Z0-9+.-]*:)?//""")
_OF_ITSELF = "canonical"


class Astray(NamedTuple):
    """A link of a page that leads nowhere, or out of the snapshot."""

    page: str
    link: str


class _Links(HTMLParser):
    """Every address that a page leads to or loads, with the place of its tag in the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str, str]] = []  # tag, rel, address

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        rel = next((value or "" for name, value in attrs if name == "rel"), "")
        for name, value in attrs:
            if value is None or name not in _LINKS:
                continue
            values = [part.split()[0] for part in value.split(",") if part.split()] if name == "srcset" else [value]
            self.found += [(tag, rel, one.strip()) for one in values]
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.found.append((tag, rel, given.get("content", "").partition("=")[2].strip()))


def broken_links(site: Path, own: str, outward: str) -> Iterator[Astray]:
    """The links that lead nowhere or out of a snapshot's site, but for those to where ``outward`` says; ``own`` is the
    address the site has itself, which its head elements may name.
    """
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name in sorted(there):
        if name.endswith(".css") and (found := _IN_STYLE.search((site / name).read_bytes())):
            yield Astray(name, found[0].decode("utf-8", "replace"))
        if not name.endswith(".html"):
            continue
        for tag, rel, link in links_of((site / name).read_text("utf-8")):
            if _is_outward(link):
                declared = tag == "a" and outward and link.startswith(outward)
                if not (declared or (tag == "link" and rel == _OF_ITSELF and own and link.startswith(own))):
                    yield Astray(name, link)
            elif not leads(there, name, link):
                yield Astray(name, link)


def links_of(html: str) -> list[tuple[str, str, str]]:
    """Tag, rel and address of every link in a page."""
    parser = _Links()
    parser.feed(html)
    parser.close()
    return parser.found


def leads(there: set[str], page: str, link: str) -> bool:
    """Whether a relative link of a page leads to one of the files of its site."""
    path = unquote(urlsplit(link).path)
    if not path:
        return True
    target = normpath(f"{page.rpartition('/')[0]}/{path}").lstrip("/")
    return not path.startswith("/") and not path.endswith("/") and target in there


def _is_outward(link: str) -> bool:
    if link.startswith("//"):
        return True
    scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", link)
    return scheme is not None and scheme[0].lower() != "data:"


_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a\s*>", re.S | re.I)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)


def cut_links(html: str, page: str, outward: str, there: set[str] | None = None) -> str:
    """A page whose links that lead out, other than to where ``outward`` says, are text followed by the address; with the
    files that are ``there`` those to any other are text too.
    """

    def cut(match: re.Match[str]) -> str:
        href = _HREF.search(match[1])
        if not href:
            return match[0]
        link = next(part for part in href.groups() if part is not None)
        if _is_outward(link):
            if outward and link.startswith(outward):
                return match[0]
            return match[2] if link in match[2] else f"{match[2]} ({link.removeprefix('mailto:')})"
        return match[0] if there is None or leads(there, page, link) else match[2]

    return _ANCHOR.sub(cut, html)
