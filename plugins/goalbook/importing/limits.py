"""What an import takes at most, and the refusal that says which limit it is and what to do.

Sizes and counts are looked up in a source before a library works on it. The largest real forms have a few hundred cells.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST = {
    "bytes": 20 << 20,  # of the source
    "unpacked": 60 << 20,  # bytes of all files in an Office file
    "files": 2_000,  # in an Office file
    "elements": 400_000,  # of XML or HTML: about 100 MB as a tree, and 5 seconds
    "tags": 300_000,  # of a web page, which is read twice: once by a slower reader that only counts
    "levels": 250,  # of elements in one another; lxml goes no deeper
    "sheets": 200,
    "pages": 200,  # of a PDF file
    "rows": 100_000,  # the number of a sheet's last row
    "columns": 500,
    "cells": 100_000,  # or paragraphs, of all tables together
    "area": 500_000,  # places of a table, the blank ones too
    "settings": 40_000,  # formats, names, links and rules of a workbook
    "merges": 20_000,
    "merged": 100_000,  # cells under merged ones
    "tables": 8,  # tables in one another
    "values": 30_000,  # cells that have a place in one goal file: 3,000 indicators and more
    "items": 12,  # items in one another
    "text": 200_000,  # characters of one cell or paragraph
    "characters": 5_000_000,  # of all of them
}


class SourceError(ValueError):
    """A file that isn't read: ``code`` says why, ``values`` are what its message states."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def within(what: str, count: int) -> None:
    """Refuse a count over its limit."""
    if count > MOST[what]:
        raise SourceError(f"over-{what}", most=f"{MOST[what]:,}")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a child process may use: bytes of memory, seconds of the processor, seconds on the clock."""

    memory: int
    processor: int
    clock: int


READING = Allowance(memory=1 << 30, processor=60, clock=120)
"""For reading a source: many times what the largest one within the limits needs."""

CONVERTING = Allowance(memory=2 << 30, processor=90, clock=120)
"""For LibreOffice, to which a gigabyte is enough for the documents of offices."""
