"""The keys of the message catalogues that Python code and templates ask for, read from their syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "plugins/goalbook"
_CALLED = ("t", "goalbook_t", "terminal_words")


@dataclass(frozen=True)
class Use:
    """One call of a catalogue: where, the key (``*`` where a word is put in), the values given, more of them unnamed."""

    file: str
    key: str
    values: frozenset[str]
    open: bool = False


@cache
def uses() -> tuple[Use, ...]:
    """Every use of a catalogue in the package and in the site's own templates."""
    found: list[Use] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        found += _in_python(path)
    for path in sorted([*PACKAGE.rglob("*.html"), *(ROOT / "overrides").rglob("*.html")]):
        found += _in_template(path)
    for path in sorted(PACKAGE.glob("assets/search/*.js")):
        found += _in_script(path)
    return tuple(found)


def _in_script(path: Path) -> Iterator[Use]:
    """The words of a script of the search page, which fills them itself."""
    text = path.read_text(encoding="utf-8")
    for name in set(re.findall(r"\bphrases\.(\w+)", text)) - {"absent"}:
        yield Use(path.name, f"find.ui.{name}", frozenset(), open=True)
    for name in {*re.findall(r"\bphrases\[`(\w*)\$", text), *(("",) if re.search(r"\bphrases\[\w", text) else ())}:
        yield Use(path.name, f"find.ui.{name}*", frozenset(), open=True)


def _in_python(path: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in _CALLED:
            given = frozenset(one.arg for one in node.keywords if one.arg)
            unnamed = any(one.arg is None for one in node.keywords)
            yield from (Use(path.name, key, given, unnamed) for key in _keys(node.args[0]))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Call):  # terminal_words()("key")
        return _name(function.func)
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _keys(key: ast.expr) -> Iterator[str]:
    if isinstance(key, ast.IfExp):
        yield from (*_keys(key.body), *_keys(key.orelse))
    elif isinstance(key, ast.JoinedStr):
        yield "".join(str(one.value) if isinstance(one, ast.Constant) else "*" for one in key.values)
    else:
        assert isinstance(key, ast.Constant), f"a key that can't be read: {ast.unparse(key)}"
        yield str(key.value)


def _in_template(path: Path) -> Iterator[Use]:
    for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in _CALLED:
            given = frozenset(one.key for one in call.kwargs)
            yield from (Use(path.name, key, given, call.dyn_kwargs is not None) for key in _template_keys(call.args[0]))


def _template_keys(key: nodes.Node | None) -> Iterator[str]:
    if isinstance(key, nodes.CondExpr):
        yield from (*_template_keys(key.expr1), *_template_keys(key.expr2))
    elif isinstance(key, nodes.Concat):
        yield "".join(str(one.value) if isinstance(one, nodes.Const) else "*" for one in key.nodes)
    elif isinstance(key, nodes.Mod):
        assert isinstance(key.left, nodes.Const)
        yield str(key.left.value).replace("%s", "*")
    else:
        assert isinstance(key, nodes.Const), f"a key that can't be read: {key}"
        yield str(key.value)
