"""The engine that a build is sent to: a cluster's scheduler, by way of dask's ``distributed`` (extra ``cluster``)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from goalbook.extras import first_lacking

_PATIENCE = 20  # seconds until a scheduler answers


class NoEngine(Exception):
    """There is no such engine; ``str()`` of it is the key of its message: ``package`` or ``connection``, ``text`` says why."""

    def __init__(self, key: str, text: str = "") -> None:
        super().__init__(key)
        self.text = text


@contextmanager
def engine_at(scheduler: str) -> Iterator[Executor]:
    """The workers of a scheduler, for as long as they are needed. Raises NoEngine where they can't be had."""
    if first_lacking("distributed"):
        raise NoEngine("package")
    from distributed import Client

    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise NoEngine("connection", f"{type(error).__name__}: {error}") from error
    with client:
        # Not `pure`: nothing that another build left at the scheduler is taken for what was asked.
        yield client.get_executor(pure=False)
