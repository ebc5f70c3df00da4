"""A web page, or a table copied from one, as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from goalbook.importing.limits import SourceError, within
from goalbook.importing.lines import Lines, RawCell

_BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "dt", "dd", "pre", "blockquote", "div"))
_UNSHOWN = ("script", "style", "noscript", "template", "nav", "head")
_MOST_SPAN = 1_000
# Line ends of the source are no text; blanks in a row may be typed so, and stay.
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html(raw: bytes) -> Lines:
    """The tables and paragraphs of a page; what a page doesn't show, and what it links to, is not read."""
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
    lines = Lines()
    for element in [*root.find_class("gb-hidden"), *root.find_class("gb-absent")]:
        element.tag = "template"
    for holder in {element.getparent(): None for element in root.iter(*_UNSHOWN)}:
        if holder is not None:
            _drop_unshown(holder)
    _walk(root, lines)
    return lines


def _encoding(raw: bytes) -> str | None:
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


def _walk(element: html.HtmlElement, lines: Lines) -> None:
    """The blocks of a page in order, without recursion: a page may be nested as deep as it likes."""
    rest: list[html.HtmlElement | str] = [element]
    while rest:
        part = rest.pop()
        if isinstance(part, str):
            lines.paragraph(_spaced(part).strip(" "))
        elif part.tag == "table":
            for caption in part.findall("caption"):
                lines.paragraph(_text(caption))
            lines.table(_cells(part))
        elif part.tag in _BLOCKS and not any(
            inner.tag in _BLOCKS or inner.tag == "table" for inner in part.iterdescendants()
        ):
            if _side_by_side(part):
                lines.beside(_text(cell) for cell in part)
                continue
            level = int(part.tag[1]) if re.fullmatch("h[1-6]", str(part.tag)) else 0
            lines.paragraph(_text(part), level)
        else:
            inner: list[html.HtmlElement | str] = [part.text or ""]
            for child in part:
                inner += [child, child.tail or ""]
            rest += reversed(inner)


def _side_by_side(element: html.HtmlElement) -> bool:
    """Whether a paragraph is a line of several texts: the line over a table, a sign-off line."""
    return len(element) > 1 and all(child.tag == "span" for child in element) and not (element.text or "").strip()


def _cells(table: html.HtmlElement) -> Iterator[RawCell]:
    """The cells of a table with the places that their spans give them."""
    taken: set[tuple[int, int]] = set()
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for n, row in enumerate(rows):
        column = 0
        for count, cell in enumerate(row.iterchildren("td", "th"), 1):
            within("columns", count)
            while (n, column) in taken:
                column += 1
            height, width = min(_span(cell, "rowspan"), len(rows) - n), _span(cell, "colspan")
            taken |= {(n + down, column + right) for down in range(height) for right in range(width)}
            within("cells", len(taken))
            yield RawCell(n, column, _text(cell), height, width)
            column += width


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isdecimal() and len(value) < 8 else 1


def _spaced(text: str | None) -> str:
    """A text with white space that has a line end or a tab in it as one space."""
    return _SPACE.sub(lambda match: match[0] if not match[0].strip(" ") else " ", text or "")


def _text(element: html.HtmlElement) -> str:
    """The text of an element: white space as a browser shows it, a line for each ``<br>`` and block."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if inner.tag in ("br", "p", "div", "li") and parts:
                parts.append("\n")
            parts.append(_spaced(inner.text))
        elif inner is not element:
            parts.append(_spaced(inner.tail))
    joined = "".join(parts).split("\n")
    return "\n".join(line.strip(" ") for line in joined).strip("\n")
