"""The text of a Word paragraph as Word shows it, and what stands in it that no text shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from goalbook.importing.sources.raised import Height
from goalbook.importing.sources.word_numbers import WordNumbers
from goalbook.importing.sources.word_styles import W, WordStyles, value_of_element
from goalbook.importing.sources.word_symbols import symbol_of

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BUILT_UP = tuple(
    f"{_M}{name}"
    for name in (
        "f",
        "sSup",
        "sSub",
        "sSubSup",
        "sPre",
        "rad",
        "nary",
        "d",
        "m",
        "eqArr",
        "func",
        "limLow",
        "limUpp",
        "bar",
        "acc",
    )
)
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
# Fields that mark a place and show nothing.
_UNSEEN = frozenset(
    ["XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "BOOKMARK", "GOTOBUTTON", "MACROBUTTON"]
)


class WordPart(NamedTuple):
    """A text of a paragraph: its kind is empty where it is shown as text, else says why it is no part of it."""

    kind: str
    text: str
    height: Height = ""


class WordText:
    """Reads the paragraphs of a document one after the other: fields and numbers go on from one to the next."""

    def __init__(self, styles: WordStyles, numbers: WordNumbers) -> None:
        self.styles = styles
        self.numbers = numbers
        self.fields: list[list[str]] = []  # of each open field: its words, and whether its result has begun
        self.drawn: list[tuple[str, str]] = []

    def told(self, paragraph: etree._Element) -> list[WordPart]:
        """The texts of a paragraph in order, the number before it first."""
        found = [*self._number(paragraph)]
        style = self.styles.style_of(paragraph)
        rest: list[tuple[etree._Element, str]] = [(one, "") for one in reversed(paragraph)]
        while rest:
            element, kind = rest.pop()
            if element.tag == f"{W}r":
                kind = kind or self.styles.kind_of(element, style)
            inner, text = self._step(element, kind)
            holder = element.getparent()
            height = (
                self.styles.height_of(holder, style) if text and holder is not None and holder.tag == f"{W}r" else ""
            )
            found += [part._replace(height=height) for part in text] if height else text
            rest += [(one, kind if kind or not changed else changed) for one, changed in reversed(inner)]
        return found

    def _number(self, paragraph: etree._Element) -> Iterator[WordPart]:
        numbering = self.styles.numbering_of(paragraph)
        if numbering is None:
            return
        text, pattern = self.numbers.next_of(*numbering)
        self.drawn.append(("number", pattern if text is None else text))
        yield WordPart("number" if text is None else "", pattern if text is None else text)

    def _step(self, element: etree._Element, kind: str) -> tuple[list[tuple[etree._Element, str]], list[WordPart]]:
        """What is inside of an element, each with why it isn't shown, and what the element itself says."""
        tag = element.tag
        if tag == f"{W}t":
            return [], [WordPart(kind or self._in_field(), element.text or "")]
        if tag == f"{W}delText":
            return [], [WordPart("deleted", element.text or "")]
        if tag == f"{_M}t":
            return [], [WordPart(kind, element.text or "")]
        if tag in (f"{W}tab", f"{W}ptab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}sym"):
            return [], self._sign(element, kind)
        if tag in (f"{W}instrText", f"{W}fldChar", f"{W}fldSimple"):
            return self._field(element, kind)
        if tag in _DRAWINGS:
            return [], [] if kind == "hidden" else [*_of_drawing(element)]
        if tag in (f"{W}del", f"{W}moveFrom"):
            return [(one, "deleted") for one in element], []
        if tag == f"{_MC}AlternateContent":
            choice = element.find(f"{_MC}Choice")
            chosen = choice if choice is not None else element.find(f"{_MC}Fallback")
            return [(one, "") for one in (chosen if chosen is not None else ())], []
        if tag == f"{W}sdt":
            asked = element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            return [(one, "placeholder" if asked else "") for one in element.iterchildren(f"{W}sdtContent")], []
        if tag == f"{_M}oMath":
            return [(one, "formula" if next(element.iter(*_BUILT_UP), None) is not None else "") for one in element], []
        if tag == f"{W}rt":
            return [(one, "ruby") for one in element], []
        if tag in (f"{W}pPr", f"{W}rPr", f"{_M}ctrlPr"):
            return [], []
        return [(one, "") for one in element], []

    def _in_field(self) -> str:
        """Text between the beginning and the result of a field isn't shown."""
        return "field" if any(not begun for _, begun in self.fields) else ""

    def _sign(self, element: etree._Element, kind: str) -> list[WordPart]:
        if element.tag == f"{W}sym":
            code = element.get(f"{W}char", "")
            font = element.get(f"{W}font", "")
            try:
                sign = symbol_of(font, int(code[:6], 16))
            except ValueError:
                sign = None
            text = f"{font} {code} " if sign is None else sign
            self.drawn.append(("symbol", text))
            return [WordPart(kind or ("symbol" if sign is None else ""), text)]
        if kind:
            return []
        sign = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}.get(str(element.tag), "\n")
        if sign == "-":
            self.drawn.append(("hyphen", sign))
        return [WordPart("", sign)]

    def _field(self, element: etree._Element, kind: str) -> tuple[list[tuple[etree._Element, str]], list[WordPart]]:
        if element.tag == f"{W}fldSimple":
            shows = next(element.iter(f"{W}t", f"{W}sym"), None) is not None
            return [(one, "") for one in element], [] if shows else _lost_field(element.get(f"{W}instr", ""))
        if element.tag == f"{W}instrText":
            if self.fields:
                self.fields[-1][0] += element.text or ""
            return [], []
        step = element.get(f"{W}fldCharType")
        if step == "begin":
            self.fields.append(["", ""])
            return [], self._of_form(element, kind)
        if step == "separate" and self.fields:
            self.fields[-1][1] = "shown"
        if step == "end" and self.fields:
            words, begun = self.fields.pop()
            return [], [] if begun or kind else _lost_field(words)
        return [], []

    def _of_form(self, element: etree._Element, kind: str) -> list[WordPart]:
        """What an older form field shows: a box that is ticked or not, the entry that is chosen."""
        box = element.find(f"{W}ffData/{W}checkBox")
        sign = ""
        if box is not None:
            stated = value_of_element(box, "checked")
            stated = value_of_element(box, "default") if stated is None else stated
            sign = "☐" if stated in (None, "0", "false", "off") else "☒"
        entries = element.find(f"{W}ffData/{W}ddList")
        if entries is not None:
            chosen = value_of_element(entries, "result") or value_of_element(entries, "default") or "0"
            words = [one.get(f"{W}val", "") for one in entries.iterchildren(f"{W}listEntry")]
            sign = words[int(chosen)] if chosen.isdecimal() and int(chosen[:6]) < len(words) else ""
        if sign and not kind:
            self.drawn.append(("field", sign))
        return [WordPart(kind, sign)] if sign else []


