"""The one layout of goal files: two spaces a level, comments where they stood, quotes where a reader needs them.

The texts, their order and the comments stay; a file where they would not is not laid out. What was laid out once stays
as it is.
"""

from __future__ import annotations

import io
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString

from goalbook.goalfile.bare_text import needs_no_quotes, reads_alike
from goalbook.goalfile.comments import Comment, Reading, read_comments
from goalbook.goalfile.formats import moved_text, take_over
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.problem import Problem, details
from goalbook.goalfile.read import read_source
from goalbook.goalfile.slips import shortened

# What is told of the texts, whatever the layout: it stands in its way nowhere.
OF_TEXTS = frozenset({"word-quotes", "half-quote", "odd-space-first", "full-width-comma"})
_LONGEST_KEY = 1024  # characters that YAML takes for a key in its line
_DIGIT = re.compile("[0-9]")
_UNFOLDED = 1 << 30


def tidy(raw: bytes, file: str) -> tuple[bytes | None, list[Problem]]:
    """A goal file in the one layout, and of the one format; or nothing, and why it is left alone."""
    node, problems = read_source(raw, file)
    if node is None or any(one.code not in OF_TEXTS for one in problems):
        return None, problems
    text = moved_text(raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), take_over(node))
    before = read_comments(text)
    try:
        made = _round_trip(_clean(text, before))
    except Exception:  # of comments in odd places ruamel makes errors of any kind
        return None, [_refused(before, None, file)]
    after = read_comments(made)
    if [one.place for one in before.comments] != [one.place for one in after.comments]:
        return None, [_refused(before, after, file)]
    laid_out = _tidy(made, before, after).encode()
    again, faults = read_source(laid_out, file)
    if again is None or len(faults) > len(problems) or _ordered(as_plain(again)) != _ordered(as_plain(node)):
        return None, [Problem(file, 1, 1, "layout-differs")]
    return laid_out, []


def _ordered(value: object) -> object:
    """A value that is equal only to one with the same order of keys."""
    if isinstance(value, dict):
        return [(key, _ordered(one)) for key, one in value.items()]
    return [_ordered(one) for one in value] if isinstance(value, list) else value


def _refused(before: Reading, after: Reading | None, file: str) -> Problem:
    """The first comment that would not stay where it is."""
    kept = [one.place for one in after.comments] if after else []
    for n, comment in enumerate(before.comments):
        if kept[n : n + 1] != [comment.place]:
            values = details({"text": shortened(comment.words)})
            return Problem(file, comment.line + 1, comment.column + 1, "comment-would-move", details=values)
    return Problem(file, 1, 1, "layout-differs")


def _clean(text: str, reading: Reading) -> str:
    """The text without what ruamel stumbles over: ``---`` and ``...``, tabs before comments, needless blanks."""
    lines = text.split("\n")
    for line in reading.marks:
        lines[line] = lines[line][3:].lstrip(" \t")
    for comment in reading.comments:
        if comment.own:
            lines[comment.line] = comment.words  # deeper it could come to stand inside a block text
        elif comment.line not in reading.marks:
            lines[comment.line] = _beside(lines[comment.line], comment)
    return _one_blank_line(lines, reading)


def _one_blank_line(lines: list[str], reading: Reading) -> str:
    """Lines that end without blanks, never two of them blank, none at the start, at the end and below a key that holds the next."""
    kept: list[str] = []
    for n, line in enumerate(lines):
        stripped = line if n in reading.kept else line.rstrip(" \t")
        if (
            stripped
            and n not in reading.kept
            and len(kept) > 1
            and not kept[-1]
            and _depth(kept[-2]) < _depth(stripped)
        ):
            kept.pop()
        if stripped or n in reading.kept or (kept and kept[-1]):
            kept.append(stripped)
    return "\n".join(kept).removesuffix("\n") + "\n"


def _depth(line: str) -> int:
    """The column in which what a line says begins, behind the dashes of lists."""
    return len(line) - len(re.sub(r"^ *(?:- +)*", "", line))


class _Words(VersionedResolver):
    """Types nothing: every text stays what was typed."""

    versioned_resolver = property(lambda _: {})


class _Constructor(RoundTripConstructor):
    """Takes off the quotes that no reader of YAML needs; those that one needs become double ones where they can, and are put in."""

    def construct_mapping(self, node: Any, maptyp: Any, deep: bool = False) -> Any:  # type: ignore[override]
        """A group of which each key is a text to all readers, a number too; ruamel's own class has it so."""
        for key, _ in node.value:
            if not key.style and _DIGIT.match(key.value):
                key.style = '"'
        return super().construct_mapping(node, maptyp, deep)

    def construct_scalar(self, node: Any) -> Any:
        """The text of a node, of the kind that is written as it should be."""
        assert isinstance(node, ScalarNode)
        if node.style in ("'", '"'):
            if needs_no_quotes(node.value) and "，" not in node.value:  # in brackets one is taken for a slip
                return str(node.value)
            if not re.search(r"[\"\\]", node.value):
                return DoubleQuotedScalarString(node.value)
        elif not node.style:
            alike = node.value in ("", "null") or reads_alike(node.value)
            return PlainScalarString(node.value) if alike else DoubleQuotedScalarString(node.value)
        return super().construct_scalar(node)


class _Emitter(Emitter):
    """Keeps long keys in their line, and block texts without a number for their indent, which no goal file may hold."""

    MAX_SIMPLE_KEY_LENGTH = _LONGEST_KEY

    def determine_block_hints(self, text: Any) -> Any:
        """What stands behind ``|`` and ``>``, and what of it are the indent and the sign for line ends."""
        hints, indent, sign = super().determine_block_hints(text)
        return hints.lstrip("0123456789"), indent, sign


def _round_trip(text: str) -> str:
    editor, stream = editing(), io.StringIO()
    editor.dump(editor.load(text), stream)
    return stream.getvalue()


def editing() -> YAML:
    """ruamel.yaml set up for goal files: nothing is typed, nothing folded."""
    editor = YAML()
    editor.Resolver = _Words
    editor.Constructor = _Constructor
    editor.Emitter = _Emitter
    editor.preserve_quotes = True
    editor.width = _UNFOLDED
    editor.indent(mapping=2, sequence=4, offset=2)
    return editor


def _tidy(made: str, before: Reading, after: Reading) -> str:
    """Comments one space behind what they stand beside, or at the level they stood at; at most one blank line."""
    lines = made.split("\n")
    for old, new in zip(before.comments, after.comments, strict=True):
        here = lines[new.line]
        lines[new.line] = " " * (2 * old.level) + new.words if new.own else _beside(here, new)
    return _one_blank_line(lines, after)


def _beside(line: str, comment: Comment) -> str:
    return line[: comment.column].rstrip(" \t") + " " + comment.words
