"""附：校核说明: what stands after an official form on paper, and which of its cells bear which signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from goalbook.forms.fill import Paragraph, ProseText, Sheet
from goalbook.forms.grid import Cell, Grid


@dataclass(frozen=True, slots=True)
class Annex:
    """What is said of a document after its form: ``paragraphs``, the first and the last of which tell where the annex begins and ends.

    ``signs`` are those of cells, by the paths of their values; ``legend`` says below the form what they mean.
    """

    paragraphs: tuple[Paragraph, ...]
    signs: Mapping[str, str]
    legend: str = ""

    @property
    def text(self) -> ProseText:
        """The annex as a part of a filled form is."""
        return ProseText(self.paragraphs)

    def sign(self, cell: Cell) -> str:
        """The signs of a cell: none where its words aren't printed."""
        return "" if cell.hidden or cell.lost else self.signs.get(cell.path, "")

    def signed(self, sheet: Sheet) -> Sheet:
        """A filled form with its signs after the texts of its cells."""
        return tuple(self._signed(part) if isinstance(part, Grid) else part for part in sheet) if self.signs else sheet

    def _signed(self, grid: Grid) -> Grid:
        cells = tuple(
            cell._replace(text=f"{cell.text}{sign}") if (sign := self.sign(cell)) else cell for cell in grid.cells
        )
        return replace(grid, cells=cells) if cells != grid.cells else grid
