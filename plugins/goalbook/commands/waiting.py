"""Whom a command waits for."""

from __future__ import annotations

from collections.abc import Callable

from goalbook.commands.say import say
from goalbook.messages.catalogue import Catalogue


def tell_waiting(t: Catalogue) -> Callable[[str], None]:
    """Says of another command, by what its lock says, that this one begins when that is done."""

    def tell(words: str) -> None:
        process, _, since = words.partition(" ")
        say(t("freeze.waiting", process=process or "?", since=since or "?"), err=True)

    return tell
