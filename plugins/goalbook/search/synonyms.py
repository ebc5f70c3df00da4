"""近义词: groups of words that mean the same to who searches: those of the package, and a site's own before them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def shipped_synonyms() -> tuple[tuple[str, ...], ...]:
    """The groups of the package: each line of the file is one, its words parted by blanks."""
    text = files("goalbook.search").joinpath("synonyms.txt").read_text(encoding="utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if line)


def synonyms(own: Sequence[Sequence[str]], language: str) -> tuple[tuple[str, ...], ...]:
    """All groups of a site in a language: its own, then those of the package, whose words are Chinese (``zh``)."""
    return (*(tuple(group) for group in own), *(shipped_synonyms() if language == "zh" else ()))
