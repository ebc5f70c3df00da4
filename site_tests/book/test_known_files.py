"""A folder read with what is known of its files is the folder read anew, whatever was done to them; what is as it was isn't opened."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from goalbook.book import known_files, load
from goalbook.book.folder import goal_bytes
from goalbook.book.load import Book, load_book
from goalbook.store import Drawer, Store

from site_tests.helpers.generate import write_goals

DOCUMENTS = 12


class Folder:
    """A folder of goals that is read again and again, each time by a process of its own."""

    def __init__(self, path: Path) -> None:
        self.root = path / "goals"
        self._store = path / "store.sqlite"
        write_goals(self.root, DOCUMENTS)

    def read(self) -> Book:
        """The book of the folder, with what is known."""
        store = Store(self._store)
        try:
            return load_book(self.root, kept=Drawer(store))
        finally:
            store.save()
            store.close()

    def documents(self) -> list[Path]:
        """The files of documents."""
        return sorted(self.root.glob("[2u]*/*/*.yml"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder whose files may be written again as soon as they are read."""
    monkeypatch.setattr(known_files, "SETTLED", -(10**12))
    return Folder(tmp_path)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are opened."""
    found: list[str] = []
    own = goal_bytes

    def told(root: Path, name: str, *, placed: bool) -> object:
        if not name.startswith("bodies/"):
            found.append(name)
        return own(root, name, placed=placed)

    monkeypatch.setattr(load, "goal_bytes", told)
    return found


def test_what_is_as_it_was_is_not_opened(folder: Folder, opened: list[str]) -> None:
    first = folder.read()
    assert len(opened) == len(folder.documents()) > 5
    opened.clear()
    assert folder.read() == first
    assert opened == []


def test_a_file_that_was_written_again_is_opened(folder: Folder, opened: list[str]) -> None:
    """Also where its size and its time are those that it had."""
    folder.read()
    path = folder.documents()[0]
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("示例", "例示"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    opened.clear()
    assert folder.read() == load_book(folder.root)
    assert opened[0] == path.relative_to(folder.root).as_posix()


def test_a_file_that_was_just_written_is_opened_and_not_read(
    folder: Folder, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It might be written once more in the same moment; its bytes tell that it is as it was."""
    monkeypatch.setattr(known_files, "SETTLED", 10**18)
    first = folder.read()
    opened.clear()
    monkeypatch.setattr(load, "_load_document", lambda _, name, *__: pytest.fail(name))
    assert folder.read() == first
    assert len(opened) == len(folder.documents())


def change(folder: Folder, at: random.Random, step: int) -> None:
    """A file is edited, broken, copied, renamed, deleted, made a link of or written as it is."""
    path = at.choice(folder.documents())
    text = path.read_text("utf-8")
    match at.randrange(7):
        case 0:
            path.write_text(text.replace("title: ", f"title: 改{step}", 1), "utf-8")
        case 1:
            path.write_text(f"{text}\nunknown_{step}: 1\n", "utf-8")
        case 2:
            shutil.copy(path, path.with_name(f"more-{step}.yml"))
        case 3:
            path.rename(path.with_name(f"moved-{step}.yml"))
        case 4:
            path.unlink()
        case 5:
            path.rename(folder.root.parent / f"away-{step}.yml")
            path.symlink_to(folder.root.parent / f"away-{step}.yml")
        case _:
            path.write_text(text, "utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_after_any_changes_the_book_is_that_of_the_folder_alone(folder: Folder, seed: int) -> None:
    at = random.Random(seed)
    folder.read()
    for step in range(8):
        for _ in range(at.randrange(3)):
            change(folder, at, step)
        assert folder.read() == load_book(folder.root)
