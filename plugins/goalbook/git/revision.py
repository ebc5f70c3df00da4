"""The goal files of a git revision or of the working tree: their names, and their bytes when they are asked for."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from goalbook.book.folder import goal_files, is_link
from goalbook.git.run import git_environment
from goalbook.goalfile.read import MAX_BYTES
from goalbook.model.address import BODIES, is_body_path, is_document_path

_PLAIN_FILES = (b"100644", b"100755")
_CHUNK = 1 << 16


class RevisionError(ValueError):
    """A revision that can't be read; ``code`` says why: no git, no repository or no such revision."""

    def __init__(self, code: str, revision: str) -> None:
        super().__init__(f"{code}: {revision}")
        self.code, self.revision = code, revision


@dataclass(frozen=True, slots=True)
class Version:
    """The goal files of one version: for each name below the goals' folder the id of its content.

    ``revision`` is "" for the working tree.
    """

    root: Path
    revision: str
    files: dict[str, str]


def version_of(root: Path, revision: str) -> Version:
    """The goal files of a revision: of what is called so in the repository that holds the folder."""
    prefix = _git(root, "no-repository", revision, "rev-parse", "--show-prefix").removesuffix(b"\n")
    named = f"{revision}^{{commit}}"
    commit = _git(root, "no-revision", revision, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
    listed = _git(root, "no-revision", revision, "ls-tree", "-r", "-z", "--full-name", commit.decode().strip())
    files: dict[str, str] = {}
    for entry in listed.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        if not path.startswith(prefix):
            continue
        mode, kind, blob = about.split(b" ")
        name = path[len(prefix) :].decode("utf-8", "replace")
        if kind == b"blob" and mode in _PLAIN_FILES and _is_goal_file(name):
            files[name] = blob.decode()
    return Version(root, revision, files)


def working_tree(root: Path, like: Version) -> Version:
    """The goal files as they lie in the folder, with ids as ``like`` has them, so that equal files are seen as such."""
    kind = hashlib.sha256 if any(len(blob) == 64 for blob in like.files.values()) else hashlib.sha1
    files: dict[str, str] = {}
    for name in goal_files(root):
        if _is_goal_file(name) and not is_link(root, name):
            with suppress(OSError):
                raw = (root / name).read_bytes()
                files[name] = kind(b"blob %d\0" % len(raw) + raw).hexdigest()
    return Version(root, "", files)


def _is_goal_file(name: str) -> bool:
    return is_body_path(name) if name.startswith(f"{BODIES}/") else is_document_path(name)


class RevisionReader:
    """Gives the bytes of a version's files; of a revision from one git process, one file at a time."""

    def __init__(self, version: Version, process: subprocess.Popen[bytes] | None) -> None:
        self.version = version
        self.process = process

    def read(self, name: str) -> bytes:
        """The bytes of a file; of one over the loader's limit only so much that the loader refuses it."""
        if self.process is None:
            return (self.version.root / name).read_bytes()
        asked, given = self.process.stdin, self.process.stdout
        assert asked is not None and given is not None
        asked.write(f"{self.version.files[name]}\n".encode())
        asked.flush()
        size = int(given.readline().split()[-1])
        raw = _read(given, min(size, MAX_BYTES + 1))
        _read(given, size - len(raw) + 1, keep=False)
        return raw


@contextmanager
def reading(version: Version) -> Iterator[RevisionReader]:
    """A reader of a version's files."""
    if not version.revision:
        yield RevisionReader(version, None)
        return
    command = ["git", "-C", str(version.root.absolute()), "cat-file", "--batch"]
    with subprocess.Popen(
        command, env=git_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        yield RevisionReader(version, process)
        assert process.stdin is not None
        process.stdin.close()


def _read(stream: IO[bytes], size: int, keep: bool = True) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        size -= len(part)
        if keep:
            parts.append(part)
    return b"".join(parts)


def _git(root: Path, code: str, told: str, *arguments: str) -> bytes:
    """What git prints; where it fails, an error of this code."""
    command = ["git", "-C", str(root.absolute()), *arguments]
    try:
        done = subprocess.run(command, env=git_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=True)
    except OSError as error:
        raise RevisionError("no-git", told) from error
    except (subprocess.CalledProcessError, ValueError) as error:  # ValueError: a NUL in the name of a revision
        raise RevisionError(code, told) from error
    return done.stdout
