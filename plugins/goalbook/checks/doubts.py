"""疑点: what the rules find in a transcribed original, told to readers: a sentence a rule, its reason, its places, the clerk's remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from goalbook.book.filled import Filled
from goalbook.checks.run import WeighedFinding
from goalbook.goalfile.problem import Severity
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.problems import said
from goalbook.model.places import record_anchor, value_at

# The page says in other words already that these are not stated.
_TOLD = {"ID-1", "ID-2", "ID-3", "ID-5", "ID-8-both", "ID-8-published", "ID-8-approved"}
_WEIGHTS = ("error", "warning", "note")
# A finding that counts rows, misses one among them or adds them up speaks of none of them alone.
_OF_MANY = frozenset({"count", "all", "category", "sum"})
_MISSED = frozenset({"IN-2", "IN-3"})
_MOST_PLACES = 12
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class DoubtPlace:
    """Where a rule found something: the name of the record, the anchor of its row."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a rule found in a document: a ``sentence`` without its stop, ``why`` it matters, how often it is so.

    ``places`` are those of the records, ``paths`` those of the single values that it speaks of; ``remedies`` are for those who
    can mend it.
    """

    rule: str
    severity: Severity
    sentence: str
    why: str
    count: int
    places: tuple[DoubtPlace, ...]
    paths: tuple[str, ...]
    remedies: tuple[str, ...]


def doubts_of(filled: Filled, found: Iterable[WeighedFinding], t: Catalogue) -> tuple[Doubt, ...]:
    """The doubts to tell of a document, of all that is ``found`` in it: what an original doesn't answer itself."""
    document = filled.document
    if document.source is None or document.withdrawn:
        return ()
    shown = [one for one in found if not one.answer and one.code not in _TOLD]
    return tuple(_doubt(t, filled, list(group)) for _, group in groupby(shown, key=lambda one: one.rule.id))


def _doubt(t: Catalogue, filled: Filled, found: list[WeighedFinding]) -> Doubt:
    rule, first = found[0].rule.id, found[0]
    if len(found) == 1:
        sentence = t(f"fault.{first.code}", **said(first.values, t)).removesuffix(t("checks.stop"))
    else:
        sentence = t(f"doubt.{rule}.found", count=len(found))
    of_one = [one for one in found if one.code not in _MISSED and not _OF_MANY.intersection(dict(one.values))]
    places = tuple(dict.fromkeys(_place(t, filled, one) for one in of_one[:_MOST_PLACES]))
    severity = min((one.severity for one in found), key=_WEIGHTS.index)
    paths = tuple(".".join(map(str, one.path)) for one in of_one)
    remedies = tuple(dict.fromkeys(_remedy(t, one) for one in found))
    return Doubt(rule, severity, sentence, t(f"doubt.{rule}.why"), len(found), places, paths, remedies)


def _remedy(t: Catalogue, found: WeighedFinding) -> str:
    return t(f"remedy.{found.code}", **said(found.values, t), meant="")


def _place(t: Catalogue, filled: Filled, found: WeighedFinding) -> DoubtPlace:
    """The record that a finding lies in, by its name; else the field, else the whole document."""
    document, anchors = filled.document, filled.anchors
    steps = [str(step) for step in found.path]
    for end in range(len(steps), 1, -1):
        if (here := ".".join(steps[:end])) in anchors:
            name = str(value_at(document, f"{here}.name") or value_at(document, f"{here}.numbering") or "")
            return DoubtPlace(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…", record_anchor(here, anchors))
    labelled = bool(steps) and f"label.{steps[0]}" in t
    return DoubtPlace(t(f"label.{steps[0]}") if labelled else t("checks.whole"), "")
