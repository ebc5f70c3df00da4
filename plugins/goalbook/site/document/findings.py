"""自动检查: what the rules find in a transcribed original, told on its page, a line a rule."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from goalbook.book.filled import Filled
from goalbook.checks.run import WeighedFinding, inspect
from goalbook.goalfile.problem import Severity
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.problems import said
from goalbook.model.places import record_anchor, value_at
from goalbook.site.frame.settings import Settings

# The page says in other words already that these are not stated.
_TOLD = {"ID-1", "ID-2", "ID-3", "ID-5", "ID-8-both", "ID-8-published", "ID-8-approved"}
_WEIGHTS = ("error", "warning", "note")
_MOST_PLACES = 12
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a rule found something: the name of the record, the anchor of its row."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PageFinding:
    """What a rule found: ``message`` where it is one finding, else the first of its ``count`` places."""

    rule: str
    name: str
    severity: Severity
    message: str
    count: int
    places: tuple[PagePlace, ...]


def findings_of(settings: Settings, filled: Filled) -> list[PageFinding]:
    """The findings to show on a document's page: those of an original that it doesn't answer itself."""
    document = filled.document
    if document.source is None or document.withdrawn:
        return []
    found = inspect(document, filled.form, filled.body, settings.checks)
    shown = [one for one in found if not one.answer and one.code not in _TOLD]
    return [_finding(settings.t, filled, list(group)) for _, group in groupby(shown, key=lambda one: one.rule.id)]


def _finding(t: Catalogue, filled: Filled, found: list[WeighedFinding]) -> PageFinding:
    first = found[0]
    message = t(f"fault.{first.code}", **said(first.values, t)) if len(found) == 1 else ""
    places = tuple(_place(t, filled, one) for one in found[:_MOST_PLACES])
    name = t(f"rule.{first.rule.id}.name")
    severity = min((one.severity for one in found), key=_WEIGHTS.index)
    return PageFinding(first.rule.id, name, severity, message, len(found), places)


def _place(t: Catalogue, filled: Filled, found: WeighedFinding) -> PagePlace:
    """The record that a finding lies in, by its name; else the field, else the whole document."""
    document, anchors = filled.document, filled.anchors
    steps = [str(step) for step in found.path]
    for end in range(len(steps), 1, -1):
        if (here := ".".join(steps[:end])) in anchors:
            name = str(value_at(document, f"{here}.name") or value_at(document, f"{here}.numbering") or "")
            return PagePlace(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…", record_anchor(here, anchors))
    label = f"label.{steps[0]}" if steps else ""
    return PagePlace(t(f"label.{steps[0]}") if label in t else t("checks.whole"), "")
