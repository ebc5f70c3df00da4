"""The commit that a snapshot is made from, and what of its sources is not committed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from goalbook.git.run import git_environment


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit by its id and ISO day (as its committer's clock showed it); both empty where there is none."""

    id: str = ""
    day: str = ""


def commit_of(folder: Path) -> Commit:
    """The commit that is checked out where a folder lies."""
    found = _git(folder, "log", "-1", "--format=%H %cs")
    return Commit(*found.decode().split()) if found else Commit()


def not_committed(root: Path, wanted: Iterable[str], is_wanted: set[str] | None = None) -> tuple[str, ...]:
    """Of some files below a folder those that aren't as committed, sorted: changed, new, ignored by git, or taken away.

    ``wanted`` are the files that are there; ``is_wanted`` the first parts of paths to look for files that were taken away.
    """
    present = set(wanted)
    changed = _git(root, "diff", "--name-only", "--no-renames", "--relative", "--no-ext-diff", "-z", "HEAD", "--", ".")
    tracked = _git(root, "ls-files", "-z", "--", ".")
    if changed is None or tracked is None:
        return tuple(sorted(present))
    differing, known = set(_names(changed)), set(_names(tracked))
    gone = {name for name in differing - present if name.split("/")[0] in (is_wanted or set())}
    return tuple(sorted((differing & present) | (present - known) | gone))


def was_ever(path: Path) -> bool:
    """Whether git knows a file or folder of that name in any commit, though it may be gone."""
    if not path.parent.is_dir():
        return False
    return bool(_git(path.parent, "log", "-1", "--all", "--format=%H", "--", path.name))


def _names(output: bytes) -> list[str]:
    return [os.fsdecode(name) for name in output.split(b"\0") if name]


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints; None where there is no git or it fails."""
    command = ["git", "-C", str(folder.absolute()), "--literal-pathspecs", "--no-pager", *arguments]
    try:
        done = subprocess.run(
            command, env=git_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=True
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
