"""Filled forms as PDF: set by Typst, accessible (PDF/UA-1) and for the archive (PDF/A-2a), the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import segno
import typst

from goalbook.catalogue import Catalogue, catalogue, language_of
from goalbook.fill import Text
from goalbook.grid import Cell, Grid
from goalbook.paper import Leaf, Paper
from goalbook.press import fonts
from goalbook.press.finish import finish
from goalbook.press.layout import in_structure, page_of, parts_of

STANDARDS = ["ua-1", "a-2a"]
_MOST = 60  # characters of a name in the running foot


def write_pdf(leaves: Iterable[Leaf], paper: Paper) -> bytes:
    """The documents in this order as one PDF file; with ``paper.cover`` as a book with contents and indexes.

    Raises ``goalbook.paper.FontFault`` before anything is written where the font or a character in it is missing.
    """
    t = catalogue(language_of(paper.language))
    sets, tables = [], []
    for leaf in leaves:
        fonts.check(_texts(leaf), paper.fonts, leaf.address)
        sets.append(_set(leaf, t))
        tables += [sum(in_structure(part), ()) for part in leaf.sheet if isinstance(part, Grid)]
    return finish(_compile(_data(sets, paper, t), paper), tables)


def _texts(leaf: Leaf) -> Iterator[str]:
    """All that is printed of a document."""
    yield from (leaf.title, leaf.body, leaf.source, leaf.address)
    for part in leaf.sheet:
        if isinstance(part, Text):
            yield from (one.text for one in part.paragraphs)
        else:
            yield from (part.title, part.subtitle, *part.below)
            yield from (cell.text for cell in (*part.above, *part.cells))


def _set(leaf: Leaf, t: Catalogue) -> dict[str, Any]:
    page = page_of(leaf.sheet, leaf.landscape)
    titled = any(isinstance(part, Grid) and part.title for part in leaf.sheet)
    return {
        "title": leaf.title,
        "heading": not titled,
        "deeper": 0 if titled else 1,
        "landscape": leaf.landscape,
        "side": page.side,
        "parts": parts_of(leaf.sheet, page, t),
        "tables": sum(isinstance(part, Grid) for part in leaf.sheet),
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
    return segno.make(address, error="m", micro=False).svg_inline(border=0, dark="#000") if address else None


def _data(sets: list[dict[str, Any]], paper: Paper, t: Catalogue) -> dict[str, Any]:
    first = sets[0]
    return {
        "title": paper.cover.title if paper.cover else first["title"],
        "author": paper.authority,
        "lang": "zh" if t.language == "zh" else "en",
        "region": "cn" if t.language == "zh" else None,
        "day": [int(part) for part in paper.date.split("-")] if paper.date else None,
        "families": list(paper.fonts.families),
        "words": {
            "continued": t("sheet.continued"),
            "page": [t("sheet.page_before"), t("sheet.page_between"), t("sheet.page_after")],
        },
        "leaves": sets,
    }


@cache
def _template() -> bytes:
    return files("goalbook").joinpath("press/form.typ").read_bytes()


def _compile(data: dict[str, Any], paper: Paper) -> bytes:
    compiler = typst.Compiler(font_paths=fonts.found(paper.fonts.folders))
    made, warnings = compiler.compile_with_warnings(
        _template(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=0,
    )
    if warnings:
        # An unknown family, for one, is a warning and would print blanks.
        raise RuntimeError("; ".join(warning.diagnostic for warning in warnings))
    assert isinstance(made, bytes)
    return made
