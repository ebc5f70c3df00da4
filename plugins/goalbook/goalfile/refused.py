"""What is refused in a text before YAML reads it."""

from __future__ import annotations

import re

from goalbook.goalfile.characters import refused_in
from goalbook.goalfile.conflicts import conflicts_in
from goalbook.goalfile.problem import Problem, details
from goalbook.goalfile.slips import shortened

# libyaml compares every directive with all before it.
_DIRECTIVE = re.compile(r"^%(?:TAG|YAML)[ \t].*", re.MULTILINE)


def refused_unread(text: str, file: str) -> list[Problem]:
    """The problems for which a text isn't read at all."""
    forbidden = [Problem(file, *place, "forbidden-character", "", what) for place, what in refused_in(text)]
    if found := forbidden or conflicts_in(text, file):
        return found
    if ("%TAG" in text or "%YAML" in text) and (match := _DIRECTIVE.search(text)):
        place = end_of(text[: match.start()])
        return [Problem(file, *place, "directive", details=details({"text": shortened(match[0])}))]
    return []


def end_of(before: str) -> tuple[int, int]:
    """Line and column (1-based) right behind the beginning of a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
