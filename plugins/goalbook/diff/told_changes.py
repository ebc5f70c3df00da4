"""What the latest commits changed in the goals, computed once for each and kept by its id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goalbook.diff.told import told_by
from goalbook.git.history import Changed, History, ToldCommits, ToldFile
from goalbook.git.revision import RevisionError
from goalbook.git.run import GitError, git_line
from goalbook.messages.catalogue import Catalogue
from goalbook.store import Drawer

# A commit that touches more files is told by their names alone; so are all once this many files were compared.
_MOST_FILES = 200
_MOST_IN_ALL = 1_000


def told_changes(root: Path, history: History, kept: Drawer | None, t: Catalogue) -> ToldCommits:
    """What each of the latest commits of a history changed, by its id; of others nothing is known. Documents are told by the
    addresses they have today.
    """
    try:
        prefix = git_line(root, "rev-parse", "--show-prefix")
    except GitError:
        return {}
    drawer = kept.of(t.language, prefix) if kept else None
    return dict(_each(root, history, drawer, t))


def _each(
    root: Path, history: History, drawer: Drawer | None, t: Catalogue
) -> Iterator[tuple[str, tuple[ToldFile, ...]]]:
    left = _MOST_IN_ALL
    for changed in _newest_first(history):
        left -= changed.count
        if left < 0:
            return
        if changed.count <= _MOST_FILES:
            commit = changed.change.commit
            try:
                told = _recalled(root, commit, drawer, t)
                yield commit, tuple(one._replace(address=changed.today(one.address)) for one in told)
            except (RevisionError, GitError):
                continue


def _newest_first(history: History) -> list[Changed]:
    return sorted(history.changes, key=lambda one: one.change.day, reverse=True)


def _recalled(root: Path, commit: str, drawer: Drawer | None, t: Catalogue) -> tuple[ToldFile, ...]:
    key = drawer.key(commit) if drawer else b""
    if drawer and (found := drawer.store.get(key)) is not None:
        assert isinstance(found, tuple)
        return tuple(ToldFile(address, words, sentences) for address, words, sentences in found)
    told = told_by(root, commit, t)
    if drawer:
        drawer.store.put(key, tuple(map(tuple, told)))
    return told
