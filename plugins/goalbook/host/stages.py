"""How far a build is, and where its time goes: the stages that it is made of, one after the other."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

# What is told of documents: how many of how many are made, and in how many seconds.
TellDocuments = Callable[[int, int, float], None]


@dataclass(frozen=True, slots=True)
class BuildStage:
    """A part of a build that has ended: its wall seconds, and the processor's of all processes that ended with it."""

    name: str
    seconds: float
    processor: float


class Stages:
    """The stages of one build. ``begin`` ends the one before; ``finish`` ends the last."""

    def __init__(self, tell: TellDocuments) -> None:
        self.ended: list[BuildStage] = []
        self._tell = tell
        self._name = ""
        self._since = (0.0, 0.0)

    def begin(self, name: str) -> None:
        """A stage begins."""
        self.finish()
        self._name, self._since = name, _clocks()

    def finish(self) -> None:
        """The stage that has begun ends."""
        if self._name:
            wall, processor = (now - then for now, then in zip(_clocks(), self._since, strict=True))
            self.ended.append(BuildStage(self._name, wall, processor))
        self._name = ""

    def documents(self, done: int, total: int) -> None:
        """So many documents of so many are made."""
        self._tell(done, total, _clocks()[0] - self._since[0])

    def to_bytes(self, documents: int, unchanged: int) -> bytes:
        """The stages as JSON, with how many documents the site has and how many were unchanged."""
        stages = [
            {"stage": each.name, "seconds": round(each.seconds, 3), "processor": round(each.processor, 3)}
            for each in self.ended
        ]
        found = {"documents": documents, "unchanged": unchanged, "stages": stages}
        return (json.dumps(found, indent=1) + "\n").encode()


def _clocks() -> tuple[float, float]:
    """Seconds of the wall's clock and of the processor, with those of processes that have ended."""
    used = os.times()
    return time.perf_counter(), used.user + used.system + used.children_user + used.children_system
