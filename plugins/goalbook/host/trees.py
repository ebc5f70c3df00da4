"""What lies in a folder, as one digest: by content where it is read, by its state on disk where it was written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

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


def state_digest(root: Path) -> bytes:
    """A digest of the names below a folder, or of a file, with what the system says of each: nothing can be written there that
    leaves it as it is. Raises OSError.
    """
    digest = hashlib.blake2b()
    for name, entry in _below(root):
        found = entry.stat(follow_symlinks=False)
        # A folder's own times change with the names in it.
        times = () if entry.is_dir(follow_symlinks=False) else (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        digest.update(f"{name!r} {found.st_mode} {times}\n".encode())
    if root.is_file():
        found = root.stat()
        digest.update(f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}".encode())
    return digest.digest()


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
