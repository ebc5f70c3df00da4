"""A goal file with some of its values changed: every other character of it stays where it is, comments, quotes and order too."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping as Mappings
from difflib import SequenceMatcher
from textwrap import dedent, indent
from typing import Any, NamedTuple

import yaml

from goalbook.goalfile.nodes import Path, as_plain
from goalbook.goalfile.read import read_source
from goalbook.goalfile.tidy import editing
from goalbook.goalfile.write import as_node, fits_block, stands_bare

Origins = Mappings[Path, list[int | None]]
"""For a list of records in the wanted file, by its path, the places in the file that its entries come from; None for new ones."""


class _Splice(NamedTuple):
    """What stands from one character up to another gives way to a text."""

    start: int
    end: int
    text: str


def edit_goal_file(raw: bytes, wanted: dict[str, Any], origins: Origins) -> bytes:
    """The file that says what is wanted, with the smallest change of its text.

    Raises ValueError where a change can't be made without touching what stands beside it.
    """
    start = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    typed = raw.removeprefix(start).decode()
    text = typed.replace("\r\n", "\n")
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert root is not None
    edited = _spliced(text, 0, len(text), _Editor(text, origins).splices(root, wanted, ()))
    made = start + (edited.replace("\n", "\r\n") if text != typed else edited).encode()
    node, problems = read_source(made, "")
    if node is None or any(one.severity == "error" for one in problems) or as_plain(node) != wanted:
        raise ValueError("the change can't be written")
    return made


def _spliced(text: str, start: int, end: int, splices: list[_Splice]) -> str:
    """A part of the text with what is in it changed."""
    parts: list[str] = []
    for splice in sorted(splices):
        parts += [text[start : splice.start], splice.text]
        start = splice.end
    return "".join((*parts, text[start:end]))


class _Editor:
    """Finds the splices that make one text say something else."""

    def __init__(self, text: str, origins: Origins) -> None:
        self.text, self.origins = text, origins

    def splices(self, node: yaml.Node, wanted: Any, path: Path) -> list[_Splice]:
        """The splices in a node, for what is wanted there."""
        if _plain(node) == wanted:
            return []
        if not _is_like(node, wanted):
            raise ValueError(f"{path} holds something else")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, wanted, path)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, wanted, path)
        assert isinstance(node, yaml.ScalarNode)
        return [self._scalar(node, wanted)]

    def _scalar(self, node: yaml.ScalarNode, wanted: str | None) -> _Splice:
        """The new text in the quotes of the old one where that can be."""
        start, end = node.start_mark.index, node.end_mark.index
        tail = self.text[start:end][len(self.text[start:end].rstrip("\n")) :]
        if not node.value and start == end:
            return _Splice(start, end, f" {_written(wanted, '', self._indent(start))}")
        return _Splice(start, end, _written(wanted, node.style or "", self._indent(start)) + tail)

    def _mapping(self, node: yaml.MappingNode, wanted: dict[str, Any], path: Path) -> list[_Splice]:
        held = {key.value: (key, value) for key, value in node.value}
        if node.flow_style and held.keys() != wanted.keys():
            return [_Splice(node.start_mark.index, node.end_mark.index, _flow(wanted))]
        found: list[_Splice] = []
        for name, (key, value) in held.items():
            if name in wanted and _is_like(value, wanted[name]):
                found += self.splices(value, wanted[name], (*path, name))
            elif name in wanted:
                found.append(self._anew(node, key, value, wanted[name]))
            else:
                found.append(self._without(node, key, value))
        order = [*wanted]
        for n, name in enumerate(order):
            if name not in held:
                before = next((held[one] for one in reversed(order[:n]) if one in held), None)
                if before is None:
                    raise ValueError(f"{path} has no place for {name}")
                at = self._line_end(_last(before[1]) if before[1].value else before[0].end_mark.index)
                new = indent(_block({name: wanted[name]}), " " * before[0].start_mark.column)
                found.append(_Splice(at, at, new))
        return found

    def _anew(self, node: yaml.MappingNode, key: yaml.Node, value: yaml.Node, wanted: Any) -> _Splice:
        """A key with a value of another kind."""
        if node.flow_style:
            raise ValueError("it stands in a line")
        new = indent(_block({key.value: wanted}), " " * key.start_mark.column).lstrip(" ")
        return _Splice(key.start_mark.index, self._line_end(_last(value) if value.value else key.end_mark.index), new)

    def _without(self, node: yaml.MappingNode, key: yaml.Node, value: yaml.Node) -> _Splice:
        """A key and its value taken out."""
        start = self._line_start(key.start_mark.index)
        if self.text[start : key.start_mark.index].strip() or node.flow_style:
            raise ValueError("it begins an entry")
        return _Splice(start, self._line_end(_last(value) if value.value else key.end_mark.index), "")

    def _sequence(self, node: yaml.SequenceNode, wanted: list[Any], path: Path) -> list[_Splice]:
        origin = self.origins.get(path) or _aligned(_plain(node), wanted)
        inner = {
            n: self.splices(node.value[old], wanted[n], (*path, n)) for n, old in enumerate(origin) if old is not None
        }
        if origin == [*range(len(node.value))]:
            return [splice for splices in inner.values() for splice in splices]
        if node.flow_style:
            return [_Splice(node.start_mark.index, node.end_mark.index, _flow(wanted))]
        chunks = self._chunks(node)
        column = node.start_mark.column
        parts = [
            indent(_block([wanted[n]]), " " * column) if old is None else _spliced(self.text, *chunks[old], inner[n])
            for n, old in enumerate(origin)
        ]
        return [_Splice(chunks[0][0], chunks[-1][1], "".join(parts))]

    def _chunks(self, node: yaml.SequenceNode) -> list[tuple[int, int]]:
        """Where each entry of a list stands, whole lines, with the comments over it."""
        ends = [self._line_end(_last(one)) for one in node.value]
        starts = [self._line_start(node.value[0].start_mark.index), *ends[:-1]]
        return list(zip(starts, ends, strict=True))

    def _indent(self, at: int) -> int:
        """How far the lines of a block text stand in that begins here."""
        line = self.text[self._line_start(at) : at]
        return len(line) - len(line.lstrip(" -")) + 2

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Where the next line begins."""
        if at and self.text[at - 1] == "\n":
            return at
        end = self.text.find("\n", at)
        if end < 0:
            raise ValueError("the last line has no end")
        return end + 1


