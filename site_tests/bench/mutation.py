"""Mutation testing: what the tests of a module notice when one place of it is altered.

``python -m site_tests.bench.mutation [MODULE…]`` prints how many mutants of each module its tests kill, and each survivor with its
line; it exits with 1 where they kill too few. A survivor is a test that is missing, or code that means the same: a person judges.

Each mutant is imported like any other module in a process of its own, forked from one that has imported all that can't know the
module. Tests that start other processes don't see it, so none of those is listed. Properties are tried with few examples.
"""

from __future__ import annotations

import argparse
import ast
import gc
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
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import settings

from site_tests.bench.mutants import mutants

ROOT = Path(__file__).parents[2]
DRAWN = ("forms/test_cells.py", "forms/test_drawing.py", "forms/test_sayable.py::test_a_form_says_it")
FILLED = (
    "forms/test_sayable.py::test_a_form_says_it",
    "forms/test_fill.py",
    "forms/test_laid.py",
    "forms/test_drawing.py::test_a_drawn_form_fills",
    "forms/test_drawing.py::test_a_record_of_several_lines_and_words_in_cells",
)
# The tests of each module, all of which run in the process that imported it.
TESTS = {
    "model/target.py": ("model/test_target_words.py", "model/test_target.py"),
    "forms/grid.py": ("forms/test_grid.py",),
    "forms/cells.py": DRAWN,
    "forms/check.py": DRAWN,
    "forms/columns.py": DRAWN,
    "forms/drawing.py": DRAWN,
    "forms/drawn_lines.py": DRAWN,
    "forms/fill.py": FILLED,
    "forms/lay.py": FILLED,
    "forms/side_by_side.py": (
        "forms/test_sayable.py::test_lists_side_by_side_keep_their_orders",
        "forms/test_sayable.py::test_equal_lists_stand_beside_each_other",
    ),
    "forms/sides.py": FILLED,
    "forms/trails.py": FILLED,
    "search/tokenize.py": ("search/test_tokenize.py",),
    "snapshot/archive.py": ("snapshot/test_archive.py",),
    "snapshot/bag.py": ("snapshot/test_bag.py",),
    "snapshot/compare_zip.py": ("snapshot/test_archive.py",),
    "snapshot/finding.py": ("snapshot/test_unchecked.py::test_one_place_decides", "snapshot/test_bag.py"),
    "snapshot/sign.py": ("snapshot/test_sign.py",),
    "snapshot/verify.py": ("snapshot/test_bag.py",),
    "importing/prove.py": ("importing/test_prove.py",),
    "importing/reading/block.py": ("importing/test_reading_block.py",),
    "importing/reading/columns.py": ("importing/test_columns.py",),
    "importing/reading/over.py": ("importing/test_reading_over.py",),
    "importing/reading/read.py": ("importing/test_reading_read.py",),
    "importing/reading/rows.py": ("importing/test_reading_rows.py",),
}
_AIM = 0.85
_SECONDS = 40  # of processor time; what takes longer hangs
_BYTES = 3 << 30
_EXAMPLES = 25
_OURS = ("goalbook", "site_tests", "conftest", "test_")
_PASSED, _HUNG = 0, "hung"


class _Altered(MetaPathFinder):
    """Imports one module from a tree instead of its file."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = _name_of(path), path, tree

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
    """The exit status of the tests; the first failure ends them, and nobody is told of it."""
    options = ["-x", "-q", "--assert=plain", "--hypothesis-profile=mutation"]
    options += [f"-pno:{plugin}" for plugin in ("cacheprovider", "xdist", "unraisableexception", "threadexception")]
    return int(pytest.main([*options, *(str(ROOT / "site_tests" / test) for test in tests)]))


def imported_by(work: Callable[[], int]) -> tuple[int | str, list[str]]:
    """What ``work`` gives in a process of its own, and the modules that it imports there."""
    before = set(sys.modules)
    with tempfile.TemporaryFile("w+") as told:

        def tell() -> int:
            code = work()
            told.write(" ".join(name for name in sys.modules if name not in before and not name.startswith("_pytest")))
            told.flush()
            return code

        code = in_child(tell)
        told.seek(0)
        return code, told.read().split()


def warm_up(name: str, tests: Sequence[str]) -> None:
    """Import what a module and its tests import; of this project's own only what can't have imported the module.

    Raises ValueError where the tests don't pass.
    """
    first, below = imported_by(lambda: bool(importlib.import_module(name)) - 1)
    second, all_of_them = imported_by(lambda: run_tests(tests))
    for one in (*below, *(one for one in all_of_them if not one.startswith(_OURS))):
        if one != name:
            with suppress(ImportError):  # some make up modules that have no file
                importlib.import_module(one)
    if (first, second, in_child(lambda: run_tests(tests))) != (_PASSED, _PASSED, _PASSED) or name in sys.modules:
        raise ValueError(f"{', '.join(tests)} do not pass without any mutant")


def try_module(module: str, step: int) -> None:
    """Print what the tests of a module don't notice of its mutants, or of each ``step``-th; exits with 1 where that is too much."""
    started = time.monotonic()
    path = ROOT / "plugins/goalbook" / module
    text = path.read_text(encoding="utf-8")
    found = list(mutants(ast.parse(text)))
    chosen = range(0, len(found), step)
    print(module, flush=True)
    warm_up(_name_of(path), TESTS[module])
    gc.freeze()
    alive = 0
    for number in chosen:

        def work(number: int = number) -> int:
            tree = ast.parse(text)
            list(mutants(tree))[number].swap()
            sys.meta_path.insert(0, _Altered(path, tree))
            return run_tests(TESTS[module])

        if in_child(work) == _PASSED:
            alive += 1
            print(f"  {found[number].line}: {found[number].told()}", flush=True)
    killed = len(chosen) - alive
    share = killed / len(chosen)
    print(f"  {killed} of {len(chosen)} killed, {share:.1%}, in {time.monotonic() - started:.0f} s", flush=True)
    sys.exit(share < _AIM)


def _name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "plugins").with_suffix("").parts)


def main() -> int:
    """The command line; gives its exit status."""
    parser = argparse.ArgumentParser(prog="python -m site_tests.bench.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(TESTS)}; without any, all")
    parser.add_argument("--step", type=int, default=1, metavar="N", help="only each Nth mutant")
    arguments = parser.parse_args()
    sys.dont_write_bytecode = True
    settings.register_profile("mutation", deadline=None, derandomize=True, database=None, max_examples=_EXAMPLES)
    codes = []
    for module in arguments.modules or TESTS:
        # In a process of its own: what is imported for one module may be the next one.
        one = get_context("fork").Process(target=try_module, args=(module, arguments.step))
        one.start()
        one.join()
        codes.append(one.exitcode)
    return any(codes)


if __name__ == "__main__":
    sys.exit(main())
