"""A source file by its name and content."""

from __future__ import annotations

from pathlib import Path

from goalbook.importing.lines import MOST_BYTES, Lines, SourceError

SOURCE_SUFFIXES = (".docx", ".xlsx", ".xls", ".html", ".htm", ".txt", ".doc")


def read_file(path: Path) -> tuple[bytes, Lines]:
    """The bytes and the lines of a source file; raises SourceError where it can't be read."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError("unreadable") from error
    if len(raw) > MOST_BYTES:
        raise SourceError("too-large")
    return raw, _lines(raw, path)


def _lines(raw: bytes, path: Path) -> Lines:
    suffix = path.suffix.lower()
    if suffix in (".html", ".htm"):
        from goalbook.importing.sources.html import read_html

        return read_html(raw)
    if suffix == ".docx":
        from goalbook.importing.sources.docx import read_docx

        return read_docx(raw)
    if suffix in (".xlsx", ".xls"):
        from goalbook.importing.sources.sheets import read_xls, read_xlsx

        return read_xlsx(raw) if suffix == ".xlsx" else read_xls(raw)
    if suffix == ".doc":
        from goalbook.importing.sources.docx import read_docx
        from goalbook.importing.sources.office import docx_of

        return read_docx(docx_of(raw))
    from goalbook.importing.sources.text import read_text

    return read_text(raw)
