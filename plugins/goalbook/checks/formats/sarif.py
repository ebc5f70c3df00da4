"""SARIF 2.1.0: the static analysis results interchange format."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import quote

from goalbook import __version__
from goalbook.checks.formats.gitlab import fingerprint
from goalbook.checks.report import CheckReport
from goalbook.checks.rule import Rule
from goalbook.checks.rules import RULES
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import Catalogue

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def write(report: CheckReport, t: Catalogue) -> str:
    """One run with its rules, results and the rules that didn't run."""
    ids = sorted({problem.rule for problem in report.problems} | RULES.keys())
    places = {name: n for n, name in enumerate(ids)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": {"name": "goalbook", "version": __version__, "rules": [_rule(name, t) for name in ids]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, t, problem, places, seen) for problem in report.problems],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolConfigurationNotifications": [_skipped(rule, t) for rule in report.skipped],
            }
        ],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(name: str, t: Catalogue) -> dict[str, object]:
    rule = RULES.get(name)
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": t(f"rule.{name}.name")},
        "help": {"text": t(f"rule.{name}.source")},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(
    report: CheckReport, t: Catalogue, problem: Problem, places: dict[str, int], seen: Counter[str]
) -> dict[str, object]:
    told = report.told(problem, t)
    return {
        "ruleId": told["rule"],
        "ruleIndex": places[told["rule"]],
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{report.sentence(problem, t)} {told['remedy']}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(told["file"])},
                    "region": {"startLine": told["line"], "startColumn": told["column"]},
                }
            }
        ],
        "partialFingerprints": {"goalbook/v1": fingerprint(problem, seen)},
    }


def _skipped(rule: Rule, t: Catalogue) -> dict[str, object]:
    return {
        "level": "note",
        "message": {"text": f"{rule.id} {t(f'rule.{rule.id}.name')}"},
        "associatedRule": {"id": rule.id},
    }
