"""For people: problems by file, each with its line shown and the place marked."""

from __future__ import annotations

from collections.abc import Iterator

from goalbook.checks.report import CheckReport
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import columns_of, visible

_COLOURS = {"error": "31", "warning": "33", "note": "36", "file": "1", "mark": "32", "dim": "2"}
_BEFORE = 40  # cells of a long line that are shown before the place, and in all
_SHOWN = 100


def write(report: CheckReport, t: Catalogue) -> str:
    """Each file with problems, its path first, what was there before a change last; nothing where there is none."""
    new, known = ([line for one in part for line in _file(report, t, *one)] for part in report.new_and_known())
    return "\n".join([*new, *([t("checks.known", count=len(report.known)), "", *known] if known else ())])


def _file(report: CheckReport, t: Catalogue, file: str, found: list[Problem]) -> Iterator[str]:
    paint = _paint if report.colour else _plain
    yield paint("file", visible(f"{report.folder}{file}"))
    source = _lines(report, file)
    for problem in found:
        told = report.told(problem, t)
        severity = paint(told["severity"], t(f"problem.{problem.severity}"))
        yield f"  {problem.line}:{problem.column} {severity} {report.sentence(problem, t)} {paint('dim', f'[{problem.rule}]')}"
        if problem.line <= len(source) and source[problem.line - 1].strip():
            text, mark = line_excerpt(source[problem.line - 1], problem.column)
            number = str(problem.line)
            yield f"    {paint('dim', number + ' │')} {text}"
            yield f"    {paint('dim', ' ' * len(number) + ' │')} {paint('mark', mark)}"
        yield f"    {t('checks.remedy')}{told['remedy']}"
    yield ""


def line_excerpt(line: str, column: int) -> tuple[str, str]:
    """The part of a line around a column (1-based), and blanks up to a caret below it: Chinese characters are two wide."""
    before, after = (visible(part.replace("\t", "    ")) for part in (line[: column - 1], line[column - 1 :]))
    if columns_of(before) > _BEFORE:
        before = "…" + _end(before, _BEFORE - 1)
    room = _SHOWN - columns_of(before)
    if columns_of(after) > room:
        after = _start(after, room - 1) + "…"
    return before + after, " " * columns_of(before) + "^"


def _start(text: str, cells: int) -> str:
    """As much of the start of a text as is so many cells wide."""
    width = 0
    for n, character in enumerate(text):
        width += columns_of(character)
        if width > cells:
            return text[:n]
    return text


def _end(text: str, cells: int) -> str:
    return _start(text[: -cells - 1 : -1], cells)[::-1]


def _lines(report: CheckReport, file: str) -> list[str]:
    """The lines of a file as its problems count them; none where it can't be read as text or leads elsewhere."""
    try:
        path = report.root / file
        if not path.is_file() or path.is_symlink() or not path.resolve().is_relative_to(report.root.resolve()):
            return []
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _paint(kind: str, text: str) -> str:
    return f"\x1b[{_COLOURS[kind]}m{text}\x1b[0m"


def _plain(_kind: str, text: str) -> str:
    return text
