"""One command at a time in a folder of snapshots."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goalbook.files import FileLock, this_process
from goalbook.snapshot.names import is_name
from goalbook.snapshot.pins import PINS

_LOCK = ".lock"


@contextmanager
def alone(folder: Path, busy: Callable[[str], None]) -> Iterator[None]:
    """Nobody else freezes into a folder meanwhile; what a stopped run left behind is cleared away first.

    Who is at work there already is waited for, and ``busy`` is told of it once, in that one's words.
    """
    lock = FileLock(folder / _LOCK, this_process(), busy)
    try:
        for left in folder.glob(".*.part"):
            if is_name(left.name[1:].removesuffix(".part")):
                shutil.rmtree(left, ignore_errors=True)
        for left in folder.glob(f".{PINS}.*.part"):
            left.unlink(missing_ok=True)
        yield
    finally:
        lock.release()
