"""GitHub: workflow commands that become annotations in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from goalbook.checks.report import CheckReport, Told
from goalbook.messages.catalogue import Catalogue

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def write(report: CheckReport, t: Catalogue) -> str:
    """A command a problem."""
    return "\n".join(_commands(report, t))


def _commands(report: CheckReport, t: Catalogue) -> Iterator[str]:
    for problem in report.problems:
        told = report.told(problem, t)
        text = _data(f"{report.sentence(problem, t)}\n{told['remedy']}")
        yield f"::{_COMMANDS[problem.severity]} {_properties(told)}::{text}"


def _properties(told: Told) -> str:
    values = {"file": told["file"], "line": told["line"], "col": told["column"], "title": told["rule"]}
    return ",".join(f"{key}={_property(str(value))}" for key, value in values.items())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
