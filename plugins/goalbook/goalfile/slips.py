"""What a typist most likely meant where YAML reads something else without a word."""

from __future__ import annotations

import re
from typing import NamedTuple

from goalbook.goalfile.characters import ODD_BLANKS
from goalbook.goalfile.problem import Details, Problem, Severity, details

_KEY = r"\s*(?:- +)*(?P<key>[A-Za-z_]+)"
_KEY_LINE = re.compile(_KEY + r":(?:\s|$)")
_FULL_WIDTH_COLON = re.compile(_KEY + r"\s?：")
_ODD_SPACE = re.compile(_KEY + r":(?=(?P<blank>[^\S \t\n]))")
_NO_SPACE = re.compile(_KEY + r":(?=[^\s:/])")
_NO_DASH_SPACE = re.compile(r"\s*-(?=[A-Za-z_]+:\s)")
_ODD_INDENT = re.compile(r"[ \t]*(?P<blank>[^\S \t\n])\s*(?:-\s|[A-Za-z_]+\s?[:：])")
_ODD_AFTER_DASH = re.compile(r" *-(?P<blank>[^\S \t\n])")
_ODD_FIRST = re.compile(f"(?P<blank>[{ODD_BLANKS}])")
_ODD_IN_BRACKETS = re.compile(r"[{,]\s*[A-Za-z_]+:(?=(?P<blank>[^\S \t\n]))")
# What Word makes of a hyphen and a blank at the start of a line, and what stands before an entry on paper.
_NO_HYPHEN = re.compile(r"\s*(?P<sign>[–—－﹣−―‐‑‒•·●▪◦]|[*+](?= )|\d{1,3}[.．、)）]?(?=\s*[a-z_]+:\s))[^\S\n]?(?=\S)")
_FULL_WIDTH_HASH = re.compile(r"\s*(?=＃)")
_PARTING = re.compile(r"\s*={7}\s*")
# A plain quote first and one of Word last: the value ends there, it doesn't go on.
_MIXED_QUOTES = re.compile(r"[\"'][^\"'“”‘’＂]*[“”‘’＂]\s*(?:[,\]}].*)?")
_ROW = re.compile(r"\S[^\S\n\t]*\t\s*\S")
_KEY_ALONE = re.compile(r"\s*(?:- +)*(?P<key>[a-z][a-z_]+)(?:\s*[=；;](?!\S*://)|(?=\s+\S)|$)")
# A printed label where a key belongs, its colon a full-width one or with no blank behind it.
_LABEL_LINE = re.compile(r"\s*(?:- +)*(?P<label>[^\x00-\x7f：，。；][^：:，。；\"'\[\]{}#]{0,29}?)\s?(?:：|:(?=\S))")
_COMMA_BEFORE_DIGIT = re.compile(r",(?=\d)")
# From its start and no longer than anybody writes one: a file may be a million digits.
_NUMBER_AT_END = re.compile(r"(?<![\d.])[\d.]{1,40}\Z")
WORD_QUOTES = re.compile(r"[“”„‟‘’＂][^“”„‟‘’＂\"]*[“”„‟‘’＂\"]")
WRONG_BRACKETS = re.compile(r"[［｛【（(〔].*[］｝】）)〕\]}]\s*$", re.DOTALL)
_SHOWN = 40

# The blanks that have a name in the catalogues.
_BLANKS = {"\xa0": "no-break", "\u3000": "ideographic", "\u202f": "no-break", "\u2002": "wide", "\u2003": "wide"}


class Slip(NamedTuple):
    """A slip by code, its place (0-based line and column) and the text to show."""

    code: str
    line: int
    column: int
    text: str
    severity: Severity = "error"
    more: Details = ()


def misread(text: str, line: int, file: str) -> Problem:
    """What is wrong with a text that holds no keys; ``line`` (1-based) is where its content begins."""
    content = text.split("\n")[line - 1]
    found = key_slip(content, line - 1) or Slip("no-keys", line - 1, indent_of(content), content)
    return problem_of(found, file)


def wrapped(text: str, quoted: bool, column: int | None = None) -> Slip:
    """A text that goes on over line ends, which YAML reads as blanks; its first line is line 0, and begins at a column where nothing
    stands before it."""
    lines = text.split("\n")
    if quoted and any(_KEY_LINE.match(line) for line in lines[1:]):
        return open_quote(0, 0, lines[0])
    for n, line in enumerate(lines[1:], 1):
        found = None if quoted else key_slip(line, n)
        if found and found.text.islower():
            return found
        if not quoted and line.lstrip().startswith("- ") and indent_of(line) == column:
            return Slip("missing-dash", 0, 0, lines[0], more=details({"at": str(column + 1)}))
        if not quoted and line.lstrip().startswith("- "):
            return Slip("indent", n, indent_of(line), shortened(line))
    if not quoted and (dashed := no_hyphen(lines[0], 0)) and no_hyphen(lines[-1], 0):
        return dashed
    n = next(n for n, line in enumerate(lines[1:], 1) if line.strip(" \t"))
    return Slip("wrapped-text", n, indent_of(lines[n]), shortened(lines[n]), "warning")


