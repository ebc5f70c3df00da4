"""What pages of results, years and completeness cost: builds with them and without.

``python -m site_tests.bench.results`` prints a line for each, and by how much the first are dearer.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from goalbook.book.load import load_book

from site_tests.bench.measure import Measured, measure, medians
from site_tests.bench.sites import goalbook_site

_AIM = 15  # per cent of the CPU time without them
# The command with none of these pages, and nothing read or kept for them.
_WITHOUT = """
import sys
from collections import Counter
from goalbook.book import entry
from goalbook.site.build import build, plan
from goalbook.site.listings import all as listings
from goalbook.site.listings.beside import BesideMaker
nothing = lambda *_, **__: ()
entry.outcomes_of = lambda *_: Counter()
entry.pack_indicators = lambda *_: b""
plan.things_of = nothing
for name in ("completeness_pages", "missed_pages", "life_pages", "compared_pages"):
    setattr(listings, name, nothing)
for name in ("quality_pages", "quality_files", "completeness_files"):
    setattr(build, name, nothing)
build.with_rules_over_books = lambda settings, book, found: found
BesideMaker.bodies = ()
from goalbook.cli import main
main()
"""


def prepare(folder: Path, documents: int) -> Path:
    """A site of so many documents over the years of the generator, with a list of what is owed in each year."""
    site = goalbook_site(folder, documents, jobs=1).folder
    book = load_book(site / "goals")
    bodies = ", ".join(book.bodies)
    head = "# yaml-language-server: $schema=../schema/expected.json\ngoalbook: 2\n"
    for year in sorted({entry.address.year for entry in book.entries} - {"undated"}):
        owed = f"approved: {year}-01-31\nexpected:\n  - {{stage: approved, bodies: [{bodies}]}}\n"
        (site / "goals/site").mkdir(exist_ok=True)
        (site / f"goals/site/expected-{year}.yml").write_text(head + owed, "utf-8")
    return site


def bench(documents: int, runs: int) -> str:
    """The lines of the measurement."""
    commands = {
        "with": [sys.executable, "-m", "goalbook", "build", "-d"],
        "without": [sys.executable, "-c", _WITHOUT, "build", "-d"],
    }
    found: dict[str, list[Measured]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory(prefix="goalbook-bench-") as name:
        site = prepare(Path(name) / "site", documents)
        for run in range(runs):
            for which, command in commands.items():
                shutil.rmtree(site / ".cache", ignore_errors=True)  # each build makes all of it
                found[which].append(measure([*command, str(Path(name) / f"{which}-{run}")], site))
    told = {which: medians(measured) for which, measured in found.items()}
    more = 100 * (told["with"].processor / told["without"].processor - 1)
    lines = [f"{documents} documents, one process, medians of {runs} runs, alternating"]
    for which, one in told.items():
        lines.append(f"{which:<8} {one.processor:7.2f} CPU s {one.seconds:7.2f} s {one.largest >> 20:5} MiB")
    return "\n".join([*lines, f"{more:+.1f} % CPU; aim at most {_AIM} %"])


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    print(bench(given.documents, given.runs))


if __name__ == "__main__":
    main()
