"""Checking the same goals: `goalbook check`, and check-jsonschema with the schema of the same format."""

from __future__ import annotations

import sys
from pathlib import Path

from site_tests.bench.measure import ROOT
from site_tests.bench.report import Row, lines_of
from site_tests.helpers.generate import write_goals

CHECK, SCHEMA = "goalbook check", "check-jsonschema"

_HEAD = (
    "| check | documents | seconds | CPU seconds | documents/s | ratio to Goalbook | peak MiB | all processes |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
)
_NOTES = """\
The same goal files, checked. check-jsonschema holds them against the JSON Schema of this format; Goalbook reads them with
their places, holds them against the model and their form, and runs its rules.
"""


def checkers(folder: Path, documents: int) -> dict[str, list[str]]:
    """Both commands on the same generated goals, to be run in ``checks`` below the folder."""
    root = folder / "checks"
    write_goals(root / "goals", documents)
    files = sorted(str(path.relative_to(root)) for path in (root / "goals").glob("[2u]*/*/*.yml"))
    schema = str(ROOT / "goals/schema/document.json")
    return {
        CHECK: [sys.executable, "-m", "goalbook", "check"],
        SCHEMA: [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *files],
    }


def table(rows: list[Row]) -> str:
    """The figures with what they stand for."""
    return "\n".join((*_HEAD, *lines_of(rows), "", _NOTES))
