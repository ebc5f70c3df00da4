"""Imports point one way: from the shells to the core, never back."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "plugins/goalbook"
MODULES = sorted(path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py"))
COMMANDS = [name for name in MODULES if name.startswith("commands/")]
SHELLS = ("cli", "mkdocs_plugin", "__main__", *COMMANDS)
CORE = [name for name in MODULES if name not in SHELLS and not name.startswith(("site/", "writers/"))]
WRITERS = [name for name in MODULES if name.startswith("writers/")]
SITE = [name for name in MODULES if name.startswith("site/")]


@cache
def tree(module: str) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))


@cache
def imported(module: str) -> frozenset[str]:
    """The modules a module imports, in functions too; those of the package as paths: ``site/page``."""
    found: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            name = node.module or ""
            found |= {name, *(f"{name}.{alias.name}" for alias in node.names)}
    inside = {name.removeprefix("goalbook.").replace(".", "/") for name in found if name.startswith("goalbook.")}
    return frozenset({name.split(".")[0] for name in found} | {name for name in inside if _file(name)})


def _file(name: str) -> bool:
    return (PACKAGE / f"{name}.py").is_file() or (PACKAGE / name / "__init__.py").is_file()


def of_package(module: str) -> set[str]:
    """The package's own modules that a module imports."""
    return {name for name in imported(module) if name in MODULES or f"{name}/__init__" in MODULES}


def test_every_module_is_in_one_layer() -> None:
    """Each module belongs to the core, the writers, the site or the shells."""
    assert sorted([*CORE, *WRITERS, *SITE, *SHELLS]) == MODULES
    assert all(len(layer) > 1 for layer in (CORE, WRITERS, SITE))


@pytest.mark.parametrize("module", CORE)
def test_the_core_knows_no_site_and_no_shell(module: str) -> None:
    """A core module imports neither the site nor a shell; of the writers only the one layout of JSON."""
    assert _outer(module) == set()
    writers = {name for name in of_package(module) if name.startswith("writers")}
    assert writers <= ({"writers", "writers/json"} if module == "schema" else set())


@pytest.mark.parametrize("module", WRITERS)
def test_writers_know_no_site_and_no_shell(module: str) -> None:
    """A writer gives bytes; it knows no pages."""
    assert _outer(module) == set()


def _outer(module: str) -> set[str]:
    return {name for name in of_package(module) if name.split("/")[0] in ("site", "commands") or name in SHELLS}


@pytest.mark.parametrize("module", SITE)
def test_the_site_knows_no_shell(module: str) -> None:
    """The pages are made without MkDocs and without the command line."""
    assert of_package(module) & set(SHELLS) == set()


def test_only_the_plugin_imports_mkdocs() -> None:
    """The core outlives its host: MkDocs stands behind one module."""
    assert [name for name in MODULES if "mkdocs" in imported(name)] == ["mkdocs_plugin"]


def test_only_the_command_line_imports_click_and_prints() -> None:
    """Everything else returns what is to be shown."""
    assert [name for name in MODULES if "click" in imported(name) and name not in COMMANDS] == ["cli"]
    assert [name for name in MODULES if _prints(tree(name)) and name not in COMMANDS] == []


def _prints(module: ast.Module) -> bool:
    names = {
        node.func.id for node in ast.walk(module) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    owned = [node for node in ast.walk(module) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    streams = {f"{node.value.id}.{node.attr}" for node in owned if isinstance(node.value, ast.Name)}
    return "print" in names or bool(streams & {"sys.stdout", "sys.stderr"})


def test_the_command_line_needs_no_site_generator() -> None:
    """MkDocs is imported only once a site is built: `check` and `schema` start without it."""
    bodies = [tree(name).body for name in ("cli", *COMMANDS)]
    top = {node.module or "" for body in bodies for node in body if isinstance(node, ast.ImportFrom)}
    assert not any(name.startswith(("goalbook.host.plugin", "goalbook.site", "mkdocs")) for name in top)


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_imported_in_a_circle(module: str) -> None:
    """No module of the package comes back to itself over what it imports when it is loaded."""
    seen: set[str] = set()
    rest = _loaded_with(module)
    while rest:
        name = rest.pop()
        assert name != module
        if name not in seen:
            seen.add(name)
            rest |= _loaded_with(name)


def _loaded_with(module: str) -> set[str]:
    """The modules of the package that are imported at the top of a module."""
    path = f"{module}/__init__" if f"{module}/__init__" in MODULES else module
    found: set[str] = set()
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("goalbook"):
            base = (node.module or "").replace(".", "/").removeprefix("goalbook").lstrip("/")
            names = {f"{base}/{alias.name}".lstrip("/") for alias in node.names}
            found |= {name for name in (base, *names) if name in MODULES}
    return found


def test_nothing_is_imported_that_the_project_does_not_depend_on() -> None:
    """What is imported is Python's own or declared in pyproject.toml."""
    project = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras.get("paper", []), *extras.get("office", [])]
    declared = {re.split(r"[^\w-]", one)[0].lower() for one in wanted}
    declared |= {name.replace("-", "_") for name in declared}
    # PyYAML is imported as yaml; Markup is the type of text that Jinja2 gives and takes.
    declared |= {"yaml", "markupsafe", "goalbook"} if {"pyyaml", "jinja2"} <= declared else set()
    foreign = {name for module in MODULES for name in imported(module) if "/" not in name and name not in MODULES}
    foreign = {name.lower() for name in foreign - set(sys.stdlib_module_names)}
    assert foreign - declared - {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == set()
