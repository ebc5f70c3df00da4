"""One command at a time in a folder of snapshots."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.names import is_name
from goalbook.snapshot.pins import PINS


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else freezes into a folder meanwhile; what a stopped run left behind is cleared away first."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SnapshotError("busy", folder=str(folder)) from error
        for left in folder.glob(".*.part"):
            if is_name(left.name[1:].removesuffix(".part")):
                shutil.rmtree(left, ignore_errors=True)
        for left in folder.glob(f".{PINS}.*.part"):
            left.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)
