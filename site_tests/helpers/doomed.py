"""`goalbook` and `mkdocs` that meet their fate at a chosen moment: ``python -m site_tests.helpers.doomed FATE MOMENT COMMAND…``.

A moment is a number of changes to files: before the one of that number, of this process, it is killed (``kill``), no byte
can be written any more (``full``), or the file that COMMAND's first word names vanishes (``vanish``). The same number is the
same moment on every machine. ``count`` prints how many there are.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

_CHANGES = frozenset(
    ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate", "os.chmod", "ctypes.dlsym")
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def _is_change(event: str, values: tuple[object, ...]) -> bool:
    if event == "open":
        _, mode, flags = values
        writes = isinstance(flags, int) and flags & _WRITING
        return bool(writes) if mode is None else isinstance(mode, str) and not {*mode}.isdisjoint("wax+")
    return event in _CHANGES


def _await(moment: int, act: Callable[[], object]) -> list[int]:
    """Have something done at a moment; gives where the changes are counted."""
    seen = [0]

    def hook(event: str, values: tuple[object, ...]) -> None:
        if _is_change(event, values):
            seen[0] += 1
            if seen[0] == moment:
                act()

    sys.addaudithook(hook)
    return seen


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fill() -> None:
    """From now on the system takes no byte of this process, as a full disk does."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def main(fate: str, moment: int, arguments: list[str]) -> None:
    """Run a command of this project, or of MkDocs, until its fate."""
    acts: dict[str, Callable[[], object]] = {"kill": _kill, "full": _fill, "count": lambda: None}
    if fate == "vanish":
        path = Path(arguments.pop(0))
        acts["vanish"] = lambda: path.rename(path.with_name("vanished"))
    program, *sys.argv[1:] = arguments
    if program == "mkdocs":
        from mkdocs.__main__ import cli as run
    else:
        from goalbook.cli import main as run
    seen = _await(moment, acts[fate])
    try:
        run()
    finally:
        if fate == "count":
            print(f"changes {seen[0]}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
