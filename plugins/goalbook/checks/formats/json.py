"""JSON: exactly a list of problems."""

from __future__ import annotations

import json

from goalbook.checks.report import CheckReport
from goalbook.messages.catalogue import Catalogue


def write(report: CheckReport, t: Catalogue) -> str:
    """A list of ``{rule, severity, file, line, column, where, message, remedy}``."""
    return json.dumps([report.told(problem, t) for problem in report.problems], ensure_ascii=False, indent=2)
