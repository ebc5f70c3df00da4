"""The tables of a PDF file that has text, as lines: cells by the lines that are drawn around them, every character in its cell."""

from __future__ import annotations

import io
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from goalbook.importing.limits import SourceError, within
from goalbook.importing.lines import Lines, RawCell
from goalbook.importing.sources.measure_pdf import measure_pdf

_NEAR = 2.0  # points between edges that are one, and between the feet of characters on one line
_BLANK = 0.2  # times its size, between characters with a blank between them
_GAP = 2.0  # times its size, between characters of one text in a line
_FULL = 1.5  # times its size: a line that ends so near to the edge of its cell went on in the next

_Character = dict[str, Any]
_Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_Part = tuple[float, "_Grid | list[_Character]"]


def read_pdf(raw: bytes) -> Lines:
    """The tables of the pages and the texts around them, in printed order; scripts, forms and links of the file are left alone.

    Raises SourceError where it has no text or no table.
    """
    import pdfplumber

    from goalbook.importing.sources.pdf_characters import shown_characters

    lines = Lines()
    measure_pdf(raw)
    pages: list[list[_Part]] = []
    count = 0
    try:
        with pdfplumber.open(io.BytesIO(raw)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                within("pages", number)
                characters = shown_characters(page, lines)
                count += len(characters)
                within("characters", count)
                pages.append(_parts(characters, [table.cells for table in page.find_tables()] if characters else []))
                page.close()
    except SourceError:
        raise
    except Exception as error:  # of damaged files it makes errors of any kind
        raise SourceError("is-encrypted" if "Password" in repr(error) else "damaged") from error
    if not any(isinstance(part, _Grid) for page in pages for _, part in page):
        raise SourceError("pdf-no-table" if count else "pdf-scanned")
    return _as_lines(pages, lines)


def _parts(characters: list[_Character], tables: list[list[_Box]]) -> list[_Part]:
    """The tables and lines of text of a page, from its top down."""
    grids = [_Grid(cells) for cells in tables]
    around = [one for one in characters if not any(grid.take(one) for grid in grids)]
    parts: list[_Part] = [(grid.top, grid) for grid in grids]
    parts += [(line[0]["top"], line) for line in _lines_of(around)]
    return sorted(parts, key=lambda part: part[0])


def _as_lines(pages: list[list[_Part]], lines: Lines) -> Lines:
    """The parts of all pages; the running heads and feet are no text of the document. Where the file itself says which characters
    are, as of a page's furniture, that is believed of lines around tables; else they are the lines at the same height of several
    pages.
    """
    tagged = any(_is_furniture(line) for page in pages for _, line in page)
    running = Counter(mark for page in pages for mark in {_mark(part) for part in page})
    for number, page in enumerate(pages, 1):
        lines.leaf()
        for part in page:
            texts = [] if isinstance(part[1], _Grid) else [_joined(run) for run in _runs(part[1])]
            if isinstance(part[1], _Grid):
                lines.table(part[1].cells())
            elif _is_furniture(part[1]) if tagged else running[_mark(part)] > 1:
                lines.aside("margin", f"P{number}", "　".join(texts))
            elif len(texts) > 1:
                lines.beside(texts)
            else:
                lines.paragraph(texts[0])
    return lines


def _is_furniture(part: _Grid | list[_Character]) -> bool:
    """Whether a tagged file calls all of a line its page's, not its text's."""
    return not isinstance(part, _Grid) and all(character.get("tag") == "Artifact" for character in part)


def _mark(part: _Part) -> tuple[float, str]:
    """By what a running line is known on another page: its height and its words, whatever its numbers."""
    top, line = part
    return (0.0, "") if isinstance(line, _Grid) else (round(top), re.sub("[0-9]+", "0", _joined(line)))


class _Grid:
    """A table that is drawn: its cells, and the characters in each."""

    def __init__(self, boxes: list[_Box]) -> None:
        self.boxes = boxes
        self.columns = _edges(edge for box in boxes for edge in (box[0], box[2]))
        self.rows = _edges(edge for box in boxes for edge in (box[1], box[3]))
        within("area", len(self.columns) * len(self.rows))
        self.top = self.rows[0]
        self.held: list[list[_Character]] = [[] for _ in boxes]
        self.owner: dict[tuple[int, int], int] = {}
        for n, (row, column, rows, columns) in enumerate(map(self._place, boxes)):
            within("merged", len(self.owner) + rows * columns)
            for down in range(rows):
                self.owner |= dict.fromkeys(((row + down, column + right) for right in range(columns)), n)

    def _place(self, box: _Box) -> tuple[int, int, int, int]:
        """Row, column, and how many of both it spans."""
        left, right = (bisect_left(self.columns, edge - _NEAR) for edge in (box[0], box[2]))
        top, bottom = (bisect_left(self.rows, edge - _NEAR) for edge in (box[1], box[3]))
        return top, left, max(bottom - top, 1), max(right - left, 1)

    def take(self, character: _Character) -> bool:
        """Put a character into the cell that its middle is in; False where it is in none."""
        across, down = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
        place = bisect_right(self.rows, down) - 1, bisect_right(self.columns, across) - 1
        cell = self.owner.get(place)
        if cell is not None:
            self.held[cell].append(character)
        return cell is not None

    def cells(self) -> Iterator[RawCell]:
        """The cells with their texts."""
        for box, characters in zip(self.boxes, self.held, strict=True):
            row, column, rows, columns = self._place(box)
            yield RawCell(row, column, _text(characters, box[2]), rows, columns)


def _edges(found: Iterable[float]) -> list[float]:
    """The edges of columns or rows, each once."""
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges


def _lines_of(characters: list[_Character]) -> list[list[_Character]]:
    """Characters line by line, each from left to right."""
    found: list[list[_Character]] = []
    for character in sorted(characters, key=lambda one: (one["bottom"], one["x0"])):
        if found and character["bottom"] - found[-1][0]["bottom"] <= _NEAR:
            found[-1].append(character)
        else:
            found.append([character])
    return [sorted(line, key=lambda one: one["x0"]) for line in found]


def _runs(line: list[_Character]) -> Iterator[list[_Character]]:
    """The texts that stand side by side in a line."""
    run = [line[0]]
    for character in line[1:]:
        if character["x0"] - run[-1]["x1"] > _GAP * character["size"]:
            yield run
            run = []
        run.append(character)
    yield run


def _joined(line: list[_Character]) -> str:
    """The text of a line, with a blank where characters stand apart."""
    texts = [line[0]["text"]]
    for before, character in pairwise(line):
        apart = character["x0"] - before["x1"] > _BLANK * character["size"]
        texts.append(f" {character['text']}" if apart else character["text"])
    return "".join(texts)


def _text(characters: list[_Character], edge: float) -> str:
    """The text of a cell that ends at an edge: a line that is full goes on in the next, others end."""
    parts: list[str] = []
    for line in _lines_of(characters):
        parts.append(_joined(line))
        full = edge - line[-1]["x1"] < _FULL * line[-1]["size"]
        parts.append("" if full else "\n")
    return "".join(parts).strip("\n")
