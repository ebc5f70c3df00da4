"""A filled form as a picture of plain characters, for a terminal: every line of a table is as wide as the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.grid import Cell, Grid, centred, lines_around
from goalbook.messages.visible import columns_of, visible

_LEAST = 4  # columns of the terminal, for the narrowest column of a table
_FULL = "　"


def text_picture(sheet: Sheet, width: int) -> list[str]:
    """The lines of a picture of a form, tables about ``width`` columns of a terminal wide; a blank line between parts."""
    lines: list[str] = []
    for n, part in enumerate(sheet):
        found = list(_prose(part) if isinstance(part, ProseText) else _table(part, width))
        if isinstance(part, Grid) and part.joined and lines and len(lines[-1]) == len(found[0]):
            # The border that two tables have in common is drawn once.
            found[0] = "".join("+" if "+" in pair else pair[0] for pair in zip(lines.pop(), found[0], strict=True))
        elif n:
            lines.append("")
        lines += found
    return lines


def _prose(part: ProseText) -> Iterator[str]:
    yield from (f"{'#' * one.level} {visible(one.text)}".strip() for one in part.paragraphs)


def _table(grid: Grid, width: int) -> Iterator[str]:
    edges = _edges(grid.widths, width)
    if grid.number:
        yield visible(grid.number)
    for text in filter(None, (grid.title, grid.subtitle)):
        yield _in_middle(text, edges[-1])
    for cells in lines_around(grid.above):
        yield _around(cells, edges[-1])
    yield from _Canvas(grid, edges).lines()
    for cells in lines_around(grid.below):
        yield _around(cells, edges[-1])


def _around(cells: list[Cell], width: int) -> str:
    """A line over or below a table."""
    if centred(cells):
        return _in_middle(cells[1].text, width)
    return "    ".join(visible(cell.text) for cell in cells).rstrip()


def _in_middle(text: str, width: int) -> str:
    return f"{' ' * max(0, (width + 1 - columns_of(text)) // 2)}{visible(text)}"


def _edges(widths: tuple[int, ...], width: int) -> list[int]:
    """Where the borders of columns stand, from 0."""
    scale = max(1, width - 1 - len(widths)) / sum(widths)
    return list(accumulate((max(_LEAST, round(one * scale)) + 1 for one in widths), initial=0))


class _Canvas:
    """Characters by their place; one that takes two columns has an empty one behind it."""

    def __init__(self, grid: Grid, edges: list[int]) -> None:
        self.edges = edges
        self.texts = {cell[:2]: broken_text(_text(cell), self._room(cell)) for cell in grid.cells}
        heights = [1] * grid.rows
        for cell in sorted(grid.cells, key=lambda one: one.rows):
            held = sum(heights[cell.row : cell.row + cell.rows]) + cell.rows - 1
            heights[cell.row + cell.rows - 1] += max(0, len(self.texts[cell[:2]]) - held)
        self.tops = list(accumulate((one + 1 for one in heights), initial=0))
        self.signs = [[" "] * (edges[-1] + 1) for _ in range(self.tops[-1] + 1)]
        for cell in grid.cells:
            self._frame(cell)
        for cell in grid.cells:
            self._write(cell)

    def lines(self) -> Iterator[str]:
        """The lines of the picture."""
        yield from ("".join(line) for line in self.signs)

    def _room(self, cell: Cell) -> int:
        return self.edges[cell.col + cell.cols] - self.edges[cell.col] - 1

    def _frame(self, cell: Cell) -> None:
        top, bottom = self.tops[cell.row], self.tops[cell.row + cell.rows]
        left, right = self.edges[cell.col], self.edges[cell.col + cell.cols]
        for y in (top, bottom):
            for x in range(left + 1, right):
                if self.signs[y][x] == " ":
                    self.signs[y][x] = "-"
        for x in (left, right):
            for y in range(top + 1, bottom):
                if self.signs[y][x] == " ":
                    self.signs[y][x] = "|"
        for y, x in ((top, left), (top, right), (bottom, left), (bottom, right)):
            self.signs[y][x] = "+"

    def _write(self, cell: Cell) -> None:
        top, bottom = self.tops[cell.row], self.tops[cell.row + cell.rows]
        lines = self.texts[cell[:2]]
        y = top + 1 + (bottom - top - 1 - len(lines)) // 2
        for n, line in enumerate(lines):
            x = self.edges[cell.col] + 1
            for sign in line:
                self.signs[y + n][x] = sign
                if columns_of(sign) == 2:
                    self.signs[y + n][x + 1] = ""
                x += columns_of(sign)


def _text(cell: Cell) -> str:
    text = visible(cell.text.strip(_FULL)) if cell.path else visible(cell.text)
    return f"({text})" if cell.hidden and text else text


def broken_text(text: str, room: int) -> list[str]:
    """A text in lines of at most so many columns."""
    lines, line = [], ""
    for sign in text:
        if columns_of(line) + columns_of(sign) > room:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line] if line or not lines else lines
