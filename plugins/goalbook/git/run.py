"""The one place that starts git: an outside source, of which no hook, filter or other program is run.

Nothing here asks git about files in the folder: to compare them it would run the clean filters that the repository names.
They are read and digested by ``goalbook.git.tree`` instead. The machine's own settings stay: they say whose repositories
are trusted.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

# Whatever a repository or a user configures is overruled: it could run programs, ask, fetch or hide files.
_OVERRULED = (
    f"core.hooksPath={os.devnull}", "core.fsmonitor=false", "core.untrackedCache=false", "core.pager=cat",
    "core.askPass=", "credential.helper=", "protocol.allow=never", "gc.auto=0", "maintenance.auto=false",
    "diff.external=", f"diff.orderFile={os.devnull}", "diff.ignoreSubmodules=all", "submodule.recurse=false",
    "log.showSignature=false", "log.showRoot=true", "log.follow=false", "mailmap.file=", "mailmap.blob=",
)  # fmt: skip
_COMMAND = (
    "git", "--no-pager", "--literal-pathspecs", *(part for setting in _OVERRULED for part in ("-c", setting))
)  # fmt: skip
_OWN = {
    "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}  # fmt: skip


class GitError(Exception):
    """git isn't there ("no-git"), or didn't do what it was asked ("failed")."""

    def __init__(self, code: Literal["no-git", "failed"]) -> None:
        super().__init__(code)
        self.code = code


def git_bytes(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints, asked in a folder and ``given`` its input. Raises GitError."""
    with git_process(folder, *arguments) as process:
        return process.communicate(given)[0]


def git_line(folder: Path, *arguments: str) -> str:
    """What git prints, as one line. Raises GitError."""
    return os.fsdecode(git_bytes(folder, *arguments)).removesuffix("\n")


@contextmanager
def git_process(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A git that runs while it is written to and read. Raises GitError where it can't be started or has failed at the end."""
    try:
        process = subprocess.Popen(
            [*_COMMAND, "-C", str(folder.absolute()), *arguments], env=_environment(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError as error:
        raise GitError("no-git") from error
    except ValueError as error:  # a NUL in an argument
        raise GitError("failed") from error
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise GitError("failed")


def _environment() -> dict[str, str]:
    """The environment without what would point git elsewhere, trace it, or let it ask or fetch."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    return kept | _OWN
