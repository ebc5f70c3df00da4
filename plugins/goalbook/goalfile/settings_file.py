"""The settings of a site in mkdocs.yml and in the files it inherits from, read as MkDocs reads them, but running nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

INHERIT = "INHERIT"
# What YAML's constructors raise beside YAMLError on a value such as 2024-13-01, and its parser on deep nesting.
_UNREADABLE = (OSError, yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError)

# Brackets within brackets: each one more makes YAML's scanner look through all that are open, so that deeper ones take seconds.
_DEEPEST = 100

_Seen = dict[tuple[int, int], dict[Any, Any]]


class BadSettings(ValueError):
    """A settings file can't be used; ``code`` names the message ``settings.<code>``, ``values`` fill it."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class SettingsChain:
    """The settings of a site: ``values`` as the files together state them, and the ``files``, the site's own first, each
    followed by the one it inherits from.
    """

    values: Mapping[str, object]
    files: tuple[Path, ...]


def read_settings(path: Path) -> SettingsChain:
    """Read a site's settings and all that they inherit. Raises BadSettings where a file is missing, can't be read or
    inherits from itself.

    Values that a tag would have Python make, and paths of ``!relative``, are None.
    """
    layers: list[Mapping[str, object]] = []
    files: list[Path] = []
    # As MkDocs finds it: from the file's folder as written, whatever is a link there.
    at = Path(os.path.abspath(path))  # noqa: PTH100
    while True:
        if at in files:
            raise BadSettings("circle", files=" → ".join(map(str, (*files, at))))
        layer = _read(at, files)
        files.append(at)
        layers.append({key: value for key, value in layer.items() if key != INHERIT})
        if INHERIT not in layer:
            break
        parent = layer[INHERIT]
        if not isinstance(parent, str) or not parent:
            raise BadSettings("bad_inherit", file=str(at))
        at = Path(os.path.normpath(at.parent / parent))
    values = layers.pop()
    while layers:
        values = _merged(values, layers.pop(), {})
    return SettingsChain(values, tuple(files))


def plugin_options(values: Mapping[str, object], plugin: str) -> Mapping[str, object]:
    """The options that settings state for a plugin; none where they don't list it."""
    listed = values.get("plugins")
    for entry in listed if isinstance(listed, list) else [listed]:
        if isinstance(entry, Mapping) and isinstance(options := entry.get(plugin), Mapping):
            return options
    return {}


def _read(path: Path, heirs: list[Path]) -> Mapping[str, object]:
    if not path.is_file():
        raise BadSettings("no_parent" if heirs else "no_file", file=str(path), heir=str(heirs[-1]) if heirs else "")
    try:
        found = yaml.load(path.read_bytes(), _Loader)  # noqa: S506 (makes nothing of tags)
    except _UNREADABLE as error:
        raise BadSettings("unreadable", file=str(path), text=str(error)) from error
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise BadSettings("no_mapping", file=str(path))
    return found


def _merged(parent: Mapping[Any, Any], own: Mapping[Any, Any], seen: _Seen) -> Mapping[Any, Any]:
    """A mapping over the one it inherits: mappings are merged, all else is replaced. ``seen`` keeps what YAML's aliases
    repeat from being merged again and again.
    """
    if (known := seen.get((id(parent), id(own)))) is not None:
        return known
    whole = seen[id(parent), id(own)] = {**parent, **own}
    for key in parent.keys() & own.keys():
        if isinstance(parent[key], Mapping) and isinstance(own[key], Mapping):
            whole[key] = _merged(parent[key], own[key], seen)
    return whole


class _Loader(yaml.SafeLoader):
    """Reads plain YAML; what a tag of MkDocs or Python would make is left out."""

    def fetch_flow_collection_start(self, token: Any) -> None:
        """A bracket opens. Raises YAMLError where too many are open."""
        if self.flow_level == _DEEPEST:
            raise yaml.YAMLError(f"line {self.line + 1}: more than {_DEEPEST} brackets are open")
        super().fetch_flow_collection_start(token)


def _nothing(*_: object) -> None:
    return None


def _of_environment(loader: _Loader, node: yaml.Node) -> Any:
    """``!ENV NAME`` or ``!ENV [NAME, OTHER, default]``: the first of the variables that is set, read as YAML."""
    names, default = [node], None
    if isinstance(node, yaml.SequenceNode):
        names = list(node.value)
        default = loader.construct_object(names.pop(), deep=True) if len(names) > 1 else None
    for name in names:
        value = os.environ.get(str(loader.construct_scalar(name)))  # type: ignore[arg-type]
        if value is not None:
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return default


_Loader.add_constructor("!ENV", _of_environment)
_Loader.add_multi_constructor("!", _nothing)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _nothing)
