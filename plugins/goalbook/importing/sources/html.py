"""A web page, or a table copied from one, as lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree, html

from goalbook.importing.counting.page import count_page
from goalbook.importing.counting.untold import tell_untold
from goalbook.importing.limits import SourceError, within
from goalbook.importing.lines import Lines, RawCell
from goalbook.importing.sources.own_page import form_alone
from goalbook.importing.sources.page_style import PageStyle
from goalbook.importing.sources.page_text import PageText, spaced

_BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "dt", "dd", "pre", "blockquote", "div"))
_UNSHOWN = ("script", "style", "noscript", "template", "nav", "head")
_MOST_SPAN = 1_000


def read_html(raw: bytes) -> Lines:
    """The tables and paragraphs of a page; what it doesn't show as text is set aside, what it links to is not read."""
    within("tags", raw.count(b"<"))
    parser = html.HTMLParser(
        encoding=_encoding(raw), no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise SourceError("not-html") from error
    if any(
        error.type == etree.ErrorTypes.ERR_INTERNAL_ERROR or "depth" in error.message.lower()
        for error in parser.error_log
    ):
        raise SourceError("too-deep")  # what stands deeper than the parser goes would be missed
    within("elements", sum(1 for _ in root.iter()))
    if form_alone(root):
        raw = html.tostring(root, encoding="utf-8")
    lines = Lines()
    style = PageStyle(root)
    for element in [*root.find_class("gb-hidden"), *root.find_class("gb-absent")]:
        element.tag = "template"
    for holder in {element.getparent(): None for element in root.iter(*_UNSHOWN)}:
        if holder is not None:
            _drop_unshown(holder)
    _Page(lines, PageText(lines, style)).read(root)
    tell_untold(lines, count_page(raw, root.getroottree().docinfo.encoding or "utf-8"))
    return lines


def _encoding(raw: bytes) -> str | None:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _drop_unshown(holder: html.HtmlElement) -> None:
    """Take out the children that a page doesn't show; the texts around them become one, put together once."""
    last: html.HtmlElement | None = None
    texts = [holder.text or ""]
    for child in [*holder, None]:
        if child is not None and child.tag in _UNSHOWN:
            texts.append(child.tail or "")
            holder.remove(child)
            continue
        if last is None:
            holder.text = "".join(texts)
        else:
            last.tail = "".join(texts)
        if child is not None:
            last, texts = child, [child.tail or ""]


class _Page:
    """Reads the blocks of a page into lines."""

    def __init__(self, lines: Lines, text: PageText) -> None:
        self.lines = lines
        self.text = text

    def read(self, element: html.HtmlElement) -> None:
        """The blocks in order, without recursion: a page may be nested as deep as it likes."""
        rest: list[html.HtmlElement | str] = [element]
        while rest:
            part = rest.pop()
            if isinstance(part, str):
                self.lines.paragraph(spaced(part).strip(" "))
            elif self._is_unshown(part):
                continue
            elif part.tag == "table" and not _sets_others(part):
                for caption in part.findall("caption"):
                    self.lines.paragraph(self.text.of(caption, self.lines.next_paragraph))
                self.lines.table(list(self._cells(part)))
            elif _is_paragraph(part):
                self._paragraph(part)
            else:
                inner: list[html.HtmlElement | str] = [part.text or ""]
                for child in part:
                    inner += [child, child.tail or ""]
                rest += reversed(inner)

    def _paragraph(self, part: html.HtmlElement) -> None:
        place = self.lines.next_paragraph
        if _side_by_side(part):
            self.lines.beside([self.text.of(cell, place) for cell in part])
            return
        level = int(str(part.tag)[1]) if re.fullmatch("h[1-6]", str(part.tag)) else 0
        self.lines.paragraph(self.text.of(part, place), level)

    def _cells(self, table: html.HtmlElement) -> Iterator[RawCell]:
        """The cells of a table with the places that their spans give them."""
        taken: set[tuple[int, int]] = set()
        rows = [row for row in _rows(table) if not self._is_unshown(row)]
        number = self.lines.tables + 1
        for n, row in enumerate(rows):
            column = 0
            for count, cell in enumerate(row.iterchildren("td", "th"), 1):
                within("columns", count)
                while (n, column) in taken:
                    column += 1
                if "display" in cell.get("style", "") and self._is_unshown(cell):
                    continue
                height, width = min(_span(cell, "rowspan"), len(rows) - n), _span(cell, "colspan")
                taken |= {(n + down, column + right) for down in range(height) for right in range(width)}
                within("cells", len(taken))
                yield RawCell(n, column, self.text.of(cell, f"T{number} R{n + 1}C{column + 1}"), height, width)
                column += width

    def _is_unshown(self, element: html.HtmlElement) -> bool:
        """Whether an element isn't shown at all; its words are set aside then."""
        kind = self.text.style.kind_of(element)
        if kind:
            place = self.lines.next_paragraph if element.tag not in ("tr", "td", "th") else f"T{self.lines.tables + 1}"
            self.lines.aside(kind, place, " ".join("".join(element.itertext()).split()))
        return bool(kind)


def _rows(table: html.HtmlElement) -> list[html.HtmlElement]:
    """The rows of a table, without those of tables in it."""
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _is_paragraph(part: html.HtmlElement) -> bool:
    """Whether an element is a block without others in it."""
    return part.tag in _BLOCKS and not any(
        inner.tag in _BLOCKS or inner.tag == "table" for inner in part.iterdescendants()
    )


def _sets_others(table: html.HtmlElement) -> bool:
    """Whether a table holds others and nothing beside them: it only says where they stand."""
    if next(table.iterdescendants("table"), None) is None:
        return False
    rows = ([cell for cell in row.iterchildren("td", "th") if "".join(cell.itertext()).strip()] for row in _rows(table))
    return all(len(said) <= 1 for said in rows)


def _side_by_side(element: html.HtmlElement) -> bool:
    """Whether a paragraph is a line of several texts: the line over a table, a sign-off line."""
    return len(element) > 1 and all(child.tag == "span" for child in element) and not (element.text or "").strip()


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isdecimal() and len(value) < 8 else 1