def _last(node: yaml.Node) -> int:
    """The end of the last character of a node."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    if isinstance(last, tuple):
        key, value = last
        return _last(value) if value.value else int(key.end_mark.index) + 1
    return _last(last)


def _is_like(node: yaml.Node, wanted: Any) -> bool:
    """Whether a value is of the kind that is wanted: a mapping, a list with entries, a text."""
    if isinstance(wanted, dict):
        return isinstance(node, yaml.MappingNode)
    if isinstance(wanted, list):
        return isinstance(node, yaml.SequenceNode) and bool(node.value and wanted)
    return isinstance(node, yaml.ScalarNode)


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return None if not node.style and node.value in ("", "null") else node.value


def _aligned(old: list[Any], new: list[Any]) -> list[int | None]:
    """For each entry of a list of texts, the place of the one in the old list that it is, or is now instead of."""
    before, after = ([json.dumps(one, sort_keys=True) for one in some] for some in (old, new))
    origin: list[int | None] = [None] * len(new)
    for tag, a, a_end, b, b_end in SequenceMatcher(None, before, after).get_opcodes():
        for n in range(min(a_end - a, b_end - b)) if tag in ("equal", "replace") else ():
            origin[b + n] = a + n
    return origin


def _written(value: str | None, style: str, column: int) -> str:
    """A scalar in a style where that can be: plain, in quotes, as a block."""
    if value is None:
        return "null"
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if (style in ("|", ">") or "\n" in value) and fits_block(value):
        return "|-\n" + indent(value, " " * column)
    if style not in ("'", '"') and stands_bare(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _flow(value: Any) -> str:
    """A mapping or list of texts in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_written(key, '', 0)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if value is not None and "\n" in value:
        return json.dumps(value, ensure_ascii=False)
    return _written(value, "", 0)


def _block(value: Any) -> str:
    """A new key with its value, or a new entry of a list, in the layout of goal files, from the first column on."""
    stream = io.StringIO()
    editing().dump(as_node(value), stream)
    return dedent(stream.getvalue())
