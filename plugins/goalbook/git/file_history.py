"""What a file was at each step of the checked-out branch."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from goalbook.git.tree import ask, blobs

_LOG = (
    "-c", "log.showRoot=true", "-c", f"diff.orderFile={os.devnull}", "--literal-pathspecs", "--no-pager", "log", "--first-parent", "-m",
    "--reverse", "--raw", "--no-abbrev", "--no-renames", "-z", "--no-show-signature", "--no-notes", "--format=", "HEAD", "--",
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
    shallow = ask(path.parent, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return FileHistory()
    listed = ask(path.parent, *_LOG, path.name) or b""
    # Each change begins with modes and ids, ":100644 100644 OLD NEW M"; the name of its file is the next.
    ids = [token.split(b" ")[3] for token in listed.split(b"\0") if token.startswith(b":")]
    found = blobs(path.parent, {one for one in ids if one.strip(_NONE)}, largest)
    return FileHistory(tuple(found.get(one) for one in ids), True, shallow.strip() == b"false")
