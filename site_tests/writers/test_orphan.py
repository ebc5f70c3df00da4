"""Workers don't outlive the process that started them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from site_tests.conftest import ROOT

_PROGRAM = """
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from goalbook.writers.orphan import end_with_parent

if __name__ == "__main__":
    with ProcessPoolExecutor(1, get_context("spawn"), end_with_parent) as pool:
        pool.submit(abs, 1).result()
        print("at work", flush=True)
        pool.submit(time.sleep, 600).result()
"""


def test_a_worker_ends_with_a_killed_process(tmp_path: Path) -> None:
    """Whoever reads what they all print comes to its end: nobody is left who could print more."""
    (tmp_path / "program.py").write_text(_PROGRAM, "utf-8")
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    with subprocess.Popen([sys.executable, tmp_path / "program.py"], env=env, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"at work\n"
        process.kill()
        process.communicate(timeout=60)
