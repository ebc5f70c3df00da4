"""Pasted text as lines: a row of a table on each line with tabs, or a cell on each line led by a tab."""

from __future__ import annotations

import codecs
import re

from goalbook.importing.limits import SourceError
from goalbook.importing.lines import Lines

_BLANK = " \t\r\n\ufeff"
_BOOKMARK = re.compile(r"\[bookmark: [^\[\]]*\]")
_RULE = re.compile(r"-{3,}|={3,}|_{3,}")


def read_text(raw: bytes) -> Lines:
    """The lines of a text in UTF-8 or GB 18030, its marks of bookmarks, headings and rules taken off."""
    text = decoded(raw)
    lines = Lines()
    typed = _BOOKMARK.sub("", text).replace("\r\n", "\n").split("\n")
    led = _is_led(typed)
    for n, line in enumerate(typed):
        stripped = line.strip(_BLANK)
        if not stripped and not (led and "\t" in line):
            continue
        if "\t" not in line:
            _words(lines, stripped, led and n > 0 and bool(typed[n - 1].strip(_BLANK)))
        elif led:
            blank_follows = n + 1 < len(typed) and not typed[n + 1].strip(_BLANK) and "\t" not in typed[n + 1]
            lines.row([stripped], ends=blank_follows)
        else:
            lines.row(cell.strip(_BLANK) for cell in line.split("\t"))
    return lines.settled()


def decoded(raw: bytes) -> str:
    """A text in UTF-8, in UTF-16 with its mark, or in GB 18030. Raises SourceError for what is none."""
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
        break
    raise SourceError("not-text")


def _is_led(lines: list[str]) -> bool:
    """Whether each line of the tables is one cell, led by a tab."""
    tabbed = [line for line in lines if "\t" in line]
    alone = sum(line.count("\t") == 1 and not line.split("\t")[0].strip(_BLANK) for line in tabbed)
    return bool(tabbed) and alone > len(tabbed) * 0.8


def _words(lines: Lines, text: str, goes_on: bool) -> None:
    """A line without tabs: a paragraph, or, right under a cell on a line of its own, more of that cell."""
    if _RULE.fullmatch(text):
        return
    last = lines.lines[-1] if lines.lines else None
    if goes_on and last is not None and last.table:
        lines.continued(text)
        return
    marks = len(text) - len(text.lstrip("#"))
    heading = 0 < marks < 7 and text[marks : marks + 1] == " "
    lines.paragraph(text[marks:].strip() if heading else text, marks if heading else 0)
