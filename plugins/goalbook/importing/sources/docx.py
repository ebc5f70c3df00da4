"""A Word document as lines: its paragraphs and its tables with their merged cells, as Word shows them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from lxml import etree

from goalbook.importing.counting.untold import tell_untold
from goalbook.importing.counting.word import count_word
from goalbook.importing.lines import Lines, RawCell
from goalbook.importing.sources.measure import measure_package
from goalbook.importing.sources.package import open_package, part_of
from goalbook.importing.sources.raised import shown_at_height
from goalbook.importing.sources.word_numbers import WordNumbers
from goalbook.importing.sources.word_styles import W, WordStyles, value_of_element
from goalbook.importing.sources.word_text import WordText, boxed_text

_MOST_SPAN = 1_000
_HOLDERS = tuple(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
# Parts beside the document, by the beginning of their names.
_BESIDE = (("word/header", "margin"), ("word/footer", "margin"), ("word/footnotes", "note"), ("word/endnotes", "note"),
           ("word/comments", "comment"))  # fmt: skip


def read_docx(raw: bytes) -> Lines:
    """The paragraphs and tables of a Word document, in order; what isn't shown there, or stands beside it, is set aside."""
    lines = Lines()
    with open_package(raw) as package:
        measure_package(package)
        body = part_of(package, "word/document.xml").find(f"{W}body")
        styles, numbers = (_part(package, f"word/{name}.xml") for name in ("styles", "numbering"))
        text = WordText(WordStyles(styles), WordNumbers(numbers))
        if body is not None:
            _Body(lines, text).read(body)
        _beside(package, lines)
        lines.settled().drawn += text.drawn
        tell_untold(lines, count_word(package))
    return lines


