"""One grid as an HTML table: every data cell names its heads, and every cell that prints a value has an id."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from html import escape
from itertools import pairwise

from goalbook.forms.grid import Cell, Grid, centred, lines_around
from goalbook.messages.catalogue import Catalogue
from goalbook.model.direction import has_own_direction
from goalbook.model.places import cell_anchor
from goalbook.writers.html_cards import Cards
from goalbook.writers.html_text import Marks, direction, id_of, permalink, sign_of_mark, text_html

Glossary = Callable[[str], str]

# A cell over more rows than this may be cut by the end of a printed page; a shorter one is kept whole.
_TALL = 20


class HtmlTable:
    """Writes one grid as HTML asks: head rows become thead, and a side label that begins in them is cut at the boundary; a
    column in which no cell begins is one with the column before it.
    """

    def __init__(
        self,
        grid: Grid,
        number: int,
        t: Catalogue,
        term: Glossary,
        marks: Marks,
        anchors: Mapping[str, str] | None,
    ) -> None:
        self.grid, self.t, self.term, self.marks, self.anchors = grid, t, term, marks, anchors
        self.prefix = f"t{number}"
        self.ids = {(cell.row, cell.col): cell.anchor for cell in grid.cells if cell.anchor}
        if anchors is not None:
            printed = (cell for cell in grid.cells if cell.path and not cell.anchor)
            self.ids |= {(cell.row, cell.col): cell_anchor(cell.path, anchors) for cell in printed}
        self.cards = Cards(grid)
        self.side = _names_column(grid)
        self.begun = sorted({cell.col for cell in grid.cells})
        self.before = [bisect_left(self.begun, col) for col in range(len(grid.widths) + 1)]
        self.turned = has_own_direction("".join(cell.text for cell in grid.cells))
        self.rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
        for cell in grid.cells:
            self.rows[cell.row].append(cell)
        self.heads = {place: self._id(place) for cell in grid.cells if _is_th(cell) and (place := cell[:2])}
        self.headed = {cell[:2]: self._heads_of(cell) for cell in grid.cells}
        self.named = {place for heads in self.headed.values() for place in heads}
        self.origins = {
            (grid.head_rows, cell.col): (cell.row, cell.col)
            for cell in grid.cells
            if cell.row < grid.head_rows < cell.row + cell.rows
        }

    def write(self, heading: int) -> str:
        """The table with what stands above and below it; ``heading`` is the level of its title."""
        before, after = self._around(heading)
        head = self.grid.head_rows
        return f"{before}{self._rows(0, head, 'thead')}{self._rows(head, self.grid.rows, 'tbody')}{after}"

    def weigh(self, heading: int) -> list[int]:
        """The bytes of each row; the first has those of all that stands around the rows."""
        head, end = self.grid.head_rows, self.grid.rows
        rows = [self._row(n, 0, head) for n in range(head)] + [self._row(n, head, end) for n in range(head, end)]
        around = sum(len(text.encode()) for text in self._around(heading))
        return [len(row.encode()) + (0 if n else around) for n, row in enumerate(rows)]

    def _around(self, heading: int) -> tuple[str, str]:
        grid = self.grid
        name = grid.title or self.t("table.indicators")
        caption = (
            f'<h{heading} class="gb-title"{direction(grid.title)}>{text_html(grid.title)}</h{heading}>'
            if grid.title
            else ""
        )
        if grid.subtitle:
            caption += f'<p class="gb-subtitle"{direction(grid.subtitle)}>{text_html(grid.subtitle)}</p>'
        number = f'<p class="gb-form-number">{text_html(grid.number)}</p>' if grid.number else ""
        joined = " gb-joined" if grid.joined else ""
        return (
            f"{number}{caption}{self._lines(grid.above, 'gb-above')}"
            f'<div class="gb-scroll{joined}" role="region" tabindex="0" aria-label="{escape(name, quote=True)}">'
            f'<table class="gb-grid"><caption class="gb-hidden">{escape(name)}</caption>{self._columns()}',
            f"</table></div>{self._lines(grid.below, 'gb-sign')}",
        )

    def _columns(self) -> str:
        total = sum(self.grid.widths)
        widths = (sum(self.grid.widths[col:after]) for col, after in pairwise([*self.begun, len(self.grid.widths)]))
        side = self.before[self.side]
        columns = (
            f'<col class="gb-w{round(100 * width / total)}{" gb-side" if n == side else ""}">'
            for n, width in enumerate(widths)
        )
        return f"<colgroup>{''.join(columns)}</colgroup>"

    def _lines(self, cells: tuple[Cell, ...], style: str) -> str:
        found = []
        for line in lines_around(cells):
            middle = centred(line)
            spans = "".join(
                f"<span{id_of(cell.path, self.anchors)}{direction(cell.text)}>{text_html(cell.text)}</span>"
                for cell in line
                if cell.text or not middle
            )
            found.append(f'<p class="{style}{" gb-centred" if middle else ""}">{spans}</p>')
        return "".join(found)

    def _rows(self, first: int, last: int, group: str) -> str:
        if first == last:
            return ""
        return f"<{group}>{''.join(self._row(n, first, last) for n in range(first, last))}</{group}>"

    def _row(self, n: int, first: int, last: int) -> str:
        """A row of those from ``first`` to ``last``, which are the head or what is below it."""
        cells = self.rows[n]
        if n == first == self.grid.head_rows:
            cells = sorted([*self._continued(), *cells], key=lambda cell: cell.col)
        return f"<tr{self.cards.under(n)}>{''.join(self._cell(cell, last) for cell in cells)}</tr>"

    def _continued(self) -> list[Cell]:
        """The lower parts of labels that begin in the head rows: their text stands there, beside the rows they head."""
        head = self.grid.head_rows
        begun = [cell for cell in self.grid.cells if (head, cell.col) in self.origins and cell.row < head]
        begun = [cell for cell in begun if cell.row + cell.rows > head]
        return [cell._replace(row=head, rows=cell.row + cell.rows - head) for cell in begun]

    def _id(self, place: tuple[int, int]) -> str:
        return self.ids.get(place) or f"{self.prefix}r{place[0] + 1}c{place[1] + 1}"

    def _cell(self, cell: Cell, last: int) -> str:
        if cell.row + cell.rows > last:
            side = " gb-side" if self._is_aside(cell) else ""
            return f'<td class="gb-cut{side}"{self._spans(cell, last - cell.row)}></td>'
        own = cell[:2]
        place = self.origins.get(own, own)
        tag = "th" if place in self.heads else "td"
        attributes = self._spans(cell, cell.rows)
        if place in self.ids or place in self.named:
            attributes += f' id="{self._id(place)}"'
        if tag == "th":
            attributes += f' scope="{cell.head}"'
        heads = self.headed[own] if place is own else self._heads_of(cell)
        if names := " ".join([self.heads[head] for head in heads if head in self.heads]):
            attributes += f' headers="{names}"'
        attributes += self.cards.label(cell, heads)
        if self.turned:
            attributes += direction(cell.text)
        return f"<{tag}{attributes}{_classes(cell, self._is_aside(cell))}>{self._inside(cell)}</{tag}>"

    def _is_aside(self, cell: Cell) -> bool:
        """Whether a cell is of the column that stays in sight where the table scrolls."""
        return cell.col == self.side and (
            not self.side or self.before[cell.col + cell.cols] == self.before[cell.col] + 1
        )

    def _spans(self, cell: Cell, rows: int) -> str:
        columns = self.before[cell.col + cell.cols] - self.before[cell.col]
        spans = f' rowspan="{rows}"' if rows > 1 else ""
        return f'{spans} colspan="{columns}"' if columns > 1 else spans

    def _heads_of(self, cell: Cell) -> tuple[tuple[int, int], ...]:
        """The heads of a data cell; of a row's head the ones before it in its row and those of the column.

        HTML's own search for heads stops at the first data cell, so it would find none for a name with a blank above.
        """
        head_rows = self.grid.head_rows
        if not head_rows or cell.head != "row" or cell.kind == "label":
            return cell.heads
        place = (cell.row, cell.col)
        led = next((one.heads for one in self.rows[cell.row] if place in one.heads), (place,))
        above = (
            (one.row, one.col) for row in self.rows[:head_rows] for one in row if one.head == "col" and _over(one, cell)
        )
        return (*led[: led.index(place)], *above)

    def _inside(self, cell: Cell) -> str:
        if cell.lost:
            return f'<span class="gb-absent">{self.t("lost")}</span>'
        text = text_html(cell.text) if cell.text else ""
        if cell.hidden:
            return f'<span class="gb-lost-label">{text}</span>'
        if cell.kind == "label" and (address := self.term(cell.text)):
            text = f'<a class="gb-term" href="{escape(address, quote=True)}">{text}</a>'
        for mark in self.marks.get(cell.path, ()):
            text += sign_of_mark(mark, self.t)
        if cell.anchor:
            text += permalink(cell.anchor, cell.text, self.t)
        if cell.vertical:
            text = f'<span class="gb-upright">{text}</span>'
        if cell.continued and text:
            # Without text of its own, so that copied text stays as printed.
            text = f'<span class="gb-continued" data-gb-word="{escape(self.t("table.continued"), quote=True)}"></span>{text}'
        return text


def _is_th(cell: Cell) -> bool:
    """An empty head would be announced as nothing, so a blank cell is a data cell."""
    return bool(cell.head and (cell.text or cell.lost))


def _over(one: Cell, other: Cell) -> bool:
    return one.col < other.col + other.cols and other.col < one.col + one.cols


def _names_column(grid: Grid) -> int:
    """The column that holds the names of most records, else the first."""
    named = Counter(cell.col for cell in grid.cells if cell.anchor and cell.row >= grid.head_rows)
    return min(named, key=lambda col: (-named[col], col), default=0)


def _classes(cell: Cell, aside: bool) -> str:
    names = ["gb-name"] if cell.kind == "label" and cell.head == "row" else []
    if cell.align:
        names.append(f"gb-align-{cell.align}")
    if cell.kind in ("amount", "number"):
        names.append(f"gb-{cell.kind}")
    if cell.vertical:
        names.append("gb-vertical")
    if cell.rows > _TALL:
        names.append("gb-tall")
    if aside:
        names.append("gb-side")
    return f' class="{" ".join(names)}"' if names else ""
