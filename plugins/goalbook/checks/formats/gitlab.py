"""GitLab: a code quality report."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from goalbook.checks.report import CheckReport
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import Catalogue

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def write(report: CheckReport, t: Catalogue) -> str:
    """A list of issues; a fingerprint stays while lines move."""
    seen: Counter[str] = Counter()
    return json.dumps([_issue(report, t, problem, seen) for problem in report.problems], ensure_ascii=False, indent=2)


def _issue(report: CheckReport, t: Catalogue, problem: Problem, seen: Counter[str]) -> dict[str, object]:
    told = report.told(problem, t)
    return {
        "description": f"{report.sentence(problem, t)} {told['remedy']}",
        "check_name": told["rule"],
        "fingerprint": fingerprint(problem, seen),
        "severity": _SEVERITIES[problem.severity],
        "location": {"path": told["file"], "lines": {"begin": told["line"]}},
    }


def fingerprint(problem: Problem, seen: Counter[str]) -> str:
    """A digest of what is wrong where in its own words, not of its line; equal ones are told apart by their order."""
    words = (problem.file, problem.code, problem.where, *(part for detail in problem.details for part in detail))
    plain = chr(31).join(words)
    seen[plain] += 1
    return hashlib.sha256(f"{plain}{chr(31)}{seen[plain]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
