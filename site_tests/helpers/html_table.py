"""The table model of the HTML standard: which cells stand where, and which header cells a cell is assigned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import html


@dataclass(frozen=True, eq=False)
class TableCell:
    """A td or th with its place and size in slots; ``group`` tells its row group from others."""

    element: html.HtmlElement
    x: int
    y: int
    width: int
    height: int
    group: int

    @property
    def is_head(self) -> bool:
        """Whether it is a header cell."""
        return self.element.tag == "th"

    @property
    def section(self) -> str:
        """The tag of its row group."""
        return str(self.element.xpath("name(ancestor::*[self::thead or self::tbody or self::tfoot][1])"))

    @property
    def text(self) -> str:
        """What it says, white space as one blank; full-width spaces stay."""
        return " ".join(part for part in self.element.text_content().replace("\n", " ").split(" ") if part)

    def covers(self, x: int, y: int) -> bool:
        """Whether it covers a slot."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Table:
    """A table element formed as the standard forms it ("forming a table"), for tables without growing cells."""

    def __init__(self, element: html.HtmlElement) -> None:
        self.element = element
        self.cells: list[TableCell] = []
        self.slots: dict[tuple[int, int], TableCell] = {}
        y = 0
        for number, group in enumerate(element.xpath("thead | tbody | tfoot")):
            first = y
            rows = group.xpath("tr")
            for row in rows:
                self._row(row, y, number, first + len(rows))
                y += 1
        self.width = max(x for x, _ in self.slots) + 1
        self.height = y

    def _row(self, row: html.HtmlElement, y: int, group: int, end: int) -> None:
        x = 0
        for element in row.xpath("td | th"):
            while (x, y) in self.slots:
                x += 1
            width, height = int(element.get("colspan", 1)), min(int(element.get("rowspan", 1)), end - y)
            cell = TableCell(element, x, y, width, height, group)
            self.cells.append(cell)
            for place in ((x + dx, y + dy) for dx in range(width) for dy in range(height)):
                assert place not in self.slots, f"two cells in slot {place}"
                self.slots[place] = cell
            x += width

    @cached_property
    def holes(self) -> list[tuple[int, int]]:
        """Slots that no cell covers."""
        return [(x, y) for y in range(self.height) for x in range(self.width) if (x, y) not in self.slots]

    def heads(self, cell: TableCell) -> list[TableCell]:
        """The header cells assigned to a cell, in the standard's order ("assigning header cells")."""
        names = cell.element.get("headers")
        found = self._by_scope(cell) if names is None else self._by_name(cell, names.split())
        kept = (head for head in found if head is not cell and head.text)
        return list(dict.fromkeys(kept))

    def _by_name(self, cell: TableCell, names: list[str]) -> Iterator[TableCell]:
        root = cell.element.getroottree()
        cells = {one.element: one for one in self.cells}
        for name in names:
            first = root.xpath("//*[@id=$name]", name=name)[:1]
            if first and first[0] in cells:
                yield cells[first[0]]

    def _by_scope(self, cell: TableCell) -> Iterator[TableCell]:
        for x in range(cell.x, cell.x + cell.width):
            yield from self._scan(cell, x, cell.y, 0, -1)
        for y in range(cell.y, cell.y + cell.height):
            yield from self._scan(cell, cell.x, y, -1, 0)
        groups = (head for head in self.cells if head.element.get("scope") == "rowgroup" and head.group == cell.group)
        yield from (head for head in groups if head.x < cell.x + cell.width and head.y < cell.y + cell.height)

    def _scan(self, cell: TableCell, x: int, y: int, dx: int, dy: int) -> Iterator[TableCell]:
        """The internal algorithm for scanning and assigning header cells, from a slot outwards."""
        opaque: list[TableCell] = []
        in_block, block = cell.is_head, [cell] if cell.is_head else []
        while (x := x + dx) >= 0 and (y := y + dy) >= 0:
            current = self.slots.get((x, y))
            if current is None:
                continue
            if current.is_head:
                in_block = True
                block.append(current)
                if not self._blocked(current, opaque, across=dx == 0):
                    yield current
            elif in_block:
                in_block = False
                opaque += block
                block = []

    def _blocked(self, current: TableCell, opaque: list[TableCell], across: bool) -> bool:
        if across:
            hidden = any(one.x == current.x and one.width == current.width for one in opaque)
            return hidden or not self.is_column_head(current)
        hidden = any(one.y == current.y and one.height == current.height for one in opaque)
        return hidden or not self.is_row_head(current)

    def is_column_head(self, cell: TableCell) -> bool:
        """A header cell that heads columns, by its scope or because no data cell stands beside it."""
        scope = cell.element.get("scope")
        if scope:
            return scope == "col"
        rows = range(cell.y, cell.y + cell.height)
        return all(one.is_head for (_, y), one in self.slots.items() if y in rows)

    def is_row_head(self, cell: TableCell) -> bool:
        """A header cell that heads rows, by its scope or because no data cell stands above or below it."""
        scope = cell.element.get("scope")
        if scope:
            return scope == "row"
        columns = range(cell.x, cell.x + cell.width)
        return not self.is_column_head(cell) and all(one.is_head for (x, _), one in self.slots.items() if x in columns)
