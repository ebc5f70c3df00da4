"""JUnit: a test suite in which every file is a test case, or one for each of its failures."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from goalbook.checks.report import CheckReport
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import Catalogue


def write(report: CheckReport, t: Catalogue) -> str:
    """A suite: failures for what makes the check fail, other problems as the output of their file, skipped rules."""
    failing = {problem.file for problem in report.problems if report.fails(problem)}
    failures = sum(report.fails(problem) for problem in report.problems)
    passing = [file for file in report.files if file not in failing]
    suite = ET.Element(
        "testsuite",
        name="goalbook check",
        tests=str(failures + len(passing) + len(report.skipped)),
        failures=str(failures),
        errors="0",
        skipped=str(len(report.skipped)),
    )
    found = dict(report.by_file())
    for file in sorted({*report.files, *found}):
        _file(suite, report, t, file, found.get(file, []))
    for rule in report.skipped:
        case = ET.SubElement(suite, "testcase", classname="goalbook.rules", name=rule.id)
        ET.SubElement(case, "skipped", message=t(f"rule.{rule.id}.name"))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False)


def _file(suite: ET.Element, report: CheckReport, t: Catalogue, file: str, problems: list[Problem]) -> None:
    path = report.path(Problem(file, 1, 1, ""))
    failures = [problem for problem in problems if report.fails(problem)]
    others = [_text(report, problem, t) for problem in problems if not report.fails(problem)]
    for problem in failures:
        told = report.told(problem, t)
        name = f"{told['rule']} {told['line']}:{told['column']}"
        case = ET.SubElement(suite, "testcase", classname=path, name=name)
        failure = ET.SubElement(case, "failure", type=told["rule"], message=told["message"])
        failure.text = _text(report, problem, t)
    if not failures:
        case = ET.SubElement(suite, "testcase", classname=path, name="check")
    if others:
        ET.SubElement(case, "system-out").text = "\n".join(others)


def _text(report: CheckReport, problem: Problem, t: Catalogue) -> str:
    told = report.told(problem, t)
    severity = t(f"problem.{problem.severity}")
    return f"{told['file']}:{told['line']}:{told['column']}: {severity}: {report.sentence(problem, t)} {told['remedy']}"