def _lost_field(words: str) -> list[WordPart]:
    """A field whose result isn't in the file, unless it shows none."""
    name = words.split()[0].upper() if words.split() else ""
    return [] if not name or name in _UNSEEN or name.startswith("FORM") else [WordPart("field", words.strip())]


def _of_drawing(element: etree._Element) -> Iterator[WordPart]:
    """What a drawing shows: the texts of its boxes, artistic words, pictures."""
    rest = [element]
    texts: list[str] = []
    pictures = False
    while rest:
        inner = rest.pop()
        if inner.tag == f"{W}txbxContent":
            texts += [boxed_text(paragraph) for paragraph in inner.iter(f"{W}p")]
            continue
        if inner.tag == f"{_V}textpath":
            texts.append(inner.get("string", ""))
        name = etree.QName(inner).localname if isinstance(inner.tag, str) else ""
        if name == "t":
            texts.append(inner.text or "")
        pictures = pictures or name in ("pic", "imagedata", "chart", "relIds", "OLEObject")
        chosen = inner.find(f"{_MC}Choice") if inner.tag == f"{_MC}AlternateContent" else None
        rest += reversed([chosen] if chosen is not None else list(inner))
    if any(texts):
        yield WordPart("box", "\n".join(text for text in texts if text.strip()))
    if pictures:
        yield WordPart("picture", "▣")


def boxed_text(paragraph: etree._Element) -> str:
    """The text of a paragraph outside of the document's body, where only its words matter."""
    parts = []
    for part in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}sym"):
        if (
            next(part.iterancestors(f"{W}p")) is not paragraph
            or next(part.iterancestors(f"{_MC}Fallback"), None) is not None
        ):
            continue
        parts.append((part.text or "") if part.tag == f"{W}t" else " ")
    return "".join(parts)
