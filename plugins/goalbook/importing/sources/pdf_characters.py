"""The characters of a page of a PDF file as it shows them: without those that it hides, raised and lowered ones as signs of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest
from typing import Any

import pdfplumber.page

from goalbook.importing.counting.untold import LOWERED, RAISED
from goalbook.importing.lines import Lines
from goalbook.importing.sources.pdf_clip import BoundedInterpreter, Bounds, narrowed, within_bounds

PdfCharacter = dict[str, Any]

_UNPAINTED = (3, 7)  # the modes of text that neither fill nor draw it
_HIDDEN = "goalbook-hidden"
_SMALLEST = 1.0  # points: what is smaller nobody reads
_FILLS = 500  # so many painted surfaces, the largest, can have white text on them
_SMALL = 0.85  # times the size of the one before it: a raised or lowered character
_SHIFTED = 0.08  # times that size: how far its foot is from the line
_BESIDE = 0.6  # times that size: how near it stands
_WHITE = {1: (1,), 3: (1, 1, 1), 4: (0, 0, 0, 0)}
_SIGNS = str.maketrans(RAISED), str.maketrans(LOWERED)
_WIDE, _HIGH = 4.0, 16.0  # points: characters are looked up by places of this size
_AROUND = [(right, below) for right in (0, -1, 1, -2, 2, -3) for below in (0, 1, -1)]


class _Device(pdfplumber.page.PDFPageAggregatorWithMarkedContent):
    """Gathers what a page paints, and marks the characters that it doesn't, or not within its bounds."""

    bounds: Bounds = None

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """A drawing in the page, which is bounded by its own box."""
        super().begin_figure(name, bbox, matrix)
        left, bottom, right, top = self.cur_item.bbox
        self.bounds = narrowed(self.bounds, [(left, bottom), (right, top)])

    def render_string(self, textstate: Any, *arguments: Any) -> None:
        """Text in one mode of painting."""
        held: list[Any] = self.cur_item._objs
        first = len(held)
        super().render_string(textstate, *arguments)
        for char in held[first:]:
            across, up = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
            if textstate.render in _UNPAINTED or not within_bounds(self.bounds, across, up):
                char.tag = _HIDDEN


def shown_characters(page: Any, lines: Lines) -> list[PdfCharacter]:
    """The characters of a page; those that it hides are set aside."""
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    BoundedInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    shown: list[PdfCharacter] = []
    hidden: list[PdfCharacter] = []
    fills = [char for char in page.rects if char.get("fill") and not _is_white(char)]
    painted = nlargest(_FILLS, fills, key=lambda char: char["width"] * char["height"])
    for char in page.chars:
        if char["text"].strip():
            (hidden if _is_hidden(char, page.cropbox, painted) else shown).append(char)
    lines.aside("hidden", f"P{page.page_number}", "".join(char["text"] for char in hidden), of_all=True)
    return list(_at_heights(shown, lines, page.page_number))


def _is_hidden(char: PdfCharacter, box: tuple[float, ...], painted: Iterable[PdfCharacter]) -> bool:
    """Whether nobody sees a character: unpainted, out of bounds, too small, off the page, or white where nothing is painted below it."""
    if char.get("tag") == _HIDDEN or char["size"] < _SMALLEST:
        return True
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    if not (box[0] <= across <= box[2] and box[1] <= down <= box[3]):
        return True
    return _is_white(char) and not any(
        rect["x0"] <= across <= rect["x1"] and rect["top"] <= down <= rect["bottom"] for rect in painted
    )


def _is_white(char: PdfCharacter) -> bool:
    color = char.get("non_stroking_color")
    return isinstance(color, (tuple, list)) and _WHITE.get(len(color)) == tuple(color)


def _at_heights(characters: list[PdfCharacter], lines: Lines, page: int) -> Iterator[PdfCharacter]:
    """The characters, small ones beside larger ones as the signs that they are, on the line of those; what has no sign is told."""
    largest: dict[tuple[int, int], PdfCharacter] = {}
    for char in characters:
        place = _place(char["x1"], char["bottom"])
        if place not in largest or (char["size"], char["x1"]) > (largest[place]["size"], largest[place]["x1"]):
            largest[place] = char
    for char in sorted(characters, key=lambda char: (char["x0"], char["top"])):
        base = _base(char, largest)
        if base is None:
            yield char
            continue
        raised = char["bottom"] < base["bottom"]
        text = char["text"].translate(_SIGNS[not raised])
        if text == char["text"]:
            lines.aside("raised", f"P{page}", text, of_all=True)
        moved = char | {"text": text, "top": base["top"], "bottom": base["bottom"], "size": base["size"]}
        # What follows stands beside this one as it would beside the larger.
        largest[_place(char["x1"], base["bottom"])] = moved
        yield moved


def _base(char: PdfCharacter, largest: dict[tuple[int, int], PdfCharacter]) -> PdfCharacter | None:
    """The larger character that a raised or lowered one stands behind."""
    across, down = _place(char["x0"], char["bottom"])
    for base in (largest.get((across + right, down + below)) for right, below in _AROUND):
        if base is None or char["size"] >= _SMALL * base["size"] or base["x0"] >= char["x0"]:
            continue
        overlaps = char["top"] < base["bottom"] and char["bottom"] > base["top"]
        overlaps = overlaps and abs(char["x0"] - base["x1"]) <= _BESIDE * base["size"]
        if overlaps and abs(char["bottom"] - base["bottom"]) > _SHIFTED * base["size"]:
            return base
    return None


def _place(across: float, down: float) -> tuple[int, int]:
    return int(across // _WIDE), int(down // _HIGH)
