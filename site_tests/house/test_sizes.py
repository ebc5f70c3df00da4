"""Modules and functions stay small enough to be read at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_tests.house.package import ROOT, Findings, Function, Package, unexcused

PACKAGE = Package(ROOT / "plugins/goalbook")
ASSETS = PACKAGE.root / "assets"

MODULE = 250  # lines
FUNCTION = 40  # lines
PARAMETERS = 6

# Where there is a reason for more, by the module or its function.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
MANY_PARAMETERS: dict[str, str] = {}


def functions(package: Package) -> Iterator[tuple[str, Function]]:
    """Every function of a package, those inside others too, by its module and name."""
    for module, tree in package.modules.items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{module} {node.name}", node


def long_modules(package: Package) -> Findings:
    """Modules of Python with more lines than there may be."""
    return {module: f"{lines} lines" for module in package.modules if (lines := package.lines(module)) > MODULE}


def long_functions(package: Package) -> Findings:
    """Functions of Python with more lines than there may be, decorators apart."""
    found = {where: (node.end_lineno or 0) - node.lineno + 1 for where, node in functions(package)}
    return {where: f"{lines} lines" for where, lines in found.items() if lines > FUNCTION}


def many_parameters(package: Package) -> Findings:
    """Functions with more parameters than there may be; a command has one for each of its options."""
    found = {}
    for where, node in functions(package):
        parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        count = len([one for one in parameters if one.arg not in ("self", "cls")])
        count += bool(node.args.vararg) + bool(node.args.kwarg)
        if count > PARAMETERS and not any(_is_command(mark) for mark in node.decorator_list):
            found[where] = f"{count} parameters"
    return found


def _is_command(decorator: ast.expr) -> bool:
    """Whether a decorator is ``@click.command(…)`` or ``@group.command(…)``."""
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(call, ast.Attribute) and call.attr == "command"


def long_assets(folder: Path) -> Findings:
    """Scripts and style sheets with more lines than there may be."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".js", ".css"))
    found = {path.relative_to(folder).as_posix(): path.read_text("utf-8").count("\n") for path in files}
    return {name: f"{lines} lines" for name, lines in found.items() if lines > MODULE}


def test_no_module_is_long() -> None:
    """Python, scripts and style sheets, but for those that the list gives a reason for."""
    assert unexcused(long_modules(PACKAGE) | long_assets(ASSETS), LONG_MODULES) == []


def test_no_function_is_long() -> None:
    """Functions of Python, but for those that the list gives a reason for; those of scripts eslint measures."""
    assert unexcused(long_functions(PACKAGE), LONG_FUNCTIONS) == []


def test_no_function_has_many_parameters() -> None:
    """What belongs together is handed over as one value."""
    assert unexcused(many_parameters(PACKAGE), MANY_PARAMETERS) == []


_BODY = "    x = 1\n"
FITS = {
    "module": "x = 1\n" * 250,
    "function": f"def f() -> None:\n{_BODY * 39}",
    "parameters": "class C:\n    def f(self, a, b, c, *, d, e, f): ...\n",
    "command": "@click.command('x')\n@option\ndef f(a, b, c, d, e, f, g): ...\n",
}
TOO_MUCH = {
    "module": (long_modules, "x = 1\n" * 251),
    "function": (long_functions, f"def f() -> None:\n{_BODY * 40}"),
    "function in another": (long_functions, "def f():\n    def g():\n" + f"    {_BODY}" * 40),
    "parameters": (many_parameters, "def f(a, b, c, d, e, f, g): ..."),
    "words": (many_parameters, "class C:\n    async def f(self, a, b, c, *, d, e, f, **more): ...\n"),
}


@pytest.mark.parametrize("kind", FITS)
def test_what_just_fits_is_let_pass(kind: str, tmp_path: Path) -> None:
    """A module or function of the most that there may be is no finding."""
    (tmp_path / "made.py").write_text(FITS[kind], "utf-8")
    package = Package(tmp_path)
    assert long_modules(package) | long_functions(package) | many_parameters(package) == {}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_one_more_is_found(kind: str, tmp_path: Path) -> None:
    """A line or a parameter more is a finding."""
    look, text = TOO_MUCH[kind]
    (tmp_path / "made.py").write_text(text, "utf-8")
    assert look(Package(tmp_path)) != {}


@pytest.mark.parametrize("name", ["js/a.js", "a.css"])
def test_a_long_asset_is_found(name: str, tmp_path: Path) -> None:
    """A script or style sheet of a line more is a finding."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("a {}\n" * MODULE, "utf-8")
    assert long_assets(tmp_path) == {}
    path.write_text("a {}\n" * (MODULE + 1), "utf-8")
    assert long_assets(tmp_path) == {name: "251 lines"}
