"""The search index of a folder of goals, written below a site, by the builder that the site itself uses."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from goalbook.book.filled import read_filled
from goalbook.book.load import load_book
from goalbook.search.build import IndexBuilder
from goalbook.search.codec import INDEX_MANIFEST
from goalbook.search.record import record_of
from goalbook.search.segment import segment_of
from goalbook.site.frame.settings import Settings


def with_index(site: Path, folders: pytest.TempPathFactory) -> Path:
    """The site itself where its build made an index, else a copy of it with one."""
    if (site / INDEX_MANIFEST).is_file():
        return site
    copy = folders.mktemp("found") / "site"
    shutil.copytree(site, copy)
    write_index(site.parent / "goals", copy)
    return copy


def write_index(goals: Path, site: Path, date: str = "2024-01-31") -> None:
    """Write the index of the documents of a goals folder below a site's folder."""
    settings, book = Settings("示例"), load_book(goals)

    def write(name: str, content: bytes) -> None:
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    with tempfile.TemporaryDirectory() as folder:
        builder = IndexBuilder(Path(folder), write)
        for entry in book.entries:
            if not entry.withdrawn:
                filled = read_filled(book.root, entry, book.bodies[entry.body])
                builder.add(segment_of([record_of(settings.url_of(entry.address), filled, settings.t)]))
        builder.finish(date)
