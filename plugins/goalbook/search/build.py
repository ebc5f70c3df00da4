"""The index builder: records of documents in, static files out; what memory can't hold waits on disk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from goalbook.search.beside import LEAST
from goalbook.search.codec import INDEX_MANIFEST, WriteFile, keep_payload, pack_payload, to_json
from goalbook.search.columns import Columns
from goalbook.search.documents import EACH, DocumentFiles
from goalbook.search.kept_files import KeptFiles
from goalbook.search.segment import Segment
from goalbook.search.tables import TABLE_NAMES, levelled
from goalbook.search.termgroups import TermGroups, WriteGroups, write_groups
from goalbook.search.tokenize import variants

INDEX_FORMAT = 3


class IndexBuilder:
    """Builds an index: ``add`` segments of all documents in their order, those of a year together, then ``finish``.

    ``folder`` takes what waits on disk; files are written by ``write``, by their path below the site's folder, unless they are ``kept``.
    ``least`` is that of TermFiles.
    """

    def __init__(self, folder: Path, write: WriteFile, kept: KeptFiles | None = None, least: int = LEAST) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.write, self.least = write, least
        self._keep = partial(keep_payload, write)
        self.terms = TermGroups(folder, kept, least)
        self.files = DocumentFiles(folder, kept)
        self.columns = Columns()
        self.documents = 0
        self.size = 0
        self.years: list[tuple[str, int]] = []

    def add(self, segment: Segment) -> None:
        """Take the next documents."""
        self.terms.add(self.documents, segment.lists)
        for record, payload in zip(segment.records, segment.payloads, strict=True):
            if not self.years or self.years[-1][0] != record.year:
                self.years.append((record.year, self.documents))
            self.files.add(record, payload)
            self.columns.add(record)
            self.documents += 1
            self.size += record.size

    def close(self) -> None:
        """Let go what waits on disk."""
        self.terms.close()
        self.files.close()

    def finish(
        self, date: str = "", synonyms: Sequence[Sequence[str]] = (), write_terms: WriteGroups | None = None
    ) -> None:
        """Write what is left, the terms and the manifest; ``date`` is the ISO day of the data, or nothing; ``synonyms`` are
        groups of words that mean the same. Terms may be written elsewhere, by ``write_terms``.
        """
        terms = self.terms.write(write_terms or partial(write_groups, keep=self._keep))
        # A character that none of the documents has can't be found, whatever it becomes.
        same = sorted((one, other) for other, one in variants().items() if one in terms.characters)
        listed = levelled(terms.firsts, terms.names, self._keep)
        primer = self._keep(self.files.primer())
        groups = levelled([], self.files.finish(self.write), self._keep)
        manifest = {
            "format": INDEX_FORMAT,
            "documents": self.documents,
            "years": self.years,
            "firsts": listed.table.firsts,
            "terms": listed.table.names,
            "beside": self.least,
            "primer": primer,
            "groups": groups.table.names,
            "each": EACH,
            "levels": {"terms": listed.level, "groups": groups.level, "names": TABLE_NAMES},
            "columns": {name: self._keep(payload) for name, payload in self.columns.payloads().items()},
            "variants": ["".join(one for one, _ in same), "".join(other for _, other in same)],
            "date": date,
            "synonyms": [list(group) for group in synonyms],
        }
        self.write(INDEX_MANIFEST, pack_payload(to_json(manifest)))
