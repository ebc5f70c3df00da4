"""Typing mistakes as clerks make them: each made wherever it can be in a goal file, told at a place, mended as its message says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from goalbook.goalfile.problem import LISTED, Problem

Lines = list[str]
Made = tuple[Lines, int, int]
"""The lines of a file with a mistake, and where it must be told: line and column, 1-based."""

# Of fields whose form the model knows: what is odd in them is told by that.
_OWN = "(?!(?:goalbook|form|body|year|sha256|transcript|kind|scope|of|date|stage): )"
_VALUE = re.compile(rf"(?P<before>\s*(?:- )?{_OWN}[a-z_]+: )" r"(?P<value>[^\s\"'\[{|>#].*)")
_QUOTED = re.compile(r"(?P<before>\s*(?:- )?[a-z_]+: )\"(?P<value>[^\"]+)\"")
_LIST = re.compile(r"(?P<before>\s*(?:- )?[a-z_]+: )\[(?P<value>[^\"\]]*, [^\"\]]*)\]")
_GROUP = re.compile(r"(?P<before>\s*(?:- )?(?:[a-z_]+: )?)\{(?P<value>[^}]*: [^}]*, [^}]*)\}")
_ENTRY = re.compile(r"(?P<before>\s*)- (?P<value>\S.*)")
_KEY = re.compile(r"(?P<before>\s*(?:- )?)(?P<key>[a-z_]+):(?P<value> \S.*)?")


@dataclass(frozen=True)
class Mistake:
    """A slip: ``make`` makes it at a line (0-based) where it can be; ``mend`` does what the message asks for, at its place."""

    name: str
    code: str
    make: Callable[[Lines, int], Made | None]
    mend: Callable[[Lines, Problem], Lines]

    def made(self, lines: Lines) -> Iterator[Made]:
        """The mistake at every line of a file where it can be made."""
        for number in range(len(lines)):
            if found := self.make(lines, number):
                yield found


def _at(lines: Lines, number: int, new: str) -> Lines:
    return [*lines[:number], new, *lines[number + 1 :]]


def _typed(
    pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], column: Callable[[re.Match[str]], int]
) -> Callable[[Lines, int], Made | None]:
    """Something else typed in a line that fits a pattern, told at a column (0-based) of it."""

    def make(lines: Lines, number: int) -> Made | None:
        match = pattern.fullmatch(lines[number])
        return (_at(lines, number, new(match)), number + 1, column(match) + 1) if match else None

    return make


def _put(length: int, new: str) -> Callable[[Lines, Problem], Lines]:
    """Something else for so many characters at the place of the message."""

    def mend(lines: Lines, problem: Problem) -> Lines:
        line, at = lines[problem.line - 1], problem.column - 1
        return _at(lines, problem.line - 1, line[:at] + new + line[at + length :])

    return mend


def _before(match: re.Match[str]) -> int:
    return len(match["before"])


def _colon(match: re.Match[str]) -> int:
    return len(match["before"]) + len(match["key"])


def _blank(blank: str) -> tuple[Mistake, ...]:
    name = f"U+{ord(blank):04X}"
    put = _put(1, " ")
    value = re.compile(r"(?P<before>\s*(?:- )?)(?P<key>[a-z_]+): (?P<value>\S.*)")
    return (
        Mistake(
            f"{name} after a colon",
            "odd-space",
            _typed(value, lambda m: f"{m['before']}{m['key']}:{blank}{m['value']}", lambda m: _colon(m) + 1),
            put,
        ),
        Mistake(
            f"{name} after a dash",
            "odd-space-after-dash",
            _typed(_KEYED_ENTRY, lambda m: f"{m['before']}-{blank}{m['value']}", lambda m: _before(m) + 1),
            put,
        ),
    )


_UNQUOTED = re.compile(rf"(?P<before>\s*(?:- )?{_OWN}[a-z_]+: )" r"(?P<value>[^\s\"'\[{|>#“”‘’][^“”‘’\"]*)")
_KEYED_ENTRY = re.compile(r"(?P<before>\s*)- (?P<value>[a-z_]+: .*)")


def _dash(sign: str) -> Mistake:
    make = _typed(_KEYED_ENTRY, lambda m: f"{m['before']}{sign} {m['value']}", _before)
    return Mistake(f"{sign} for a hyphen", "not-a-hyphen", make, _put(len(sign) + 1, "- "))


def _no_dash(lines: Lines, number: int, kept: bool) -> Made | None:
    """An entry without its dash, its blanks ``kept`` or gone with it, in a list of several."""
    match = _ENTRY.fullmatch(lines[number])
    if not match or not re.match(r"[a-z_]+: |\{", match["value"]):
        return None
    if kept and not _has_siblings(lines, number, match["before"]):
        return None  # one entry alone becomes a group of keys: "not a list", told at the key of the list
    dash = f"{match['before']}- "
    around = [
        one for one in (*lines[max(0, number - 12) : number], *lines[number + 1 : number + 12]) if one.startswith(dash)
    ]
    if not any(one[len(dash) :][:4] == match["value"][:4] for one in around):
        return None
    indent = match["before"] + ("  " if kept else "")
    return _at(lines, number, f"{indent}{match['value']}"), number + 1, len(indent) + 1


def _at_margin(lines: Lines, number: int) -> Made | None:
    """An entry that isn't the first of its list, without its dash and all of its indent."""
    match = _ENTRY.fullmatch(lines[number])
    if not match or not match["before"] or not re.match(r"[a-z_]+: |\{", match["value"]):
        return None
    dash = f"{match['before']}- {match['value'][:4]}"
    if not any(line.startswith(dash) for line in _above(lines[:number], match["before"])):
        return None
    return _at(lines, number, match["value"]), number + 1, 1


