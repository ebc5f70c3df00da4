"""A .zip and the bag it was made from: whether it holds the same files, in the one way in which they are packed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from goalbook.snapshot.archive import Folder, Tree, Zip, first_difference, pack, tree_of
from goalbook.snapshot.bag import LATER, is_fit
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import MANIFEST, read_facts
from goalbook.snapshot.finding import BagFinding

_LARGEST_LIST = 1 << 28


def compare_zip(folder: Folder, archive: Path, name: str) -> Iterator[BagFinding]:
    """What differs between a snapshot's folder and its .zip; a signature may have come to the folder later."""
    try:
        with tree_of(archive) as other:
            assert isinstance(other, Zip)
            names, there = set(folder.names()), set(other.names())
            for file in sorted(names - there - LATER):
                yield BagFinding(f"{archive.name}/{file}", "missing")
            for file in sorted(there - names):
                yield BagFinding(f"{archive.name}/{file}", "added")
            for file in sorted(names & there):
                if not same(folder, other, file):
                    yield BagFinding(f"{archive.name}/{file}", "differs")
            yield from remade(other, name, archive)
    except SnapshotError:
        yield BagFinding(archive.name, "no_zip")


def same(one: Tree, other: Tree, name: str) -> bool:
    """Whether a file has the same bytes in both."""
    try:
        with one.open(name) as first, other.open(name) as second:
            while True:
                a, b = first.read(1 << 20), second.read(1 << 20)
                if a != b:
                    return False
                if not a:
                    return True
    except OSError:
        return False


def remade(tree: Zip, name: str, archive: Path) -> list[BagFinding]:
    """Whether a .zip is, byte for byte, the one that its files make."""
    try:
        day = str(read_facts(small(tree, MANIFEST) or b"")["date"])
        if not all(map(is_fit, tree.names())) or tree.top != (name or tree.top):
            return [BagFinding(archive.name, "not_remade", "")]
        with tempfile.NamedTemporaryFile(suffix=".zip") as again:
            pack(tree, tree.top, day, Path(again.name))
            at = first_difference(archive, Path(again.name))
        return [] if at is None else [BagFinding(archive.name, "not_remade", str(at))]
    except (SnapshotError, OSError, ValueError):
        return [BagFinding(archive.name, "not_remade", "")]


def small(tree: Tree, name: str) -> bytes | None:
    """A small file's bytes; None where there is none that can be read."""
    try:
        if tree.size(name) > _LARGEST_LIST:
            return None
        with tree.open(name) as file:
            return file.read()
    except (OSError, KeyError):
        return None
