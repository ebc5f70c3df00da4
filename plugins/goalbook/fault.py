"""Faults of a record against the model, as problems at their line and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping as Dict, Sequence as List
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from goalbook.problem import Problem, details
from goalbook.source import Mapping, Node, Sequence, Text, plain

Model = TypeVar("Model", bound=BaseModel)

# Names that pydantic puts in a place for the branch of a union; no key of the model is called so.
_BRANCHES = frozenset({"str", "tuple[str, ...]"})
_BY_TYPE = {
    "string_type": "not-text",
    "tuple_type": "not-a-list",
    "dict_type": "not-keys",
    "model_type": "not-keys",
    "model_attributes_type": "not-keys",
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "literal_error": "unknown-value",
    "string_pattern_mismatch": "bad-format",
    "string_too_long": "too-long",
}


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, or nothing."""
    found = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def validate(model: type[Model], node: Node, file: str) -> tuple[Model | None, list[Problem]]:
    """The record in a node, or all its faults: one problem for each place."""
    try:
        return model.model_validate(plain(node)), []
    except ValidationError as error:
        problems: dict[tuple[str | int, ...], Problem] = {}
        for fault in error.errors(include_url=False):
            path = tuple(step for step in fault["loc"] if step not in _BRANCHES)
            problems.setdefault(path, _problem(model, node, path, fault, file))
        return None, list(problems.values())


def locate(node: Node, path: List[str | int]) -> tuple[Node, int, int]:
    """The deepest node on a path and its place; a key that holds the fault counts as the place."""
    line, column = node.line, node.column
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            key, node = node.entries[str(step)]
            line, column = (node.line, node.column) if isinstance(node, Text) and node.value else (key.line, key.column)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line, column = node.line, node.column
        else:
            break
    return node, line, column


def in_words(node: Node, path: List[str | int]) -> str:
    """A path in the record's own words: keys as typed, list entries by their number and name."""
    words: list[str] = []
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            node = node.entries[str(step)][1]
            words.append(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            words.append(_called(node) or f"{step + 1}")
        else:
            words.append(str(step))
    return " › ".join(words)


def _called(node: Node) -> str:
    if not isinstance(node, Mapping):
        return ""
    for key in ("name", "no", "label", "by", "at"):
        if key in node.entries:
            value = node.entries[key][1]
            if isinstance(value, Text) and value.value:
                return value.value if len(value.value) <= 24 else value.value[:24] + "…"
    return ""


def _problem(model: type[BaseModel], root: Node, path: tuple[str | int, ...], fault: Any, file: str) -> Problem:
    code = _BY_TYPE.get(fault["type"], "bad-format")
    node, line, column = locate(root, path)
    key = str(path[-1]) if path else ""
    values: dict[str, str] = {"key": key}
    if code == "unknown-key":
        parent, _, _ = locate(root, path[:-1])
        if isinstance(parent, Mapping) and key in parent.entries:
            line, column = parent.entries[key][0].line, parent.entries[key][0].column
        values["suggestion"] = closest(key, fields_at(model, path[:-1]))
    elif fault["input"] is None and code != "missing-key":
        code = "empty-value"
    elif code == "unknown-value":
        choices = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        values |= {"value": str(fault["input"]), "choices": ", ".join(choices)}
        values["suggestion"] = closest(str(fault["input"]), choices)
    elif code == "bad-format":
        code = _format_code(key, str(fault.get("ctx", {}).get("pattern", "")))
        values["value"] = str(fault["input"])
    elif code == "too-long":
        values["most"] = str(fault["ctx"]["max_length"])
    return Problem(file, line, column, code, in_words(root, path), details(values))


_FORMATS: Dict[str, str] = {
    r"^\d{4}$": "bad-year",
    r"^[0-9a-f]{64}$": "bad-sha256",
    r"^\d{2,12}$": "bad-region-code",
}


def _format_code(key: str, pattern: str) -> str:
    """The message for a text that doesn't have the form its field asks for."""
    if pattern in _FORMATS:
        return _FORMATS[pattern]
    if pattern.startswith(r"^\d{4}-"):
        return "bad-day"
    if pattern.startswith("^https"):
        return "bad-address"
    if pattern.startswith("^[A-Za-z0-9]"):
        return "bad-id"
    return "bad-was" if key.isdigit() else "bad-slug"


def fields_at(model: type[BaseModel], path: List[str | int]) -> tuple[str, ...]:
    """The keys that the model knows at a path."""
    current: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, str) and current is not None:
            current = _model_in(current.model_fields[step].annotation) if step in current.model_fields else None
    return tuple(current.model_fields) if current else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _model_in(inner)) is not None:
            return found
    return None
