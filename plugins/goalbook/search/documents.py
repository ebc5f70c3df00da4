"""The files of documents; they wait on disk until it is known what the documents of each form look like."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from goalbook.search.codec import WriteFile, name_of, pack_payload, path_of
from goalbook.search.kept_files import KeptFiles
from goalbook.search.record import SearchRecord
from goalbook.search.spill import dumped

EACH = 32  # documents of a group
PRIMER_BYTES = 32_000  # what compression remembers


class DocumentFiles:
    """Collects documents in ascending order of their numbers; ``folder`` is there and takes them.

    Their files are compressed after a text they have in common, the primer: a document of each form. It is the one
    whose address has the smallest digest, so that hardly any edit changes the primer.
    """

    def __init__(self, folder: Path, kept: KeptFiles | None) -> None:
        self.kept = kept
        self.waiting = TemporaryFile(dir=folder)  # noqa: SIM115 - read back by finish, and gone once it is closed
        self.group: list[bytes] = []
        self.samples: dict[str, tuple[bytes, bytes]] = {}

    def add(self, record: SearchRecord, payload: bytes) -> None:
        """Take the next document with the payload of its file."""
        sample = hashlib.sha256(record.url.encode()).digest(), payload[:PRIMER_BYTES]
        self.samples[record.form[0]] = min(sample, self.samples.get(record.form[0], sample))
        self.group.append(payload)
        if len(self.group) == EACH:
            self._end_group()

    def close(self) -> None:
        """Let go what waits on disk."""
        self.waiting.close()

    def primer(self) -> bytes:
        """A document of each form, each cut to its share."""
        share = PRIMER_BYTES // max(len(self.samples), 1)
        return b"".join(payload[:share] for _, (_, payload) in sorted(self.samples.items()))

    def finish(self, write: WriteFile) -> list[str]:
        """Write all files, but for those that are kept; gives the names of the groups."""
        if self.group:
            self._end_group()
        primer = self.primer()
        return [self._kept(group, primer) or self._written(group, primer, write) for group in self._waited()]

    def _kept(self, group: list[bytes], primer: bytes) -> str:
        """The name of a group that a build before made of the same; empty where none did."""
        found = self.kept.find("documents", *map(_digest, (primer, *group))) if self.kept else None
        return str(found[0]) if found else ""

    def _written(self, group: list[bytes], primer: bytes, write: WriteFile) -> str:
        contents = [pack_payload(payload, primer) for payload in group]
        name = name_of(b"".join(contents))
        paths = [path_of(name, place) for place in range(len(group))]
        for path, content in zip(paths, contents, strict=True):
            write(path, content)
        if self.kept:
            self.kept.put(("documents", *map(_digest, (primer, *group))), (name,), paths)
        return name

    def _end_group(self) -> None:
        marshal.dump(self.group, self.waiting)
        self.group = []

    def _waited(self) -> Iterator[list[bytes]]:
        with self.waiting as file:
            file.seek(0)
            yield from dumped(file)


def _digest(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=16).digest()
