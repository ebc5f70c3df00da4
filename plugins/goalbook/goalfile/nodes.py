"""The tree of a YAML file: texts, keys and lists, each with its line and column, and the ways in it."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


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


def as_plain(node: Node) -> object:
    """The node as dicts, lists and strings, without its places."""
    if type(node) is Text:
        return node.value
    if type(node) is Mapping:
        return {key: as_plain(value) for key, (_, value) in node.entries.items()}
    assert type(node) is Sequence
    return [as_plain(value) for value in node.items]


def inside(node: Node | None, step: str | int) -> Node | None:
    """What a key or place of a node holds, if anything."""
    if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
        return node.entries[step][1]
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def locate(node: Node, path: Path) -> tuple[int, int]:
    """Line and column of what stands at a path: of its text or entry, else its key, else what should hold it."""
    line, column = node.line, node.column
    for step in path:
        inner = inside(node, step)
        if inner is None:
            break
        line, column = inner.line, inner.column
        if isinstance(node, Mapping) and not (isinstance(inner, Text) and inner.value):
            key, _ = node.entries[str(step)]
            line, column = key.line, key.column
        node = inner
    return line, column


def locate_key(node: Node, path: Path) -> tuple[int, int]:
    """Line and column of the key at the end of a path, of the entry where it ends in a list."""
    holder: Node | None = node
    for step in path[:-1]:
        holder = inside(holder, step)
    if isinstance(holder, Mapping) and path[-1] in holder.entries:
        key, _ = holder.entries[str(path[-1])]
        return key.line, key.column
    return locate(node, path)


def in_words(node: Node, path: Path) -> str:
    """A path in the record's own words: keys as typed, list entries by their name or number."""
    words: list[str] = []
    at: Node | None = node
    for step in path:
        at = inside(at, step)
        words.append(str(step) if isinstance(step, str) else _called(at) or f"{step + 1}")
    return " › ".join(words)


def _called(node: Node | None) -> str:
    for key in ("name", "numbering", "label", "by", "at"):
        value = inside(node, key)
        if isinstance(value, Text) and value.value:
            return value.value if len(value.value) <= 24 else value.value[:24] + "…"
    return ""
