"""Hold what a document costs against the budget of the package: ``python -m site_tests.bench.budget``.

The budget stands in ``plugins/goalbook/README.md``, in costs of a plain loop that runs in between, so that it holds on any machine. With
``--instructions`` it counts instructions under valgrind instead, which no neighbour disturbs, but which takes minutes. It exits
with 1 where a line is over the budget.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from site_tests.bench.__main__ import say
from site_tests.bench.levels import FEW, LEVELS, Cost
from site_tests.bench.measure import ROOT
from site_tests.bench.report import FIGURES, machine, write_into
from site_tests.bench.sites import goalbook_site

BUDGET = ROOT / "plugins/goalbook/README.md"
INSTRUCTIONS = "instructions, million"
_COUNTED = 50  # documents
_COLLECTED = re.compile(r"Collected : (\d+)")
_HEAD = (
    "| what a build makes | ms a document | tables a document | budget | | times the plain loop |",
    "|---|--:|--:|--:|---|--:|",
)
_NOTES = """\
{documents} documents less {few}, one process, medians of {runs} alternating runs on a noisy {machine}. A table is what a plain loop takes
for 72 cells in the same run ({table:.3f} ms); times the plain loop: beside one that has the bytes of the same files and writes
them. Each line has what those above it have: pages are those of documents and all lists; data files are CSV, JSON and YAML
of each document; search is the index; collections are years, bodies and forms in one file.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: what was found, and what the budget allows."""

    name: str
    found: float
    allowed: float

    @property
    def verdict(self) -> str:
        """Whether it is within the budget, in words."""
        return "OVER BUDGET" if self.found > self.allowed else "within"


def budget(readme: str) -> dict[str, float]:
    """The budget by the names of its lines. Raises ValueError where a README states none for a level or for instructions."""
    _, _, rest = readme.partition("<!-- budget -->")
    rows = (line.strip("| \n").split("|") for line in rest.partition("<!-- /budget -->")[0].splitlines())
    found = {
        row[0].strip(): float(row[1].replace(",", "")) for row in rows if len(row) > 1 and row[1].strip()[:1].isdigit()
    }
    if missing := [name for name in (*LEVELS, INSTRUCTIONS) if name not in found]:
        raise ValueError(f"no budget for {', '.join(missing)}")
    return found


def costs(documents: int, runs: int) -> dict[str, Cost]:
    """The medians of each level, in turn so that a busy moment hits all alike."""
    found: dict[str, list[Cost]] = {level: [] for level in LEVELS}
    for run in range(1, runs + 1):
        for level in LEVELS:
            with tempfile.TemporaryDirectory(prefix="goalbook-bench-") as folder:
                module = [sys.executable, "-m", "site_tests.bench.levels"]
                cost = Cost(**json.loads(_output([*module, level, folder, str(documents)]).splitlines()[-1]))
            say(
                f"  run {run}/{runs}: {level:<12} {1000 * cost.document:6.2f} ms {cost.document / cost.table:6.0f} tables"
            )
            found[level].append(cost)
    return {level: _middle(each) for level, each in found.items()}


def _middle(found: list[Cost]) -> Cost:
    """The run whose ratio to the yardstick is the middle one."""
    return sorted(found, key=lambda cost: cost.document / cost.table)[(len(found) - 1) // 2]


def _output(command: list[str]) -> str:
    """What a command prints. Raises RuntimeError with its messages where it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def table(found: dict[str, Cost], lines: list[Line], documents: int, runs: int) -> str:
    """The figures with what they stand for, and which line is over the budget."""
    rows = [
        f"| {line.name} | {1000 * cost.document:.1f} | {line.found:,.0f} | {line.allowed:,.0f} | {line.verdict}"
        f" | {cost.document / cost.files:.1f} |"
        for line, cost in zip(lines, found.values(), strict=True)
    ]
    middle = 1000 * median(cost.table for cost in found.values())
    notes = _NOTES.format(documents=documents, few=FEW, runs=runs, machine=machine(), table=middle)
    return "\n".join((*_HEAD, *rows, "", notes))


def instructions() -> float:
    """The million instructions that 50 documents take in a whole light build. Raises SystemExit without valgrind."""
    if shutil.which("valgrind") is None:
        raise SystemExit("valgrind is missing: sh site_tests/system-packages.sh bench")
    counting = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
    _told_of_build(FEW)  # templates that it compiles are kept for those that are counted
    counts = []
    for documents in (FEW, FEW + _COUNTED):
        say(f"  {documents} documents under valgrind")
        told = _told_of_build(documents, *counting)
        collected = _COLLECTED.search(told)
        if not collected:
            raise RuntimeError(told)
        counts.append(int(collected[1]))
    return (counts[1] - counts[0]) / 1e6


def _told_of_build(documents: int, *counting: str) -> str:
    """What a whole light build of so many documents said on its standard error, run by a program that counts. Raises RuntimeError where it
    failed."""
    with tempfile.TemporaryDirectory(prefix="goalbook-bench-") as name:
        site = goalbook_site(Path(name), documents, 1)
        command = [*counting, *site.command_to(Path(name) / "site")]
        seeded = os.environ | {"PYTHONHASHSEED": "0"}
        done = subprocess.run(command, cwd=site.folder, env=seeded, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stderr


def main() -> None:
    """The command line of the measurement."""
    parser = argparse.ArgumentParser(prog="python -m site_tests.bench.budget", description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--instructions", action="store_true", help="count instructions of 50 documents under valgrind")
    parser.add_argument("--write", action="store_true", help="put the table into site_tests/bench/README.md")
    arguments = parser.parse_args()
    allowed = budget(BUDGET.read_text(encoding="utf-8"))
    if arguments.instructions:
        lines = [Line(INSTRUCTIONS, instructions(), allowed[INSTRUCTIONS])]
        text = f"{_COUNTED} documents: {lines[0].found:,.0f} million instructions, budget {lines[0].allowed:,.0f}: {lines[0].verdict}\n"
        mark = "bench-instructions"
    else:
        found = costs(arguments.documents, arguments.runs)
        lines = [Line(level, cost.document / cost.table, allowed[level]) for level, cost in found.items()]
        text, mark = table(found, lines, arguments.documents, arguments.runs), "bench-budget"
    print(text, end="")
    if arguments.write:
        write_into(FIGURES, text, mark)
    sys.exit(any(line.found > line.allowed for line in lines))


if __name__ == "__main__":
    main()
