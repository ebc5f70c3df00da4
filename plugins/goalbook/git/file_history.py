"""What a file was at each step of the checked-out branch."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from goalbook.git.run import git_environment

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
    shallow = _git(path.parent, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return FileHistory()
    listed = _git(path.parent, *_LOG, path.name) or b""
    # Each change begins with modes and ids, ":100644 100644 OLD NEW M"; the name of its file is the next.
    ids = [token.split(b" ")[3] for token in listed.split(b"\0") if token.startswith(b":")]
    blobs = _blobs(path.parent, {one for one in ids if one.strip(_NONE)}, largest)
    return FileHistory(tuple(blobs.get(one) for one in ids), True, shallow.strip() == b"false")


def _blobs(folder: Path, ids: Collection[bytes], largest: int) -> dict[bytes, bytes]:
    """The first bytes of blobs by their ids."""
    found: dict[bytes, bytes] = {}
    rest = _git(folder, "cat-file", "--batch", given=b"".join(b"%s\n" % one for one in sorted(ids))) or b""
    while rest:
        head, _, rest = rest.partition(b"\n")
        name, *about = head.split(b" ")
        size = int(about[1]) if about[0] == b"blob" else -1
        if size >= 0:
            found[name] = rest[: min(size, largest)]
        rest = rest[size + 1 :]
    return found


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git prints; None where there is no git or it fails."""
    command = ["git", "-C", str(folder.absolute()), *arguments]
    try:
        done = subprocess.run(command, env=git_environment(), input=given, capture_output=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
