"""The goal files of a git revision or of the working tree: their names, and their bytes when they are asked for."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from goalbook.book.contents import folder_contents
from goalbook.book.folder import is_link
from goalbook.book.litter import is_litter
from goalbook.git.run import GitError, git_line, git_process
from goalbook.git.tree import Blob, blob_ids, commit_id, commit_tree, is_same
from goalbook.goalfile.read import MAX_BYTES
from goalbook.model.address import BODIES, is_body_path, is_document_path, is_form_path

_CHUNK = 1 << 16


class RevisionError(ValueError):
    """A revision that can't be read; ``code`` says why: no git, no repository or no such revision."""

    def __init__(self, code: str, revision: str) -> None:
        super().__init__(f"{code}: {revision}")
        self.code, self.revision = code, revision


@dataclass(frozen=True, slots=True)
class Version:
    """The goal files of one version: for each name below the goals' folder the id of its content; and all ``others`` there but for
    what is in hidden folders and what systems leave; ``forms`` are the files of drawn forms among those.

    ``revision`` is "" for the working tree.
    """

    root: Path
    revision: str
    files: dict[str, str]
    others: dict[str, Blob] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)


def commit_named(root: Path, revision: str) -> str:
    """The id of what is called so in the repository that holds a folder. Raises RevisionError."""
    try:
        git_line(root, "rev-parse", "--git-dir")
    except GitError as error:
        raise RevisionError("no-git" if error.code == "no-git" else "no-repository", revision) from error
    try:
        return commit_id(root, revision)
    except GitError as error:
        raise RevisionError("no-revision", revision) from error


def version_of(root: Path, revision: str) -> Version:
    """The goal files of a revision. Raises RevisionError."""
    commit = commit_named(root, revision)
    try:
        held = commit_tree(root, commit)
    except GitError as error:
        raise RevisionError("no-revision", revision) from error
    files = {name: blob.id for name, blob in held.items() if blob.is_file and _is_goal_file(name)}
    others = {name: blob for name, blob in held.items() if name not in files and not _is_apart(name)}
    forms = {name: blob.id for name, blob in others.items() if blob.is_file and is_form_path(name)}
    return Version(root, revision, files, others, forms)


def working_tree(root: Path, like: Version) -> Version:
    """The goal files as they lie in the folder, with ids as ``like`` has them, so that equal files are seen as such.

    A file that only has the line ends of Windows where git stores others is equal.
    """
    length = max(map(len, like.files.values()), default=40)
    files: dict[str, str] = {}
    others: dict[str, Blob] = {}
    for name in folder_contents(root).kinds:
        if _is_goal_file(name) and not is_link(root, name):
            with suppress(OSError):
                ids = blob_ids((root / name).read_bytes(), length, line_ends=False)
                files[name] = next((one for one in ids if one == like.files.get(name)), ids[0])
        elif not _is_apart(name):
            held = like.others.get(name)
            others[name] = held if held and is_same(root / name, held, line_ends=False) else Blob("", "")
    forms = {name: blob.id for name, blob in others.items() if is_form_path(name) and _can_be_read(root, name)}
    return Version(root, "", files, others, forms)


def _can_be_read(root: Path, name: str) -> bool:
    """Whether a file of the folder is a plain one, by no link, that may be read."""
    return not is_link(root, name) and (root / name).is_file() and os.access(root / name, os.R_OK)


def _is_goal_file(name: str) -> bool:
    return is_body_path(name) if name.startswith(f"{BODIES}/") else is_document_path(name)


def _is_apart(name: str) -> bool:
    *folders, file = name.split("/")
    return is_litter(file) or any(folder.startswith(".") for folder in folders)


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
        assert asked is not None
        assert given is not None
        asked.write(f"{self.version.files.get(name) or self.version.forms[name]}\n".encode())
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
    with git_process(version.root, "cat-file", "--batch") as process:
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
