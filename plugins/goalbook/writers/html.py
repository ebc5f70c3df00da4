"""A filled form as HTML: real tables whose every data cell names its heads, and prose with headings."""

from __future__ import annotations

from collections.abc import Mapping

from goalbook.forms.fill import Paragraph, ProseText, Sheet
from goalbook.forms.grid import Grid
from goalbook.messages.catalogue import Catalogue
from goalbook.writers.html_table import Glossary, HtmlTable
from goalbook.writers.html_text import Marks, direction, id_of, permalink, text_html


def write_html(
    sheet: Sheet,
    t: Catalogue,
    term: Glossary = lambda _: "",
    marks: Marks | None = None,
    heading: int = 3,
    anchors: Mapping[str, str] | None = None,
) -> str:
    """The parts of a filled form as HTML, in printed order.

    ``term`` gives the address of a label's glossary entry or nothing; ``marks`` are those of doubtful cells by their
    paths; ``heading`` is the level of a table's title and of the first heading in prose; with the ``anchors`` of the
    document's items and indicators by path, every cell that prints a value has an id (see ``cell_anchor``).
    """
    parts = []
    for number, part in enumerate(sheet):
        if isinstance(part, Grid):
            parts.append(HtmlTable(part, number, t, term, marks or {}, anchors).write(heading))
        else:
            parts.append(_prose(part, t, heading, anchors))
    return "".join(parts)


def weigh_html(sheet: Sheet, t: Catalogue, term: Glossary, marks: Marks, anchors: Mapping[str, str]) -> list[list[int]]:
    """The bytes of each row of a table and of each paragraph, as ``write_html`` writes the parts of a form."""
    return [
        HtmlTable(part, number, t, term, marks, anchors).weigh(3)
        if isinstance(part, Grid)
        else [len(_paragraph(one, t, 3, anchors).encode()) for one in part.paragraphs]
        for number, part in enumerate(sheet)
    ]


def _prose(part: ProseText, t: Catalogue, heading: int, anchors: Mapping[str, str] | None) -> str:
    return f'<div class="gb-prose">{"".join(_paragraph(one, t, heading, anchors) for one in part.paragraphs)}</div>'


def _paragraph(paragraph: Paragraph, t: Catalogue, heading: int, anchors: Mapping[str, str] | None) -> str:
    if not paragraph.level:
        return f"<p{id_of(paragraph.path, anchors)}{direction(paragraph.text)}>{text_html(paragraph.text)}</p>"
    level = min(paragraph.level + heading - 1, 6)
    if not paragraph.anchor:
        return f"<h{level}{direction(paragraph.text)}>{text_html(paragraph.text)}</h{level}>"
    link = permalink(paragraph.anchor, paragraph.text, t)
    return f'<h{level} id="{paragraph.anchor}"{direction(paragraph.text)}>{text_html(paragraph.text)}{link}</h{level}>'
