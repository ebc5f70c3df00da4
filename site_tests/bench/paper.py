"""Measure files of many tables: by Goalbook and by others that make such files, in turn, each in processes of its own."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from goalbook.book.load import load_book, load_document
from goalbook.forms.fill import fill
from goalbook.messages.catalogue import catalogue
from goalbook.writers.html import write_html

from site_tests.bench.__main__ import say
from site_tests.bench.measure import Measured, measure, medians
from site_tests.bench.paper_run import ONE_FILE
from site_tests.bench.report import FIGURES, write_into
from site_tests.helpers.generate import write_goals
from site_tests.helpers.shipped import FORMS

_MIB = 1 << 20
_STYLE = """\
@page { size: A4; margin: 15mm 10mm 26mm; @bottom-right { content: counter(page) " / " counter(pages) } }
@page wide { size: A4 landscape }
body { font: 9pt/1.3 "Noto Serif CJK SC" } section { break-before: page } .wide { page: wide }
table { width: 100%; border-collapse: collapse } td, th { border: .5pt solid; padding: 2.5pt; font-weight: normal }
thead { display: table-header-group } tr { break-inside: avoid } .gb-hidden { display: none }
"""
_HEAD = (
    "| file | tables | seconds | CPU seconds | tables per CPU second | ratio to Goalbook | peak MiB | all processes |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
)
_NOTES = """\
Medians of {runs} on a noisy {machine}, alternating, each in processes of its own. The documents are
generated, in equal parts of the five forms. PDF: Goalbook reads the goal files, fills their forms and sets them, tagged and
with QR codes; up to {tables} tables as one file, above as a book in volumes with contents and indexes, whose documents are
set twice. The others get the finished HTML of the filled forms and set it in the same font. XLSX: both read and fill; openpyxl writes
the same tables, merged, with borders and fonts, without the overview. Processor time of processes that Chromium
doesn't wait for isn't counted, so its figure is too good.
"""


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that makes a file of a format from a folder of goal files with the same as HTML beside them."""

    name: str
    format: str
    maker: str = ""

    def command(self, source: Path, output: Path) -> list[str]:
        """The command that makes the file."""
        if self.maker:
            module = "site_tests.bench.paper_run" if self.format == "pdf" else "site_tests.bench.office_run"
            return [sys.executable, "-m", module, self.maker, str(source), str(output)]
        program = shutil.which("chromium") or "chromium"
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--export-tagged-pdf"]
        return [program, *flags, f"--print-to-pdf={output}", (source / "tables.html").as_uri()]


TOOLS = (
    Tool("Goalbook", "pdf", "goalbook-pdf"),
    Tool("Chromium", "pdf"),
    Tool("WeasyPrint", "pdf", "weasyprint-pdf"),
    Tool("Goalbook", "xlsx", "goalbook-xlsx"),
    Tool("openpyxl", "xlsx", "openpyxl-xlsx"),
    Tool("Goalbook", "docx", "goalbook-docx"),
)


def prepare(source: Path, tables: int) -> None:
    """Write so many goal files, and their filled forms as one page for those that begin with HTML."""
    write_goals(source, tables)
    book = load_book(source)
    with (source / "tables.html").open("w", encoding="utf-8") as page:
        page.write(
            f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例</title><style>{_STYLE}</style>'
        )
        for entry in book.entries:
            document, _, _ = load_document(source, f"{entry.address}.yml")
            assert document
            form = FORMS[document.form]
            html = write_html(fill(form, document), catalogue("zh"))
            page.write(f'<section class="{"wide" if form.landscape else ""}">{html}</section>')


def compare(tools: list[Tool], tables: int, runs: int) -> dict[Tool, Measured]:
    """The medians of each tool, in turn so that a busy moment hits all alike."""
    found: dict[Tool, list[Measured]] = {tool: [] for tool in tools}
    with tempfile.TemporaryDirectory(prefix="goalbook-bench-") as name:
        source, made = Path(name) / "goals", Path(name) / "made"
        source.mkdir()
        prepare(source, tables)
        for run in range(1, runs + 1):
            for tool in tools:
                shutil.rmtree(made, ignore_errors=True)
                made.mkdir()
                one = measure(tool.command(source, made / f"tables.{tool.format}"), source)
                files = sorted(made.iterdir())
                if not files or not all(file.stat().st_size for file in files):
                    raise RuntimeError(f"{tool.name} made no file")
                say(
                    f"  run {run}/{runs}: {tool.format} {tool.name:<12} {one.seconds:7.2f} s {one.processor:7.2f} CPU s "
                    f"{one.largest // _MIB:5} MiB"
                )
                found[tool].append(one)
    return {tool: medians(measured) for tool, measured in found.items()}


def line(tool: Tool, tables: int, measured: Measured, own: Measured) -> str:
    """A row of the table; the ratio is that of processor time, ``own`` that of Goalbook in the same format."""
    cells = (
        f"{tool.format.upper()}, {tool.name}",
        f"{tables:,}",
        f"{measured.seconds:.2f}",
        f"{measured.processor:.2f}",
        f"{tables / measured.processor:.1f}",
        f"{own.processor / measured.processor:.2f}",
        f"{measured.largest / _MIB:.0f}",
        f"{measured.together / _MIB:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def bench(sizes: list[int], runs: int, without: list[str]) -> str:
    """The table of all tools at these numbers of tables."""
    lines = []
    tools = [tool for tool in TOOLS if tool.name.lower() not in without]
    for size in sizes:
        say(f"{size} tables")
        found = compare(tools, size, runs)
        own = {tool.format: measured for tool, measured in found.items() if tool.name == "Goalbook"}
        lines += [line(tool, size, measured, own[tool.format]) for tool, measured in found.items()]
    machine = f"{os.cpu_count()}-core {platform.machine()} machine"
    notes = _NOTES.format(runs=f"{runs} runs" if runs > 1 else "one run", machine=machine, tables=ONE_FILE)
    return "\n".join((*_HEAD, *lines, "", notes))


def main() -> None:
    """The command line of the measurement."""
    parser = argparse.ArgumentParser(prog="python -m site_tests.bench.paper", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 1000], help="numbers of tables")
    parser.add_argument("--runs", type=int, default=3, help="runs of each tool")
    parser.add_argument("--without", nargs="*", default=[], help="tools to leave out")
    parser.add_argument("--write", action="store_true", help="put the table into site_tests/bench/README.md")
    arguments = parser.parse_args()
    text = bench(sorted(arguments.sizes), arguments.runs, arguments.without)
    print(text, end="")
    if arguments.write:
        write_into(FIGURES, text, "bench-paper")


if __name__ == "__main__":
    main()