def _above(lines: Lines, indent: str) -> Iterator[str]:
    """The lines above that stand at least as far in, the nearest first."""
    return takewhile(lambda line: line.startswith(indent), reversed(lines))


def _name_field(lines: Lines, problem: Problem) -> Lines:
    """The field that the message names for a label, with a plain colon and a blank."""
    line, at = lines[problem.line - 1], problem.column - 1
    value = re.split("[:：]", line[at:], maxsplit=1)[1]
    return _at(lines, problem.line - 1, f"{line[:at]}{dict(problem.details)['suggestion']}: {value}")


_TARGET = re.compile(r"(?P<before>\s*(?:- )?)target: (?P<value>\S.*)")


def _has_siblings(lines: Lines, number: int, indent: str) -> bool:
    """Whether an entry that is indented so is one of several."""
    for part in (reversed(lines[:number]), iter(lines[number + 1 :])):
        for line in part:
            if line.startswith(f"{indent}- "):
                return True
            if not line.startswith(f"{indent} "):
                break
    return False


def _add_dash(lines: Lines, problem: Problem) -> Lines:
    at = int(dict(problem.details)["at"])
    return _at(lines, problem.line - 1, f"{' ' * (at - 1)}- {lines[problem.line - 1].lstrip()}")


def _close_quote(lines: Lines, problem: Problem) -> Lines:
    line = lines[problem.line - 1]
    return _at(lines, problem.line - 1, line + line[problem.column - 1])


def _unquote(lines: Lines, problem: Problem) -> Lines:
    line, at = lines[problem.line - 1], problem.column - 1
    return _at(lines, problem.line - 1, line[:at] + f'"{line[at + 1 : -1]}"')


def _rewrite_brackets(lines: Lines, problem: Problem) -> Lines:
    """Plain brackets, commas and colons in the line of the message."""
    plain = str.maketrans({"［": "[", "【": "[", "］": "]", "】": "]", "｛": "{", "｝": "}"})
    line = lines[problem.line - 1].translate(plain).replace("，", ", ").replace("：", ": ")
    return _at(lines, problem.line - 1, line)


def _comma(lines: Lines, problem: Problem) -> Lines:
    line, at = lines[problem.line - 1], problem.column - 1
    assert line[at] == "，"
    return _at(lines, problem.line - 1, line[:at] + line[at:].replace("，", ", "))


def _insert(before: str, row: str) -> Callable[[Lines, int], Made | None]:
    """A line of its own before a line that begins so."""

    def make(lines: Lines, number: int) -> Made | None:
        if not lines[number].startswith(before):
            return None
        return [*lines[:number], row, *lines[number:]], number + 1, len(row) - len(row.lstrip()) + 1

    return make


def _delete(lines: Lines, problem: Problem) -> Lines:
    return [*lines[: problem.line - 1], *lines[problem.line :]]


