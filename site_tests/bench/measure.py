"""Time and peak memory of a command with all that it starts, each taken in a process of its own.

``python -m site_tests.bench.measure COMMAND…`` runs a command and prints its figures as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
_PAUSE = 0.02
_PAGE = os.sysconf("SC_PAGE_SIZE")
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall and processor seconds; bytes of memory (RSS) of the largest process, and of all at a time."""

    seconds: float
    processor: float
    largest: int
    together: int


def measure(command: list[str], folder: Path) -> Measured:
    """Run a command in a folder. Raises RuntimeError with its messages where it fails."""
    # The system tells the largest of all processes that one has waited for: each command gets a fresh parent.
    wrapped = [sys.executable, "-m", "site_tests.bench.measure", *command]
    done = subprocess.run(wrapped, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return Measured(**json.loads(done.stdout))


def medians(runs: list[Measured]) -> Measured:
    """The median of each figure."""
    return Measured(
        median(run.seconds for run in runs),
        median(run.processor for run in runs),
        int(median(run.largest for run in runs)),
        int(median(run.together for run in runs)),
    )


@lru_cache(maxsize=1)
def _bytecode() -> tempfile.TemporaryDirectory[str]:
    """Where Python keeps what it compiled, for as long as this process runs."""
    return tempfile.TemporaryDirectory(prefix="goalbook-bytecode-")


def _environment() -> dict[str, str]:
    """Modules are compiled once, as in any installation, whatever the surroundings say of that."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join(filter(None, (kept.get("PYTHONPATH"), str(ROOT))))
    return kept | {"PYTHONPATH": path, "PYTHONPYCACHEPREFIX": _bytecode().name}


def _run(command: list[str]) -> tuple[int, Measured]:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    together: list[int] = []
    watching = threading.Thread(target=_watch, args=(process.pid, together), daemon=True)
    watching.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    watching.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    largest = used.ru_maxrss * _KIB
    return code, Measured(seconds, used.ru_utime + used.ru_stime, largest, max(together, default=largest))


def _watch(pid: int, together: list[int]) -> None:
    """Note the memory of a process and all below it until it has ended."""
    while (found := sum(_resident(one) for one in _tree(pid))) > 0:
        together.append(found)
        time.sleep(_PAUSE)


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    exit_code, figures = _run(sys.argv[1:])
    print(json.dumps(asdict(figures)))
    sys.exit(exit_code)
