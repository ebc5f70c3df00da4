"""The same documents give the same bytes: whatever the folder, the zone, the hash seed or the day."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from site_tests.conftest import ROOT
from site_tests.helpers.made_paper import PAPER, made_leaf, made_pdf

_PROGRAM = """
import hashlib, sys
from dataclasses import replace
from pathlib import Path
from goalbook.writers.paper import Cover
from goalbook.writers.pdf.write import write_pdf
from site_tests.helpers.made_paper import PAPER, leaves_of
leaves = list(leaves_of(Path(sys.argv[1])).values())
for one in leaves:
    print(one.address, hashlib.sha256(write_pdf([one], PAPER)).hexdigest())
print("book", hashlib.sha256(write_pdf(leaves, replace(PAPER, cover=Cover("汇编")))).hexdigest())
"""


def _digests(folder: Path, **environment: str) -> dict[str, str]:
    """The digests of all documents of the project and of their book, made by a process of its own from a copy of them."""
    goals = folder / "goals"
    goals.parent.mkdir(parents=True)
    goals.symlink_to(ROOT / "goals")
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "TZ", "LANG")}
    paths = os.pathsep.join([str(ROOT), str(ROOT / "plugins")])
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(goals)],
        cwd=folder,
        env=kept | {"PYTHONPATH": paths} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split() for line in done.stdout.splitlines())


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Other folder, zone, language, hash seed and build date: each document and the book stay the same to the byte."""
    one = _digests(tmp_path / "one", TZ="UTC", PYTHONHASHSEED="1", LANG="C.UTF-8")
    other = _digests(
        tmp_path / "another/folder",
        TZ="Asia/Shanghai",
        PYTHONHASHSEED="2",
        LANG="zh_CN.UTF-8",
        SOURCE_DATE_EPOCH="86400",
    )
    assert len(one) > 5
    assert one == other


def test_bytes_are_the_same_in_a_process_that_made_others_before() -> None:
    """What was set before leaves no trace in a file."""
    from goalbook.writers.pdf.write import write_pdf

    name = "2024/huangyuan-cppcc/department"
    first = hashlib.sha256(made_pdf(name)).hexdigest()
    write_pdf([made_leaf("2022/shanhaiguan-cppcc/vehicle-insurance")], PAPER)
    assert hashlib.sha256(write_pdf([made_leaf(name)], PAPER)).hexdigest() == first
