"""What a commit holds below a folder, and whether files there are the same: read and digested here, without git's filters."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from goalbook.git.run import GitError, git_bytes, git_line

_LINK, _MODULE = "120000", "160000"


class Blob(NamedTuple):
    """What stands in a commit under one name: git's mode of it and its id."""

    mode: str
    id: str

    @property
    def is_file(self) -> bool:
        """Whether it is a plain file, no link and no other repository."""
        return self.mode.startswith("100")

    @property
    def is_repository(self) -> bool:
        """Whether it is a commit of another repository that lies there (a submodule)."""
        return self.mode == _MODULE


def commit_id(folder: Path, revision: str) -> str:
    """The id of the commit that a revision names. Raises GitError where it names none."""
    return git_line(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")


def commit_tree(folder: Path, commit: str, inside: str = "") -> dict[str, Blob]:
    """What a commit holds below a folder, or below one ``inside`` it that needn't be there now, by POSIX path from there.

    Raises GitError.
    """
    found: dict[str, Blob] = {}
    only = ("--", f"{inside}/") if inside else ()
    for entry in git_bytes(folder, "ls-tree", "-r", "-z", commit, *only).split(b"\0"):
        about, tab, name = entry.partition(b"\t")
        if tab:
            mode, _, blob = about.decode().split(" ")
            found[os.fsdecode(name.removeprefix(os.fsencode(f"{inside}/") if inside else b""))] = Blob(mode, blob)
    return found


def files_at(folder: Path, revision: str) -> dict[str, str]:
    """The id of each file's content by its name below a folder, which needn't be there now; none where git knows of none.

    What is no plain file has its mode before the id.
    """
    try:
        held = commit_tree(folder.absolute().parent, commit_id(folder.absolute().parent, revision), folder.name)
    except GitError:
        return {}
    return {name: blob.id if blob.is_file else f"{blob.mode} {blob.id}" for name, blob in held.items()}


def blobs(folder: Path, ids: Collection[bytes], largest: int) -> dict[bytes, bytes]:
    """The first bytes of blobs by their ids; none where there is no git."""
    found: dict[bytes, bytes] = {}
    try:
        rest = git_bytes(folder, "cat-file", "--batch", given=b"".join(b"%s\n" % one for one in sorted(ids)))
    except GitError:
        return {}
    while rest:
        head, _, rest = rest.partition(b"\n")
        name, *about = head.split(b" ")
        size = int(about[1]) if about[0] == b"blob" else -1
        if size >= 0:
            found[name] = rest[: min(size, largest)]
        rest = rest[size + 1 :]
    return found


def is_same(path: Path, blob: Blob | None, line_ends: bool = True) -> bool:
    """Whether a file is the one of a commit; without ``line_ends`` also where it only has those of Windows instead."""
    try:
        if blob is None or path.is_symlink() != (blob.mode == _LINK):
            return False
        raw = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
    except OSError:
        return False
    return blob.id in blob_ids(raw, len(blob.id), line_ends)


def blob_ids(raw: bytes, length: int, line_ends: bool = True) -> tuple[str, ...]:
    """The ids, of so many digits, under which git may hold a file's bytes: as they are, and with the line ends that it stores."""
    kind = hashlib.sha256 if length == 64 else hashlib.sha1
    texts = (raw,) if line_ends or b"\r\n" not in raw else (raw, raw.replace(b"\r\n", b"\n"))
    return tuple(kind(b"blob %d\0" % len(text) + text).hexdigest() for text in texts)
