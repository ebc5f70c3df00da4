"""Faults of a record against the model, as problems at their line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError

from goalbook.goalfile.formats import RENAMED
from goalbook.goalfile.meant import as_typed_plainly, is_no_day, meant_value
from goalbook.goalfile.nodes import Mapping, Node, Path, Sequence, Text, as_plain, in_words, inside, locate, locate_key
from goalbook.goalfile.problem import MAX_PROBLEMS, Problem, closest, details, problem_at
from goalbook.goalfile.slips import bracket_slip, key_slip, problem_of, shortened

Model = TypeVar("Model", bound=BaseModel)

# What pydantic names the branches of a union by, with the kind of node each is meant for.
_BRANCHES: dict[str | int, type[Node]] = {
    "str": Text,
    "tuple[str, ...]": Sequence,
    "PhasedAmount": Mapping,
    "Goal": Mapping,
}
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
    "value_error": "no-such-day",
}


def validate(model: type[Model], node: Node, file: str) -> tuple[Model | None, dict[Path, Problem]]:
    """The record in a node, or all its faults: one problem for each path."""
    problems: dict[Path, Problem] = {}
    record = None
    try:
        record = model.model_validate(as_plain(node))
    except ValidationError as error:
        for path, fault in _faults(node, error.errors(include_url=False)[:MAX_PROBLEMS]):
            if not (fault["input"] is None and _is_parted(node, path)):
                problems.setdefault(path, _problem(model, node, path, fault, file))
    for path, problem in list(problems.items()):
        missing = (*path[:-1], _meant(problem))
        if missing in problems and problems[missing].code == "missing-key":
            del problems[missing]
    for path in islice(_empty_values(node, ()), MAX_PROBLEMS):
        if not _is_parted(node, path):
            problems.setdefault(
                path, _key_slip(node, path, file) or problem_at(node, path, "empty-value", file, key=_named(path))
            )
    return (None if problems else record), problems


def _faults(node: Node, found: Iterable[Any]) -> Iterator[tuple[Path, Any]]:
    """Each fault with its path in the node; of a union those of the branch for its kind of node, else those of the first one."""
    other: dict[Path, Any] = {}
    told: set[Path] = set()
    for fault in found:
        path, meant = _path_in(node, fault["loc"])
        told |= {path[:end] for end in range(len(path))}
        if meant:
            told.add(path)
            yield path, fault
        else:
            other.setdefault(path, fault)
    yield from ((path, fault) for path, fault in other.items() if path not in told)


def _meant(problem: Problem) -> str:
    """The key that a mistyped one was meant to be: that it is missing has no other cause."""
    values = dict(problem.details)
    if problem.code == "unknown-key":
        return values["suggestion"]
    return values.get("text", "").strip("-:： \u3000")


def _path_in(node: Node, loc: Path) -> tuple[Path, bool]:
    """A place of pydantic's as a path in the node, and whether it lies in no union's branch that is meant for other kinds of node."""
    path: list[str | int] = []
    at: Node | None = node
    for step in loc:
        if at is not None and step in _BRANCHES and not (isinstance(at, Mapping) and step in at.entries):
            if not isinstance(at, _BRANCHES[step]):
                return tuple(path), False
            continue
        path.append(step)
        at = inside(at, step)
    return tuple(path), True


def _empty_values(node: Node, path: Path) -> Iterator[Path]:
    """The keys with nothing behind them: neither an empty cell (``""``) nor left out."""
    if type(node) is Mapping:
        for key, (_, value) in node.entries.items():
            if type(value) is not Text:
                yield from _empty_values(value, (*path, key))
            elif value.value is None:
                yield (*path, key)
    elif type(node) is Sequence:
        for n, item in enumerate(node.items):
            if type(item) is not Text:
                yield from _empty_values(item, (*path, n))


def _is_parted(node: Node, path: Path) -> bool:
    """Whether what belongs to a key stands beside it, behind blanks that YAML doesn't take for an indent."""
    holder: Node | None = node
    for step in path[:-1]:
        holder = inside(holder, step)
    keys = list(holder.entries) if isinstance(holder, Mapping) else []
    after = keys[keys.index(str(path[-1])) + 1 :][:1] if path and path[-1] in keys else []
    return any(key.startswith(("\u3000", "\xa0")) for key in after)


def _named(path: Path) -> str:
    """The last key of a path, with the numbers of list entries that follow it (1-based)."""
    words = [str(step) if isinstance(step, str) else f"{step + 1}" for step in path]
    last = max((n for n, step in enumerate(path) if isinstance(step, str)), default=0)
    return " › ".join(words[last:])


