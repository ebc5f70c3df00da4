"""YAML text to nodes that hold text only, each with its line and column; what is refused, and why.

Reading is done by libyaml's event parser, so that no YAML type is ever resolved: ``1.31``, ``0013`` and ``no``
stay what was typed. Anchors, aliases, tags, directives, repeated keys, control and bidirectional characters, files
over 1 MiB and nesting over 12 levels are refused; a refused value stays in the tree as it was typed. Letters that show
nothing are told and stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

import yaml
from yaml import MappingEndEvent, ScalarEvent, SequenceEndEvent
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from goalbook.goalfile.characters import ODD_BLANKS, invisible_in, refused_in
from goalbook.goalfile.grammar_slips import explain_grammar
from goalbook.goalfile.lost_dashes import entry_slip, lost_entries
from goalbook.goalfile.nodes import Mapping, Node, Sequence, Text
from goalbook.goalfile.personal_ids import personal_ids
from goalbook.goalfile.problem import MAX_PROBLEMS, Problem, Severity, details
from goalbook.goalfile.refused import end_of, refused_unread
from goalbook.goalfile.slips import Slip, in_quotes, misread, problem_of, shortened, split_numbers, value_slip, wrapped

__all__ = ["MAX_BYTES", "MAX_DEPTH", "read_source"]

MAX_BYTES = 1 << 20
MAX_DEPTH = 12

_LOST_COMMENT = re.compile(r"[ \t]+(#\S.*)")
_HASH_IN_LINE = re.compile(r"(?<=[ \t])#\S")
# What most files have nowhere: quotes of Word, tabs, blanks that aren't plain, a quote at the end of a line.
_ODD_VALUE = re.compile(f'[“”„‟‘’＂\t{ODD_BLANKS}]|"[ \t]*$', re.MULTILINE)
# Words with full-width commas between them; whole sentences have these too.
_LISTED = re.compile("[^，。；]{1,12}(?:[，；][^，。；]{1,12})+")
_INDENTED_BLOCK = re.compile(r"[|>][+-]?[1-9]")


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
    node, problems = _Builder(text, file).build()
    problems += [Problem(file, *place, "personal-id") for place in personal_ids(text)]
    idle = [Problem(file, *place, "invisible-character", "", what, "warning") for place, what in invisible_in(text)]
    return node, [*problems, *idle]


def _one_line_end(text: str) -> str:
    """YAML's other line ends as the one that lines are counted by."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class _Enough(Exception):
    """Nesting or problems over the limit: nothing below is read."""


