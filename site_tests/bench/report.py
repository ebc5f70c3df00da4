"""The measured figures as a Markdown table, and their place in the README of this folder."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path

from site_tests.bench.measure import Measured

FIGURES = Path(__file__).with_name("README.md")
_MIB = 1 << 20
_HEAD = (
    "| build | documents | seconds | CPU seconds | documents/s | ratio to Goalbook | peak MiB | all processes |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
)
_NOTES = """\
Medians of {runs} runs of each build, alternating, each into an empty folder, on a noisy {machine}. The
documents are generated, 3–4 KB each. Goalbook checks every goal file, fills its form and writes its page, its downloads
(YAML, JSON, CSV), the collections, the listings and the search index, in one process unless two are said; pages alone are those
of documents and all lists, beside which the others' lists are plain. From the store: the site isn't there, a store is that carries
it. Written for {most:,} documents: {wrote}. MkDocs gets the finished content of the same pages as
Markdown, with the same theme, without search. Hugo gets the filled forms as data and sets the same tables with a
template. Peak memory is that of the largest process; Goalbook's grows {growth:.2f} times from {fewest:,} to
{most:,} documents.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of one build; ``base`` are the seconds of Goalbook's whole build of as many documents."""

    name: str
    documents: int
    measured: Measured
    base: float


def table(rows: list[Row], growth: float, runs: int, wrote: list[str]) -> str:
    """The figures with what they stand for, and what each tool ``wrote`` for the most documents.

    ``growth`` is Goalbook's peak memory at the most documents, as a multiple of that at the fewest.
    """
    sizes = {"fewest": rows[0].documents, "most": rows[-1].documents}
    notes = _NOTES.format(runs=runs, machine=machine(), growth=growth, wrote="; ".join(wrote), **sizes)
    return "\n".join((*_HEAD, *lines_of(rows), "", notes))


def machine() -> str:
    """The machine that was measured on, in words."""
    return f"{os.cpu_count()}-core {platform.machine()} machine"


def lines_of(rows: list[Row]) -> list[str]:
    """The rows of a table."""
    return [_line(row) for row in rows]


def _line(row: Row) -> str:
    seconds = row.measured.seconds
    cells = (
        row.name,
        f"{row.documents:,}",
        f"{seconds:.2f}",
        f"{row.measured.processor:.2f}",
        f"{row.documents / seconds:,.0f}",
        f"{row.base / seconds:.2f}",
        f"{row.measured.largest / _MIB:.0f}",
        f"{row.measured.together / _MIB:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def write_into(readme: Path, text: str, mark: str = "bench") -> None:
    """Put a text between the marks of a README. Raises ValueError where it has none."""
    place = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    written, places = place.subn(lambda match: f"{match[1]}{text}{match[2]}", readme.read_text(encoding="utf-8"))
    if places != 1:
        raise ValueError(f"{readme} has no <!-- {mark} --> … <!-- /{mark} -->")
    readme.write_text(written, encoding="utf-8")
