"""A history as JSON, so that it can be kept where there is no git."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goalbook.git.history import Changed, History, LoggedChange, ToldFile, short_line
from goalbook.messages.visible import visible


def history_as_json(history: History) -> dict[str, Any]:
    """A history as plain lists and texts; each change is named once."""
    every = {change: None for known in history.files.values() for change in known}
    every |= {changed.change: None for changed in history.changes}
    ids = {change: number for number, change in enumerate(every)}
    return {
        "newest": history.newest,
        "changes": [[one.day, one.author, one.subject, one.commit, *([one.note] if one.note else [])] for one in every],
        "files": {name: [ids[change] for change in known] for name, known in sorted(history.files.items())},
        "listed": [[ids[one.change], list(one.files), one.count] for one in history.changes],
        "told": {commit: [[*one[:2], list(one.sentences)] for one in said] for commit, said in history.told.items()},
    }


def from_json(kept: Any) -> History:
    """A history from what ``history_as_json`` gave. Raises ValueError, KeyError, TypeError or IndexError where it is none."""
    every = [LoggedChange(*map(_shown, one)) for one in kept["changes"]]
    files = {str(name): tuple(every[int(n)] for n in ids) for name, ids in kept["files"].items()}
    listed = (Changed(every[int(n)], tuple(map(str, names)), int(count)) for n, names, count in kept["listed"])
    # Snapshots of earlier versions tell changes by their files alone.
    told = {_shown(commit): tuple(_told(*one) for one in said) for commit, said in kept.get("told", {}).items()}
    return History(files, tuple(listed), _shown(kept["newest"]), told=told)


def _told(address: object, words: object, sentences: Iterable[object]) -> ToldFile:
    return ToldFile(_seen(address), _seen(words), tuple(map(_seen, sentences)))


def _seen(text: object) -> str:
    """A text of a file that anyone may have written, as one that can be shown."""
    return visible(str(text).encode("utf-8", "replace").decode())


def _shown(text: object) -> str:
    return short_line(str(text).encode("utf-8", "replace"))
