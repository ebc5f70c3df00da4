"""The snapshots in a folder as a live site shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goalbook.model.address import Address
from goalbook.snapshot.bag import PAYLOAD, SIGNATURE, STAMP, SUMS
from goalbook.snapshot.changes import CHANGES, Erratum, read_changes
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import MANIFEST, Facts, facts_of, read_facts
from goalbook.snapshot.names import is_name, names_newest_first
from goalbook.snapshot.sign import Signature, Stamp, check_signature, check_stamp
from goalbook.snapshot.verify import sums_of

ROWS = f"{PAYLOAD}rows/documents.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document in a snapshot: its address, its page below the snapshot's site, its title, digest and code, its earlier
    addresses, and the reason where it was withdrawn by then.
    """

    address: Address
    page: str
    title: str
    digest: str
    code: str
    was: tuple[Address, ...]
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot: its facts, its folder, how many files of how many bytes it has, the sha256 of its SHA256SUMS, its documents, and what
    it changed where it is a correction; its signature and time stamp as far as they are known, None where there are none.
    """

    facts: Facts
    folder: Path
    counts: dict[str, int]
    sums: str
    documents: tuple[Kept, ...]
    changes: tuple[Erratum, ...] = ()
    signature: Signature | None = None
    stamp: Stamp | None = None

    @property
    def name(self) -> str:
        """Its name: ``2024``, ``2024-r1``."""
        return self.facts.name

    @property
    def archive(self) -> Path:
        """Where its .zip is, or would be."""
        return self.folder.with_name(f"{self.folder.name}.zip")


def published(folder: Path) -> tuple[Published, ...]:
    """The snapshots in a folder, newest year first; what isn't named as one is none. Raises SnapshotError where one is named
    so and isn't one.
    """
    if not folder.is_dir():
        return ()
    names = (path.name for path in folder.iterdir() if is_name(path.name) and path.is_dir())
    return tuple(_read(folder / name) for name in names_newest_first(names))


def _read(folder: Path) -> Published:
    try:
        manifest = read_facts((folder / MANIFEST).read_bytes())
        documents = tuple(_kept(one) for one in json.loads((folder / ROWS).read_bytes()))
        sums = (folder / SUMS).read_bytes()
        changes = (folder / PAYLOAD / CHANGES).read_bytes() if manifest["corrects"] else None
        signature = _witness(folder / SIGNATURE)
        stamp = _witness(folder / STAMP)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotError("no_snapshot", path=str(folder), sums=SUMS) from error
    facts = facts_of(manifest)
    if facts.name != folder.name:
        raise SnapshotError("renamed", path=str(folder), name=facts.name)
    return Published(
        facts,
        folder,
        {str(name): int(count) for name, count in manifest["counts"].items()},
        sums_of(folder),
        documents,
        read_changes(changes) if changes else (),
        check_signature(sums, signature) if signature else None,
        check_stamp(sums, stamp) if stamp else None,
    )


def _witness(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _kept(row: dict[str, Any]) -> Kept:
    address, page, title, digest, code = (str(row[name]) for name in ("address", "page", "title", "sha256", "code"))
    withdrawn = str((row["withdrawn"] or {}).get("reason", ""))
    return Kept(Address(address), page, title, digest, code, tuple(map(Address, row["was"])), withdrawn)
