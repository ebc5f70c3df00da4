"""Every link, loaded file, form and anchor of a built site, resolved as a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

# Only servers send the error page.
_SERVER = "http://127.0.0.1/"
_DEEP = "2020/missing/page/"
_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "{http://www.w3.org/1999/xlink}href")
_LISTS = ("srcset", "imagesrcset")


def faulty_links(site: Path, base: str, outward: tuple[str, ...] = ()) -> tuple[int, list[str]]:
    """How many links the pages of a site have that is served at ``base``, and those that lead to no file or anchor of it.

    The error page is resolved from a deep address that isn't there, that of a site of the disk at a server's root. A link out
    of the site is a fault unless it leads to an address of ``outward`` or below one; in a site of the disk (a ``file:`` base)
    a link to a folder is one too.
    """
    count, faults = 0, []
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        for link in links_of(path):
            count += 1
            if fault := _fault(site, base, path, link, outward):
                faults.append(f"{name}: {link}: {fault}")
    return count, faults


def links_of(path: Path) -> Iterator[str]:
    """What a page names by address: links, files it loads, forms, and where it moves on to."""
    for element in html.fromstring(path.read_bytes()).iter("*"):
        for name in _ATTRIBUTES:
            if (value := element.get(name)) is not None:
                yield value.strip()
        for name in _LISTS:
            yield from (one.split()[0] for one in element.get(name, "").split(",") if one.strip())
        if element.get("http-equiv", "").lower() == "refresh":
            yield element.get("content", "").partition("url=")[2]


def _fault(site: Path, base: str, page: Path, link: str, outward: tuple[str, ...]) -> str:
    if link.startswith("data:"):
        return ""
    if link.startswith("#"):
        return _lost_anchor(page, link[1:])
    name = page.relative_to(site).as_posix().removesuffix("index.html")
    if name == "404.html":
        name, base = _DEEP, _SERVER if base.startswith("file:") else base
    target = urljoin(base + name, link)
    if any(f"{target}/".startswith(f"{one.rstrip('/')}/") for one in outward):
        return ""
    if not target.startswith(base):
        return f"leads out, to {target}"
    parts = urlsplit(target.removeprefix(base))
    path = site / unquote(parts.path)
    if not base.startswith("file:") and (not parts.path or parts.path.endswith(("/", "/.")) or parts.path == "."):
        path /= "index.html"
    if not path.is_file():
        return f"no file {path.relative_to(site)}"
    return _lost_anchor(path, parts.fragment) if path.suffix == ".html" else ""


def _lost_anchor(page: Path, fragment: str) -> str:
    anchor = unquote(fragment)
    return "" if not anchor or anchor in anchors_of(page) else f"no anchor {anchor}"


@cache
def anchors_of(path: Path) -> frozenset[str]:
    """The anchors of a page."""
    return frozenset(map(str, html.fromstring(path.read_bytes()).xpath("//@id | //a/@name")))
