"""The manifest of a site: what its files were made from, so that the next build knows what it may keep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from goalbook.results.quality import FoundCodes

MANIFEST_NAME = ".goalbook.json"
_PART = 1000  # documents that are put into words together


class MadeDocument(NamedTuple):
    """What a site holds of a document: the ``key`` of what its files were made from and that of its files on ``paper``, the suffixes of
    those that were ``made``, its pages after the first, and how often rules found what."""

    key: str
    paper: str
    made: tuple[str, ...]
    further: tuple[str, ...]
    found: FoundCodes = ()


NOT_MADE = MadeDocument("", "", (), ())


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a site was made from: of each document what it holds; of each collection its key and its suffixes; of each page of a list its
    key, of each group of them the addresses by the key of the group; of the open data the keys and sizes of its pieces."""

    documents: dict[str, MadeDocument]
    volumes: dict[str, tuple[str, tuple[str, ...]]]
    pages: dict[str, str] = field(default_factory=dict)
    data: Sequence[tuple[str, int]] = ()
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The manifest as it is kept in the site."""
        content = BytesIO()
        content.write(b'{"documents": {')
        documents = iter(self.documents.items())
        # Some at a time: as one text those of a country take the memory of the rest of the build.
        for number, part in enumerate(iter(lambda: dict(islice(documents, _PART)), {})):
            content.write((", " if number else "").encode() + json.dumps(part)[1:-1].encode())
        others = {"collections": self.volumes, "pages": self.pages, "data": self.data, "groups": self.groups}
        content.write(b"}, " + json.dumps(others)[1:].encode())
        return content.getvalue()


def read_manifest(path: Path) -> Manifest:
    """The manifest of a site; an empty one where there is none that can be read."""
    try:
        found = json.loads(path.read_bytes())
        documents = {
            str(name): MadeDocument(
                str(key),
                str(paper),
                tuple(map(str, made)),
                tuple(map(str, further)),
                tuple((str(c), int(n)) for c, n in codes),
            )
            for name, (key, paper, made, further, codes) in found["documents"].items()
        }
        volumes = {str(name): (str(key), tuple(map(str, made))) for name, (key, made) in found["collections"].items()}
        pages = {str(name): str(key) for name, key in found["pages"].items()}
        groups = {str(key): tuple(map(str, addresses)) for key, addresses in found["groups"].items()}
        return Manifest(documents, volumes, pages, [(str(key), int(size)) for key, size in found["data"]], groups)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return Manifest({}, {})
