"""Run the rules: over one document, over the documents of a body and year; findings as problems at their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, islice

from goalbook.book.entry import Entry
from goalbook.checks.rule import Rule, RuleFinding
from goalbook.checks.rules import RULES
from goalbook.checks.subject import Case
from goalbook.checks.weights import Weights
from goalbook.forms.form import Form
from goalbook.goalfile.nodes import Node, Path, in_words, locate
from goalbook.goalfile.problem import MAX_PROBLEMS, AnsweredBy, Problem, Severity, closest, details
from goalbook.model.places import Finder
from goalbook.model.records import Accept, Body, Document
from goalbook.model.transcript import edits_of

_LONGEST = 200  # characters of a value in a message
_LONGEST_NUMBER = 9  # digits; of more it is a key of the document, not a place in a list


@dataclass(frozen=True, slots=True)
class WeighedFinding:
    """A finding with its weight and how the document answers it; ``path`` leads to it in document and file."""

    rule: Rule
    path: Path
    code: str
    values: tuple[tuple[str, str], ...]
    severity: Severity
    answer: AnsweredBy = ""
    reason: str = ""


def inspect(document: Document, form: Form, body: Body | None, weights: Weights = ()) -> list[WeighedFinding]:
    """What the rules find in a document in its form, in the order of the rules; no more than anybody reads."""
    case = Case(document, form, body)
    answers, edits = _Answers(document), edits_of(document)
    found: list[WeighedFinding] = []
    for rule, weight in _running(form, weights):
        assert rule.find is not None
        for finding in islice(rule.find(case), MAX_PROBLEMS - len(found)):
            weighed = _weighed(rule, finding, weight)
            if document.source is not None and not edits.cover(weighed.path):
                weighed = _of_original(weighed)
            found.append(answers.to(weighed))
    return found


def problems(found: Iterable[WeighedFinding], node: Node, file: str) -> Iterator[Problem]:
    """Findings as problems of a file, each at its line and column."""
    for finding in found:
        place, where = locate(node, finding.path), in_words(node, finding.path)
        yield Problem(file, *place, finding.code, where, finding.values, finding.severity, finding.answer)


def acceptances(document: Document, found: Sequence[WeighedFinding], node: Node, file: str) -> Iterator[Problem]:
    """Problems of the findings that a document accepts: the rule is unknown, or has found no such thing."""
    if not document.accept:
        return
    finder = Finder(document)
    # What is accepted at a place is also what is found below it.
    places = {(one.rule.id, one.path[:end]) for one in found for end in range(len(one.path) + 1)}
    for n, acceptance in enumerate(document.accept):
        path: Path = ("accept", n, "rule")
        values: dict[str, str] = {"rule": acceptance.rule}
        if acceptance.rule not in RULES:
            likely = closest(acceptance.rule, [rule.lower() for rule in RULES])
            code, values["suggestion"] = "accept-unknown", likely.upper()
        elif acceptance.at and finder.find(acceptance.at) is None:
            code, path, values = "points-nowhere", ("accept", n, "at"), {"at": acceptance.at}
        elif RULES[acceptance.rule].find and (acceptance.rule, _accepted_at(acceptance, finder)) not in places:
            code = "accept-idle"
        else:
            continue
        yield Problem(file, *locate(node, path), code, in_words(node, path), details(values), "warning")


def over_book(entries: Sequence[Entry], weights: Weights = ()) -> Iterator[tuple[Entry, WeighedFinding]]:
    """What the rules over several documents find, in the order of the documents."""
    rules = [(rule, weight) for rule, weight in _weights(weights) if rule.find_in_book and weight != "off"]
    live = [entry for entry in entries if not entry.withdrawn]
    for _, group in groupby(live, key=lambda entry: entry.address.folder):
        together = tuple(group)
        for rule, weight in rules:
            assert rule.find_in_book is not None
            for entry, finding in rule.find_in_book(tuple(one for one in together if rule.applies(one.form))):
                yield entry, _weighed(rule, finding, weight)


def not_run(forms: Iterable[Form], weights: Weights = ()) -> tuple[list[Rule], list[Rule]]:
    """The rules that didn't run: those for which the format has no fields, those that no document's form has a place for."""
    used = set(forms)
    on = [rule for rule, weight in _weights(weights) if weight != "off" and (not rule.optional or weight)]
    waiting = [rule for rule in on if rule.missing]
    return waiting, [rule for rule in on if (rule.needs or rule.only) and not any(rule.applies(form) for form in used)]


@lru_cache(maxsize=256)
def _running(form: Form, weights: Weights) -> tuple[tuple[Rule, str], ...]:
    """The rules for documents in a form, each with the weight that the site gives it."""
    return tuple(
        (rule, weight) for rule, weight in _weights(weights) if rule.find and weight != "off" and rule.applies(form)
    )


@lru_cache(maxsize=16)
def _weights(weights: Weights) -> tuple[tuple[Rule, str], ...]:
    stated = {one.rule: one.weight for one in weights}
    return tuple((rule, stated.get(rule.id, "")) for rule in RULES.values())


def _weighed(rule: Rule, finding: RuleFinding, weight: str) -> WeighedFinding:
    """A finding with the weight of its rule, or of the site."""
    severity: Severity = finding.severity or rule.severity
    if weight in ("error", "warning", "note"):
        severity = weight  # type: ignore[assignment]
    path = _steps(finding.path) if isinstance(finding.path, str) else finding.path
    code = f"{rule.id}-{finding.variant}" if finding.variant else rule.id
    return WeighedFinding(
        rule, path, code, details({key: _short(text) for key, text in finding.values.items()}), severity
    )


def _of_original(found: WeighedFinding) -> WeighedFinding:
    """A finding in an original as it was transcribed: at most a warning, but for firm rules."""
    return replace(found, severity="warning") if found.severity == "error" and not found.rule.firm else found


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _steps(path: str) -> Path:
    return (
        tuple(int(step) if step.isdecimal() and len(step) <= _LONGEST_NUMBER else step for step in path.split("."))
        if path
        else ()
    )


class _Answers:
    """How a document answers findings: it accepts them by rule, or tells them in a review note already."""

    def __init__(self, document: Document) -> None:
        notes = document.review if document.source else ()
        self.told: set[tuple[str, Path]] = set()
        self.accepted: dict[tuple[str, Path], tuple[int, Accept]] = {}  # with its place: the first one counts
        if not notes and not document.accept:
            return
        finder = Finder(document)
        for note in notes:
            if (path := finder.find(note.at)) is not None:
                self.told.add((note.kind, _steps(path)))
        for n, acceptance in enumerate(document.accept):
            if (at := _accepted_at(acceptance, finder)) is not None:
                self.accepted.setdefault((acceptance.rule, at), (n, acceptance))

    def to(self, found: WeighedFinding) -> WeighedFinding:
        """The finding with the document's answer to it."""
        above = [found.path[:end] for end in range(len(found.path) + 1)]
        if accepted := [self.accepted[key] for at in above if (key := (found.rule.id, at)) in self.accepted]:
            return replace(found, answer="accepted", reason=min(accepted, key=lambda one: one[0])[1].reason)
        if any((kind, at) in self.told for kind in found.rule.covered for at in above[1:]):
            return replace(found, answer="reviewed")
        return found


def _accepted_at(acceptance: Accept, finder: Finder) -> Path | None:
    """The path at and below which a finding is accepted: the document's where no place is named; None where there is none."""
    path = finder.find(acceptance.at) if acceptance.at else ""
    return None if path is None else _steps(path)
