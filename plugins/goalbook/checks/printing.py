"""Characters that the fonts of a site lack: a document that has one can't be printed, nor be in the PDF of its year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from goalbook.book.load import Book
from goalbook.goalfile.nodes import Mapping, Node, Text, in_words
from goalbook.goalfile.nodes import Path as NodePath
from goalbook.goalfile.problem import MAX_PROBLEMS, Problem, details, listed
from goalbook.goalfile.read import read_source
from goalbook.model.address import body_file

Lacking = Callable[[str], Sequence[str]]
"""Gives the characters of a text that can't be printed, each once."""

_NOT_PRINTED = ("review", "accept", "was")
_PRINTED_OF_BODY = ("name", "label")


def unprintable(root: Path, lacking: Lacking, node: Node, file: str) -> Iterator[Problem]:
    """The texts of a goal file that have such characters, each at the first of them."""
    found = (
        _problem(root, node, file, path, text, missing)
        for path, text in _texts(node)
        if (missing := _in(text, lacking))
    )
    yield from islice(found, MAX_PROBLEMS)


def unprintable_bodies(book: Book, lacking: Lacking) -> Iterator[Problem]:
    """The same of the names of bodies, which stand on their documents."""
    for name, body in book.bodies.items():
        if lacking(f"{body.name or ''}{body.label or ''}"):
            file = body_file(name)
            node, _ = read_source((book.root / file).read_bytes(), file)
            if isinstance(node, Mapping):
                printed = {key: entry for key, entry in node.entries.items() if key in _PRINTED_OF_BODY}
                yield from unprintable(book.root, lacking, Mapping(printed, node.line, node.column), file)


def _in(text: Text, lacking: Lacking) -> Sequence[str]:
    return lacking(text.value) if text.value else ()


def _texts(node: Node) -> Iterator[tuple[NodePath, Text]]:
    """Every text of a tree with its path, but for those that are never printed."""
    waiting: list[tuple[NodePath, Node]] = [((), node)]
    while waiting:
        path, at = waiting.pop()
        if isinstance(at, Text):
            yield path, at
        elif isinstance(at, Mapping):
            waiting += [
                ((*path, key), inner) for key, (_, inner) in at.entries.items() if path or key not in _NOT_PRINTED
            ]
        else:
            waiting += [((*path, number), inner) for number, inner in enumerate(at.items)]


def _problem(root: Path, node: Node, file: str, path: NodePath, text: Text, missing: Sequence[str]) -> Problem:
    place = _place(root / file, text, missing)
    values = details(
        {"characters*": listed(f"{one if one.isprintable() else ''}(U+{ord(one):04X})" for one in missing)}
    )
    return Problem(file, *place, "unprintable", in_words(node, path), values, "warning")


def _place(file: Path, text: Text, missing: Sequence[str]) -> tuple[int, int]:
    """Line and column of the first such character of a text; where it is written as an escape, those of the text."""
    lines = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    wanted = set(missing)
    end = text.line + (text.value or "").count("\n") + 1
    for number in range(text.line, min(end, len(lines)) + 1):
        line = lines[number - 1]
        start = text.column - 1 if number == text.line else 0
        for column in range(start, len(line)):
            if line[column] in wanted:
                return number, column + 1
    return text.line, text.column
