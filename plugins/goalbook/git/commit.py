"""The commit that a snapshot is made from, and what of its sources is not committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from goalbook.git.clock import latest_time
from goalbook.git.run import GitError, git_bytes, git_line
from goalbook.git.tree import Blob, commit_id, commit_tree, is_same


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit by its id and ISO day (as its committer's clock showed it); both empty where there is none.

    The day is empty too where the commit says one that has not come yet.
    """

    id: str = ""
    day: str = ""


def commit_of(folder: Path) -> Commit:
    """The commit that is checked out where a folder lies."""
    try:
        found = git_line(folder, "log", "-1", "--no-show-signature", "--format=%H %cs %ct").split()
    except GitError:
        return Commit()
    name, day, made = found
    return Commit(name, "" if int(made) > latest_time() else day)


def not_committed(root: Path, wanted: Iterable[str], is_wanted: set[str] | None = None) -> tuple[str, ...]:
    """Of some files below a folder those that aren't as committed, sorted: changed, new, ignored by git, or taken away.

    ``wanted`` are the files that are there; ``is_wanted`` the first parts of paths to look for files that were taken away.
    Files in a repository of its own below the folder are as committed there, and where that is a submodule, as it is pinned.
    """
    present = set(wanted)
    held = _held(root, present)
    gone = {name for name in held if name not in present and name.split("/")[0] in (is_wanted or set())}
    return tuple(sorted(name for name in present | gone if not is_same(root / name, held.get(name))))


def _held(root: Path, names: Iterable[str]) -> dict[str, Blob]:
    """What is committed below a folder, in repositories of their own that hold some of the names too."""
    held = _head(root)
    for folder in sorted(set(_own_repositories(root, names))):
        pinned = held.get(folder)
        inner = _head(root / folder, pinned.id if pinned and pinned.is_repository else "HEAD")
        held |= {f"{folder}/{name}": blob for name, blob in inner.items()}
    return {name: blob for name, blob in held.items() if not blob.is_repository}


def _own_repositories(root: Path, names: Iterable[str]) -> Iterator[str]:
    """The folders on the way to the names that are repositories of their own."""
    folders = {parent for name in names for parent in PurePosixPath(name).parents[:-1]}
    return (folder.as_posix() for folder in folders if (root / folder / ".git").exists())


def _head(folder: Path, revision: str = "HEAD") -> dict[str, Blob]:
    """What a commit holds below a folder; nothing where there is none."""
    try:
        return commit_tree(folder, commit_id(folder, revision))
    except GitError:
        return {}


def was_ever(path: Path) -> bool:
    """Whether git knows a file or folder of that name in any commit, though it may be gone."""
    if not path.parent.is_dir():
        return False
    try:
        return bool(git_bytes(path.parent, "log", "-1", "--all", "--no-show-signature", "--format=%H", "--", path.name))
    except GitError:
        return False
