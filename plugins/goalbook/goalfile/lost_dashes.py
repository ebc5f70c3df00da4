"""An entry of a list whose ``- `` was not typed: where that is, and in which column it belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from goalbook.goalfile.nodes import Text
from goalbook.goalfile.problem import details
from goalbook.goalfile.slips import Slip, indent_of

_KEY = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_]+):(?:\s|$)")
_ENTRY = re.compile(r"\s*- +\S")
_HEADER = re.compile(r"\s*(?:- +)*[A-Za-z_]+:\s*(?:#.*)?$")
_LIST = re.compile(r"\s*(?:- +)*(?:items|indicators|values|spending_plan|schedule|sign|review|accept):")
_FAR = 200  # lines; nobody writes an entry longer than that


def lost_dash(lines: Sequence[str], number: int) -> Slip | None:
    """The entry without a dash that made YAML give up at a line (0-based)."""
    line = lines[number]
    if _ENTRY.match(line):
        return _first_of_list(lines, _header(lines, number, indent_of(line)), indent_of(line))
    above = _entry_above(lines, number)
    if above is not None and _begins_like(line, above, lines, number):
        return _slip(lines, number, indent_of(lines[above]))
    before = number - 1
    for n in (number, before):
        if (entry := _entry_further_in(lines, n)) is not None:
            return _slip(lines, n, indent_of(lines[entry]))
    if before > 0 and _HEADER.match(lines[before - 1]) and indent_of(lines[before]) < indent_of(line):
        return _first_of_list(lines, before - 1, indent_of(lines[before]))
    return None


def lost_entries(repeated: Sequence[Text], first: Mapping[str, Text]) -> list[Text]:
    """Where entries without a dash begin in what YAML took for one: at each key that comes again, in keys that belong together.

    ``first`` are the keys as they come first, in their order. One key that comes again alone is no entry, unless entries begin with it.
    """
    begins: list[Text] = []
    seen: set[str | None] = set()
    for key in repeated:
        if not begins or key.value in seen:
            begins.append(key)
            seen = set()
        seen.add(key.value)
    opening = next(iter(first))
    between = repeated[0].line - first[opening].line > 1
    return begins if len(repeated) > 1 or (repeated[0].value == opening and between) else []


def entry_slip(line: int, column: int, key: str) -> Slip:
    """The slip of an entry without a dash that YAML took for more of the one before it; ``column`` (0-based) is that of its key."""
    return _as_slip(line, column, max(column - 2, 0), key)


def _header(lines: Sequence[str], number: int, indent: int) -> int | None:
    """The line above whose key holds the list that a line is in."""
    for n in range(number - 1, max(number - _FAR, -1), -1):
        if lines[n].strip() and indent_of(lines[n]) < indent:
            return n if _HEADER.match(lines[n]) else None
        if _HEADER.match(lines[n]) and indent_of(lines[n]) == indent and not _ENTRY.match(lines[n]):
            return n
    return None


def _first_of_list(lines: Sequence[str], header: int | None, indent: int) -> Slip | None:
    """The first line below the key of a list, where that has no dash and a later one has."""
    if header is None or header + 1 >= len(lines):
        return None
    first = lines[header + 1]
    if not first.strip() or _ENTRY.match(first) or indent_of(first) not in (indent, indent + 2):
        return None
    below = (line for line in lines[header + 2 : header + _FAR] if line.strip() and indent_of(line) <= indent)
    following = next(below, "")
    alone = indent_of(first) == indent and _KEY.match(first) and _LIST.match(lines[header])
    if (_ENTRY.match(following) and indent_of(following) == indent) or alone:
        return _slip(lines, header + 1, indent)
    return None


def _entry_above(lines: Sequence[str], number: int) -> int | None:
    """The line above where the entry before a line begins, which stands no further in than that."""
    indent = indent_of(lines[number])
    for n in range(number - 1, max(number - _FAR, -1), -1):
        if not lines[n].strip():
            continue
        if _ENTRY.match(lines[n]) and indent_of(lines[n]) <= indent:
            return n
        if indent_of(lines[n]) < indent:
            return None
    return None


def _entry_further_in(lines: Sequence[str], number: int) -> int | None:
    """The line above where an entry begins like this line, which lost its indent too: one that stands as far in as what follows asks."""
    indent, key = indent_of(lines[number]), _KEY.match(lines[number])
    further = indent_of(lines[number + 1]) if key and number + 1 < len(lines) else 0
    for n in range(number - 1, max(number - _FAR, -1), -1):
        if lines[n].strip() and indent_of(lines[n]) <= indent:
            return None
        if _ENTRY.match(lines[n]) and (not further or indent_of(lines[n]) == further - 2):
            first, bracket = _KEY.match(lines[n]), lines[number].lstrip()[:1]
            if (
                first and first["key"] == key["key"]
                if key
                else bracket and bracket in "{[" and lines[n].lstrip(" -")[:1] == bracket
            ):
                return n
    return None


def _begins_like(line: str, above: int, lines: Sequence[str], number: int) -> bool:
    """Whether a line begins an entry of the kind that begins above: a key that this one has, a bracket or text as it is."""
    indent, column = indent_of(line), indent_of(lines[above])
    if indent not in (column, column + 2):
        return False
    key, first = _KEY.match(line), lines[above].lstrip(" -")
    if key:
        return indent == column and key["key"] in {
            match["key"] for one in lines[above:number] if (match := _KEY.match(one))
        }
    if line.lstrip()[:1] in ("{", "["):
        return first[:1] == line.lstrip()[:1]
    return indent == column and not _KEY.match(lines[above]) and first[:1] not in ("{", "[")


def _slip(lines: Sequence[str], number: int, dash: int) -> Slip:
    return _as_slip(number, indent_of(lines[number]), dash, lines[number])


def _as_slip(line: int, column: int, dash: int, text: str) -> Slip:
    return Slip("missing-dash", line, column, text, more=details({"at": str(dash + 1)}))
