"""What a file was at each step of the checked-out branch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goalbook.git.run import GitError, git_bytes
from goalbook.git.tree import blobs

_LOG = (
    "log", "--first-parent", "-m", "--reverse", "--raw", "--no-abbrev", "--no-renames", "-z",
    "--no-show-signature", "--no-notes", "--format=", "HEAD", "--",
)  # fmt: skip
_NONE = b"0"


@dataclass(frozen=True, slots=True)
class FileHistory:
    """The bytes of a file after each commit that changed it, oldest first; of one that took it away None.

    ``known`` tells whether git knows of the folder at all, ``whole`` whether it has its whole history: a shallow clone hasn't.
    """

    versions: tuple[bytes | None, ...] = ()
    known: bool = False
    whole: bool = False


def file_history(path: Path, largest: int) -> FileHistory:
    """The history of a file on the branch's own line: what a merge brought counts as it was merged, not as it came about.

    Of a version only its first ``largest`` bytes are given.
    """
    try:
        shallow = git_bytes(path.parent, "rev-parse", "--is-shallow-repository")
    except GitError:
        return FileHistory()
    try:
        listed = git_bytes(path.parent, *_LOG, path.name)
    except GitError:  # there is no commit yet
        listed = b""
    # Each change begins with modes and ids, ":100644 100644 OLD NEW M"; the name of its file is the next.
    ids = [token.split(b" ")[3] for token in listed.split(b"\0") if token.startswith(b":")]
    found = blobs(path.parent, {one for one in ids if one.strip(_NONE)}, largest)
    return FileHistory(tuple(found.get(one) for one in ids), True, shallow.strip() == b"false")
