"""The tree of one YAML text, from the events of libyaml's parser, and what in it is refused or odd."""

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
from goalbook.goalfile.problem import MAX_PROBLEMS, Problem, Severity, details
from goalbook.goalfile.slips import Slip, in_quotes, misread, problem_of, shortened, split_numbers, value_slip, wrapped

MAX_DEPTH = 12

_LOST_COMMENT = re.compile(r"[ \t]+(#\S.*)")
_HASH_IN_LINE = re.compile(r"(?<=[ \t])#\S")
# What most files have nowhere: quotes of Word, tabs, blanks that aren't plain.
_ODD_VALUE = re.compile(f"[“”„‟‘’＂\t{ODD_BLANKS}]")
_QUOTE_AT_END = re.compile(r'"[ \t]*$', re.MULTILINE)
# Words with full-width commas between them; whole sentences have these too.
_LISTED = re.compile("[^，。；]{1,12}(?:[，；][^，。；]{1,12})+")
_INDENTED_BLOCK = re.compile(r"[|>][+-]?[1-9]")


class _Enough(Exception):
    """Nesting or problems over the limit: nothing below is read."""


class TreeBuilder:
    """Builds the node tree of one text from libyaml's events, noting what is refused."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.parser = CParser(text)
        self.next = cast(Callable[[], yaml.Event], self.parser.get_event)
        self.escapes = "\\" in text
        self.splits = split_numbers(text)
        self.hashes = (" #" in text or "\t#" in text) and _HASH_IN_LINE.search(text) is not None
        self.odd = _ODD_VALUE.search(text) is not None
        self.quotes = _QUOTE_AT_END.search(text) is not None
        self.text_of = self._judged_text if self.escapes or self.hashes or self.odd else self._text
        self.text_in_brackets = self._judged_text if self.splits else self.text_of

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
        if type(event) is ScalarEvent:
            return self.text_of(event)
        mark = event.start_mark
        assert mark is not None
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.AliasEvent):
            self._refuse("alias", event, name=event.anchor or "")
            return Text(f"*{event.anchor}", line, column)
        assert isinstance(event, yaml.CollectionStartEvent)
        self._refuse_marks(event)
        if depth > MAX_DEPTH:
            self._refuse("too-deep", event, most=str(MAX_DEPTH))
            raise _Enough
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._entries(depth, entry, bool(event.flow_style)), line, column)
        return Sequence(self._items(depth, bool(event.flow_style)), line, column)

    def _refuse_marks(self, event: ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse("anchor", event, name=event.anchor)
        if event.tag is not None:
            self._refuse("tag", event, name=event.tag.replace("tag:yaml.org,2002:", "!!", 1))

    def _text(self, event: ScalarEvent) -> Text:
        """A text of a file that has nothing odd in it, as most are: judged only where it can be odd by itself."""
        start, end, value = event.start_mark, event.end_mark, event.value
        assert start is not None
        assert end is not None
        if (
            not value
            or value == "null"
            or value[-1] == '"'
            or end.line != start.line
            or event.anchor is not None
            or event.tag is not None
        ):
            return self._judged_text(event)
        return Text(value, start.line + 1, start.column + 1)

    def _judged_text(self, event: ScalarEvent) -> Text:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        value: str | None = event.value
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        line, column = start.line + 1, start.column + 1
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
        if (self.odd or self.quotes) and value and not event.style and (odd := value_slip(value)):
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
        items: list[Node] = []
        commas: list[ScalarEvent] = []
        next_event, text = self.next, self.text_in_brackets if brackets else self.text_of
        while type(event := next_event()) is not SequenceEndEvent:
            if type(event) is not ScalarEvent:
                items.append(self._node(event, depth + 1, True))
                continue
            if brackets and not event.style and _LISTED.fullmatch(event.value):
                commas.append(event)
            items.append(text(event))
        for event in commas:
            self._comma(event, alone=len(items) == 1)
        return items

    def _comma(self, event: ScalarEvent, *, alone: bool) -> None:
        """Note a full-width comma in an entry in brackets; where there is no other entry, it stands for the one that YAML reads."""
        mark = event.start_mark
        assert mark is not None
        column = next(n for n, sign in enumerate(event.value) if sign in "，；") + mark.column
        self._tell(Slip("full-width-comma", mark.line, column, event.value, "error" if alone else "warning"))

    def _entries(self, depth: int, entry: bool, brackets: bool) -> dict[str, tuple[Text, Node]]:
        entries: dict[str, tuple[Text, Node]] = {}
        repeated: list[Text] = []
        next_event, text = self.next, self.text_in_brackets if brackets else self.text_of
        while type(event := next_event()) is not MappingEndEvent:
            key = text(event) if type(event) is ScalarEvent else self._node(event, depth + 1)
            second = next_event()
            value = text(second) if type(second) is ScalarEvent else self._node(second, depth + 1)
            if type(key) is not Text or key.value is None:
                self._refuse("key-not-text", event)
            elif key.value in entries:
                repeated.append(key)
            elif not (key.value == "<<" and isinstance(second, yaml.AliasEvent)):
                entries[key.value] = (key, value)
        if repeated:
            self._repeated(repeated, {key: text for key, (text, _) in entries.items()}, entry and not brackets)
        return entries

    def _repeated(self, repeated: list[Text], first: dict[str, Text], entry: bool) -> None:
        """Note keys that come again: one by one, or as entries of their own that have no dash."""
        begins = lost_entries(repeated, first) if entry else []
        for key in begins:
            self._tell(entry_slip(key.line - 1, key.column - 1, str(key.value)))
        for key in repeated if not begins else ():
            values = {"key": str(key.value), "first": str(first[str(key.value)].line)}
            self._note(key.line, key.column, "repeated-key", "error", values)
