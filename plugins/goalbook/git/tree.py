"""The files below a folder at a revision, by the ids of their contents, and those contents."""

from __future__ import annotations

import subprocess
from collections.abc import Collection
from pathlib import Path

from goalbook.git.run import git_environment

_PLAIN = (b"100644", b"100755")


def files_at(folder: Path, revision: str) -> dict[str, str]:
    """The id of each file's content by its name below a folder, which needn't be there now; none where git knows of none.

    What is no plain file has its mode before the id.
    """
    above = folder.absolute().parent
    named = f"{revision}^{{commit}}"
    commit = ask(above, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
    if not commit:
        return {}
    listed = ask(above, "--literal-pathspecs", "ls-tree", "-r", "-z", commit.decode().strip(), "--", f"{folder.name}/")
    found: dict[str, str] = {}
    for entry in (listed or b"").split(b"\0")[:-1]:
        about, _, path = entry.partition(b"\t")
        mode, _, blob = about.split(b" ")
        name = path.decode("utf-8", "replace").removeprefix(f"{folder.name}/")
        found[name] = (blob if mode in _PLAIN else b"%s %s" % (mode, blob)).decode()
    return found


def blobs(folder: Path, ids: Collection[bytes], largest: int) -> dict[bytes, bytes]:
    """The first bytes of blobs by their ids."""
    found: dict[bytes, bytes] = {}
    rest = ask(folder, "cat-file", "--batch", given=b"".join(b"%s\n" % one for one in sorted(ids))) or b""
    while rest:
        head, _, rest = rest.partition(b"\n")
        name, *about = head.split(b" ")
        size = int(about[1]) if about[0] == b"blob" else -1
        if size >= 0:
            found[name] = rest[: min(size, largest)]
        rest = rest[size + 1 :]
    return found


def ask(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git prints; None where there is no git or it fails."""
    command = ["git", "-C", str(folder.absolute()), *arguments]
    try:
        done = subprocess.run(command, env=git_environment(), input=given, capture_output=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
