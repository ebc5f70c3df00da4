"""Hostile and mutated files through `goalbook import`: a sentence each, within limits, and nothing left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from site_tests.conftest import ROOT
from site_tests.hostile.importing import hostile_files
from site_tests.hostile.mutants import mutants

SECONDS = 4  # of the processor, with the start of Python; twice what is asked for, as a busy machine takes longer for the same
MEGABYTES = 300
PARTS = 10
MUTANTS = 300
FIRST = 20  # mutants in `make test`

Record = Callable[[str, object], None]

parts = pytest.mark.parametrize("part", [pytest.param(n, marks=pytest.mark.full if n else ()) for n in range(PARTS)])


@pytest.fixture(scope="session")
def made() -> dict[str, bytes]:
    """All hostile files, made once."""
    return hostile_files()


def imported(files: dict[str, bytes], folder: Path) -> list[str]:
    """What is wrong with how the command took each file; LibreOffice is one that only tells that it was started."""
    for name in ("files", "programs", "work", "temporary"):
        (folder / name).mkdir()
    for name, raw in files.items():
        (folder / "files" / name).write_bytes(raw)
    office = folder / "programs/soffice"
    office.write_text(f"#!/bin/sh\ntouch {folder}/started\n", "utf-8")
    office.chmod(0o755)
    env = os.environ | {"PATH": f"{folder}/programs:{os.environ['PATH']}", "TMPDIR": f"{folder}/temporary"}
    env |= {"PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT)]), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "site_tests.hostile.run_imports", "../files", "goals/2024/made-body/x.yml"]
    done = subprocess.run(command, cwd=folder / "work", env=env, capture_output=True, text=True, check=True)
    wrong = _wrong([json.loads(line) for line in done.stdout.splitlines()])
    left = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    expected = {"programs/soffice", *(f"files/{name}" for name in files)}
    return wrong + [f"left behind: {name}" for name in left if name not in expected]


def _wrong(results: list[dict[str, object]]) -> list[str]:
    found: list[str] = []
    seconds = 0.0
    for one in results:
        name, said = one["name"], str(one["said"])
        used, seconds = float(str(one["seconds"])) - seconds, float(str(one["seconds"]))
        if one["exit"] not in (0, 1, 2) or "Traceback" in said or not 0 < said.count("\n") <= 3:
            found.append(f"{name}: exit {one['exit']}, {said[:300]}")
        if used > SECONDS:
            found.append(f"{name}: {used:.1f} s")
        if float(str(one["memory"])) > MEGABYTES:
            found.append(f"{name}: {one['memory']:.0f} MB, or one before it")
    return found


@pytest.mark.slow
@parts
def test_a_hostile_file_is_told_in_a_sentence(
    part: int, made: dict[str, bytes], tmp_path: Path, record_property: Record
) -> None:
    """Of all hostile files a part: no traceback, no more time or memory than is allowed, nothing written, nothing started."""
    names = sorted(made)[part::PARTS]
    assert len(names) >= 25
    record_property("hostile inputs", len(names))
    assert imported({name: made[name] for name in names}, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "end"), [(0, FIRST), pytest.param(FIRST, MUTANTS, marks=pytest.mark.full)], ids=["first", "others"]
)
def test_a_mutated_file_is_read_or_told(start: int, end: int, tmp_path: Path, record_property: Record) -> None:
    """Sound files with some bytes changed, cut, doubled: whatever comes of them is no traceback."""
    files = dict([*mutants(end)][start:])
    assert len(files) == end - start
    record_property("hostile inputs", len(files))
    assert imported(files, tmp_path) == []
