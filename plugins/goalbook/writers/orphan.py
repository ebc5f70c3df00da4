"""Worker processes end with the process that started them, also where that was killed."""

from __future__ import annotations

import os
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread


def end_with_parent() -> None:
    """Have this worker end as soon as the process that started it does: its work is for nothing then, and nobody would end it."""
    parent = parent_process()
    if parent:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
