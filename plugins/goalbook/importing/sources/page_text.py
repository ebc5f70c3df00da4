"""The text of an element of a web page as a browser shows it, and what is in it that isn't shown as text."""

from __future__ import annotations

import re
from itertools import groupby

from lxml import etree, html

from goalbook.importing.lines import Lines
from goalbook.importing.sources.page_style import PageStyle
from goalbook.importing.sources.raised import Height, shown_at_height
from goalbook.importing.sources.word_numbers import number_in_form

# Line ends of the source are no text; blanks in a row may be typed so, and stay.
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAKS = ("br", "p", "div", "li", "tr", "dt", "dd")
_TICKED = {"checkbox": "☑☐", "radio": "◉○"}


def spaced(text: str | None) -> str:
    """A text with white space that has a line end or a tab in it as one space."""
    return _SPACE.sub(lambda match: match[0] if not match[0].strip(" ") else " ", text or "")


class PageText:
    """Reads elements of a page; what isn't shown is set aside in its lines."""

    def __init__(self, lines: Lines, style: PageStyle) -> None:
        self.lines = lines
        self.style = style
        self.counts: dict[html.HtmlElement, int] = {}  # of each list, how far it is counted
        self.chosen: dict[html.HtmlElement, html.HtmlElement] = {}  # of each field, the entry that it shows

    def of(self, element: html.HtmlElement, place: str) -> str:
        """The text of an element: white space as a browser shows it, a line for each ``<br>`` and block."""
        shown: list[str] = []
        unshown: list[tuple[str, str]] = []
        kinds: list[str] = [""]
        heights: list[Height] = [""]
        for event, inner in etree.iterwalk(element, events=("start", "end")):
            if event == "start":
                kinds.append(kinds[-1] or self._kind(inner, element))
                height = self.style.height_of(inner)
                heights.append(heights[-1] if height is None else height)
                drawn = ("\n" if inner.tag in _BREAKS and shown else "") + self._drawn(inner, kinds[-1])
                said, own = spaced(inner.text), kinds[-1]
            else:
                kinds.pop(), heights.pop()
                drawn, (said, own) = "", (spaced(inner.tail), kinds[-1]) if inner is not element else ("", "")
            if own:
                unshown.append((own, drawn + said))
            else:
                shown.append(drawn + shown_at_height(self.lines, place, said, heights[-1]))
        for kind, parts in groupby(unshown, key=lambda part: part[0]):
            self.lines.aside(kind, place, " ".join("".join(text for _, text in parts).split()))
        joined = "".join(shown).split("\n")
        return "\n".join(line.strip(" ") for line in joined).strip("\n")

    def _kind(self, inner: html.HtmlElement, element: html.HtmlElement) -> str:
        """Why the text of an element isn't shown as text, if it isn't."""
        if inner.tag == "table" and inner is not element:
            return "inner"
        if inner.tag in ("rt", "rp"):
            return "ruby"
        if inner.tag == "option" and not self._is_chosen(inner):
            return "option"
        return self.style.kind_of(inner)

    def _drawn(self, element: html.HtmlElement, kind: str) -> str:
        """What a browser draws where an element is: the value of a field, a tick, the number of an entry in a list."""
        said = ""
        if element.tag == "input":
            of_kind = element.get("type", "text").lower()
            if of_kind in _TICKED:
                said = _TICKED[of_kind][element.get("checked") is None]
                self.lines.drawn.append(("tick", said))
            elif of_kind != "hidden":
                said = element.get("value", "")
            elif not kind:
                self.lines.aside("hidden", "", element.get("value", ""))
        elif element.tag in ("img", "svg", "canvas", "object", "video") and kind != "hidden":
            self.lines.aside("picture", "", element.get("alt", "").strip() or "▣")
        elif element.tag == "li" and (number := self._number_of(element)):
            said = number
            self.lines.drawn.append(("number", number))
        return said

    def _is_chosen(self, option: html.HtmlElement) -> bool:
        """Whether an entry is the one that a field shows: the one that is selected, else the first."""
        holder = next(option.iterancestors("select"), None)
        if holder is None:
            return True
        if holder not in self.chosen:
            entries = list(holder.iter("option"))
            self.chosen[holder] = next((one for one in entries if one.get("selected") is not None), entries[0])
        return self.chosen[holder] is option

    def _number_of(self, entry: html.HtmlElement) -> str:
        """The number of an entry in a list that a browser counts."""
        holder = entry.getparent()
        if holder is None or holder.tag != "ol" or "none" in holder.get("style", ""):
            return ""
        start = holder.get("start", "1")
        number = self.counts.get(holder, (int(start) if start.isdecimal() and len(start) < 6 else 1) - 1) + 1
        self.counts[holder] = number
        form = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
        return f"{number_in_form(number, form.get(holder.get('type', '1'), 'decimal'))}."
