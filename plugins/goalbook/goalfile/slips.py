"""What a typist most likely meant where YAML reads something else without a word."""

from __future__ import annotations

import re
from typing import NamedTuple

from goalbook.goalfile.problem import Problem, Severity, details

_KEY = r"\s*(?:- +)*(?P<key>[A-Za-z_]+)"
_FULL_WIDTH_COLON = re.compile(_KEY + r"\s?：")
_ODD_SPACE = re.compile(_KEY + r":(?=(?P<blank>[^\S \t\n]))")
_NO_SPACE = re.compile(_KEY + r":(?=[^\s:/])")
_NO_DASH_SPACE = re.compile(r"\s*-(?=[A-Za-z_]+:\s)")
_WIDE_SPACE = re.compile(r"[ \t]*[\u3000\xa0]\s*(?:-\s|[A-Za-z_]+\s?[:：])")
_SHOWN = 40


class Slip(NamedTuple):
    """A slip by code, its place (0-based line and column) and the text to show."""

    code: str
    line: int
    column: int
    text: str
    severity: Severity = "error"


def misread(text: str, line: int, file: str) -> Problem:
    """What is wrong with a text that holds no keys; ``line`` (1-based) is where its content begins."""
    content = text.split("\n")[line - 1]
    found = key_slip(content, line - 1) or Slip("no-keys", line - 1, indent_of(content), content)
    return problem_of(found, file)


def wrapped(text: str, quoted: bool) -> Slip:
    """A text that goes on over line ends, which YAML reads as blanks; its first line is line 0."""
    lines = text.split("\n")
    for n, line in enumerate(lines[1:], 1):
        found = None if quoted else key_slip(line, n)
        if found and found.text.islower():
            return found
        if not quoted and line.lstrip().startswith("- "):
            return Slip("indent", n, indent_of(line), shortened(line))
    n = next(n for n, line in enumerate(lines[1:], 1) if line.strip(" \t"))
    return Slip("wrapped-text", n, indent_of(lines[n]), shortened(lines[n]), "warning")


def key_slip(line: str, number: int = 0) -> Slip | None:
    """A slip before or at the colon of a key."""
    if match := _WIDE_SPACE.match(line):
        return Slip("wide-space", number, len(line) - len(line.lstrip(" \t")), shortened(line))
    if match := _NO_DASH_SPACE.match(line):
        return Slip("no-space-after-dash", number, match.end(), shortened(line))
    if match := _FULL_WIDTH_COLON.match(line):
        return Slip("full-width-colon", number, match.end() - 1, match[0].strip())
    if match := _ODD_SPACE.match(line):
        return Slip("odd-space", number, match.end(), f"U+{ord(match['blank']):04X}")
    if match := _NO_SPACE.match(line):
        return Slip("no-space-after-colon", number, match.end(), match[0].strip())
    return None


def shortened(text: str) -> str:
    """A text short enough for a message."""
    text = text.strip()
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def problem_of(slip: Slip, file: str) -> Problem:
    """A slip as the problem of a file."""
    return Problem(file, slip.line + 1, slip.column + 1, slip.code, details=details({"text": shortened(slip.text)}))


def indent_of(line: str) -> int:
    """How far a line is indented."""
    return len(line) - len(line.lstrip())