def open_quote(line: int, column: int, text: str) -> Slip:
    """A quote that nothing closes in the line that it stands in, or only one of Word."""
    return Slip("mixed-quotes" if _MIXED_QUOTES.fullmatch(text) else "open-quote", line, column, text)


def key_slip(line: str, number: int = 0) -> Slip | None:
    """A slip before or at the colon of a key."""
    if match := _ODD_INDENT.match(line):
        return _odd("wide-space", number, match.start("blank"), match)
    if match := _NO_DASH_SPACE.match(line):
        return Slip("no-space-after-dash", number, match.end(), shortened(line))
    if match := _ODD_AFTER_DASH.match(line):
        return _odd("odd-space-after-dash", number, match.start("blank"), match)
    if match := _FULL_WIDTH_COLON.match(line):
        return Slip("full-width-colon", number, match.end() - 1, match[0].strip())
    if match := _ODD_SPACE.match(line) or _ODD_IN_BRACKETS.search(line):
        return _odd("odd-space", number, match.end(), match)
    if match := _NO_SPACE.match(line):
        return Slip("no-space-after-colon", number, match.end(), match[0].strip())
    return None


def value_slip(value: str) -> Slip | None:
    """What is odd in a value without quotes in one line: quotes as Word sets them around it, cells of a table, half of a quote, a blank
    before it that isn't a plain one. Wide ones indent paragraphs."""
    if match := _ODD_FIRST.match(value):
        return _odd("odd-space-first", 0, 0, match)._replace(severity="warning")
    if WORD_QUOTES.fullmatch(value):
        return Slip("word-quotes", 0, 0, value, "warning")
    if "\t" in value:
        return Slip("pasted-row", 0, 0, value)
    if value[-1] == '"' and value.count('"') == 1:
        return Slip("half-quote", 0, 0, value, "warning")
    return None


def split_numbers(text: str) -> dict[int, str]:
    """Where a comma stands between digits, in brackets the end of an entry: what stands before it, by the place behind it."""
    found = {}
    for comma in _COMMA_BEFORE_DIGIT.finditer(text):
        if before := _NUMBER_AT_END.search(text, max(0, comma.start() - 41), comma.start()):
            found[comma.end()] = f"{before[0]},"
    return found


def bracket_slip(text: str) -> str:
    """The code of what is wrong with brackets that YAML doesn't take for such; nothing where a text has none around it."""
    if WRONG_BRACKETS.match(text):
        return "full-width-bracket"
    return "open-bracket" if text.rstrip().endswith(("]", "}")) and not set(text) & {"[", "{"} else ""


def line_slip(line: str, number: int) -> Slip | None:
    """A slip that a line shows by itself once YAML has given up at it."""
    if _ROW.search(line):
        return Slip("pasted-row", number, indent_of(line), line)
    if match := _FULL_WIDTH_HASH.match(line):
        return Slip("full-width-hash", number, match.end(), line)
    if _PARTING.fullmatch(line):
        return Slip("merge-conflict", number, indent_of(line), line, more=details({"lines*": str(number + 1)}))
    return key_slip(line, number)


def no_hyphen(line: str, number: int) -> Slip | None:
    """A sign before an entry that only looks like the hyphen of YAML."""
    match = _NO_HYPHEN.match(line)
    if not match:
        return None
    more = details({"sign": match["sign"], "character": f"U+{ord(match['sign'][-1]):04X}"})
    return Slip("not-a-hyphen", number, match.start("sign"), line, more=more)


def key_without_colon(line: str, number: int) -> Slip | None:
    """A line that begins with a word that looks like a key, without its colon."""
    match = _KEY_ALONE.match(line)
    return Slip("key-without-colon", number, match.end("key"), match["key"]) if match else None


def label_slip(line: str, number: int) -> Slip | None:
    """A line that begins with a printed label as if it were a key, without the colon and blank that end one."""
    match = _LABEL_LINE.match(line)
    return Slip("label-line", number, match.start("label"), match["label"].strip()) if match else None


def _odd(code: str, number: int, column: int, match: re.Match[str]) -> Slip:
    """A blank that isn't a plain one: by its name and code point."""
    name = _BLANKS.get(match["blank"], "other")
    more = details({"blank": name, "character": f"U+{ord(match['blank']):04X}"})
    return Slip(code, number, column, match.string, more=more)


def shortened(text: str) -> str:
    """A text short enough for a message."""
    text = text.strip()
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def problem_of(slip: Slip, file: str) -> Problem:
    """A slip as the problem of a file."""
    values = details({"text": shortened(slip.text), "quoted": in_quotes(slip.text), **dict(slip.more)})
    return Problem(file, slip.line + 1, slip.column + 1, slip.code, details=values, severity=slip.severity)


def in_quotes(text: str) -> str:
    """A text in quotes as YAML reads it, short enough for a message."""
    shown = shortened(text)
    if '"' in shown or "\\" in shown:
        return "'" + shown.replace("'", "''") + "'"
    return f'"{shown}"'


def indent_of(line: str) -> int:
    """How far a line is indented."""
    return len(line) - len(line.lstrip())