def _two_keys(lines: Lines, number: int) -> Made | None:
    key = re.compile(r"(?P<indent>\s*)(?P<rest>[a-z_]{2,}: [^\s\"'\[{|>#].*)")
    first, second = (
        _VALUE.fullmatch(lines[number]),
        key.fullmatch(lines[number + 1]) if number + 1 < len(lines) else None,
    )
    if not first or not second or len(second["indent"]) != len(re.match(r"\s*(?:- )?", lines[number])[0]):  # type: ignore[index]
        return None
    joined = f"{lines[number]} {second['rest']}"
    return [*lines[:number], joined, *lines[number + 2 :]], number + 1, len(lines[number]) + 2


def _part_keys(lines: Lines, problem: Problem) -> Lines:
    line, at = lines[problem.line - 1], problem.column - 1
    indent = " " * len(re.match(r"\s*(?:- )?", line)[0])  # type: ignore[index]
    return [*lines[: problem.line - 1], line[:at].rstrip(), indent + line[at:], *lines[problem.line :]]


def _conflict(lines: Lines, number: int) -> Made | None:
    if not _VALUE.fullmatch(lines[number]):
        return None
    marked = ["<<<<<<< HEAD", lines[number], "=======", f"{lines[number]}改", ">>>>>>> other"]
    return [*lines[:number], *marked, *lines[number + 1 :]], number + 1, 1


def _choose(lines: Lines, problem: Problem) -> Lines:
    """The first of two versions, without the marks in the lines that the message names."""
    first, middle, last = (int(one) - 1 for one in dict(problem.details)["lines*"].split(LISTED))
    return [*lines[:first], *lines[first + 1 : middle], *lines[last + 1 :]]


ROW = "产出指标\t数量指标\t完成率\t全部\t≥75%\t计划"

