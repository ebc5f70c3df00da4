"""What lies in a folder, folder by folder: by its state on disk where that was written, by its content where that is read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

SETTLED = 2_000_000_000  # nanoseconds after which a file that is written again has another time
_CACHE = "__pycache__"


class FolderState(NamedTuple):
    """What the system says of a folder: a digest of the names in it and of the states of its files, when the last of these was altered,
    and when a name in it last came or went, in nanoseconds.

    Nothing can be written to a file of it, or put in its place, that leaves the digest as it is.
    """

    digest: bytes
    newest: int
    named: int


# The state of a folder, under "", and of each below it, by its path from there; of what is a file the state under "".
DiskTree = Mapping[str, FolderState]


def disk_tree(root: Path, stays: DiskTree | None = None, before: DiskTree | None = None) -> dict[str, FolderState]:
    """The tree of a folder or a file; links are not followed. Raises OSError.

    A folder that ``stays`` as it is said there isn't read again unless a name in it came or went since; it has the folders that it
    had ``before``.
    """
    if root.is_file():
        state = root.stat()
        newest = max(state.st_mtime_ns, state.st_ctime_ns)
        return {"": FolderState(_digest(state.st_size, state.st_mtime_ns, state.st_ctime_ns), newest, 0)}
    stays, inside = stays or {}, subfolders(before or {}) if stays else {}
    tree: dict[str, FolderState] = {}
    waiting = [""] if root.is_dir() else []
    while waiting:
        folder = waiting.pop()
        path = f"{root}/{folder}"
        known = stays.get(folder)
        if known and os.lstat(path).st_mtime_ns == known.named:
            tree[folder], names = known, inside.get(folder, [])
        else:
            tree[folder], names = _read_folder(path)
        waiting += (below(folder, name) for name in names)
    return tree


def below(folder: str, name: str) -> str:
    """The path of a name in a folder of a tree."""
    return f"{folder}/{name}" if folder else name


def subfolders(tree: DiskTree) -> dict[str, list[str]]:
    """The names of the folders in each folder of a tree that has some."""
    found: dict[str, list[str]] = {}
    for path in tree:
        if path:
            folder, _, name = path.rpartition("/")
            found.setdefault(folder, []).append(name)
    return found


def are_alike(one: DiskTree, other: DiskTree) -> bool:
    """Whether two trees have the same names, with the same files on the disk, to which nobody wrote."""
    return one.keys() == other.keys() and all(state.digest == other[path].digest for path, state in one.items())


def tree_digest(tree: DiskTree) -> bytes:
    """A digest of a tree: two are the same where theirs is."""
    return _digest(*((path, tree[path].digest) for path in sorted(tree)))


def bytes_of_folder(folder: Path) -> bytes:
    """A digest of the names in a folder and of each byte of its files, or of a file. Raises OSError."""
    if folder.is_file():
        return _digest(_content(folder))
    with os.scandir(folder) as found:
        entries = sorted((entry for entry in found if entry.name != _CACHE), key=lambda entry: entry.name)
    return _digest(*((entry.name, _told(entry)) for entry in entries))


def contents_digest(root: Path) -> bytes:
    """A digest of a file, or of the names and contents of all below a folder; links are not followed. Raises OSError."""
    if not root.is_dir():
        return bytes_of_folder(root) if root.is_file() else b""
    return _digest(*((path, bytes_of_folder(root / path)) for path in sorted(_paths(root))))


def has_links(root: Path) -> bool:
    """Whether something below a folder is a link."""
    for path in _paths(root) if root.is_dir() else ():
        with os.scandir(root / path) as found:
            if any(entry.is_symlink() for entry in found):
                return True
    return False


def _read_folder(path: str) -> tuple[FolderState, list[str]]:
    """The state of a folder, and the names of those in it."""
    named = os.lstat(path).st_mtime_ns  # before it is read: a name that comes meanwhile is noticed later
    newest = 0
    files: list[tuple[object, ...]] = []
    folders: list[str] = []
    with os.scandir(path) as found:
        for entry in found:
            state = entry.stat(follow_symlinks=False)
            if entry.name == _CACHE:
                continue
            if stat.S_ISDIR(state.st_mode):
                folders.append(entry.name)
                files.append((entry.name, state.st_mode))  # its own times change with the names in it
            else:
                newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
                files.append(
                    (entry.name, state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
                )
    files.sort()
    return FolderState(_digest(files), newest, named), sorted(folders)


def _paths(root: Path) -> Iterator[str]:
    """The paths of a folder and of those below it, from there."""
    waiting = [""]
    while waiting:
        yield (folder := waiting.pop())
        with os.scandir(root / folder) as found:
            waiting += [
                below(folder, entry.name)
                for entry in found
                if entry.name != _CACHE and entry.is_dir(follow_symlinks=False)
            ]


def _told(entry: os.DirEntry[str]) -> object:
    """What is told of a name by its content."""
    if entry.is_symlink():
        return "link", str(Path(entry.path).readlink())
    return _content(entry.path) if entry.is_file() else ""


def _content(path: str | Path) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 (a third of the time of a Path)
        return hashlib.file_digest(file, "blake2b").digest()


def _digest(*facts: object) -> bytes:
    return hashlib.blake2b(repr(facts).encode(errors="backslashreplace"), digest_size=16).digest()
