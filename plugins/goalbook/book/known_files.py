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
    """The files of a folder by what was ``kept`` of them, all of a year in one value.

    Files are asked for year by year, and of one year alone is all in memory; ``save`` keeps what is known now of the last.
    """

    def __init__(self, root: Path, forms: Mapping[str, Form], kept: Drawer) -> None:
        self.root, self.forms, self.kept = f"{root}{os.sep}", forms, kept
        self._shelf: str | None = None
        self._before: dict[str, tuple[FileState, str, object]] = {}
        self._now: dict[str, tuple[FileState, str, object]] = {}
        self._noted: tuple[str, FileState] = "", ()

    def unchanged(self, name: str) -> FileFindings | None:
        """What was found in a file, where the system says that it is as it was; else its state is noted before it is read."""
        self._turn_to(name.partition("/")[0])
        self._noted = name, self._state(name)
        known, state = self._before.get(name), self._noted[1]
        return self._again(name, state, known[1], known[2]) if known and state and known[0] == state else None

    def same(self, name: str, digest: str) -> FileFindings | None:
        """What was found in a file that had the same bytes."""
        known = self._before.get(name)
        return self._again(name, self._state_of(name), digest, known[2]) if known and known[1] == digest else None

    def note(self, name: str, digest: str, found: FileFindings) -> FileFindings:
        """Keep what was found in a file."""
        self._now[name] = self._state_of(name), digest, slim_entry(*found)
        return found

    def save(self) -> None:
        """Keep the year at hand, where something is known of it now that wasn't."""
        if self._shelf is not None and self._now and self._now != self._before:
            self.kept.store.put(self.kept.key(self._shelf), self._now)
            self.kept.store.save()  # a year is large
        self._shelf = None

    def _turn_to(self, shelf: str) -> None:
        if shelf != self._shelf:
            self.save()
            found = self.kept.store.get(self.kept.key(shelf))
            self._before, self._now = found if isinstance(found, dict) else {}, {}
            self._shelf = shelf

    def _again(self, name: str, state: FileState, digest: str, held: object) -> FileFindings | None:
        found = kept_entry(held, self.forms)
        if found:
            self._now[name] = state, digest, held
        return found

    def _state_of(self, name: str) -> FileState:
        """The state of the file that is being read, as it was before."""
        return self._noted[1] if self._noted[0] == name else ()

    def _state(self, name: str) -> FileState:
        try:
            found = os.lstat(self.root + name)
        except OSError:
            return ()
        settled = time.time_ns() - SETTLED > max(found.st_mtime_ns, found.st_ctime_ns)
        state = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        return state if settled and stat.S_ISREG(found.st_mode) else ()
