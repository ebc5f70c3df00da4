"""Imports point one way, from the shells down to the core; what comes from elsewhere is used in one room."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

from site_tests.house.package import ROOT, Findings, Package, room_of, unexcused

PACKAGE = Package(ROOT / "plugins/goalbook")

Order = tuple[tuple[str, ...], ...]

# A room imports only from the rows above its own here: never from its own row's other rooms, never from below.
ROOMS: Order = (
    ("__init__",),
    ("goalfile", "model", "files", "forges", "scratch", "store", "trees", "extras"),
    ("messages",),
    ("forms",),
    ("book", "importing"),
    ("git", "checks", "writers", "search"),
    ("diff",),
    ("results",),
    ("snapshot",),
    ("site",),
    ("host",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
ROOMS_OF_SITE: Order = (
    ("site/__init__",),
    ("site/frame",),
    ("site/pages",),
    ("site/listings", "site/document"),
    ("site/indicators",),
    ("site/build",),
    ("site/frozen", "site/snapshots"),
)

# What only these rooms or modules import.
ONLY = {
    "mkdocs": ("host",),
    # Beside the commands: the one module that asks how MkDocs was started.
    "click": ("commands", "cli", "host/at_once"),
    "yaml": ("goalfile",),
    "ruamel": ("goalfile",),
    "lxml": ("importing",),
    "openpyxl": ("importing",),
    "python_calamine": ("importing",),
    "pdfplumber": ("importing",),
    "xlsxwriter": ("writers/office",),
    "typst": ("writers/pdf",),
    "pikepdf": ("writers/pdf",),
    "fontTools": ("writers/pdf",),
    "segno": ("writers/pdf",),
    "distributed": ("site/build/engine",),
    "fsspec": ("site/build/target",),
    # One module starts git; another names the type of what it is given. Beside git: ssh-keygen and openssl, which sign;
    # LibreOffice, which opens old Word files; the child that reads a stranger's file under limits.
    "subprocess": (
        "git/run",
        "git/revision",
        "snapshot/sign",
        "snapshot/program",
        "importing/sources/office",
        "importing/limited",
    ),
}
# Who opens a file for writing beside files.py.
WRITES_ELSEWHERE: dict[str, str] = {
    "commands/book": "in a temporary folder beside the output",
    "importing/sources/office": "a copy for LibreOffice, in a temporary folder",
    "importing/child": "the outcome of a child process, on its standard output",
    "site/build/spilled": "what doesn't stay in memory, in a temporary folder",
    "snapshot/change": "what ssh-keygen is given, in a temporary folder",
    "snapshot/sign": "what ssh-keygen and openssl are given, in a temporary folder",
    "snapshot/archive": "the archive of a snapshot, under the name of a part",
    "writers/office/package": "an archive in memory",
    "search/spill": "what doesn't stay in memory, in a temporary folder",
    "search/termgroups": "lists of terms until they are merged, in a temporary folder",
    "snapshot/rebuild": "the sources of a snapshot that is made again, in a temporary folder",
}

_WRITING_METHODS = {"write_text", "write_bytes", "touch", "copyfile", "copytree", "copy2"}


def upward(order: Order, package: Package) -> Findings:
    """Imports of a room that do not stand in a row before its own, and rooms without a row."""
    rows = {room: n for n, row in enumerate(order) for room in row}
    depth = order[0][0].count("/") + 1
    found = {}
    for module in package.modules:
        room = room_of(module, depth)
        if depth > 1 and room_of(module) != room_of(order[0][0]):
            continue
        if room not in rows:
            found[module] = "stands in no row"
            continue
        for other in sorted(room_of(name, depth) for name in package.own(module)):
            if other != room and (depth == 1 or other in rows) and rows.get(other, len(rows)) >= rows[room]:
                found[module] = f"imports {other}"
    return found


def elsewhere(package: Package) -> Findings:
    """Imports of what only some rooms import."""
    return {
        f"{module} {name}": f"only {' and '.join(ONLY[name])} may"
        for module in package.modules
        for name in sorted(package.foreign(module) & ONLY.keys())
        if not any(module == room or module.startswith(f"{room}/") for room in ONLY[name])
    }


def runs_git(package: Package) -> Findings:
    """Commands that begin with ``git``, outside the room that runs git."""
    lists = {
        module: node
        for module, tree in package.modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.List | ast.Tuple)
        and any(isinstance(part, ast.Constant) and part.value == "git" for part in node.elts[:1])
    }
    return {module: f"line {node.lineno}" for module, node in lists.items() if room_of(module) != "git"}


def opens_for_writing(package: Package) -> Findings:
    """Files that are opened for writing, outside the module that does so for all."""
    return {
        module: f"line {node.lineno}"
        for module, tree in package.modules.items()
        for node in ast.walk(tree)
        if module != "files" and isinstance(node, ast.Call) and _writes(node)
    }


def _writes(call: ast.Call) -> bool:
    """Whether a call opens a file for writing: ``path.open("w")``, ``open(path, "w")``, ``path.write_text(…)`` and such."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in _WRITING_METHODS:
        return True
    if name not in ("open", "fdopen", "ZipFile"):
        return False
    # The second word of an archive's ``open`` is about a member of it.
    at = 0 if isinstance(call.func, ast.Attribute) and name == "open" else 1
    modes = [*call.args[at : at + 1], *(word.value for word in call.keywords if word.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and re.fullmatch(r"r?b?[wxa+]+[bt+]*", str(mode.value)) for mode in modes)


def prints(package: Package) -> Findings:
    """Words on the standard streams, outside the commands; everything else returns what is to be shown."""
    return {
        module: f"line {node.lineno}"
        for module, tree in package.modules.items()
        for node in ast.walk(tree)
        if room_of(module) != "commands" and isinstance(node, ast.expr) and _is_stream(node)
    }


def _is_stream(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}" in ("sys.stdout", "sys.stderr")
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def needs_site_generator(package: Package) -> Findings:
    """Commands that load MkDocs or the site with themselves: ``check`` and ``schema`` start without them."""
    return {
        module: f"loads {other}"
        for module in package.modules
        if room_of(module) in ("commands", "cli")
        for other in sorted(package.own(module, loaded=True))
        if room_of(other) in ("host", "site")
    }


def circles(package: Package) -> Findings:
    """Modules that come back to themselves over what they import when they are loaded."""
    found = {}
    for module in package.modules:
        seen: set[str] = set()
        rest = set(package.own(module, loaded=True))
        while rest:
            name = rest.pop()
            if name in package.modules and name not in seen:
                seen.add(name)
                rest |= package.own(name, loaded=True)
        if module in seen:
            found[module] = "imports itself"
    return found


def unknown(package: Package) -> Findings:
    """Imports of modules that the package doesn't have."""
    return {
        module: f"there is no {other}"
        for module in package.modules
        for other in sorted(package.own(module) - package.modules.keys())
    }


def undeclared(package: Package) -> Findings:
    """Imports of what is neither Python's own nor a dependency in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["paper"], *extras["office"], *extras["pdf-import"], *extras["cluster"]]
    declared = {re.split(r"[^\w-]", need)[0].lower().replace("-", "_") for need in wanted}
    # Distributions whose modules have another name: ruamel.yaml, PyYAML; Markup is the type of Jinja2's text.
    declared |= {"ruamel"} | ({"yaml", "markupsafe"} if {"pyyaml", "jinja2"} <= declared else set())
    return {
        module: f"{name} is not declared"
        for module in package.modules
        for name in sorted(package.foreign(module) - set(sys.stdlib_module_names))
        if name.lower() not in declared
    }


def undescribed(package: Package) -> Findings:
    """Folders without a docstring of one line that says what is in them."""
    folders = {module.rpartition("/")[0] for module in package.modules}
    found = {}
    for folder in sorted(folders):
        tree = package.modules.get(f"{folder}/__init__".lstrip("/"))
        words = (ast.get_docstring(tree) if tree else None) or ""
        if not words.endswith(".") or "\n" in words:
            found[folder] = "has no docstring of one line"
    return found


RULES: dict[str, tuple[Callable[[Package], Findings], Mapping[str, str]]] = {
    "rooms": (partial(upward, ROOMS), {}),
    "rooms of site": (partial(upward, ROOMS_OF_SITE), {}),
    "elsewhere": (elsewhere, {}),
    "git": (runs_git, {}),
    "writing": (opens_for_writing, WRITES_ELSEWHERE),
    "printing": (prints, {}),
    "generator": (needs_site_generator, {}),
    "circles": (circles, {}),
    "unknown": (unknown, {}),
    "undeclared": (undeclared, {}),
    "folders": (undescribed, {}),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_package_keeps_the_rule(rule: str) -> None:
    """The package breaks no rule but where an exception says why, and no exception outlives its reason."""
    look, excuses = RULES[rule]
    assert unexcused(look(PACKAGE), excuses) == []


def test_what_the_tests_import_is_declared() -> None:
    """The tests import nothing that is installed only because something else needs it: that one may leave it out one day."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needs = [*project["project"]["dependencies"], "markupsafe"]  # the type of Jinja2's text
    needs += chain(*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values())
    declared = {canonical(need) for need in needs}
    homes = packages_distributions()
    tests = Package(ROOT / "site_tests")
    foreign = {(module, name) for module in tests.modules for name in tests.foreign(module)}
    assert [
        f"{module}: {name}"
        for module, name in sorted(foreign)
        if name not in sys.stdlib_module_names
        and name != "site_tests"
        and not declared & {canonical(home) for home in homes.get(name, [name])}
    ] == []


def canonical(need: str) -> str:
    """A distribution's name as indexes compare it: ``ruamel-yaml`` of ``ruamel.yaml>=0.19``."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", need)[0]).lower()


def test_every_row_of_the_table_is_of_rooms_that_there_are() -> None:
    """The tables name no room that is gone."""
    there = {room_of(module, depth) for module in PACKAGE.modules for depth in (1, 2)}
    assert {room for row in (*ROOMS, *ROOMS_OF_SITE) for room in row} <= there


def test_every_room_has_its_folder_of_tests() -> None:
    """Whoever changes a room finds its tests under the same name."""
    rooms = {room_of(module) for module in PACKAGE.modules if "/" in module}
    assert {room for room in rooms if not [*(ROOT / "site_tests" / room).glob("test_*.py")]} == set()


BREAKS = {
    "a room of a lower row": ("rooms", "model/records", "from goalbook.book.load import read"),
    "another room of its own row": ("rooms", "git/history", "from goalbook.checks import rule"),
    "a room below, in a function": ("rooms", "site/frame/page", "def f() -> None:\n    import goalbook.host.plugin"),
    "a room without a row": ("rooms", "shed/tools", ""),
    "a module beside the rooms": ("rooms", "utils", ""),
    "a room of the site that builds": ("rooms of site", "site/pages/guide", "from goalbook.site.build import plan"),
    "two rooms of one row of the site": ("rooms of site", "site/document/page", "from goalbook.site.listings import a"),
    "a room of the site without a row": ("rooms of site", "site/attic/old", ""),
    "the host's library in the site": ("elsewhere", "site/frame/page", "from mkdocs.config import base"),
    "YAML beside the reader of goal files": ("elsewhere", "writers/schema", "def f() -> None:\n    import yaml"),
    "a process from the site": ("elsewhere", "site/build/build", "import subprocess"),
    "git started beside its one runner": ("elsewhere", "git/history", "from subprocess import run"),
    "git from the site": ("git", "site/build/build", "run(['git', 'log'])"),
    "git as a tuple": ("git", "snapshot/create", "command = ('git', '-C', folder)"),
    "a file opened to be written": ("writing", "site/build/build", "path.open('wb')"),
    "a file opened to be added to": ("writing", "site/build/build", "open(path, mode='a')"),
    "a text written": ("writing", "diff/compare", "path.write_text('x', 'utf-8')"),
    "a file copied": ("writing", "diff/compare", "shutil.copyfile(one, other)"),
    "a print": ("printing", "diff/compare", "print('x')"),
    "a stream": ("printing", "cli", "sys.stderr.write('x')"),
    "a command that loads the site": ("generator", "commands/check", "from goalbook.site.frame import page"),
    "a circle": ("circles", "model/records", "from goalbook.model.target import read_target"),
    "a module that isn't there": ("unknown", "commands/check", "import goalbook.nowhere"),
    "a library nobody declared": ("undeclared", "model/records", "import numpy"),
    "a folder without words": ("folders", "site/pages/old/a", ""),
    "a folder with many words": ("folders", "site/pages/__init__", '"""One.\n\nTwo."""'),
}


def _made_up(folder: Path) -> None:
    """A package with one room a row that keeps every rule."""
    texts = {
        "model/records": "import re",
        "model/target": "from goalbook.model.records import Record",
        "git/run": "import subprocess\ncommand = ['git', 'log']",
        "files": "path.open('wb')",
        "site/frame/page": "from goalbook.model import target\nname.replace('a', 'b')\npath.open('rb')",
        "site/pages/guide": "import goalbook\nfrom goalbook.site.frame.page import Page\narchive.open('a.xml', 'w')",
        "commands/check": "import click\nprint('x')\ndef f() -> None:\n    from goalbook.site.pages import guide",
    }
    for name, text in texts.items():
        _put(folder, name, text)
    for path in {folder, *(path.parent for path in folder.rglob("*.py")), folder / "site"}:
        (path / "__init__.py").write_text('"""A room."""\n', "utf-8")


def _put(folder: Path, module: str, text: str) -> None:
    path = folder / f"{module}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_a_package_in_order_breaks_no_rule(rule: str, tmp_path: Path) -> None:
    """The checker has nothing to say where there is nothing."""
    _made_up(tmp_path)
    assert RULES[rule][0](Package(tmp_path)) == {}


@pytest.mark.parametrize("kind", BREAKS)
def test_a_break_is_found(kind: str, tmp_path: Path) -> None:
    """Each way to break a rule is seen."""
    rule, module, text = BREAKS[kind]
    _made_up(tmp_path)
    _put(tmp_path, module, text)
    assert RULES[rule][0](Package(tmp_path)) != {}


def test_an_exception_that_nothing_needs_is_told() -> None:
    """What was mended leaves the list."""
    assert unexcused({"a": "line 1"}, {"a": "why"}) == []
    assert unexcused({}, {"a": "why"}) == ["a: needs no exception any more"]
    assert unexcused({"b": "line 1"}, {}) == ["b: line 1"]
