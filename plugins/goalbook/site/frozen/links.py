"""The links of a snapshot's pages: those that lead astray are named, and those of hand-written pages become text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from goalbook.site.frame.tags import Tag, tags_of, with_edits

_LINKS = ("href", "src", "action", "poster", "data", "background", "cite", "formaction", "xlink:href", "ping")
_LISTS = ("srcset", "imagesrcset")  # of pictures, each with its width or density
_FOLLOWED = ("href", "xlink:href")  # by a reader who clicks
_CANDIDATE = re.compile(r"[\s,]*([^\s,](?:\S*[^\s,])?)(?:\s[^,]*)?")
_IN_STYLE = re.compile(rb"""(?:url\(\s*["']?|@import\s+["'])\s*([a-zA-Z][a-zA-Z0-9+.-]*:)?//""")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))
_AROUND = "".join(map(chr, range(33)))
_OF_ITSELF = "canonical"


class Astray(NamedTuple):
    """A link of a page that leads nowhere, or out of the snapshot."""

    page: str
    link: str


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
    found: list[tuple[str, str, str]] = []
    for tag in tags_of(html):
        given = tag.attributes or {}
        links = [given[name] for name in _LINKS if name in given]
        links += (link for name in _LISTS if name in given for link in _CANDIDATE.findall(given[name]))
        if tag.name == "meta" and given.get("http-equiv", "").lower() == "refresh":
            links.append(given.get("content", "").partition("=")[2])
        found += ((tag.name, given.get("rel", ""), _followed(link)) for link in links)
    return found


def cut_links(html: str, page: str, outward: str, there: set[str] | None = None) -> str:
    """A page whose links that lead out, other than to where ``outward`` says, are text followed by the address; with the
    files that are ``there`` those to any other are text too. All else keeps its bytes.
    """
    edits: list[tuple[int, int, str]] = []
    cut: Tag | None = None
    for tag in tags_of(html):
        if tag.name == "area" and _leads_away(tag, page, outward, there):
            edits.append((tag.start, tag.end, ""))
        if tag.name != "a":
            continue
        if cut:
            # The end of a link, or the next one, which ends it as well.
            end = tag.start if tag.attributes is not None else tag.end
            edits += [(cut.start, cut.end, ""), (tag.start, end, _told(cut, html[cut.end : tag.start]))]
        cut = tag if _leads_away(tag, page, outward, there) else None
    if cut:
        edits.append((cut.start, cut.end, ""))
    return with_edits(html, edits)


def leads(there: set[str], page: str, link: str) -> bool:
    """Whether a relative link of a page leads to one of the files of its site."""
    path = unquote(urlsplit(link).path)
    if not path or _is_embedded(link):
        return True
    target = normpath(f"{page.rpartition('/')[0]}/{path}").lstrip("/")
    return not path.startswith("/") and not path.endswith("/") and target in there


def _leads_away(tag: Tag, page: str, outward: str, there: set[str] | None) -> bool:
    """Whether a tag is a link that isn't to be followed."""
    for link in _addresses(tag):
        if _is_outward(link):
            if not (outward and link.startswith(outward)):
                return True
        elif there is not None and not leads(there, page, link):
            return True
    return False


def _addresses(tag: Tag) -> list[str]:
    """Where a link leads to a reader who clicks on it."""
    given = tag.attributes or {}
    return [_followed(given[name]) for name in _FOLLOWED if name in given]


def _followed(address: str) -> str:
    """An address as browsers follow it: without what surrounds it, and without line ends in it."""
    return address.strip(_AROUND).translate(_DROPPED)


def _is_outward(link: str) -> bool:
    if link.startswith("//"):
        return True
    return _SCHEME.match(link) is not None and not _is_embedded(link)


def _is_embedded(link: str) -> bool:
    """Whether an address is itself the picture."""
    return link[:11].lower() == "data:image/"


def _told(cut: Tag, words: str) -> str:
    """What follows the words of a link that was cut: its address where it led out and they don't say it."""
    link = next(filter(_is_outward, _addresses(cut)), "").removeprefix("mailto:")
    return "" if not link or link in unescape(words) else f" ({escape(link, quote=False)})"
