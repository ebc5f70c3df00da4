"""What `goalbook diff` costs: many changed documents, beside git's own differences of the same files.

``python -m site_tests.bench.diff`` prints a line for each.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from site_tests.bench.measure import Measured, measure, medians
from site_tests.helpers.generate import write_goals

_TARGET = re.compile(r"(?m)^( +(?:- )?(?:target|annual|name|about): \S+)$")
_AIM = 5.0


def prepare(folder: Path, documents: int) -> None:
    """A repository of so many documents, each with three fields edited since its commit."""
    write_goals(folder / "goals", documents)
    settings = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "gc.auto=0"]
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "made"]):
        subprocess.run(["git", *settings, *arguments], cwd=folder, env=environment, check=True)
    for path in sorted((folder / "goals").glob("[0-9u]*/*/*.yml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(_TARGET.sub(r"\1改", text, count=3), encoding="utf-8")


def bench(documents: int, runs: int) -> str:
    """The lines of the measurement."""
    goalbook = [sys.executable, "-m", "goalbook", "diff", "HEAD"]
    commands = {
        "goalbook diff --format json": [*goalbook, "--format", "json"],
        "goalbook diff --format markdown": [*goalbook, "--format", "markdown"],
        "git diff --word-diff": ["git", "--no-pager", "diff", "--word-diff", "HEAD"],
    }
    found: dict[str, list[Measured]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory(prefix="goalbook-bench-") as name:
        prepare(Path(name), documents)
        for _ in range(runs):
            for told, command in commands.items():
                found[told].append(measure(command, Path(name)))
    lines = [f"{documents} changed documents, medians of {runs} runs, alternating; aim {_AIM:.1f} CPU seconds"]
    base = medians(found["git diff --word-diff"]).processor
    for told, measured in found.items():
        one = medians(measured)
        lines.append(
            f"{told:<32} {one.processor:6.2f} CPU s {one.seconds:6.2f} s {one.largest >> 20:5} MiB"
            f" {one.processor / max(base, 0.01):6.1f} times git"
        )
    return "\n".join(lines)


def main() -> None:
    """The command line of the measurement."""
    parser = argparse.ArgumentParser(prog="python -m site_tests.bench.diff", description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print(bench(arguments.documents, arguments.runs))


if __name__ == "__main__":
    main()
