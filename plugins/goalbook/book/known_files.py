"""What was found in goal files in builds before: a file that is as it was then isn't opened, one with the same bytes isn't read."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from pathlib import Path

from goalbook.book.entry import Entry, kept_entry, slim_entry
from goalbook.forms.form import Form
from goalbook.goalfile.problem import Problem
from goalbook.store import Drawer
from goalbook.trees import SETTLED

FileFindings = tuple[Entry | None, list[Problem]]
# What the system says of a file that nobody can have written to meanwhile; nothing where that isn't sure.
FileState = tuple[int, ...]


class KnownFiles:
    """The files of a folder by what was ``kept`` of them, all of a year in one value; ``save`` keeps what is known now."""

    def __init__(self, root: Path, forms: Mapping[str, Form], kept: Drawer) -> None:
        self.root, self.forms, self.kept = f"{root}{os.sep}", forms, kept
        self._before: dict[str, dict[str, tuple[FileState, str, object]]] = {}
        self._now: dict[str, dict[str, tuple[FileState, str, object]]] = {}
        self._states: dict[str, FileState] = {}

    def unchanged(self, name: str) -> FileFindings | None:
        """What was found in a file, where the system says that it is as it was; else its state is noted before it is read."""
        self._states[name] = state = self._state(name)
        known = self._of(name)
        return self._again(name, state, known[1], known[2]) if known and state and known[0] == state else None

    def same(self, name: str, digest: str) -> FileFindings | None:
        """What was found in a file that had the same bytes."""
        known = self._of(name)
        return self._again(name, self._states.get(name, ()), digest, known[2]) if known and known[1] == digest else None

    def note(self, name: str, digest: str, found: FileFindings) -> FileFindings:
        """Keep what was found in a file."""
        self._now.setdefault(_shelf(name), {})[name] = self._states.get(name, ()), digest, slim_entry(*found)
        return found

    def save(self) -> None:
        """Keep the years of which something is known now that wasn't."""
        for shelf, known in self._now.items():
            if known != self._before[shelf]:
                self.kept.store.put(self.kept.key(shelf), known)

    def _again(self, name: str, state: FileState, digest: str, held: object) -> FileFindings | None:
        found = kept_entry(held, self.forms)
        if found:
            self._now.setdefault(_shelf(name), {})[name] = state, digest, held
        return found

    def _of(self, name: str) -> tuple[FileState, str, object] | None:
        shelf = _shelf(name)
        if shelf not in self._before:
            found = self.kept.store.get(self.kept.key(shelf))
            self._before[shelf] = found if isinstance(found, dict) else {}
        return self._before[shelf].get(name)

    def _state(self, name: str) -> FileState:
        try:
            found = os.lstat(self.root + name)
        except OSError:
            return ()
        settled = time.time_ns() - SETTLED > max(found.st_mtime_ns, found.st_ctime_ns)
        state = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        return state if settled and stat.S_ISREG(found.st_mode) else ()


def _shelf(name: str) -> str:
    """The part of the folder that a file is kept with: its year."""
    return name.partition("/")[0]
