"""YAML text to nodes that hold text only, each with its line and column; what is refused, and why.

Reading is done by libyaml's event parser, so that no YAML type is ever resolved: ``1.31``, ``0013`` and ``no`` stay
what was typed. Anchors, aliases, tags, repeated keys, control and bidirectional characters, files over 1 MiB and
nesting over 12 levels are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml._yaml import CParser

from goalbook.problem import Problem, details
from goalbook.slips import explain

MAX_BYTES = 1 << 20
MAX_DEPTH = 12

# C0 and C1 controls but tab and line ends; line separators; marks, embeddings, overrides and isolates of direction;
# a byte order mark inside the text; noncharacters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_LOST_COMMENT = re.compile(r"[ \t]+#\S")


@dataclass(slots=True)
class Text:
    """A scalar exactly as typed; ``value`` is None for an empty one and for ``null``."""

    value: str | None
    line: int
    column: int


@dataclass(slots=True)
class Mapping:
    """Keys in file order, each with the place of the key and its value."""

    entries: dict[str, tuple[Text, Node]]
    line: int
    column: int


@dataclass(slots=True)
class Sequence:
    """Values in file order."""

    items: list[Node]
    line: int
    column: int


Node = Text | Mapping | Sequence


def plain(node: Node) -> object:
    """The node as dicts, lists and strings, without its places."""
    if type(node) is Text:
        return node.value
    if type(node) is Mapping:
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    assert type(node) is Sequence
    return [plain(value) for value in node.items]


def read_source(raw: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The node of a YAML file's only document, and every problem of its text; no node where it can't be parsed."""
    if len(raw) > MAX_BYTES:
        return None, [Problem(file, 1, 1, "too-large", details=details({"size": str(len(raw)), "most": str(MAX_BYTES)}))]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(file, line, 1, "not-utf8")]
    problems = list(_forbidden_in(text, file))
    if problems:
        return None, problems
    return _Builder(text, file).build()


def _forbidden_in(text: str, file: str) -> Iterator[Problem]:
    seen_line = 0
    for match in _FORBIDDEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line != seen_line:
            seen_line = line
            column = match.start() - text.rfind("\n", 0, match.start())
            yield Problem(file, line, column, "forbidden-character", details=_code_point(match[0]))


def _code_point(character: str) -> tuple[tuple[str, str], ...]:
    return details({"character": f"U+{ord(character):04X}"})


class _TooDeep(Exception):
    """Nesting over the limit: nothing below is read."""


class _Builder:
    """Builds the node tree of one text from libyaml's events, noting what is refused."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.parser = CParser(text)
        self.escapes = "\\" in text
        self.hashes = _LOST_COMMENT.search(text) is not None

    def build(self) -> tuple[Node | None, list[Problem]]:
        try:
            self.parser.get_event()
            event = self.parser.get_event()
            if isinstance(event, yaml.StreamEndEvent):
                return None, [Problem(self.file, 1, 1, "empty-file")]
            node = self._node(self.parser.get_event(), 1)
            self.parser.get_event()
            extra = self.parser.get_event()
            if not isinstance(extra, yaml.StreamEndEvent):
                self._refuse("several-documents", extra)
        except yaml.MarkedYAMLError as error:
            self.problems.append(explain(error, self.text, self.file))
            return None, self.problems
        except _TooDeep:
            return None, self.problems
        finally:
            self.parser.dispose()
        return node, self.problems

    def _refuse(self, code: str, event: yaml.Event, **values: str) -> None:
        mark = event.start_mark
        self.problems.append(Problem(self.file, mark.line + 1, mark.column + 1, code, details=details(values)))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._refuse("alias", event, name=event.anchor)
            return Text("", line, column)
        if event.anchor is not None:
            self._refuse("anchor", event, name=event.anchor)
        if event.tag is not None:
            self._refuse("tag", event, name=event.tag)
        if kind is yaml.ScalarEvent:
            return self._scalar(event, line, column)
        if depth > MAX_DEPTH:
            self._refuse("too-deep", event, most=str(MAX_DEPTH))
            raise _TooDeep
        if kind is yaml.MappingStartEvent:
            return Mapping(self._entries(depth), line, column)
        return Sequence(self._items(depth), line, column)

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Text:
        value: str | None = event.value
        if not event.style:
            if value in ("", "null"):
                value = None
            if self.hashes:
                self._check_comment(event)
        elif self.escapes and event.style == '"' and (match := _FORBIDDEN.search(event.value)):
            self._refuse("forbidden-character", event, **dict(_code_point(match[0])))
        return Text(value, line, column)

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """Warn of ``车辆 #1``: YAML reads from the sign on as a comment and drops it."""
        end = event.end_mark
        rest = self.text.split("\n", end.line + 1)[end.line][end.column :]
        if _LOST_COMMENT.match(rest):
            place = (end.line + 1, end.column + 1)
            lost = details({"text": rest.strip()})
            self.problems.append(Problem(self.file, *place, "comment-in-value", details=lost, severity="warning"))

    def _items(self, depth: int) -> list[Node]:
        items = []
        while type(event := self.parser.get_event()) is not yaml.SequenceEndEvent:
            items.append(self._node(event, depth + 1))
        return items

    def _entries(self, depth: int) -> dict[str, tuple[Text, Node]]:
        entries: dict[str, tuple[Text, Node]] = {}
        while type(event := self.parser.get_event()) is not yaml.MappingEndEvent:
            key = self._node(event, depth + 1)
            value = self._node(self.parser.get_event(), depth + 1)
            if not isinstance(key, Text):
                self._refuse("key-not-text", event)
                continue
            name = key.value or ""
            if name in entries:
                self._refuse("repeated-key", event, key=name, first=str(entries[name][0].line))
                continue
            entries[name] = (key, value)
        return entries
