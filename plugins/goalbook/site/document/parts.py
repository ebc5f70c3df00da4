"""A document on its pages: one, or several where its form is long, cut at its items; each anchor stands on one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from goalbook.book.filled import Filled
from goalbook.forms.cut import cut_grid
from goalbook.forms.fill import Paragraph, ProseText, Sheet
from goalbook.forms.grid import Cell, Grid
from goalbook.model.places import cell_anchor
from goalbook.site.document.sheet import weigh_sheet
from goalbook.site.frame.settings import Settings

# Bytes of the form on a page: with the theme and what stands beside the form it stays under 1 MB.
PAGE_BYTES = 800_000

_LONGEST = 24  # characters of a name in the list of parts


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages of a document at an address.

    ``sheets`` are what each shows of the form, ``names`` the item or indicator that begins each; ``places`` has for every anchor
    of the form that isn't on the first page the number of its page, from 1; ``records`` are those of items and indicators by page,
    with blanks between them.
    """

    address: str
    sheets: tuple[Sheet, ...]
    names: tuple[str, ...] = ("",)
    records: tuple[str, ...] = ("",)
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sheets)

    def page(self, number: int) -> str:
        """The address of a page."""
        return self.address if number == 1 else f"{self.address}/{number}"

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses of the pages."""
        return tuple(map(self.page, range(1, self.count + 1)))

    def page_of(self, anchor: str) -> str:
        """The address of the page that an anchor is on."""
        return self.page(self.places.get(anchor, 1))


def document_parts(settings: Settings, filled: Filled) -> Parts:
    """The pages of a document. The same document has the same ones, wherever they are asked for."""
    address = filled.entry.address
    room = PAGE_BYTES - _beside(filled)
    if (filled.entry.withdrawn and not settings.withdrawn_text) or _at_most(filled) <= room:
        return Parts(address, (filled.sheet,))
    cuts = list(_cuts(filled.sheet, weigh_sheet(settings, filled), max(room, PAGE_BYTES // 4)))
    sheets = _sheets(filled.sheet, cuts)
    places: dict[str, int] = {}
    records: list[list[str]] = [[] for _ in sheets]
    for number, sheet in enumerate(sheets, 1):
        for anchor in _anchors(sheet, filled.anchors):
            if places.setdefault(anchor, number) == number and ":" not in anchor:
                records[number - 1].append(anchor)
    later = {anchor: number for anchor, number in places.items() if number > 1}
    return Parts(address, sheets, tuple(map(_name, sheets)), tuple(map(" ".join, records)), later)


def _at_most(filled: Filled) -> int:
    """More bytes than the form has as HTML, without writing it."""
    longest = max(map(len, filled.anchors.values()), default=0) + 40
    most = 0
    for part in filled.sheet:
        if isinstance(part, Grid):
            most += sum(900 + 6 * len(cell.text) + (len(cell.heads) + 4) * longest for cell in part.cells)
        else:
            most += sum(400 + 6 * len(one.text) + 3 * longest for one in part.paragraphs)
    return most


def _beside(filled: Filled) -> int:
    """About how many bytes stand on the first page beside the form: notes, and what leads to the other pages."""
    document = filled.document
    texts = [text for one in document.review for text in (one.at, one.printed, one.suggest, one.note)]
    texts += [text for one in document.accept for text in (one.reason, one.at)]
    texts += document.source.lost if document.source else ()
    return sum(100 + len(escape(text).encode()) for text in texts if text) + sum(
        len(one) + 1 for one in filled.anchors.values()
    )


def _cuts(sheet: Sheet, weights: list[list[int]], room: int) -> Iterator[tuple[int, int]]:
    """Where a page begins: the number of the form's part, and of the row or paragraph in it.

    A page ends before an item or indicator; in the middle of one only where it is longer than a page.
    """
    held, most = 0, room
    for number, part in enumerate(sheet):
        head = sum(weights[number][: part.head_rows]) if isinstance(part, Grid) else 0
        for section in _sections(part, weights[number]):
            whole = sum(weight for _, weight in section)
            for n, (row, weight) in enumerate(section):
                needed = weight if n or whole > most else whole
                if held and held + needed > most:
                    yield number, row
                    held, most = head if row else 0, PAGE_BYTES
                held += weight


def _sections(part: Grid | ProseText, weights: list[int]) -> list[list[tuple[int, int]]]:
    """What is kept together if it can be, each with its pieces: where they begin and what they weigh."""
    if isinstance(part, Grid):
        begun = {cell.row for cell in part.cells if cell.anchor and cell.row > part.head_rows}
        joined = set(range(1, part.head_rows + 1))
    else:
        headings = {n for n, one in enumerate(part.paragraphs) if one.level}
        joined = {n + 1 for n in headings}
        begun = {n for n in headings if part.paragraphs[n].anchor} - joined
    sections: list[list[tuple[int, int]]] = [[]]
    for n, weight in enumerate(weights):
        if n in begun and sections[-1]:
            sections.append([])
        if n in joined and sections[-1]:
            row, before = sections[-1].pop()
            sections[-1].append((row, before + weight))
        else:
            sections[-1].append((n, weight))
    return sections


def _sheets(sheet: Sheet, cuts: list[tuple[int, int]]) -> tuple[Sheet, ...]:
    """The form cut into pages."""
    pages: list[list[Grid | ProseText]] = [[]]
    for number, part in enumerate(sheet):
        rows = [row for one, row in cuts if one == number]
        if rows and rows[0] == 0:
            pages.append([])
            rows = rows[1:]
        first, *others = cut_grid(part, rows) if isinstance(part, Grid) else _slices(part, rows)
        pages[-1].append(first)
        pages += ([one] for one in others)
    return tuple(map(tuple, pages))


def _slices(part: ProseText, starts: list[int]) -> Iterator[ProseText]:
    for first, last in zip([0, *starts], [*starts, len(part.paragraphs)], strict=True):
        yield ProseText(part.paragraphs[first:last])


def _printed(sheet: Sheet) -> Iterator[Cell | Paragraph]:
    for part in sheet:
        if isinstance(part, Grid):
            yield from part.above
            yield from part.cells
            yield from part.below
        else:
            yield from part.paragraphs


def _anchors(sheet: Sheet, anchors: Mapping[str, str]) -> Iterator[str]:
    """The ids that a page has of the form."""
    for value in _printed(sheet):
        if value.anchor or value.path:
            yield value.anchor or cell_anchor(value.path, anchors)


def _name(sheet: Sheet) -> str:
    """The first item or indicator on a page, shortened; nothing where none begins there."""
    name = next((" ".join(one.text.split()) for one in _printed(sheet) if one.anchor and one.text.strip()), "")
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
