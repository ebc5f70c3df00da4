"""What a typist most likely meant where YAML's grammar gives up."""

from __future__ import annotations

import re

import yaml

from goalbook.problem import Problem, details

_KEY = r"^\s*(?:- )?(?P<key>[A-Za-z_]+)"
_FULL_WIDTH_COLON = re.compile(_KEY + r"\s?：")
_NO_SPACE = re.compile(_KEY + r":(?=[^\s:/])")
_BEFORE_VALUE = re.compile(r"^\s*(?:- +)*(?:[A-Za-z_]+:(?:\s+|$))?(?:- +)*")
_SIGNS = frozenset("%@`*&!>|[]{}?,")
_COLON = re.compile(r":(?:\s|$)")
_SHOWN = 40


def explain(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The syntax error as a problem that says what to type instead, at the line where the slip stands."""
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    column = mark.column if mark else 0
    lines = text.split("\n")
    context = error.context_mark.line if error.context_mark else line
    near = [n for n in dict.fromkeys((line, line - 1, context, context - 1)) if 0 <= n < len(lines)]
    slips = [(n, slip) for n in near if (slip := _key_slip(lines[n]))]
    slips += [(n, slip) for n in (line, context) if n < len(lines) and (slip := _value_slip(lines[n], error.problem or ""))]
    for n, (code, at, shown) in slips:
        return Problem(file, n + 1, at + 1, code, details=details({"text": _shorten(shown)}))
    if "quoted scalar" in (error.context or "") and error.context_mark:
        mark = error.context_mark
        shown = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
        return Problem(file, mark.line + 1, mark.column + 1, "open-quote", details=details({"text": _shorten(shown)}))
    return Problem(file, line + 1, column + 1, "syntax", details=details({"text": _shorten(_at(lines, line))}))


def _at(lines: list[str], line: int) -> str:
    return lines[line].strip() if line < len(lines) else ""


def _shorten(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _key_slip(line: str) -> tuple[str, int, str] | None:
    """Code, column and text of a slip before or at the colon of a key."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "tab", indent.index("\t"), line.strip()
    if match := _FULL_WIDTH_COLON.match(line):
        return "full-width-colon", match.end() - 1, match[0].strip()
    if match := _NO_SPACE.match(line):
        return "no-space-after-colon", match.end(), line.strip()
    return None


def _value_slip(line: str, problem: str) -> tuple[str, int, str] | None:
    """Code, column and text of a value that has to be quoted."""
    prefix = _BEFORE_VALUE.match(line)
    at = prefix.end() if prefix else 0
    value = line[at:]
    if value and value[0] in _SIGNS:
        return "sign-first", at, value
    if "mapping values" in problem and _COLON.search(value):
        return "colon-in-value", at, value
    return None
