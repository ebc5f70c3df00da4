"""One file of many tables, made in a process of its own: ``python -m site_tests.bench.paper_run MAKER SOURCE OUTPUT``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

ONE_FILE = 200  # tables that are set one after the other in one file, as the other tools do it


def goalbook_pdf(source: Path, output: Path) -> None:
    """A folder of goal files: read, filled and set, one after the other; where they are many, as a book in volumes."""
    from goalbook.book.load import load_book
    from goalbook.writers.paper import Cover, Paper
    from goalbook.writers.pdf.write import write_pdf
    from goalbook.writers.yearbook import BookPart, write_volumes

    book = load_book(source)
    entries = tuple(sorted(book.entries, key=lambda entry: (entry.body, entry.address)))
    many = len(entries) > ONE_FILE
    paper = Paper(url="https://example.org/goals/", date="2024-02-01", cover=Cover("示例") if many else None)
    part = BookPart(source, entries, book.bodies, {}, paper)
    for number, content in enumerate(write_volumes(part) if many else [write_pdf(part.leaves(), paper)], 1):
        output.with_stem(f"{output.stem}-{number}").write_bytes(content)


def weasyprint_pdf(source: Path, output: Path) -> None:
    """A page of filled forms by WeasyPrint, tagged as well."""
    html = import_module("weasyprint").HTML  # part of the bench's packages only
    html(filename=source / "tables.html").write_pdf(output, pdf_variant="pdf/ua-1")


MAKERS = {"goalbook-pdf": goalbook_pdf, "weasyprint-pdf": weasyprint_pdf}

if __name__ == "__main__":
    MAKERS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
