"""A PDF file as a reader's programs see it: its structure with the text of every element, and what stands on each page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pdfplumber
import pikepdf


@dataclass
class Element:
    """An element of the structure tree: its type, attributes, own and inner text in reading order, and its children."""

    kind: str
    text: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Element] = field(default_factory=list)

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
            {"chars": page.chars, "lines": page.lines, "width": float(page.width), "height": float(page.height)}
            for page in pdf.pages
        ]


@cache
def structure(raw: bytes) -> Element:
    """The structure tree, which a screen reader reads."""
    texts: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pages(raw)):
        for char in page["chars"]:
            if char["mcid"] is not None:
                place = number, char["mcid"]
                texts[place] = texts.get(place, "") + char["text"]
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return _element(pdf.Root.StructTreeRoot, texts, numbers, None)


def _element(one: Any, texts: dict[tuple[int, int], str], numbers: dict[Any, int], page: int | None) -> Element:
    made = Element(str(one.get("/S", "Root")).lstrip("/"), attributes=_attributes(one))
    page = numbers[one.Pg.objgen] if "/Pg" in one else page
    for kid in _list(one.get("/K")):
        if isinstance(kid, int):
            assert page is not None
            made.text += texts.get((page, kid), "")
        elif "/MCID" in kid:
            made.text += texts.get((numbers[kid.Pg.objgen] if "/Pg" in kid else page, int(kid.MCID)), "")  # type: ignore[arg-type]
        elif "/S" in kid:
            inner = _element(kid, texts, numbers, page)
            made.kids.append(inner)
            made.text += inner.text
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
