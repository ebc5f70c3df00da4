"""How long one document may take: a run that is stuck ends and names the file. It is no verdict on the file: counts decide that."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Of the processor, so that a busy machine ends nothing; the largest documents that are taken need a twentieth.
MOST_SECONDS = 300.0


@contextmanager
def alarmed(file: str, most: float = MOST_SECONDS) -> Iterator[None]:
    """Raises TimeoutError with the file's name where the work inside takes longer than so many seconds of the processor.

    Where the system has no such alarm (Windows), and beside the main thread, where none can be set, nothing is limited.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), file)

    before = signal.signal(signal.SIGPROF, end)
    # Again and again: what the first one ended may have been something that goes on after any error of the system.
    signal.setitimer(signal.ITIMER_PROF, most, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
