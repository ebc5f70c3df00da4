"""Marks that git leaves where two changes met and nobody chose between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from goalbook.goalfile.problem import MAX_PROBLEMS, Problem, details, listed

# Git begins a line with them; a clerk who mends an indent, or a block of text, may have moved them in.
_MARK = re.compile(r"^[ \t]*(?P<sign><{7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
_PARTING = re.compile(r"^[ \t]*={7}[ \t]*$", re.MULTILINE)


def conflicts_in(text: str, file: str) -> list[Problem]:
    """A problem for each conflict, at its first mark, with the lines of all its marks; for a mark that stands alone too."""
    marked = any(7 * sign in text for sign in "<>|") and _MARK.search(text)
    return list(islice(_conflicts(text, file), MAX_PROBLEMS)) if marked else []


def _conflicts(text: str, file: str) -> Iterator[Problem]:
    marks = [(match.start("sign"), match["sign"][0]) for match in _MARK.finditer(text)]
    marks += [(match.end() - len(match[0].lstrip()), "=") for match in _PARTING.finditer(text)]
    held: list[tuple[int, int]] = []
    line = 1
    counted = 0
    for at, sign in sorted(marks):
        line, counted = line + text.count("\n", counted, at), at
        if sign == "<" and held:
            yield _problem(held, file)
            held = []
        if sign != "=" or held:
            held.append((line, at - text.rfind("\n", 0, at)))
        if sign == ">":
            yield _problem(held, file)
            held = []
    if held:
        yield _problem(held, file)


def _problem(marks: list[tuple[int, int]], file: str) -> Problem:
    lines = listed(str(line) for line, _ in marks)
    return Problem(file, *marks[0], "merge-conflict", details=details({"lines*": lines}))
