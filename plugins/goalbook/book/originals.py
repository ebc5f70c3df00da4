"""Originals kept beside their records: the file that a document was transcribed from is the one whose checksum it states."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from goalbook.book.contents import ORIGINALS
from goalbook.book.counts import read_counted
from goalbook.book.entry import Entry
from goalbook.goalfile.problem import Problem, details, problem_at

# Bytes: forges refuse larger files, or warn of them.
LARGEST = 20 * 1024 * 1024


def originals_of(entries: Collection[Entry]) -> list[str]:
    """The files below the goals' folder that documents name as their originals, sorted."""
    return sorted({f"{ORIGINALS}/{entry.original[0]}" for entry in entries if entry.original[0]})


def faults_of_originals(root: Path, entries: Collection[Entry], files: Collection[str]) -> Iterator[Problem]:
    """Originals that aren't there, are too large or have another checksum than is stated; ``files`` are those that may be published.

    One that no document names is noted: it isn't published.
    """
    named = originals_of(entries)
    digests = {name: _digest(root / name) for name in named if name in files}
    for entry in entries:
        copy, stated = entry.original
        code = _fault(f"{ORIGINALS}/{copy}", stated, digests) if copy else ""
        if code:
            digest = digests.get(f"{ORIGINALS}/{copy}", "")
            node, _ = read_counted((root / entry.address.file).read_bytes(), entry.address.file)
            assert node is not None
            values = {"value": copy, "digest": digest, "stated": stated, "most": f"{LARGEST:,}"}
            yield problem_at(node, ("source", "copy"), code, entry.address.file, **values)
    for name in sorted(set(files) - set(named)):
        yield Problem(name, 1, 1, "original-unnamed", details=details({"file": name}), severity="note")


def _fault(name: str, stated: str, digests: dict[str, str]) -> str:
    """What is wrong with an original; nothing where it is as stated."""
    if name not in digests:
        return "no-original"
    if not digests[name]:
        return "original-too-large"
    if not stated:
        return "original-without-sha256"
    return "" if stated == digests[name] else "original-differs"


def _digest(path: Path) -> str:
    """The sha256 of a file; nothing of one that is too large."""
    if path.stat().st_size > LARGEST:
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
