"""What was set for one file is let go before the next: files of several documents, one after the other, take the memory of one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from site_tests.conftest import ROOT
from site_tests.helpers.generate import write_goals

_FILES, _DOCUMENTS, _MOST = 6, 15, 40  # MiB
_PROGRAM = f"""
import resource, sys
from pathlib import Path
from goalbook.book.load import load_book
from goalbook.writers.pdf.write import pages_of, write_pdf
from goalbook.writers.yearbook import BookPart
from site_tests.helpers.made_paper import PAPER
from dataclasses import replace
from goalbook.writers.paper import Cover
paper = replace(PAPER, cover=Cover("汇编"))
book = load_book(Path(sys.argv[1]))
part = BookPart(book.root, book.entries, book.bodies, {{}}, paper)
for at in range(0, len(book.entries), {_DOCUMENTS}):
    leaves = list(part.of(book.entries[at : at + {_DOCUMENTS}]).leaves())
    pages_of(leaves, paper)
    write_pdf(leaves, paper)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_a_file_more_takes_no_memory_more(tmp_path: Path) -> None:
    """Six files of fifteen tables take at most 40 MiB more than two of them; where all is kept it is 260."""
    write_goals(tmp_path, _FILES * _DOCUMENTS)
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "plugins")])}
    command = [sys.executable, "-c", _PROGRAM, str(tmp_path)]
    peaks = [*map(int, subprocess.run(command, env=env, capture_output=True, check=True).stdout.split())]
    assert len(peaks) == _FILES
    assert peaks[-1] - peaks[1] < _MOST
