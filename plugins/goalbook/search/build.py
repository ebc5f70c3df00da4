"""The index builder: records of documents in, static files out; what memory can't hold waits on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from goalbook.search.cellfile import cell_file
from goalbook.search.codec import FOLDER, MANIFEST, name_of, path_of, seal, to_json
from goalbook.search.columns import Columns
from goalbook.search.record import Record
from goalbook.search.spill import Postings
from goalbook.search.termfiles import TermFiles
from goalbook.search.tokenize import variants

FORMAT = 1
EACH = 16  # documents of a card file
CELL_BYTES = 8_000  # texts of a cell file

Write = Callable[[str, bytes], None]

__all__ = ["FOLDER", "IndexBuilder"]


class IndexBuilder:
    """Builds an index: ``add`` each document in the order of addresses, then ``finish``.

    ``folder`` takes what is spilled and card and cell files are written by ``write`` as they fill, by their path below the site's
    folder.
    """

    def __init__(self, folder: Path, write: Write) -> None:
        self.write = write
        self.postings = Postings(folder)
        self.columns = Columns()
        self.documents = 0
        self.size = 0
        self.years: list[tuple[str, int]] = []
        self.cards: list[str] = []
        self.block: list[Record] = []
        self.used: dict[str, bytes] = {}

    def add(self, record: Record) -> None:
        """Take the next document."""
        if not self.years or self.years[-1][0] != record.year:
            self.years.append((record.year, self.documents))
        self.postings.add(self.documents, record.terms)
        self.columns.add(record)
        self.documents += 1
        self.size += record.size
        self.block.append(record)
        if len(self.block) == EACH:
            self._end_block()

    def finish(self, date: str = "") -> None:
        """Write what is left, the terms and the manifest; ``date`` is the ISO day of the data, or nothing."""
        if self.block:
            self._end_block()
        terms = TermFiles(self._keep)
        characters: set[str] = set()
        for posting in self.postings.merged():
            terms.add(posting)
            if len(posting.term) == 1:
                characters.add(posting.term)
        terms.finish()
        # A character that none of the documents has can't be found, whatever it becomes.
        same = sorted((one, other) for other, one in variants().items() if one in characters)
        manifest = {
            "format": FORMAT,
            "documents": self.documents,
            "years": self.years,
            "firsts": terms.firsts,
            "terms": "".join(terms.names),
            "cards": "".join(self.cards),
            "each": EACH,
            "columns": {name: self._keep(payload) for name, payload in self.columns.payloads().items()},
            "variants": ["".join(one for one, _ in same), "".join(other for _, other in same)],
            "date": date,
        }
        self.write(MANIFEST, seal(to_json(manifest)))

    def _end_block(self) -> None:
        groups: list[list[Record]] = []
        size = 0
        for record in self.block:
            if not groups or size + record.size > CELL_BYTES:
                groups.append([])
                size = 0
            groups[-1].append(record)
            size += record.size
        names = [self._keep(cell_file([record.cells for record in group])) for group in groups]
        card = {
            "docs": [(one.url, one.title, one.body[1], one.form[1], one.money) for one in self.block],
            "cells": [(name, len(group)) for name, group in zip(names, groups, strict=True)],
        }
        self.cards.append(self._keep(to_json(card)))
        self.block = []

    def _keep(self, payload: bytes) -> str:
        """Write a payload and give its name; other content of the same name would get another."""
        content = seal(payload)
        name = name_of(content)
        self.write(path_of(name), content)
        return name
