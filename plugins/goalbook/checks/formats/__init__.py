"""Reports of a check, one format a file: each module has ``write(report, t)``, which gives the whole report as text."""

from __future__ import annotations

from collections.abc import Callable

from goalbook.checks.formats import github, gitlab, human, json, junit, sarif
from goalbook.checks.report import CheckReport
from goalbook.messages.catalogue import Catalogue

FORMATS: dict[str, Callable[[CheckReport, Catalogue], str]] = {
    "human": human.write,
    "json": json.write,
    "github": github.write,
    "gitlab": gitlab.write,
    "sarif": sarif.write,
    "junit": junit.write,
}
