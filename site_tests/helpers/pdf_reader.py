"""A PDF file as a reader's programs see it: its structure with the text of every element, and what stands on each page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pdfplumber
import pikepdf

Marked = dict[tuple[int, int], list[dict[str, Any]]]


@dataclass
class Element:
    """An element of the structure tree: its type, attributes, its whole text in reading order, its children.

    ``chars`` are its characters with the number of the page that each stands on.
    """

    kind: str
    text: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Element] = field(default_factory=list)
    chars: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def walk(self, kind: str) -> Iterator[Element]:
        """All elements of a type inside this one, in reading order."""
        for kid in self.kids:
            if kid.kind == kind:
                yield kid
            yield from kid.walk(kind)

    def cells(self) -> list[Element]:
        """The heads and cells inside a table, in reading order."""
        return [cell for row in self.walk("TR") for cell in row.kids]


@cache
def pages(raw: bytes) -> list[dict[str, Any]]:
    """The characters, lines and sizes of each page."""
    with pdfplumber.open(io.BytesIO(raw)) as pdf:
        return [
            {
                "chars": [_drawn(char) for char in page.chars],
                "lines": page.lines,
                "width": float(page.width),
                "height": float(page.height),
            }
            for page in pdf.pages
        ]


_OPENING, _CLOSING = "（《〈“‘【", "，。、；：！？）》〉”’】"


def _drawn(char: dict[str, Any]) -> dict[str, Any]:
    """A character with the box that it is drawn in: of full-width punctuation that is half of what it takes at most."""
    half = char["size"] / 2
    if char["text"] in _CLOSING:
        return char | {"x1": char["x0"] + half}
    return char | {"x0": char["x1"] - half} if char["text"] in _OPENING else char


@cache
def structure(raw: bytes) -> Element:
    """The structure tree, which a screen reader reads."""
    marked: Marked = {}
    for number, page in enumerate(pages(raw)):
        for char in page["chars"]:
            if char["mcid"] is not None:
                marked.setdefault((number, char["mcid"]), []).append(char)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return _element(pdf.Root.StructTreeRoot, marked, numbers, None)


def _element(one: Any, marked: Marked, numbers: dict[Any, int], page: int | None) -> Element:
    made = Element(str(one.get("/S", "Root")).lstrip("/"), attributes=_attributes(one))
    page = numbers[one.Pg.objgen] if "/Pg" in one else page
    for kid in _list(one.get("/K")):
        if not isinstance(kid, int) and "/S" in kid:
            inner = _element(kid, marked, numbers, page)
            made.kids.append(inner)
            made.text += inner.text
            made.chars += inner.chars
        elif isinstance(kid, int) or "/MCID" in kid:
            at = numbers[kid.Pg.objgen] if not isinstance(kid, int) and "/Pg" in kid else page
            assert at is not None
            chars = marked.get((at, kid if isinstance(kid, int) else int(kid.MCID)), [])
            made.text += "".join(char["text"] for char in chars)
            made.chars += [(at, char) for char in chars]
    return made


def _attributes(one: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in _list(one.get("/A")):
        found |= {str(name).lstrip("/"): value for name, value in each.items() if str(name) != "/O"}
    return {name: value if isinstance(value, int) else str(value).lstrip("/") for name, value in found.items()}


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]
