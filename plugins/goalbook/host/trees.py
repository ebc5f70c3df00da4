"""What lies in a folder, as one digest: by content where it is read, by its state on disk where it was written."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_CACHE = "__pycache__"


def contents_digest(root: Path) -> bytes:
    """A digest of a file, or of the names and contents of all below a folder; links are not followed. Raises OSError."""
    digest = hashlib.blake2b()
    for name, entry in _below(root):
        if entry.is_symlink():
            digest.update(f"{name!r} link {str(Path(entry.path).readlink())!r}\n".encode(errors="surrogateescape"))
        elif entry.is_file():
            with open(entry.path, "rb") as file:  # noqa: PTH123 (a third of the time of a Path)
                content = hashlib.file_digest(file, "blake2b").digest()
            digest.update(f"{name!r} {content!r}\n".encode())
        else:
            digest.update(f"{name!r}\n".encode())
    if root.is_file():
        digest.update(root.read_bytes())
    return digest.digest()


class TreeState(NamedTuple):
    """What the system says of a file, or of all below a folder: a digest, and when the last of it was altered, in nanoseconds."""

    digest: bytes
    newest: int


def state_of(root: Path) -> TreeState:
    """The state of a file, or of all below a folder: nothing can be written there that leaves it as it is. Raises OSError."""
    digest, newest = hashlib.blake2b(), 0
    waiting = [str(root)] if root.is_dir() else []
    while waiting:
        told: list[tuple[object, ...]] = []
        inside: list[str] = []
        with os.scandir(waiting.pop()) as found:
            for entry in found:
                state = entry.stat(follow_symlinks=False)
                if entry.name == _CACHE:
                    continue
                if stat.S_ISDIR(state.st_mode):
                    inside.append(entry.path)
                    told.append((entry.name, state.st_mode))  # its own times change with the names in it
                else:
                    newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
                    told.append((entry.name, state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns))
        waiting += sorted(inside)
        told.sort()
        digest.update(repr(told).encode())
    if root.is_file():
        state = root.stat()
        newest = max(state.st_mtime_ns, state.st_ctime_ns)
        digest.update(f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}".encode())
    return TreeState(digest.digest(), newest)


def has_links(root: Path) -> bool:
    """Whether something below a folder is a link."""
    return any(entry.is_symlink() for _, entry in _below(root))


def _below(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All below a folder in the order of names, folders before what is in them; nothing where it is none."""
    waiting = [""] if root.is_dir() else []
    while waiting:
        folder = waiting.pop()
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if entry.name != _CACHE:
                yield (name := f"{folder}{entry.name}"), entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