def _part(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    return part_of(package, name) if name in package.namelist() else None


def _beside(package: zipfile.ZipFile, lines: Lines) -> None:
    """Set aside what stands at the margins of the pages, in notes and in remarks."""
    for name in package.namelist():
        kind = next((kind for start, kind in _BESIDE if name.startswith(start) and name.endswith(".xml")), None)
        for n, paragraph in enumerate(part_of(package, name).iter(f"{W}p") if kind else (), 1):
            lines.aside(
                kind or "",
                f"{name.removeprefix('word/').removesuffix('.xml')} ¶{n}",
                boxed_text(paragraph),
                of_all=True,
            )


def _blocks(holder: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, those in content controls too."""
    return _below(holder, (f"{W}p", f"{W}tbl", f"{W}altChunk"))


def _below(holder: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements of some kinds in a holder, whatever content controls and revisions are around them."""
    rest = list(holder)[::-1]
    while rest:
        element = rest.pop()
        if element.tag in tags:
            yield element
        elif element.tag in _HOLDERS:
            rest += list(element)[::-1]


class _Body:
    """Reads the blocks of a document into lines."""

    def __init__(self, lines: Lines, text: WordText) -> None:
        self.lines = lines
        self.text = text

    def read(self, holder: etree._Element) -> None:
        """The blocks of the document, or of a table that only sets others in their places."""
        for block in _blocks(holder):
            if block.tag == f"{W}p":
                self._paragraph(block)
            elif block.tag == f"{W}altChunk":
                self.lines.aside("embedded", self.lines.next_paragraph, "altChunk")
            elif _sets_others(block):
                for row in _below(block, (f"{W}tr",)):
                    for cell in _below(row, (f"{W}tc",)):
                        self.read(cell)
            else:
                self.lines.table(self._cells(block))

    def _paragraph(self, paragraph: etree._Element) -> None:
        said = self._shown(paragraph, self.lines.next_paragraph)
        texts = [text for text in said.split("\t") if text.strip()]
        if len(texts) > 1:
            self.lines.beside(text.strip() for text in texts)
        elif texts:
            self.lines.paragraph(texts[0], self.text.styles.level_of(paragraph))
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            self.lines.leaf()

    def _shown(self, paragraph: etree._Element, place: str) -> str:
        """The text of a paragraph that is shown; the rest is set aside."""
        shown: list[str] = []
        for (kind, height), told in groupby(self.text.told(paragraph), key=lambda one: (one.kind, one.height)):
            text = "".join(one.text for one in told)
            if kind:
                self.lines.aside(kind, place, text)
            else:
                shown.append(shown_at_height(self.lines, place, text, height))
        return "".join(shown)

    def _cells(self, table: etree._Element) -> list[RawCell]:
        """The cells of a table; those that go on from above are one with it."""
        found: list[RawCell] = []
        begun: dict[int, int] = {}  # by its column, the place in the list of the cell that may go on
        number, n = self.lines.tables + 1, -1
        for row in _below(table, (f"{W}tr",)):
            unshown = self._unshown(row, f"T{number} R{n + 2}")
            if unshown:
                continue
            n += 1
            column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in _below(row, (f"{W}tc",)):
                width = max(_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1)
                place = f"T{number} R{n + 1}C{column + 1}"
                text = self._text(cell, place)
                above = begun.get(column)
                if _goes_on(cell, "hMerge") and found and found[-1].row == n:
                    start = found.pop()
                    found.append(replace(start, columns=start.columns + width))
                    self.lines.aside("covered", place, text)
                elif _goes_on(cell, "vMerge") and above is not None and found[above].row + found[above].rows == n:
                    found[above] = replace(found[above], rows=found[above].rows + 1)
                    self.lines.aside("covered", place, text)
                else:
                    begun[column] = len(found)
                    found.append(RawCell(n, column, text, 1, width))
                column += width
        return found

    def _unshown(self, row: etree._Element, place: str) -> bool:
        """Whether a row is hidden or deleted; its words are set aside then."""
        kind = next((kind for name, kind in (("hidden", "hidden"), ("del", "deleted"))
                     if value_of_element(row, f"trPr/{name}") not in (None, "0", "false", "off")), "")  # fmt: skip
        for paragraph in row.iter(f"{W}p") if kind else ():
            self.lines.aside(kind, place, "".join(one.text for one in self.text.told(paragraph)))
        return bool(kind)

    def _text(self, cell: etree._Element, place: str) -> str:
        """The paragraphs of a cell; a table in it is set aside, its value is none of the cell's."""
        texts: list[str] = []
        for block in _blocks(cell):
            if block.tag == f"{W}p":
                texts.append(self._shown(block, place))
            elif block.tag == f"{W}altChunk":
                self.lines.aside("embedded", place, "altChunk")
            else:
                for row in block.iter(f"{W}tr"):
                    inner = [self._shown(one, place) for one in row.iter(f"{W}p")
                             if next(one.iterancestors(f"{W}tr")) is row]  # fmt: skip
                    self.lines.aside("inner", place, " | ".join(text for text in inner if text.strip()))
        return "\n".join(texts).strip("\n")


def _goes_on(cell: etree._Element, name: str) -> bool:
    """Whether a cell goes on from the one above it, or from the one to its left."""
    merge = cell.find(f"{W}tcPr/{W}{name}")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _sets_others(table: etree._Element) -> bool:
    """Whether a table holds others and nothing beside them: it only says where they stand."""
    inner = {row for one in table.iterdescendants(f"{W}tbl") for row in one.iterancestors(f"{W}tr")}
    rows = [*_below(table, (f"{W}tr",))]
    if not any(row in inner for row in rows):
        return False
    return all(
        sum(next(cell.iter(f"{W}t"), None) is not None for cell in _below(row, (f"{W}tc",))) <= 1 for row in rows
    )


def _number(element: etree._Element | None, default: int) -> int:
    value = (element.get(f"{W}val") or "") if element is not None else ""
    return min(int(value), _MOST_SPAN) if value.isdecimal() and len(value) < 8 else default
