"""What a typist most likely meant where YAML's grammar gives up."""

from __future__ import annotations

import re

import yaml

from goalbook.goalfile.lost_dashes import lost_dash
from goalbook.goalfile.open_quotes import open_quotes, quote_before
from goalbook.goalfile.problem import Problem
from goalbook.goalfile.slips import (
    Slip,
    indent_of,
    key_slip,
    key_without_colon,
    label_slip,
    line_slip,
    no_hyphen,
    open_quote,
    problem_of,
)

_BEFORE_VALUE = re.compile(r"\s*(?:- +)*(?:[^\s\"'\[{:][^\s:]*:(?: +|$))?")
_KEY_COLON = re.compile(r":(?:\s|$)")
_SECOND_KEY = re.compile(r"(?<=\S)[\s,，;；]+(?=(?P<key>[a-z][a-z_]+): )")
_WIDE_BRACKET = re.compile("[［｛【（〔]")
_WIDE_ENTRY = re.compile(r"\s*(?:- +)*(?=[［｛【])")
_WIDE_CLOSING = re.compile("[］｝】）〕]")
# Within quotes the comma before the next entry: the quote that ended the text was to open that.
_NEXT_ENTRY = re.compile(r",(?: |[\"']\s*$)")
_SIGNS = frozenset("%@`*&!>|[]{}?,")

TextPlace = tuple[int, int]


def explain_grammar(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The syntax error as a problem that says what to type instead, at the line where the slip stands."""
    mark = error.problem_mark or error.context_mark
    assert mark is not None
    begun = error.context_mark or mark
    lines = text.split("\n")
    place, start = _inside((mark.line, mark.column), lines), _inside((begun.line, begun.column), lines)
    return problem_of(_slip(error.problem or "", error.context or "", place, start, lines), file)


def _inside(place: TextPlace, lines: list[str]) -> TextPlace:
    """A place as libyaml counts it, where it stands behind the last line at the end of that."""
    line, column = place
    return (line, column) if line < len(lines) else (len(lines) - 1, len(lines[-1]))


def _slip(problem: str, context: str, mark: TextPlace, start: TextPlace, lines: list[str]) -> Slip:
    """The slip behind libyaml's words; ``mark`` is where it gave up, ``start`` where it had begun."""
    if cause := _cause(mark[0], lines):
        return cause
    char = lines[mark[0]][mark[1] : mark[1] + 1]
    if char == "\t" or "tab character" in problem:
        return Slip("tab", *mark, lines[mark[0]])
    if "mapping values" in problem:
        return _colon(mark, lines)
    if "not allowed in this context" in problem or "cannot start any token" in problem:
        return _sign(mark, lines)
    if "block node" in context and "node content" in problem:
        return _sign(mark, lines)
    if "directive" in context:
        return Slip("directive", *start, lines[start[0]])
    if context.endswith((" alias", " anchor", " tag", "block scalar")) or "tag handle" in problem:
        return _sign(start, lines)
    if "quoted scalar" in context:
        text = lines[start[0]][start[1] :]
        return open_quote(*start, text) if "unexpected" in problem else Slip("bad-escape", *mark, text)
    if "simple key" in context:
        line = lines[start[0]]
        found = line_slip(line, start[0]) or lost_dash(lines, start[0]) or key_without_colon(line, start[0])
        return found or label_slip(line, start[0]) or Slip("no-colon", *start, line)
    if "flow" in context:
        return _empty_place(mark, lines) if "node content" in problem else _flow(mark, start, lines)
    if "document start" in problem and any(line.startswith("...") for line in lines[: mark[0]]):
        return Slip("several-documents", *mark, lines[mark[0]])
    return _left_over(mark, lines)


def _cause(number: int, lines: list[str]) -> Slip | None:
    """What a line shows by itself or by those around it, whatever YAML says of it."""
    for quote in open_quotes(lines[: number + 1]):
        if quote.line < number and quote.closed in (None, number):
            return open_quote(quote.line, quote.column, lines[quote.line][quote.column :])
    before = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), number)
    found = line_slip(lines[number], number) or _dash(number, lines) or _dash(before, lines)
    lost = None if found else lost_dash(lines, number)
    return found or (
        lost and (line_slip(lines[lost.line], lost.line) or no_hyphen(lines[lost.line], lost.line) or lost)
    )


