"""Bags of a few files, sealed by hand: what needs no site to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from goalbook.snapshot.archive import Folder, pack
from goalbook.snapshot.bag import seal_bag
from goalbook.snapshot.facts import Facts, MadeSite, manifest_bytes

FACTS = Facts("2023", "2024-03-01", "测试  目标", "zh", authority="测试机关", live="https://example.org/")
FILES = {"data/a.txt": b"first", "data/b/c.txt": b"second", "note.txt": b"note"}


def fill(bag: Path, contents: Mapping[str, bytes]) -> Path:
    """A sealed bag of files."""
    for name, content in contents.items():
        (bag / name).parent.mkdir(parents=True, exist_ok=True)
        (bag / name).write_bytes(content)
    seal_bag(bag, FACTS, "goalbook test")
    return bag


def bag_by_hand(folder: Path) -> Path:
    """A bag of four files in a folder, with its manifest."""
    return fill(folder / "2023", FILES | {"manifest.json": manifest_bytes(FACTS, MadeSite({}, (), (), {}))})


def zip_beside(bag: Path) -> Path:
    """The .zip of a bag, put beside it."""
    archive = bag.with_name(f"{bag.name}.zip")
    pack(Folder(bag), bag.name, FACTS.day, archive)
    return archive
