"""What the text of a web page holds, counted by a parser of its own."""

from __future__ import annotations

from html.parser import HTMLParser

from goalbook.importing.counting.untold import Counted, Held

_UNSHOWN = frozenset(("script", "style", "noscript", "template", "nav", "head", "title"))

# The classes of Goalbook's own pages for what is read aloud and not shown.
_OWN_UNSHOWN = {"gb-hidden", "gb-absent"}


def count_page(raw: bytes, encoding: str) -> Counted:
    """The texts of a page with the line that they begin in, those apart that no browser shows."""
    counter = _Counter()
    try:
        text = raw.decode(encoding, "replace")
    except LookupError:
        return counter.counted
    counter.feed(text.removeprefix("\ufeff"))
    counter.close()
    return counter.counted


class _Counter(HTMLParser):
    """Gathers the texts of a page while it is parsed, without a tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.counted = Counted()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What an element isn't shown with is not counted; a body ends a head that nobody has ended."""
        if tag == "body":
            self.open.clear()
        elif tag in _UNSHOWN or _OWN_UNSHOWN & set((dict(attrs).get("class") or "").split()):
            self.open.append(tag)
        elif tag == "input" and dict(attrs).get("type") not in ("checkbox", "radio"):
            self.handle_data(dict(attrs).get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        """An element that isn't shown ends, with all in it."""
        if tag in self.open:
            del self.open[self.open.index(tag) :]

    def handle_data(self, data: str) -> None:
        """A text."""
        if not self.open and data.strip():
            self.counted.texts.append(Held(f"line {self.getpos()[0]}", data.strip()))
