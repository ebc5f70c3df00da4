"""What a narrow screen shows of a table beside its text: there each row below the heads is a card, its values one under another."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from goalbook.forms.grid import Cell, Grid

_STEP = " › "
_LONGEST = 40  # characters of a label on a card; the head itself stands whole in the table


class Cards:
    """The words of the cards of a grid: over each value the heads of its column, over each card the labels that span its row."""

    def __init__(self, grid: Grid) -> None:
        self.head_rows = grid.head_rows
        heads = [cell for cell in grid.cells if cell.text and _is_head(cell, grid.head_rows)]
        self.texts = {cell[:2]: _attribute_text(cell.text) for cell in heads}
        over: list[list[str]] = [[] for _ in grid.widths]
        for cell in heads:
            for col in range(cell.col, cell.col + cell.cols):
                over[col].append(self.texts[cell[:2]])
        self.spanning: list[list[str]] = [[] for _ in range(grid.rows)]
        for cell in sorted(grid.cells, key=lambda cell: cell.col) if grid.head_rows else ():
            if cell.rows > 1 and cell.row >= grid.head_rows and cell.head == "row" and cell.text:
                said = " ".join(filter(None, (_STEP.join(over[cell.col]), _attribute_text(cell.text))))
                for row in range(cell.row + 1, cell.row + cell.rows):
                    self.spanning[row].append(said)

    def label(self, cell: Cell, heads: Iterable[tuple[int, int]]) -> str:
        """The attribute with the heads above a cell, from the top down; nothing over a head or where there are none."""
        if cell.row < self.head_rows:
            return ""
        return _attribute("gb-label", _STEP.join(self.texts[place] for place in heads if place in self.texts))

    def under(self, row: int) -> str:
        """The attribute with the labels that begin in a row above and span this one, each after its heads."""
        return _attribute("gb-under", " · ".join(self.spanning[row]))


def _is_head(cell: Cell, head_rows: int) -> bool:
    """Whether a cell is the head of a column: of one that begins in the head rows and goes on beside the rows below, no; in a
    table of labels beside their values, each that stands over some.
    """
    return cell.row + cell.rows <= head_rows if head_rows else cell.head == "col"


def _attribute(name: str, words: str) -> str:
    return f' data-{name}="{words}"' if words else ""


def _attribute_text(text: str) -> str:
    """A label, shortened, as it stands in an attribute."""
    line = " ".join(text.split())
    return escape(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…", quote=True)