def _problem(model: type[BaseModel], root: Node, path: Path, fault: Any, file: str) -> Problem:
    code = _BY_TYPE.get(fault["type"], "bad-format")
    key, given = _named(path), fault["input"]
    if code == "unknown-key":
        return _unknown_key(model, root, path, file)
    if code == "missing-key":
        return problem_at(root, path, code, file, key=key)
    if given is None:
        return _key_slip(root, path, file) or problem_at(root, path, "empty-value", file, key=key)
    if code == "not-keys" and isinstance(given, str) and (slip := key_slip(given)):
        line, column = locate(root, path)
        place = slip._replace(line=line - 1, column=column - 1 + slip.column)
        return replace(problem_of(place, file), where=in_words(root, path))
    if code in ("not-a-list", "not-keys") and isinstance(given, str) and (wrong := bracket_slip(given)):
        return problem_at(root, path, wrong, file, text=shortened(given))
    if not isinstance(given, str) and code in ("unknown-value", "bad-format"):
        code = "not-text"
    values = {"key": key}
    if code == "unknown-value":
        choices = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        values |= {
            "value": given,
            "choices": choices,
            "suggestion": closest(as_typed_plainly(given), choices.split(", ")),
        }
    elif code == "bad-format":
        pattern = str(fault.get("ctx", {}).get("pattern", ""))
        code, values["value"] = _format_code(pattern), str(given)
        values["suggestion"] = meant_value(str(given), pattern)
        code = "no-such-day" if code == "bad-day" and is_no_day(str(given)) else code
    elif code == "no-such-day":
        values["value"] = str(given)
    elif code == "too-long":
        values["most"] = str(fault["ctx"]["max_length"])
    return problem_at(root, path, code, file, **values)


def _unknown_key(model: type[BaseModel], root: Node, path: Path, file: str) -> Problem:
    """A key that the model doesn't know, or one that was meant to end at a colon."""
    key, place = str(path[-1]), locate_key(root, path)
    if slip := _key_slip(root, path, file):
        return slip
    if path[-2:-1] == ("targets",):
        beside = fields_at(model, path[:-2])
        values = details({"key": key, "field": key if key in beside else closest(key, beside) or "values"})
        return Problem(file, *place, "not-a-target", in_words(root, path), values)
    fields = fields_at(model, path[:-1])
    former = RENAMED.get(key, "")
    values = details({"key": key, "suggestion": former if former in fields else closest(key, fields)})
    return Problem(file, *place, "unknown-key", in_words(root, path), values)


def _key_slip(root: Node, path: Path, file: str) -> Problem | None:
    """A slip at the colon that a key was meant to end at."""
    slip = key_slip(f"{path[-1]}: ") if isinstance(path[-1], str) else None
    if slip is None:
        return None
    line, column = locate_key(root, path)
    found = problem_of(slip._replace(line=line - 1, column=column - 1 + slip.column), file)
    return replace(found, where=in_words(root, path[:-1]))


def _format_code(pattern: str) -> str:
    """The message for a text that doesn't have the form its field asks for."""
    for start, code in _FORMATS:
        if pattern.startswith(start):
            return code
    return "bad-format"


_FORMATS = (
    ("^[0-9]{4}$", "bad-year"),
    ("^[0-9]{4}-", "bad-day"),
    (r"^[A-Z0-9-]+$", "bad-region-code"),
    (r"^[0-9a-f]{64}$", "bad-sha256"),
    (r"^[0-9a-f]{8}(", "bad-transcript"),
    ("^https?:", "bad-address"),
    (r"^[^\s@", "bad-mail"),
    ("^[A-Za-z0-9]", "bad-id"),
    ("^[a-z0-9]+([._-]", "bad-original"),
    ("^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){2}", "bad-document"),
    ("^[a-z0-9]+(-[a-z0-9]+)*(/", "bad-was"),
    ("^[a-z0-9]+(-[a-z0-9]+)*$", "bad-slug"),
)


def fields_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys that the model knows at a path."""
    current: type[BaseModel] | None = model
    keyed = False
    for step in path:
        if keyed:
            keyed = False
        elif isinstance(step, str) and current is not None:
            field = current.model_fields.get(step)
            current = _model_in(field.annotation) if field else None
            keyed = field is not None and get_origin(field.annotation) is dict
    return tuple(current.model_fields) if current else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _model_in(inner)) is not None:
            return found
    return None
