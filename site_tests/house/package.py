"""A package as its rules read it: its modules with their syntax trees, and what each imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "goalbook"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Findings = dict[str, str]  # where a rule is broken, and how


@dataclass(frozen=True)
class Package:
    """The Python files below a folder, by their paths without ending: ``site/frame/page``."""

    root: Path

    @cached_property
    def modules(self) -> dict[str, ast.Module]:
        """The syntax tree of every module."""
        files = sorted(self.root.rglob("*.py"))
        names = [path.relative_to(self.root).with_suffix("").as_posix() for path in files]
        return {name: ast.parse(path.read_text("utf-8")) for name, path in zip(names, files, strict=True)}

    def lines(self, module: str) -> int:
        """How many lines a module has."""
        return (self.root / f"{module}.py").read_text("utf-8").count("\n")

    def foreign(self, module: str) -> frozenset[str]:
        """The top names of what a module imports from elsewhere, in its functions too."""
        names = {name.split(".")[0] for name, _ in _imports(ast.walk(self.modules[module]))}
        return frozenset(names - {NAME})

    def own(self, module: str, *, loaded: bool = False) -> frozenset[str]:
        """The modules of the package that a module imports; with ``loaded`` only those at its top."""
        tree = self.modules[module]
        found = set()
        for base, name in _imports(iter(tree.body) if loaded else ast.walk(tree)):
            if base.split(".")[0] == NAME:
                inside = "/".join(base.split(".")[1:])
                whole = f"{inside}/{name}".strip("/")
                found.add(self._file(whole) or self._file(inside) or whole)
        return frozenset(found)

    def _file(self, name: str) -> str:
        """The module behind the path of a module or a folder; nothing where there is none."""
        inside = f"{name}/__init__".strip("/")
        return name if name in self.modules else inside if inside in self.modules else ""


def _imports(nodes: Iterator[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from ((node.module or "", alias.name) for alias in node.names)


def room_of(module: str, depth: int = 1) -> str:
    """The room a module stands in, so many folders deep: ``site`` of ``site/frame/page``."""
    return "/".join(module.split("/")[:depth])


def unexcused(found: Findings, excuses: Mapping[str, str]) -> list[str]:
    """What is wrong: findings that no exception covers, and exceptions that nothing needs any more."""
    wrong = [f"{where}: {what}" for where, what in found.items() if where not in excuses]
    return [*wrong, *(f"{where}: needs no exception any more" for where in excuses if where not in found)]
