"""Mutation testing: what the tests of a module notice when one place of it is altered.

``python -m site_tests.bench.mutation [MODULE…]`` prints how many mutants of each module its tests kill, and each survivor with its
line; it exits with 1 where they kill too few. A survivor is a test that is missing, or code that means the same: a person judges.

Each mutant is imported like any other module in a process of its own, forked from one that has imported all that isn't of this
project. Tests that start other processes don't see it, so none of those is listed. Properties are tried with few examples.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.util
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import settings

from site_tests.bench.mutants import mutants

ROOT = Path(__file__).parents[2]
# The tests of each module, all of which run in the process that imported it.
TESTS = {
    "model/target.py": ("model/test_target_words.py", "model/test_target.py"),
    "forms/grid.py": ("forms/test_grid.py",),
    "search/tokenize.py": ("search/test_tokenize.py",),
    "snapshot/bag.py": ("snapshot/test_bag.py",),
    "snapshot/finding.py": ("snapshot/test_unchecked.py::test_one_place_decides", "snapshot/test_bag.py"),
    "snapshot/verify.py": ("snapshot/test_bag.py",),
    "importing/prove.py": ("importing/test_prove.py",),
    "importing/reading/columns.py": ("importing/test_columns.py",),
}
_AIM = 0.85
_SECONDS = 40  # of processor time; what takes longer hangs
_BYTES = 3 << 30
_EXAMPLES = 25
_NOT_AHEAD = ("goalbook", "site_tests", "conftest", "test_", "_pytest", "pytest")
_PASSED, _HUNG = 0, "hung"


class _Altered(MetaPathFinder):
    """Imports one module from a tree instead of its file."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        relative = path.relative_to(ROOT / "plugins").with_suffix("")
        self.name, self.path, self.tree = ".".join(relative.parts), path, tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        code = compile(self.tree, str(self.path), "exec")

        class Loader(SourceFileLoader):
            def get_code(self, fullname: str) -> CodeType:
                return code

        return importlib.util.spec_from_file_location(fullname, self.path, loader=Loader(fullname, str(self.path)))


def in_child(work: Callable[[], int]) -> int | str:
    """What ``work`` gives in a process of its own, forked from this one; without output, with limits."""
    sys.stdout.flush()
    if not (child := os.fork()):
        code = 70
        try:
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1), os.dup2(silent, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
            code = work()
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status) if not os.WIFSIGNALED(status) else _HUNG


def run_tests(tests: Sequence[str]) -> int:
    """The exit status of the tests; the first failure ends them."""
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-profile=mutation"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*options, *(str(ROOT / "site_tests" / test) for test in tests)]))


def warm_up(tests: Sequence[str]) -> None:
    """Import what the tests import, but for this project's own modules. Raises ValueError where they don't pass."""
    before = set(sys.modules)
    with tempfile.TemporaryFile("w+") as told:

        def work() -> int:
            code = run_tests(tests)
            told.write(
                "\n".join(name for name in sys.modules if name not in before and not name.startswith(_NOT_AHEAD))
            )
            told.flush()
            return code

        code = in_child(work)
        told.seek(0)
        names = told.read().split("\n")
    for name in filter(None, names):
        with suppress(ImportError):  # some make up modules that have no file
            importlib.import_module(name)
    if (code, in_child(lambda: run_tests(tests))) != (_PASSED, _PASSED):
        raise ValueError(f"{', '.join(tests)} do not pass without any mutant")


def survivors(path: Path, tests: Sequence[str], step: int) -> tuple[int, list[str]]:
    """How many mutants of a module were tried, each ``step``-th of all, and what the tests don't notice."""
    text = path.read_text(encoding="utf-8")
    found = list(mutants(ast.parse(text)))
    alive: list[str] = []
    for number in range(0, len(found), step):

        def work(number: int = number) -> int:
            tree = ast.parse(text)
            list(mutants(tree))[number].swap()
            sys.meta_path.insert(0, _Altered(path, tree))
            return run_tests(tests)

        if in_child(work) == _PASSED:
            alive.append(f"  {found[number].line}: {found[number].told()}")
            print(alive[-1], flush=True)
    return len(range(0, len(found), step)), alive


def main() -> int:
    """The command line; gives its exit status."""
    parser = argparse.ArgumentParser(prog="python -m site_tests.bench.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(TESTS)}; without any, all")
    parser.add_argument("--step", type=int, default=1, metavar="N", help="only each Nth mutant")
    arguments = parser.parse_args()
    sys.dont_write_bytecode = True
    settings.register_profile("mutation", deadline=None, derandomize=True, database=None, max_examples=_EXAMPLES)
    few = []
    for module in arguments.modules or TESTS:
        started = time.monotonic()
        print(module, flush=True)
        warm_up(TESTS[module])
        count, alive = survivors(ROOT / "plugins/goalbook" / module, TESTS[module], arguments.step)
        killed = count - len(alive)
        print(f"  {killed} of {count} killed, {killed / count:.1%}, in {time.monotonic() - started:.0f} s", flush=True)
        few += [module] if killed < count * _AIM else []
    return bool(few)


if __name__ == "__main__":
    sys.exit(main())
