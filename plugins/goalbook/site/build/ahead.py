"""Work that is under way elsewhere, taken in the order in which it was given."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

Name = TypeVar("Name")
Reply = TypeVar("Reply")


def ahead(given: Iterable[tuple[Name, Future[Reply]]], most: int) -> Iterator[tuple[Name, Future[Reply]]]:
    """What is ``given``, in its order, while at most so many more are under way: it is asked for no sooner, so that neither what goes there
    nor what comes back piles up. What nobody waits for any more is called off."""
    under_way: deque[tuple[Name, Future[Reply]]] = deque()
    try:
        for pair in given:
            under_way.append(pair)
            if len(under_way) > most:
                yield under_way.popleft()
        while under_way:
            yield under_way.popleft()
    finally:
        for _, future in under_way:
            future.cancel()
