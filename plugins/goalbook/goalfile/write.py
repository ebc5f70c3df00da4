"""A record as a new goal file, in the layout of goal files."""

from __future__ import annotations

import io
import re
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, PlainScalarString

from goalbook.goalfile.bare_text import needs_no_quotes
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.goalfile.tidy import editing, tidy

_ON_ONE_LINE = ("path", "levels")
_SHORT = 60
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?%?")
_BLOCK = re.compile(r"(?:[^\s#\-][^\n\t]*(?<!\s)\n)+[^\s#\-][^\n\t]*(?<!\s)")


def write_goal_file(record: dict[str, Any], head: tuple[str, ...]) -> bytes:
    """A goal file of a record of texts; ``head`` are its first lines, comments.

    Raises ValueError where the file would not say what the record says.
    """
    editor, stream = editing(), io.StringIO()
    editor.dump(as_node(record), stream)
    raw = "".join((*(f"{line}\n" for line in head), stream.getvalue())).encode()
    made, _ = tidy(raw, "")
    node, _ = read_source(made or raw, "")
    if made is None or node is None or as_plain(node) != record:
        raise ValueError("the record can't be written as YAML")
    return made


def as_node(value: Any, key: str = "") -> Any:
    """Texts, lists and mappings as ruamel writes them in the layout of goal files; ``key`` is the one that holds them."""
    if isinstance(value, dict):
        mapping = CommentedMap((PlainScalarString(name), as_node(one, name)) for name, one in value.items())
        if len(value) == 2 and set(value) in ({"by", "share"}, {"label", "value"}):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        sequence = CommentedSeq(as_node(one) for one in value)
        short = sum(len(one or "") for one in value) < _SHORT
        if key in _ON_ONE_LINE and short and not any("，" in (one or "") for one in value):
            sequence.fa.set_flow_style()
        return sequence
    if value is None:
        return PlainScalarString("null")
    if stands_bare(value):
        return PlainScalarString(value)
    return LiteralScalarString(value) if fits_block(value) else DoubleQuotedScalarString(value)


def stands_bare(text: str) -> bool:
    """Whether a text is written without quotes in goal files: it is the same to every reader, or a number as it is printed."""
    return needs_no_quotes(text) or bool(_NUMBER.fullmatch(text))


def fits_block(text: str) -> bool:
    """Whether a text of several lines is written as a block."""
    return bool(_BLOCK.fullmatch(text))