MISTAKES = [
    Mistake("no dash, indent kept", "missing-dash", lambda lines, n: _no_dash(lines, n, True), _add_dash),
    Mistake("no dash and no indent", "missing-dash", lambda lines, n: _no_dash(lines, n, False), _add_dash),
    Mistake("no dash, at the margin", "missing-dash", _at_margin, _add_dash),
    Mistake(
        "a label with a full-width colon",
        "label-line",
        _typed(_TARGET, lambda m: f"{m['before']}指标值：{m['value']}", _before),
        _name_field,
    ),
    Mistake(
        "a label without a blank behind its colon",
        "label-line",
        _typed(_TARGET, lambda m: f"{m['before']}指标值:{m['value']}", _before),
        _name_field,
    ),
    Mistake(
        "full-width semicolons in a list",
        "full-width-comma",
        _typed(
            _LIST,
            lambda m: f"{m['before']}[{m['value'].replace(', ', '；')}]",
            lambda m: _before(m) + 1 + m["value"].index(", "),
        ),
        lambda lines, p: _comma(_at(lines, p.line - 1, lines[p.line - 1].replace("；", "，")), p),
    ),
    Mistake(
        "a lenticular bracket that a plain one closes",
        "full-width-bracket",
        _typed(_LIST, lambda m: f"{m['before']}【{m['value']}]", _before),
        _rewrite_brackets,
    ),
    Mistake(
        "a double quote that isn't closed",
        "open-quote",
        _typed(_VALUE, lambda m: f'{m["before"]}"{m["value"]}', _before),
        _close_quote,
    ),
    Mistake(
        "a single quote that isn't closed",
        "open-quote",
        _typed(_VALUE, lambda m: f"{m['before']}'{m['value']}", _before),
        _close_quote,
    ),
    Mistake(
        "a quote whose end is lost",
        "open-quote",
        _typed(_QUOTED, lambda m: f'{m["before"]}"{m["value"]}', _before),
        _close_quote,
    ),
    Mistake(
        "a quote at the end alone",
        "half-quote",
        _typed(_VALUE, lambda m: f'{m["before"]}{m["value"]}"', _before),
        lambda lines, p: _at(lines, p.line - 1, lines[p.line - 1][:-1]),
    ),
    *(
        Mistake(
            f"a plain quote first, {sign} last",
            "mixed-quotes",
            _typed(_UNQUOTED, lambda m, sign=sign: f'{m["before"]}"{m["value"]}{sign}', _before),  # type: ignore[misc]
            _unquote,
        )
        for sign in "”“＂"
    ),
    Mistake(
        "quotes of Word", "word-quotes", _typed(_UNQUOTED, lambda m: f"{m['before']}“{m['value']}”", _before), _unquote
    ),
    Mistake(
        "quotes of Word, the same one twice",
        "word-quotes",
        _typed(_UNQUOTED, lambda m: f"{m['before']}”{m['value']}”", _before),
        _unquote,
    ),
    Mistake(
        "full-width quotes",
        "word-quotes",
        _typed(_UNQUOTED, lambda m: f"{m['before']}＂{m['value']}＂", _before),
        _unquote,
    ),
    Mistake(
        "single quotes of Word",
        "word-quotes",
        _typed(_UNQUOTED, lambda m: f"{m['before']}‘{m['value']}’", _before),
        _unquote,
    ),
    Mistake(
        "full-width commas in a list",
        "full-width-comma",
        _typed(
            _LIST,
            lambda m: f"{m['before']}[{m['value'].replace(', ', '，')}]",
            lambda m: _before(m) + 1 + m["value"].index(", "),
        ),
        _comma,
    ),
    Mistake(
        "full-width commas in a group",
        "full-width-comma",
        _typed(
            _GROUP,
            lambda m: f"{m['before']}{{{m['value'].replace(', ', '，')}}}",
            lambda m: _before(m) + 1 + m["value"].index(", "),
        ),
        _comma,
    ),
    Mistake(
        "full-width brackets",
        "full-width-bracket",
        _typed(_LIST, lambda m: f"{m['before']}［{m['value']}］", _before),
        _rewrite_brackets,
    ),
    Mistake(
        "lenticular brackets and commas",
        "full-width-bracket",
        _typed(_LIST, lambda m: f"{m['before']}【{m['value'].replace(', ', '，')}】", _before),
        _rewrite_brackets,
    ),
    Mistake(
        "full-width braces",
        "full-width-bracket",
        _typed(_GROUP, lambda m: f"{m['before']}｛{m['value']}｝", _before),
        _rewrite_brackets,
    ),
    Mistake(
        "a full-width closing bracket",
        "full-width-bracket",
        _typed(_LIST, lambda m: f"{m['before']}[{m['value']}】", lambda m: len(m[0]) - 1),
        _rewrite_brackets,
    ),
    Mistake(
        "a full-width closing brace",
        "full-width-bracket",
        _typed(_GROUP, lambda m: f"{m['before']}{{{m['value']}｝", lambda m: len(m[0]) - 1),
        _rewrite_brackets,
    ),
    *(one for blank in "\xa0\u3000\u2003\u202f\u2009" for one in _blank(blank)),
    *map(_dash, [*"–—－−•·*+", "1.", "12、", "3）"]),
    Mistake(
        "a full-width colon",
        "full-width-colon",
        _typed(_KEY, lambda m: f"{m['before']}{m['key']}：{(m['value'] or '').lstrip()}", _colon),
        _put(1, ": "),
    ),
    Mistake(
        "no blank after a colon",
        "no-space-after-colon",
        _typed(
            re.compile(r"(?P<before>\s*(?:- )?)(?P<key>[a-z_]+): (?P<value>[^\s/\[{\"'].*)"),
            lambda m: f"{m['before']}{m['key']}:{m['value']}",
            lambda m: _colon(m) + 1,
        ),
        _put(0, " "),
    ),
    Mistake("a row of a table before an entry", "pasted-row", _insert("  - ", ROW), _delete),
    Mistake("a row of a table before a key", "pasted-row", _insert("    name", f"    {ROW}"), _delete),
    Mistake("a row of a table at the margin", "pasted-row", _insert("code", ROW), _delete),
    Mistake("two keys in one line", "two-keys", _two_keys, _part_keys),
    Mistake("a mark of a merge that was left before an entry", "merge-conflict", _insert("  - ", "======="), _delete),
    Mistake("a mark of a merge that was left before a key", "merge-conflict", _insert("    name", "======="), _delete),
    Mistake("marks of a merge", "merge-conflict", _conflict, _choose),
    Mistake("a full-width hash", "full-width-hash", _insert("code", "＃ 注释"), _put(1, "#")),
]
