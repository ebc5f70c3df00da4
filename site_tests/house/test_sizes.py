"""Modules and functions stay small enough to be read at once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_tests.house.package import ROOT, Findings, Function, Package, unexcused

PACKAGE = Package(ROOT / "plugins/goalbook")
ASSETS = PACKAGE.root / "assets"

MODULE = 250  # lines
FUNCTION = 40  # lines
PARAMETERS = 6

LONG_MODULES: dict[str, str] = {
    "host/plugin": "to be removed: being split",
    "search/reader.js": "to be removed: being split",
    "search/view.js": "to be removed: being split",
    "js/indicators.js": "to be removed: being split",
}
LONG_FUNCTIONS: dict[str, str] = {
    "site/build/build build_pages": "to be removed: being split",
    "search/reader.js": "to be removed: being split",
    "search/view.js": "to be removed: being split",
    "js/indicators.js": "to be removed: being split",
}
MANY_PARAMETERS: dict[str, str] = {}

# A function in a line that ends with its opening brace; it ends where the brace of the same indent closes. One that only
# keeps a script's names to itself, ``(function () {``, is none.
_JS_FUNCTION = re.compile(
    r"( *)(?=\S)(?!\(|[\w.]+ = \()(?:.*\bfunction\b.*|.*=> |(?!if\b|for\b|while\b|switch\b)[\w ]+\(.*\) )\{$"
)


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


def assets(folder: Path) -> dict[str, list[str]]:
    """The lines of every script and style sheet."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".js", ".css"))
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8").split("\n") for path in files}


def long_assets(folder: Path) -> Findings:
    """Scripts and style sheets with more lines than there may be."""
    return {name: f"{len(lines) - 1} lines" for name, lines in assets(folder).items() if len(lines) - 1 > MODULE}


def long_scripts(folder: Path) -> Findings:
    """Scripts with a function that has more lines than there may be."""
    found = {}
    for name, lines in assets(folder).items():
        for first, line in enumerate(lines):
            if not (name.endswith(".js") and (match := _JS_FUNCTION.match(line))):
                continue
            ends = re.compile(rf"{match[1]}\}}")
            last = next((n for n in range(first + 1, len(lines)) if ends.match(lines[n])), len(lines))
            if last - first + 1 > FUNCTION:
                found[name] = f"line {first + 1}: a function of {last - first + 1} lines"
    return found


def test_no_module_is_long() -> None:
    """Python, scripts and style sheets, but for those that the list gives a reason for."""
    assert unexcused(long_modules(PACKAGE) | long_assets(ASSETS), LONG_MODULES) == []


def test_no_function_is_long() -> None:
    """Functions of Python and of scripts, but for those that the list gives a reason for."""
    assert unexcused(long_functions(PACKAGE) | long_scripts(ASSETS), LONG_FUNCTIONS) == []


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


@pytest.mark.parametrize(
    "head", ["function f(a) {", "const f = (a) => {", "  on('x', async () => {", "  static make(a, b) {"]
)
def test_a_long_script_is_found(head: str, tmp_path: Path) -> None:
    """Functions of every kind are measured to their own closing brace; a style sheet by its lines."""
    indent = " " * (len(head) - len(head.lstrip()))
    most = f"{indent}  if (a) {{\n{indent}    b();\n{indent}  }}\n" * 12 + f"{indent}  b();\n" * 2
    (tmp_path / "a.js").write_text(f"{head}\n{most}{indent}}}\n" + "b();\n" * 100, "utf-8")
    (tmp_path / "a.css").write_text("a {}\n" * 250, "utf-8")
    assert long_scripts(tmp_path) | long_assets(tmp_path) == {}
    (tmp_path / "a.js").write_text(f"{head}\n{most}{indent}  b();\n{indent}}}\n", "utf-8")
    (tmp_path / "a.css").write_text("a {}\n" * 251, "utf-8")
    assert [*long_scripts(tmp_path), *long_assets(tmp_path)] == ["a.js", "a.css"]