def _dash(number: int, lines: list[str]) -> Slip | None:
    """A sign that looks like the hyphen of an entry, where the line above or below has such a one or heads a list."""
    found = no_hyphen(lines[number], number)
    around = (lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines))
    return found if found and (_KEY_COLON.search(lines[number]) or any(one.endswith(":") for one in around)) else None


def _sign(place: TextPlace, lines: list[str]) -> Slip:
    """A sign that a value can't begin with unless it is quoted."""
    line, column = place
    before, value = lines[line][:column], lines[line][column:]
    if sum(before.count(sign) for sign in "[{") > sum(before.count(sign) for sign in "]}"):
        value = re.split(r"[,\]}]", value, maxsplit=1)[0] or value
    return Slip("sign-first", line, column, value)


def _colon(mark: TextPlace, lines: list[str]) -> Slip:
    """A colon that can't head a value: a second one in its line, or the first after a line without one."""
    line, column = mark
    before = lines[line][:column]
    if _KEY_COLON.search(before):
        entry = _WIDE_ENTRY.match(lines[line])
        at = entry.end() if entry else _value_at(lines[line])
        if _WIDE_BRACKET.match(lines[line], at):
            return Slip("full-width-bracket", line, at, lines[line][at:])
        if second := _SECOND_KEY.search(lines[line], at):
            return Slip("two-keys", line, second.end(), second["key"])
        return Slip("colon-in-value", line, at, lines[line][at:])
    above = line - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    kinds = (key_slip, key_without_colon, label_slip) if above >= 0 else ()
    found = next((slip for kind in kinds if (slip := kind(lines[above], above))), None)
    return found or Slip("indent", line, indent_of(before), lines[line])


def _empty_place(mark: TextPlace, lines: list[str]) -> Slip:
    """A place in brackets with nothing in it that can stand there."""
    line, column = mark
    match lines[line][column : column + 1]:
        case "-":
            return _sign(mark, lines)
        case ",":
            return Slip("empty-entry", line, column, lines[line])
        case other if other:
            return Slip("syntax", line, column, lines[line])
    while line > 0 and not re.search(r"[\[{]", lines[line]):
        line -= 1
    column = max(lines[line].rfind(sign) for sign in "[{")
    return Slip("open-bracket", line, max(column, 0), lines[line][max(column, 0) :])


def _flow(mark: TextPlace, start: TextPlace, lines: list[str]) -> Slip:
    """What keeps a bracket from closing."""
    line, column = mark
    if closing := _WIDE_CLOSING.search(lines[start[0]], start[1]):
        return Slip("full-width-bracket", start[0], closing.start(), lines[start[0]][start[1] :])
    if line == start[0]:
        at = max(lines[line].rfind(sign, 0, column) for sign in "[{,") + 1
        if (comma := lines[line].find("，", at, column + 1)) >= 0:
            return Slip("full-width-comma", line, comma, lines[line][start[1] :])
        if (opening := quote_before(lines[line], column)) is not None:
            text = lines[line][opening:]
            goes_on = _NEXT_ENTRY.search(lines[line], opening, column)
            return open_quote(line, opening, text) if goes_on else Slip("text-after-quote", line, opening, text)
        if lines[line][column : column + 1] == ":":
            value = re.split(r"[,\]}]", lines[line][at:], maxsplit=1)[0]
            behind = _value_at(value)
            return Slip("colon-in-value", line, at + behind, value[behind:])
    return Slip("open-bracket", *start, lines[start[0]][start[1] :])


def _left_over(mark: TextPlace, lines: list[str]) -> Slip:
    """What stands where a new key or entry should: wrongly indented, or after a value that had ended."""
    line, column = mark
    before = lines[line][:column].rstrip()
    if not before:
        return Slip("indent", line, column, lines[line])
    if before[-1] in "\"'":
        at = _value_at(lines[line])
        return Slip("text-after-quote", line, at, lines[line][at:])
    at = _value_at(lines[line])
    if lines[line][at : at + 1] in _SIGNS:
        return Slip("sign-first", line, at, lines[line][at:])
    return Slip("syntax", line, column, lines[line])


def _value_at(line: str) -> int:
    match = _BEFORE_VALUE.match(line)
    return match.end() if match else 0
