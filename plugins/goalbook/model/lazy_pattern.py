"""Regular expressions that most commands never need and that take longer to compile than such a command has."""

from __future__ import annotations

import re
from functools import cached_property


class LazyPattern:
    """A regular expression, letters in either case, that is compiled when it is first asked."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.pattern, re.IGNORECASE)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """What the expression finds where it fits the whole of a text."""
        return self.compiled.fullmatch(text)
