"""Characters that a reader would not see, written so that they are seen: for terminals, logs and comments."""

from __future__ import annotations

import json
from logging import LogRecord
from re import Match
from unicodedata import combining, east_asian_width

from goalbook.goalfile.characters import UNSEEN


def visible(text: str) -> str:
    """A text in one line, which may name a file of any name, without what a terminal would obey, hide or couldn't write."""
    return UNSEEN.sub(_escaped, text)


def visible_lines(text: str) -> str:
    """A text of several lines, in the same way: only line ends and tabs stay."""
    return UNSEEN.sub(lambda match: match[0] if match[0] in "\n\t" else _escaped(match), text)


def visible_json(value: object, indent: int) -> str:
    """JSON in which what can't be seen is escaped: the same values for whoever reads it."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return UNSEEN.sub(lambda match: match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1], text)


def visible_record(record: LogRecord) -> bool:
    """A filter that makes a line of a log visible; every line passes."""
    record.msg, record.args = visible_lines(record.getMessage()), ()
    return True


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters two each."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def _escaped(match: Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
