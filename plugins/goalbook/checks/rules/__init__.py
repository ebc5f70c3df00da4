"""All rules by id, in the order of their groups: those that run, and those that the format has no fields for yet."""

from __future__ import annotations

import re
from types import ModuleType

from goalbook.checks.rule import Rule
from goalbook.checks.rules import (
    across_documents,
    comparable,
    evaluation,
    grades,
    identity,
    indicators,
    measures,
    money,
    personal,
    phases,
    structure,
    targets,
    template_remains,
    wording,
)

_MODULES: tuple[ModuleType, ...] = (
    across_documents, comparable, evaluation, identity, indicators, template_remains, grades, measures, money, personal, phases, structure,
    targets,
    wording,
)  # fmt: skip
_GROUPS = ("ID", "ST", "IN", "MO", "EV")

# What the data format can't say yet can't be checked: such a rule is listed, and every run says that it didn't run.
_WAITING = (
    Rule("ID-9", "error", optional=True, missing=("revisions",)),
    Rule("ID-10", "error", optional=True, missing=("cleared",)),
)
# Found while a file is read: without a known form nothing else can be said of it.
_BY_LOADER = (Rule("ID-4", "error", loader="unknown-form"),)


def _order(rule: Rule) -> tuple[int, int]:
    group, number = re.fullmatch(r"([A-Z]{2})-(\d+)", rule.id).groups()  # type: ignore[union-attr]
    return _GROUPS.index(group), int(number)


def _collected() -> dict[str, Rule]:
    found = [one for module in _MODULES for one in vars(module).values() if isinstance(one, Rule)]
    return {one.id: one for one in sorted((*found, *_WAITING, *_BY_LOADER), key=_order)}


RULES = _collected()
