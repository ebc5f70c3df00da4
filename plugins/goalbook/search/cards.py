"""Cards and cells as files; they wait on disk until it is known what the cells of each form look like."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile

from goalbook.search.cellfile import cell_file
from goalbook.search.codec import to_json
from goalbook.search.record import Record

EACH = 16  # documents of a card file
PRIMER_BYTES = 32_000  # what compression remembers

Keep = Callable[[bytes, bytes], str]
_Block = tuple[list[tuple[str, ...]], list[bytes]]


class CardFiles:
    """Collects the cards and cells of documents in ascending order of their numbers; ``folder`` is there and takes them.

    Cell files are compressed after a text they have in common, the primer: the cells of a document of each form. It is the one
    whose address has the smallest digest, so that hardly any edit changes the primer.
    """

    def __init__(self, folder: Path) -> None:
        self.waiting = TemporaryFile(dir=folder)  # noqa: SIM115 - read back by finish, and gone with this object
        self.block: _Block = ([], [])
        self.samples: dict[str, tuple[bytes, bytes]] = {}

    def add(self, record: Record) -> None:
        """Take the next document."""
        cells = cell_file(record.cells)
        sample = hashlib.sha256(record.url.encode()).digest(), cells[:PRIMER_BYTES]
        self.samples[record.form[0]] = min(sample, self.samples.get(record.form[0], sample))
        docs, files = self.block
        docs.append((record.url, record.title, record.body[1], record.form[1], record.money))
        files.append(cells)
        if len(docs) == EACH:
            self._end_block()

    def finish(self, keep: Keep) -> tuple[str, list[str]]:
        """The names of the primer and of every card file, all of them written by ``keep``: a payload and its primer to a name."""
        if self.block[0]:
            self._end_block()
        primer = self._primer()
        name = keep(primer, b"")
        cards = []
        for docs, files in self._waited():
            cells = "".join(keep(payload, primer) for payload in files)
            cards.append(keep(to_json({"docs": docs, "cells": cells}), b""))
        return name, cards

    def _primer(self) -> bytes:
        """A document of each form, each cut to its share."""
        share = PRIMER_BYTES // max(len(self.samples), 1)
        return b"".join(cells[:share] for _, (_, cells) in sorted(self.samples.items()))

    def _end_block(self) -> None:
        marshal.dump(self.block, self.waiting)
        self.block = ([], [])

    def _waited(self) -> Iterator[_Block]:
        with self.waiting as file:
            file.seek(0)
            while True:
                try:
                    yield marshal.load(file)
                except EOFError:
                    return
