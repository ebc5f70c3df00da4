"""Pages written by hand come by pull request like goals: what their HTML may hold, and that nothing else is in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = (
    "address article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p "
    "pre section summary ul"
)
_WORDS = "a abbr b bdi bdo br cite code del dfn em i img ins kbd label mark q rp rt ruby s samp small span strong sub sup time u var wbr"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
# What Markdown's extensions make: tabs and lists to tick, icons.
_MADE = "input svg path"
_TAGS = frozenset(f"{_BLOCKS} {_WORDS} {_TABLES} {_MADE}".split())
_EMPTY = "br col hr img input path wbr"
# Gone with all that is in them.
_ACTING = (
    "applet audio canvas frameset iframe math noembed noframes noscript object plaintext script select style template textarea "
    "title video xmp"
)
_VOID, _WHOLE = frozenset(_EMPTY.split()), frozenset(_ACTING.split())

_EVERYWHERE = frozenset(["class", "dir", "id", "lang", "title", "role"])
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset(("href", "rel", "target", "download")),
    "img": frozenset(("src", "alt", "width", "height", "loading")),
    "td": frozenset(("colspan", "rowspan", "style", "headers")),
    "th": frozenset(("colspan", "rowspan", "style", "headers", "scope")),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "ol": frozenset(("start", "type", "reversed")),
    "li": frozenset(("value",)),
    "details": frozenset(("open",)),
    "time": frozenset(("datetime",)),
    "label": frozenset(("for",)),
    "div": frozenset(("data-tabs",)),
    "input": frozenset(("type", "checked", "disabled", "name")),
    "svg": frozenset(("viewbox", "xmlns")),
    "path": frozenset(("d",)),
}
_MARKER = re.compile(r" goalbook:[a-z-]+ ")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# What a link may lead to; the last is the site's own.
_LED_TO = ("http:", "https:", "mailto:", "tel:", "goalbook:")
_ALIGNED = re.compile(r"text-align: (left|center|right);?")


def harmless(html: str) -> str:
    """The HTML of a page without what runs, asks another host, or reaches out of its place; all else as it was."""
    sieve = _Sieve()
    sieve.feed(html)
    sieve.close()
    return sieve.whole()


def may_lead_to(address: str) -> bool:
    """Whether a link may have this address: one of the web, of mail or of a telephone, or a place in the site."""
    scheme = _SCHEME.match(_BLANKS.sub("", address))
    return scheme is None or scheme[0].lower() in _LED_TO


class _Sieve(HTMLParser):
    """Writes anew what is allowed: a reader of HTML that sees more in a text than this one finds none of it in the result."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.open: list[str] = []
        self.within: list[str] = []  # elements that are gone with what is in them

    def whole(self) -> str:
        """What was written, with an end for each element."""
        return "".join([*self.out, *(f"</{tag}>" for tag in reversed(self.open))])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, " /")

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], end: str) -> None:
        if self.within:
            # A slash ends no such element for a browser.
            self.within += [tag] if tag == self.within[-1] else []
        elif tag in _WHOLE:
            self.within.append(tag)
        elif tag in _TAGS:
            self._write(tag, [(name, value or "") for name, value in attrs], end)

    def _write(self, tag: str, attrs: list[tuple[str, str]], end: str) -> None:
        # The first of two of one name counts, as for browsers.
        stated = dict(reversed(attrs))
        kept = [name for name in dict(attrs) if _is_harmless(tag, name, stated[name])]
        if tag == "img" and "src" not in kept:
            self._text(_quoted(stated.get("alt", "")))
        elif tag != "input" or stated.get("type") in ("checkbox", "radio"):
            words = "".join(f' {name}="{_quoted(stated[name])}"' for name in kept)
            self.out.append(f"<{tag}{words}{end}>" if tag in _VOID else f"<{tag}{words}>")
            if tag not in _VOID:
                self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.within:
            if tag == self.within[-1]:
                self.within.pop()
        elif tag in self.open:
            while self.open[-1] != tag:
                self.out.append(f"</{self.open.pop()}>")
            self.out.append(f"</{self.open.pop()}>")

    def handle_data(self, data: str) -> None:
        self._text(data.replace("<", "&lt;"))

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        if _MARKER.fullmatch(data):
            self._text(f"<!--{data}-->")

    def _text(self, text: str) -> None:
        if not self.within:
            self.out.append(text)


def _is_harmless(tag: str, name: str, value: str) -> bool:
    """Whether an element may have an attribute of that value."""
    if name not in _EVERYWHERE and name not in _ATTRIBUTES.get(tag, ()) and not name.startswith("aria-"):
        return False
    plain = _BLANKS.sub("", value)
    match name:
        case "id" | "for" | "name":
            # What begins so works the theme; tabs are its own.
            return not plain.startswith("__") or plain.startswith("__tabbed_")
        case "style":
            return bool(_ALIGNED.fullmatch(value))
        case "href":
            return may_lead_to(value)
        case "src":
            return not _SCHEME.match(plain) and not plain.startswith(("//", "\\", "/\\"))
        case _:
            return True


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
