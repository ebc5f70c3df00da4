"""Run `goalbook import` over the files of a folder, in a process of its own so that what its children used can be told."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from click.testing import CliRunner
from goalbook.cli import main


def run(folder: Path, target: str) -> None:
    """Print for each file its name, the exit, what was said, and what the children used so far: seconds and MB at most."""
    for path in sorted(folder.iterdir()):
        result = CliRunner().invoke(main, ["import", str(path), "-o", target])
        kept = result.exception is None or isinstance(result.exception, SystemExit)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(json.dumps({
            "name": path.name, "exit": result.exit_code, "said": result.stderr if kept else f"Traceback: {result.exception!r}",
            "seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024,
        }), flush=True)  # fmt: skip
        Path(target).unlink(missing_ok=True)


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
