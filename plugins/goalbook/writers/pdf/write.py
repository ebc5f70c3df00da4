"""Filled forms as PDF: set by Typst, accessible (PDF/UA-1) and for the archive (PDF/A-2a), the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import segno
import typst

from goalbook.forms.grid import Cell, Grid
from goalbook.messages.catalogue import Catalogue, catalogue, language_of
from goalbook.writers.geometry import PDF
from goalbook.writers.paper import Leaf, Paper
from goalbook.writers.pdf import fonts
from goalbook.writers.pdf.finish import finish_pdf
from goalbook.writers.pdf.layout import PaperSize, PartLayout, inline, layouts_of, page_of
from goalbook.writers.pdf.volume import BookVolume, book_of

_MOST = 60  # characters of a name in the running foot
_MASK = 4
_KEPT = 10  # files for which Typst keeps what was set for one before


def write_pdf(leaves: Iterable[Leaf], paper: Paper, volume: BookVolume | None = None) -> bytes:
    """The documents in this order as one PDF file; with ``paper.cover`` as a book, or a volume of one.

    Raises ``goalbook.writers.paper.FontFault`` before anything is written where the font or a character in it is missing.
    """
    data, tables = _data(list(leaves), paper, volume or BookVolume())
    return finish_pdf(_compile(data, paper), tables)


def require_pdf(leaf: Leaf, paper: Paper) -> None:
    """Raises ``goalbook.writers.paper.FontFault`` where a document can't be printed whole."""
    fonts.check(leaf.texts, paper.fonts, leaf.address)


def pages_of(leaves: Iterable[Leaf], paper: Paper) -> list[int]:
    """The page on which each document of a volume of a book begins: set without what has no part in that."""
    data, _ = _data(list(leaves), paper, BookVolume(0))
    _forget(data, paper)
    compiler = typst.Compiler(_template(bool(data["book"])), font_paths=_fonts(paper), sys_inputs=_inputs(data))
    return [page for _, page in sorted(json.loads(compiler.query("<start>", field="value")))]


def _set(leaf: Leaf, page: PaperSize, parts: list[PartLayout]) -> dict[str, Any]:
    titled = any(isinstance(part, Grid) and part.title for part in leaf.sheet)
    return {
        "title": leaf.title,
        "heading": not titled,
        "deeper": 0 if titled else 1,
        "paper": leaf.sides,
        "side": page.side,
        "parts": [part.data for part in parts],
        "legend": leaf.annex.legend if leaf.annex else "",
        "annex": [[one.level, inline(one.text)] for one in leaf.annex.paragraphs] if leaf.annex else [],
        "tables": sum(bool(part.cells) for part in parts),
    }


def _edge(leaf: Leaf, t: Catalogue) -> dict[str, Any]:
    """What stands at the foot of a document's pages."""
    return {
        "foot": [line for line in _foot(leaf, t) if line],
        "qr": _qr(leaf.permalink),
        "link": leaf.permalink,
    }


def _foot(leaf: Leaf, t: Catalogue) -> Iterator[str]:
    yield t("sheet.of", body=_short(leaf.body), title=_short(leaf.title))
    source = t("sheet.source", source=_short(leaf.source)) if leaf.source else ""
    date = t("sheet.date", day=leaf.date) if leaf.date else ""
    yield t("sheet.between").join(filter(None, (source, date)))
    yield t("sheet.id", address=leaf.address, digest=leaf.digest[:12])
    if leaf.permalink:
        yield leaf.permalink


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


def _qr(address: str) -> str | None:
    """A QR code as SVG. Which mask it has makes no difference to readers; trying all would take most of the time."""
    return (
        segno.make(address, error="m", micro=False, mask=_MASK).svg_inline(border=0, dark="#000") if address else None
    )


def _data(leaves: list[Leaf], paper: Paper, volume: BookVolume) -> tuple[dict[str, Any], list[tuple[Cell | None, ...]]]:
    """What the template needs, and the cells of each table in reading order."""
    t = catalogue(language_of(paper.language))
    for leaf in leaves:
        require_pdf(leaf, paper)
    cover = paper.cover
    sets, tables = [], []
    for leaf in leaves:
        page = page_of(leaf.sheet, leaf.sides)
        parts = layouts_of(leaf.signed, page, t, bool(cover))
        sets.append(_set(leaf, page, parts) | (_edge(leaf, t) if volume.number else {"foot": []}))
        tables += [part.cells for part in parts if part.cells]
    data = {
        "title": cover.title if cover else leaves[0].title,
        "author": paper.authority,
        "lang": t.language,
        "region": "cn" if t.language == "zh" else None,
        "day": _day(paper.date),
        "families": list(paper.fonts.families),
        "geometry": PDF._asdict(),
        "words": _words(t),
        "leaves": sets,
        "book": book_of(leaves, volume, cover.lines, t("sheet.date", day=paper.date) if paper.date else "")
        if cover
        else None,
    }
    return data, tables


def _day(day: str) -> list[int] | None:
    """Year, month and day; none where it isn't known or not in the calendar, which goal files may state."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return [found.year, found.month, found.day]


def _words(t: Catalogue) -> dict[str, str | list[str]]:
    """The words around the forms; a list has what stands before, between and after numbers."""
    return {
        "page": [t("sheet.page_before"), t("sheet.page_between"), t("sheet.page_after")],
        "volume": [t("sheet.volume_before"), t("sheet.volume_after")],
        "volumes": [t("sheet.volumes_before"), t("sheet.volumes_after")],
        "continued": t("sheet.continued"),
        "contents": t("sheet.contents"),
        "whole-contents": t("sheet.whole_contents"),
        "bodies": t("sheet.bodies"),
        "indicators": t("sheet.indicators"),
        "list": t("sheet.list"),
    }


@cache
def _template(book: bool) -> bytes:
    names = ("form", "book") if book else ("form", "documents")
    return b"".join(files("goalbook").joinpath(f"writers/pdf/{name}.typ").read_bytes() for name in names)


def _fonts(paper: Paper) -> typst.Fonts:
    return fonts.found(paper.fonts.folders)


def _inputs(data: dict[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def _forget(data: dict[str, Any], paper: Paper) -> None:
    """Before a file of several documents Typst lets go of what it set: of ten such files it would keep more than a gigabyte."""
    if len(data["leaves"]) > 1:
        compiler = typst.Compiler(font_paths=_fonts(paper))
        for _ in range(_KEPT + 1):
            compiler.compile(b"", format="svg")


def _compile(data: dict[str, Any], paper: Paper) -> bytes:
    _forget(data, paper)
    made, warnings = typst.Compiler(font_paths=_fonts(paper)).compile_with_warnings(
        _template(bool(data["book"])),
        format="pdf",
        sys_inputs=_inputs(data),
        pdf_standards=["ua-1", "a-2a"],
        timestamp=0,
    )
    if warnings:
        # An unknown family, for one, is a warning and would print blanks.
        raise RuntimeError("; ".join(warning.diagnostic for warning in warnings))
    assert isinstance(made, bytes)
    return made
