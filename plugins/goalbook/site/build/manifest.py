"""The manifest of a site: what its files were made from, so that the next build knows what it may keep."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

MANIFEST_NAME = ".goalbook.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a site was made from: of each document the key, the key of its files on paper and their suffixes; of each
    collection its key and its suffixes."""

    documents: dict[str, tuple[str, str, tuple[str, ...]]]
    volumes: dict[str, tuple[str, tuple[str, ...]]]

    def to_bytes(self) -> bytes:
        """The manifest as it is kept in the site."""
        return json.dumps({"documents": self.documents, "collections": self.volumes}, indent=0).encode()


def read_manifest(path: Path) -> Manifest:
    """The manifest of a site; an empty one where there is none that can be read."""
    try:
        found = json.loads(path.read_bytes())
        documents = {
            str(name): (str(key), str(paper), tuple(map(str, made)))
            for name, (key, paper, made) in found["documents"].items()
        }
        volumes = {str(name): (str(key), tuple(map(str, made))) for name, (key, made) in found["collections"].items()}
        return Manifest(documents, volumes)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return Manifest({}, {})
