"""YAML text to nodes that hold text only, each with its line and column; what is refused, and why.

Reading is done by libyaml's event parser, so that no YAML type is ever resolved: ``1.31``, ``0013`` and ``no`` stay
what was typed. Anchors, aliases, tags, directives, repeated keys, control and bidirectional characters, files over
1 MiB and nesting over 12 levels are refused; what is refused inside a text keeps its place in the tree as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml
from yaml._yaml import CParser

from goalbook.problem import Problem, Severity, details
from goalbook.slips import explain, misread, shorten, wrapped

MAX_BYTES = 1 << 20
MAX_DEPTH = 12

# C0 and C1 controls but tab and line ends; line separators; marks, embeddings, overrides and isolates of direction;
# a byte order mark inside the text; noncharacters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
# Refused before parsing: libyaml compares every directive with all before it.
_DIRECTIVE = re.compile(r"^%(?:TAG|YAML)[ \t].*", re.MULTILINE)
_LOST_COMMENT = re.compile(r"[ \t]+(#\S.*)")
_HASH_IN_LINE = re.compile(r"(?<=[ \t])#\S")
_INDENTED_BLOCK = re.compile(r"[|>][+-]?[1-9]")


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
        sizes = details({"size": str(len(raw)), "most": str(MAX_BYTES)})
        return None, [Problem(file, 1, 1, "too-large", details=sizes)]
    try:
        text = _one_line_end(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = _one_line_end(error.object[: error.start].decode())
        return None, [Problem(file, *_end_of(before), "not-utf8")]
    if _FORBIDDEN.search(text):
        return None, _forbidden_in(text, file)
    if match := _DIRECTIVE.search(text):
        place = _end_of(text[: match.start()])
        return None, [Problem(file, *place, "directive", details=details({"text": shorten(match[0])}))]
    return _Builder(text, file).build()


def _one_line_end(text: str) -> str:
    """YAML's other line ends as the one that lines are counted by."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _end_of(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _forbidden_in(text: str, file: str) -> list[Problem]:
    """The first forbidden character of each line."""
    return [
        Problem(file, number, match.start() + 1, "forbidden-character", details=_code_point(match[0]))
        for number, line in enumerate(text.split("\n"), 1)
        if (match := _FORBIDDEN.search(line))
    ]


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
        self.hashes = _HASH_IN_LINE.search(text) is not None

    def build(self) -> tuple[Node | None, list[Problem]]:
        try:
            node = self._document()
        except yaml.MarkedYAMLError as error:
            self.problems.append(explain(error, self.text, self.file))
            return None, self.problems
        except _TooDeep:
            return None, self.problems
        finally:
            self.parser.dispose()
        if node is None or (isinstance(node, Text) and node.value is None):
            return None, [Problem(self.file, 1, 1, "empty-file")]
        if not isinstance(node, Mapping) and not self.problems:
            return None, [misread(self.text, node.line, self.file)]
        return node, self.problems

    def _document(self) -> Node | None:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        node = self._node(self._next(), 1)
        self._next()
        extra = self._next()
        if not isinstance(extra, yaml.StreamEndEvent):
            self._refuse("several-documents", extra)
        return node

    def _next(self) -> yaml.Event:
        event = self.parser.get_event()
        assert event is not None
        return event

    def _refuse(self, code: str, event: yaml.Event, severity: Severity = "error", **values: str) -> None:
        mark = event.start_mark
        self._note(mark.line + 1, mark.column + 1, code, severity, **values)

    def _note(self, line: int, column: int, code: str, severity: Severity = "error", **values: str) -> None:
        self.problems.append(Problem(self.file, line, column, code, details=details(values), severity=severity))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.AliasEvent):
            self._refuse("alias", event, name=event.anchor)
            return Text(f"*{event.anchor}", line, column)
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        if event.anchor is not None:
            self._refuse("anchor", event, name=event.anchor)
        if event.tag is not None:
            self._refuse("tag", event, name=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line, column)
        if depth > MAX_DEPTH:
            self._refuse("too-deep", event, most=str(MAX_DEPTH))
            raise _TooDeep
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._entries(depth), line, column)
        return Sequence(self._items(depth), line, column)

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Text:
        value: str | None = event.value
        start, end = event.start_mark, event.end_mark
        assert end is not None
        if not event.style:
            if value in ("", "null"):
                value = None
            if self.hashes and (match := _LOST_COMMENT.match(self.text, end.index)):
                # ``车辆 #1``: YAML reads from the sign on as a comment and drops it.
                place = end.line + 1, end.column + 1 + match.start(1) - end.index
                self._note(*place, "comment-in-value", "warning" if value else "error", text=match[1].strip())
                return Text(value, line, column) if value else Text(match[1], *place)
        elif event.style in "|>":
            return self._block(event, line, column)
        elif self.escapes and event.style == '"' and (match := _FORBIDDEN.search(event.value)):
            self._refuse("forbidden-character", event, **dict(_code_point(match[0])))
        if end.line > start.line:
            slip = wrapped(self.text[start.index : end.index], bool(event.style))
            self._note(line + slip.line, slip.column + 1, slip.code, slip.severity, text=slip.text)
        return Text(value, line, column)

    def _block(self, event: yaml.ScalarEvent, line: int, column: int) -> Text:
        """The text of lines after ``|`` or ``>``, unless the sign was meant as text (``>5``)."""
        if event.value and not _INDENTED_BLOCK.match(self.text, event.start_mark.index):
            return Text(event.value, line, column)
        typed = self.text[event.start_mark.index :].split("\n", 1)[0].rstrip()
        self._refuse("sign-first", event, text=shorten(typed))
        return Text(typed, line, column)

    def _items(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return items

    def _entries(self, depth: int) -> dict[str, tuple[Text, Node]]:
        entries: dict[str, tuple[Text, Node]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            second = self._next()
            value = self._node(second, depth + 1)
            if not isinstance(key, Text) or key.value is None:
                self._refuse("key-not-text", event)
            elif key.value in entries:
                self._refuse("repeated-key", event, key=key.value, first=str(entries[key.value][0].line))
            elif not (key.value == "<<" and isinstance(second, yaml.AliasEvent)):
                entries[key.value] = (key, value)
        return entries
