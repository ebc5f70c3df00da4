"""One name for one thing: public names are unique, everything public says what it is, and names mean something."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from site_tests.house.package import ROOT, Findings, Function, Package, room_of

PACKAGE = Package(ROOT / "plugins/goalbook")

# Names that every module of a room has, because something calls them by that name.
PROTOCOLS = {
    "command": ("commands", "the command line collects the function of each module"),
    "write": ("checks/formats", "a report is written by the function of its format's module"),
}


def public(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """The public names that a module gives to functions, classes, constants and types, each with its statement."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            names = []
        yield from ((name, node) for name in names if not name.startswith("_"))


def repeated(package: Package) -> Findings:
    """Public names that more than one module gives to something of its own."""
    homes: dict[str, list[str]] = defaultdict(list)
    for module, tree in package.modules.items():
        for name in {name for name, _ in public(tree)}:
            room = PROTOCOLS.get(name, ("",))[0]
            if not (room and module.startswith(f"{room}/")):
                homes[name].append(module)
    return {name: ", ".join(modules) for name, modules in homes.items() if len(modules) > 1}


def silent(package: Package) -> Findings:
    """Modules, public classes, functions and methods without a docstring; MkDocs' own documents explain its hooks, ``on_…``."""
    found: Findings = {}
    for module, tree in package.modules.items():
        named: list[tuple[str, ast.Module | Function | ast.ClassDef]] = [(module, tree)]
        for node in tree.body:
            if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
                named.append((f"{module} {node.name}", node))
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                methods = [part for part in node.body if isinstance(part, Function) and part.name[:3] != "on_"]
                named += [(f"{module} {node.name}.{one.name}", one) for one in methods if not one.name.startswith("_")]
        found |= {where: "has no docstring" for where, node in named if not ast.get_docstring(node)}
    return found


def nameless(package: Package) -> Findings:
    """Functions that call something ``one`` outside a comprehension, whose iterable would say what it is.

    Beside ``other`` or ``two`` it is the first of a pair.
    """
    found: Findings = {}
    for module, tree in package.modules.items():
        for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
            names = {name for name, _ in _bound(function)}
            if not names & {"other", "two"} and any(name == "one" and not inside for name, inside in _bound(function)):
                found[f"{module} {function.name}"] = "calls something one"
    return found


def _bound(node: ast.AST, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """The names that are given to something in a function, and whether in a comprehension."""
    if isinstance(node, ast.arg):
        yield node.arg, inside
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id, inside
    inside = inside or isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield from _bound(child, inside)


RULES: dict[str, Callable[[Package], Findings]] = {"repeated": repeated, "silent": silent, "nameless": nameless}


@pytest.mark.parametrize("rule", RULES)
def test_the_package_keeps_the_rule(rule: str) -> None:
    """The package breaks no rule."""
    assert RULES[rule](PACKAGE) == {}


def test_a_protocol_is_kept_by_its_whole_room() -> None:
    """Every module of a room has the name that is called there; what only helps them is named here."""
    shared = (
        "ask",
        "carried",
        "check_before",
        "failure",
        "import_batch",
        "import_update",
        "import_words",
        "options",
        "progress",
        "say",
        "site_forms",
        "terminal",
        "waiting",
    )
    helpers = {f"commands/{name}" for name in shared}
    for name, (room, _) in PROTOCOLS.items():
        there = {module for module in PACKAGE.modules if module.startswith(f"{room}/")} - {f"{room}/__init__"}
        having = {module for module in there if name in dict(public(PACKAGE.modules[module]))}
        assert there - having <= helpers
        assert room_of(room) in {room_of(module) for module in having}


BREAKS = {
    "a function of two modules": ("repeated", "b", "def f() -> None: ..."),
    "a class and a function": ("repeated", "b", "class f: ..."),
    "a constant": ("repeated", "b", "LIMIT: int = 3"),
    "a protocol's name elsewhere": ("repeated", "b", "command = 1"),
    "a module without words": ("silent", "c", ""),
    "a function without words": ("silent", "c", '"""C."""\ndef g() -> None: ...'),
    "a method without words": ("silent", "c", '"""C."""\nclass G:\n    """G."""\n    def h(self) -> None: ...'),
    "a loop": ("nameless", "c", "def g(all):\n    for one in all: ..."),
    "a parameter": ("nameless", "c", "def g(one): ..."),
    "a walrus": ("nameless", "c", "def g(a):\n    if one := a: ..."),
}
IN_ORDER = {
    "a": '"""A."""\nLIMIT = 3\ncommand = 2\ndef f() -> None:\n    """Does."""\n    return [one for one in all]\n',
    "b": '"""B."""\n_LIMIT = 3\ndef _f(one, other) -> None: ...\nname: int\n',
    "commands/x": '"""X."""\ncommand = 1\n',
}


def _put(folder: Path, texts: Mapping[str, str]) -> Package:
    for module, text in texts.items():
        path = folder / f"{module}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return Package(folder)


@pytest.mark.parametrize("rule", RULES)
def test_a_package_in_order_breaks_no_rule(rule: str, tmp_path: Path) -> None:
    """The checker has nothing to say where there is nothing."""
    assert RULES[rule](_put(tmp_path, IN_ORDER)) == {}


@pytest.mark.parametrize("kind", BREAKS)
def test_a_break_is_found(kind: str, tmp_path: Path) -> None:
    """Each way to break a rule is seen."""
    rule, module, text = BREAKS[kind]
    assert RULES[rule](_put(tmp_path, IN_ORDER | {module: text})) != {}
