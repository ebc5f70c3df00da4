"""Templates that this process has compiled: a live server, whose templates may be edited, compiles only those that were."""

from __future__ import annotations

from functools import cache
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory, under their names and the digest of their text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template as it was compiled, if it was."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


@cache
def compiled_for(way: str) -> Compiled:  # noqa: ARG001 (it tells them apart)
    """What was compiled in one way, which a name tells: for a language, whose texts are put into templates, or for the theme."""
    return Compiled()
