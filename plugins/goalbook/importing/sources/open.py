"""A source file by its content."""

from __future__ import annotations

from goalbook.importing.lines import Lines
from goalbook.importing.sources.kind import kind_of


def source_lines(raw: bytes, suffix: str) -> Lines | str:
    """The lines of a source named so; its kind where it is one that LibreOffice converts first.

    Raises SourceError where it can't be read. A reader is imported only where it is needed.
    """
    kind = kind_of(raw, suffix)
    if kind == "html":
        from goalbook.importing.sources.html import read_html

        return read_html(raw)
    if kind == "docx":
        from goalbook.importing.sources.docx import read_docx

        return read_docx(raw)
    if kind in ("xlsx", "xls"):
        from goalbook.importing.sources.sheets import read_xls, read_xlsx

        return read_xlsx(raw) if kind == "xlsx" else read_xls(raw)
    if kind == "csv":
        from goalbook.importing.sources.separated import read_separated

        return read_separated(raw)
    if kind == "text":
        from goalbook.importing.sources.text import read_text

        return read_text(raw)
    if kind == "pdf":
        from goalbook.importing.sources.pdf import read_pdf

        return read_pdf(raw)
    if kind in ("odt", "ods"):
        from goalbook.importing.sources.measure import measure_package
        from goalbook.importing.sources.package import open_package

        # How large it is once unpacked is known before LibreOffice sees it.
        with open_package(raw) as package:
            measure_package(package)
    return kind
