"""A record as a goal file, laid out as staff write it: short lists on one line, quotes where needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`="
_RISKY = re.compile(r":(?:\s|$)|\s#|[\[\]{},\n\t\\]|^\s|\s$")
_ON_ONE_LINE = ("budget", "path", "levels", "region", "by", "label")


def to_yaml(record: dict[str, Any], schema: str, note: str) -> str:
    """The text of a goal file; ``schema`` is what its first line names, ``note`` its second."""
    return "\n".join([f"# yaml-language-server: $schema={schema}", f"# {note}", *_mapping(record, "")]) + "\n"


def _mapping(record: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in record.items():
        if not isinstance(value, dict | list):
            yield f"{indent}{key}: {_scalar(value)}"
        elif key in _ON_ONE_LINE:
            yield f"{indent}{key}: {_flow(value)}"
        else:
            yield f"{indent}{key}:"
            inner = f"{indent}  "
            yield from _mapping(value, inner) if isinstance(value, dict) else _sequence(value, inner)


def _sequence(values: list[Any], indent: str) -> Iterator[str]:
    for value in values:
        if not isinstance(value, dict):
            yield f"{indent}- {_scalar(value)}"
        elif next(iter(value)) in _ON_ONE_LINE and len(value) == 2:
            yield f"{indent}- {_flow(value)}"
        else:
            first, *others = _mapping(value, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}"
            yield from others


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return _scalar(value)


def _scalar(text: str | None) -> str:
    """A text as a YAML scalar: plain where that is safe, also inside brackets, else in double quotes."""
    if text is None:
        return "null"
    if not text or text in ("null", "~") or text[0] in _INDICATORS or _RISKY.search(text):
        return json.dumps(text, ensure_ascii=False)
    return text
