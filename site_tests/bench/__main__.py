"""Measure whole builds of sample sites by Goalbook, MkDocs' Markdown pipeline and Hugo, and checks of their goals, in turn."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from site_tests.bench.checks import CHECK, checkers
from site_tests.bench.checks import table as check_table
from site_tests.bench.measure import Measured, measure, medians
from site_tests.bench.report import FIGURES, Row, table, write_into
from site_tests.bench.sites import GOALBOOK, HUGO, Site, prepare

_EDITED = f"{GOALBOOK}, one document edited"
_TITLE = re.compile(r"^title: .*$", re.MULTILINE)


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)


def compare(sites: list[Site], runs: int, output: Path) -> tuple[dict[str, Measured], list[str]]:
    """The medians of each site's builds, made in turn so that a busy moment hits all alike; and what each tool writes, in words."""
    found: dict[str, list[Measured]] = {site.tool: [] for site in sites}
    wrote: list[str] = []
    for number, site in enumerate(sites):
        if site.stored:
            measure(site.command_to(output / f"0-{number}"), site.folder)  # to have something in its store
    for run in range(1, runs + 1):
        for number, site in enumerate(sites):
            site.forget()
            # Nothing is removed before a run: writing into room that was just freed takes the system far longer.
            made = output / f"{run}-{number}"
            measured = measure(site.command_to(made), site.folder)
            say(f"  run {run}/{runs}: {site.tool:<38} {_shown(measured)}")
            found[site.tool].append(measured)
            wrote += [f"{site.tool} {written(made)}"] if run == runs else []
    return {tool: medians(measured) for tool, measured in found.items()}, wrote


def written(site: Path) -> str:
    """How many files a site has, and of how many megabytes."""
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return f"{len(sizes):,} files of {sum(sizes) / 1e6:,.1f} MB"


def edits(site: Site, runs: int, output: Path) -> Measured:
    """The medians of builds over the site before, each after an edit of another document."""
    measure(site.command_to(output), site.folder)
    found = []
    for run, path in zip(range(1, runs + 1), sorted(site.folder.glob("goals/2024/*/*.yml")), strict=False):
        text = path.read_text(encoding="utf-8")
        path.write_text(_TITLE.sub(lambda match: f"{match[0]}（修订）", text, count=1), encoding="utf-8")
        found.append(measure(site.command_to(output), site.folder))
        say(f"  run {run}/{runs}: {'one edited':<38} {_shown(found[-1])}")
    return medians(found)


def beside_hugo(found: dict[str, Measured]) -> str:
    """How much processor time each build takes of what Hugo takes for the pages, in words."""
    hugo = found[HUGO].processor
    told = [f"{tool} {measured.processor / hugo:.2f}" for tool, measured in found.items() if tool != HUGO]
    return f"Times Hugo's CPU seconds: {'; '.join(told)}."


def check_rows(size: int, runs: int, folder: Path) -> list[Row]:
    """The medians of checking the same goals with each checker, in turn."""
    commands = checkers(folder, size)
    found: dict[str, list[Measured]] = {tool: [] for tool in commands}
    for run in range(1, runs + 1):
        for tool, command in commands.items():
            measured = measure(command, folder / "checks")
            say(f"  run {run}/{runs}: {tool:<18} {_shown(measured)}")
            found[tool].append(measured)
    middle = {tool: medians(measured) for tool, measured in found.items()}
    return [Row(tool, size, measured, middle[CHECK].seconds) for tool, measured in middle.items()]


def _shown(measured: Measured) -> str:
    return f"{measured.seconds:7.2f} s {measured.processor:7.2f} CPU s {measured.largest >> 20:5} MiB"


def bench(sizes: list[int], runs: int) -> str:
    """The tables of all builds, and of the checks of the most documents."""
    with tempfile.TemporaryDirectory(prefix="goalbook-bench-") as name:
        say(f"{sizes[-1]} documents: checking")
        checked = check_rows(sizes[-1], runs, Path(name))
    return f"{_builds(sizes, runs)}\n{check_table(checked)}"


def _builds(sizes: list[int], runs: int) -> str:
    rows: list[Row] = []
    beside: list[str] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="goalbook-bench-") as name:
            folder = Path(name)
            say(f"{size} documents: writing the sources of three sites")
            sites = prepare(folder, size)
            found, wrote = compare(sites, runs, folder / "site")
            beside.append(f"{size:,} documents. {beside_hugo(found)}")
            base = found[GOALBOOK].seconds
            rows += [Row(tool, size, measured, base) for tool, measured in found.items()]
            rows.append(Row(_EDITED, size, edits(sites[0], runs, folder / "edited"), base))
    own = [row.measured.largest for row in rows if row.name == GOALBOOK]
    return table(rows, own[-1] / own[0], runs, wrote) + "\n" + "\n".join(beside) + "\n"


def main() -> None:
    """The command line of the measurement."""
    parser = argparse.ArgumentParser(prog="python -m site_tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2000], help="numbers of documents")
    parser.add_argument("--runs", type=int, default=3, help="runs of each build")
    parser.add_argument("--checks", action="store_true", help="only check, build nothing")
    parser.add_argument("--write", action="store_true", help="put the table into site_tests/bench/README.md")
    arguments = parser.parse_args()
    sizes = sorted(arguments.sizes)
    if arguments.checks:
        with tempfile.TemporaryDirectory(prefix="goalbook-bench-") as name:
            print(check_table(check_rows(sizes[-1], arguments.runs, Path(name))), end="")
        return
    text = bench(sizes, arguments.runs)
    print(text, end="")
    if arguments.write:
        write_into(FIGURES, text)


if __name__ == "__main__":
    main()
