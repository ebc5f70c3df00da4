"""How the time of a piece of work grows with its size, told so that a busy machine makes no difference to the verdict."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

_ROUNDS = (3, 40)  # at least, and at most
_PAUSE = 0.1  # seconds before each round beyond the least, for a neighbour to come to an end


def seconds(work: Callable[[Any], object], given: object) -> float:
    """The time of the processor that a piece of work takes, without that of looking for what is no longer used: it grows with all
    that other tests have left in memory.
    """
    gc.disable()
    start = time.process_time()
    try:
        work(given)
        return time.process_time() - start
    finally:
        gc.enable()


def growth(work: Callable[[Any], object], small: object, large: object, at_most: float) -> float:
    """How many times longer the large input takes than the small one.

    They are measured in turns and the least of each counts, as a neighbour can only make it longer. Where the figure is above
    ``at_most``, more rounds are asked for: what takes the square stays above it in every one of them.
    """
    least = [float("inf"), float("inf")]
    for done in range(1, _ROUNDS[1] + 1):
        time.sleep(_PAUSE if done > _ROUNDS[0] else 0)
        least = [min(one, seconds(work, given)) for one, given in zip(least, (small, large), strict=True)]
        if done >= _ROUNDS[0] and least[1] <= at_most * least[0]:
            break
    return least[1] / least[0]
