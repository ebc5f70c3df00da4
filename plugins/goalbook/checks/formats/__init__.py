"""Reports of a check, one format a file: each module has ``write(report, t)``, which gives the whole report as text."""

from __future__ import annotations

from importlib import import_module

from goalbook.checks.report import CheckReport
from goalbook.messages.catalogue import Catalogue

FORMATS = ("human", "json", "github", "gitlab", "sarif", "junit")


def reported(style: str, report: CheckReport, t: Catalogue) -> str:
    """A report in one of the formats, whose module is imported only then."""
    text: str = import_module(f"{__name__}.{style}").write(report, t)
    return text
