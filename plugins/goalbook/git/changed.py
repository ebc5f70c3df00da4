"""Which goal files differ from an earlier revision."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from goalbook.git.revision import RevisionError, commit_named
from goalbook.git.run import GitError, git_line
from goalbook.git.tree import commit_tree, is_same


def changed_since(root: Path, revision: str, names: Iterable[str]) -> frozenset[str]:
    """Those of some files below a folder that differ from where a revision and the present one parted, new ones included.

    Raises RevisionError.
    """
    try:
        before = commit_tree(root, parting(root, revision))
    except GitError as error:
        raise RevisionError("no-revision", revision) from error
    return frozenset(name for name in names if not is_same(root / name, before.get(name), line_ends=False))


def parting(root: Path, revision: str) -> str:
    """The last commit that a revision and the present one have in common; the revision's own where they have none.

    Raises RevisionError.
    """
    commit = commit_named(root, revision)
    try:
        return git_line(root, "merge-base", commit, "HEAD")
    except GitError:
        return commit