class _Builder:
    """Builds the node tree of one text from libyaml's events, noting what is refused."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.parser = CParser(text)
        self.next = cast(Callable[[], yaml.Event], self.parser.get_event)
        self.escapes = "\\" in text
        self.splits = split_numbers(text)
        self.hashes = _HASH_IN_LINE.search(text) is not None
        self.odd = _ODD_VALUE.search(text) is not None

    def build(self) -> tuple[Node | None, list[Problem]]:
        """The tree, or none where the text has no node or is no mapping; and what is refused."""
        try:
            node = self._document()
        except yaml.MarkedYAMLError as error:
            return None, self._with(explain_grammar(error, self.text, self.file))
        except _Enough:
            return None, self.problems
        finally:
            self.parser.dispose()
        if isinstance(node, Mapping):
            return node, self.problems
        if errors := [problem for problem in self.problems if problem.severity == "error"]:
            return None, errors
        if node is None or (isinstance(node, Text) and node.value is None):
            return None, [Problem(self.file, 1, 1, "empty-file")]
        return None, [misread(self.text, node.line, self.file)]

    def _with(self, slip: Problem) -> list[Problem]:
        """The problems up to a syntax error; it tells better than they what made one text of several lines, and what came of it."""
        before = (one for one in self.problems if (one.line, one.column) < (slip.line, slip.column))
        return [slip, *(one for one in before if one.code not in ("wrapped-text", slip.code))]

    def _document(self) -> Node | None:
        self.next()
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        node = self._node(self.next(), 1)
        self.next()
        extra = self.next()
        if not isinstance(extra, yaml.StreamEndEvent):
            self._refuse("several-documents", extra)
        return node

    def _refuse(self, code: str, event: yaml.Event, /, **values: str) -> None:
        mark = event.start_mark
        assert mark is not None
        self._note(mark.line + 1, mark.column + 1, code, "error", values)

    def _tell(self, slip: Slip) -> None:
        self._keep(problem_of(slip, self.file))

    def _note(self, line: int, column: int, code: str, severity: Severity, values: dict[str, str]) -> None:
        self._keep(Problem(self.file, line, column, code, "", details(values), severity))

    def _keep(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) == MAX_PROBLEMS:
            raise _Enough

    def _node(self, event: yaml.Event, depth: int, entry: bool = False) -> Node:
        """The node that begins at an event; ``entry`` says that it is one of a list."""
        mark = event.start_mark
        assert mark is not None
        line, column = mark.line + 1, mark.column + 1
        if type(event) is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_marks(event)
            return self._scalar(event, line, column)
        if isinstance(event, yaml.AliasEvent):
            self._refuse("alias", event, name=event.anchor or "")
            return Text(f"*{event.anchor}", line, column)
        assert isinstance(event, yaml.CollectionStartEvent)
        self._refuse_marks(event)
        if depth > MAX_DEPTH:
            self._refuse("too-deep", event, most=str(MAX_DEPTH))
            raise _Enough
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._entries(depth, entry and not event.flow_style), line, column)
        return Sequence(self._items(depth, bool(event.flow_style)), line, column)

    def _refuse_marks(self, event: ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse("anchor", event, name=event.anchor)
        if event.tag is not None:
            self._refuse("tag", event, name=event.tag.replace("tag:yaml.org,2002:", "!!", 1))

    def _scalar(self, event: ScalarEvent, line: int, column: int) -> Text:
        value: str | None = event.value
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        if not event.style:
            if not value or value == "null":
                value = None
            elif self.splits and start.index in self.splits:
                self._refuse("split-number", event, text=f"{self.splits[start.index]}{value}")
            if self.hashes and (match := _LOST_COMMENT.match(self.text, end.index)):
                # ``车辆 #1``: YAML reads from the sign on as a comment and drops it.
                place = end.line + 1, end.column + 1 + match.start(1) - end.index
                lost = {"text": match[1].strip()}
                self._note(*place, "comment-in-value", "warning" if value else "error", lost)
                return Text(value, line, column) if value else Text(match[1], *place)
        elif event.style in "|>":
            return self._block(event, start.index, Text(event.value, line, column))
        elif self.escapes and event.style == '"':
            self._check_escapes(event, self.text[start.index : end.index])
        if end.line > start.line:
            own = not self.text[start.index - start.column : start.index].strip(" ")
            slip = wrapped(self.text[start.index : end.index], bool(event.style), start.column if own else None)
            slip = slip._replace(line=start.line + slip.line, column=slip.column + (0 if slip.line else start.column))
            self._tell(slip)
            return Text(value, slip.line + 1, slip.column + 1)
        if self.odd and value and not event.style and (odd := value_slip(value)):
            self._tell(odd._replace(line=start.line, column=start.column))
        return Text(value, line, column)

    def _check_escapes(self, event: ScalarEvent, typed: str) -> None:
        """Note what can't be seen in a quoted text and is typed as an escape (``\\u200b``)."""
        mark = event.start_mark
        assert mark is not None
        if hidden := next(refused_in(event.value), None):
            self._refuse("forbidden-character", event, **dict(hidden[1]))
        elif (hidden := next(invisible_in(event.value), None)) and next(invisible_in(typed), None) is None:
            self._note(mark.line + 1, mark.column + 1, "invisible-character", "warning", dict(hidden[1]))

    def _block(self, event: ScalarEvent, index: int, text: Text) -> Text:
        """The text of lines after ``|`` or ``>``, unless the sign was meant as text (``>5``)."""
        if event.value and not _INDENTED_BLOCK.match(self.text, index):
            return text
        typed = self.text[index : index + 200].split("\n", 1)[0].rstrip()
        self._refuse("sign-first", event, text=shortened(typed), quoted=in_quotes(typed))
        return Text(typed, text.line, text.column)

    def _items(self, depth: int, brackets: bool) -> list[Node]:
        items = []
        commas: list[ScalarEvent] = []
        while type(event := self.next()) is not SequenceEndEvent:
            if brackets and type(event) is ScalarEvent and not event.style and _LISTED.fullmatch(event.value):
                commas.append(event)
            items.append(self._node(event, depth + 1, True))
        for event in commas:
            self._comma(event, alone=len(items) == 1)
        return items

    def _comma(self, event: ScalarEvent, *, alone: bool) -> None:
        """Note a full-width comma in an entry in brackets; where there is no other entry, it stands for the one that YAML reads."""
        mark = event.start_mark
        assert mark is not None
        column = next(n for n, sign in enumerate(event.value) if sign in "，；") + mark.column
        self._tell(Slip("full-width-comma", mark.line, column, event.value, "error" if alone else "warning"))

    def _entries(self, depth: int, entry: bool) -> dict[str, tuple[Text, Node]]:
        entries: dict[str, tuple[Text, Node]] = {}
        repeated: list[Text] = []
        while type(event := self.next()) is not MappingEndEvent:
            key = self._node(event, depth + 1)
            second = self.next()
            value = self._node(second, depth + 1)
            if type(key) is not Text or key.value is None:
                self._refuse("key-not-text", event)
            elif key.value in entries:
                repeated.append(key)
            elif not (key.value == "<<" and isinstance(second, yaml.AliasEvent)):
                entries[key.value] = (key, value)
        if repeated:
            self._repeated(repeated, {key: text for key, (text, _) in entries.items()}, entry)
        return entries

    def _repeated(self, repeated: list[Text], first: dict[str, Text], entry: bool) -> None:
        """Note keys that come again: one by one, or as entries of their own that have no dash."""
        begins = lost_entries(repeated, first) if entry else []
        for key in begins:
            self._tell(entry_slip(key.line - 1, key.column - 1, str(key.value)))
        for key in repeated if not begins else ():
            values = {"key": str(key.value), "first": str(first[str(key.value)].line)}
            self._note(key.line, key.column, "repeated-key", "error", values)
