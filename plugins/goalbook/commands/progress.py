"""How far a command is: a bar for each thing that is being done, on standard error; on no terminal a line when it begins."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

_T = TypeVar("_T")
# What is being done, how much of it is done, and of how much.
ShowProgress = Callable[[str, int, int], None]


class _Bars:
    """One bar after the other."""

    def __init__(self) -> None:
        self._what = ""
        self._bar: Any = None

    def show(self, what: str, done: int, total: int) -> None:
        """Show so much of a thing as done; another thing begins a bar of its own."""
        if self._bar is None or what != self._what:
            self.end()
            self._what = what
            self._bar = click.progressbar(length=max(total, 1), label=what, file=sys.stderr)
            self._bar.render_progress()
        self._bar.length = max(total, 1)
        self._bar.update(max(done - self._bar.pos, 0))

    def end(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.render_finish()


@contextmanager
def progress_bars() -> Iterator[ShowProgress]:
    """What shows progress while something is done."""
    shown = _Bars()
    try:
        yield shown.show
    finally:
        shown.end()


def tracked(items: Iterable[_T], what: str, total: int, least: int) -> Iterator[_T]:
    """The items one by one, with a bar on a terminal where they are at ``least`` so many."""
    if total < least or not sys.stderr.isatty():
        yield from items
        return
    with progress_bars() as show:
        show(what, 0, total)
        for number, item in enumerate(items, 1):
            yield item
            show(what, number, total)
