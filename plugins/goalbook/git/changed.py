"""Which files of the goals' folder differ from an earlier revision, told by git."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from goalbook.git.run import git_environment

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class UnknownRevision(ValueError):
    """There is no such revision, no repository, or no git."""


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """The files below a folder that differ from where a revision and the present one parted, new ones included.

    Raises UnknownRevision.
    """
    if revision.startswith("-"):
        raise UnknownRevision(revision)
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not _COMMIT.fullmatch(commit):
        raise UnknownRevision(revision)
    base = _git(root, "merge-base", commit, "HEAD", fails=True) or commit
    # Files whose times changed but not their bytes would count as changed.
    _git(root, "update-index", "-q", "--refresh", fails=True)
    differ = _git(
        root, "diff-index", "-z", "--name-only", "--relative", "--no-renames", "--diff-filter=d", base, "--", "."
    )
    new = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    return frozenset(name for name in (*differ.split("\0"), *new.split("\0")) if name)


def _git(root: Path, *arguments: str, fails: bool = False) -> str:
    """What git says; nothing where it ``fails`` and may."""
    command = [
        "git",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.quotePath=false",
        "-C",
        str(root.absolute()),
        *arguments,
    ]
    try:
        done = subprocess.run(
            command, env=git_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=not fails
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise UnknownRevision(arguments[-1]) from error
    text = done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else ""
    return text if "-z" in arguments else text.strip()
