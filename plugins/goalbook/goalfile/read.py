"""YAML text to nodes that hold text only, each with its line and column; what is refused, and why.

Reading is done by libyaml's event parser, so that no YAML type is ever resolved: ``1.31``, ``0013`` and ``no``
stay what was typed. Anchors, aliases, tags, directives, repeated keys, control and bidirectional characters, files
over 1 MiB and nesting over 12 levels are refused; a refused value stays in the tree as it was typed. Letters that show
nothing are told and stay.
"""

from __future__ import annotations

from goalbook.goalfile.characters import invisible_in
from goalbook.goalfile.nodes import Node
from goalbook.goalfile.personal_ids import personal_ids
from goalbook.goalfile.problem import Problem, details
from goalbook.goalfile.refused import end_of, refused_unread
from goalbook.goalfile.tree import MAX_DEPTH, TreeBuilder

__all__ = ["MAX_BYTES", "MAX_DEPTH", "read_source"]

MAX_BYTES = 1 << 20


def read_source(raw: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The node of a YAML file's document, and every problem of its text; no node where it can't be parsed."""
    if len(raw) > MAX_BYTES:
        sizes = details({"size": str(len(raw)), "most": str(MAX_BYTES)})
        return None, [Problem(file, 1, 1, "too-large", details=sizes)]
    try:
        text = _one_line_end(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = _one_line_end(error.object[: error.start].decode())
        return None, [Problem(file, *end_of(before), "not-utf8")]
    if refused := refused_unread(text, file):
        return None, refused
    node, problems = TreeBuilder(text, file).build()
    problems += [Problem(file, *place, "personal-id") for place in personal_ids(text)]
    idle = [Problem(file, *place, "invisible-character", "", what, "warning") for place, what in invisible_in(text)]
    return node, [*problems, *idle]


def _one_line_end(text: str) -> str:
    """YAML's other line ends as the one that lines are counted by."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
