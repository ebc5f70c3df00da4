"""Keys that are a printed label (指标值) instead of a field's name: what they were meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from goalbook.forms.catalogue import Forms
from goalbook.forms.label_fields import fields_by_label, plain_label, record_and_field
from goalbook.goalfile.nodes import Node, Path, Text, inside
from goalbook.goalfile.problem import Problem, details
from goalbook.goalfile.validate import fields_at
from goalbook.model.records import Document

_FORM = re.compile(r"form: *([a-z0-9-]+)\s*$")
_LETTER = re.compile("[A-Za-z]")
_CURRENCY = re.compile(r"元\s*$")
_LIST = re.compile(r"( *)(?:- +)*(items|indicators|values|spending_plan|schedule|sign|review|accept):\s*(?:#.*)?$")


def meant_keys(faults: dict[Path, Problem], node: Node, forms: Forms) -> dict[Path, Problem]:
    """The faults of a document; an unknown key that is a label says which field that is, which then isn't missing besides."""
    meant = {path: _told(fault, path, node, forms) for path, fault in faults.items()}
    given = meant_paths(meant)
    return {path: fault for path, fault in meant.items() if fault.code != "missing-key" or path not in given}


def meant_paths(faults: Mapping[Path, Problem]) -> set[Path]:
    """The places that unknown keys were meant to stand for: that these are empty has no other cause."""
    unknown = ((path, dict(fault.details)) for path, fault in faults.items() if fault.code == "unknown-key")
    return {(*path[:-1], values["suggestion"]) for path, values in unknown if values["suggestion"]}


def meant_places(problems: Iterable[Problem], node: Node, forms: Forms) -> Iterator[Problem]:
    """The same of keys that a form has no place for."""
    for problem in problems:
        key = dict(problem.details).get("key", "")
        yield problem if key.isascii() else _told(problem, tuple(key.split(".")), node, forms)


def meant_lines(problems: list[Problem], raw: bytes, forms: Forms) -> list[Problem]:
    """The problems of a file that can't be read; a label at the start of a line says which field that is."""
    if not any(one.code == "label-line" for one in problems):
        return problems
    lines = raw.decode(errors="replace").splitlines()
    stated = next((match[1] for line in lines if (match := _FORM.match(line))), "")
    labels = fields_by_label(forms.get(stated))
    return [_of_line(one, lines, labels) if one.code == "label-line" else one for one in problems]


def _of_line(problem: Problem, lines: list[str], labels: Mapping[tuple[str, str], tuple[str, ...]]) -> Problem:
    label = plain_label(dict(problem.details)["text"])
    above = (match for line in reversed(lines[: problem.line - 1]) if (match := _LIST.match(line)))
    record = next((match[2] for match in above if len(match[1]) < problem.column - 1), "")
    likely = (*labels.get((record, label), ()), *labels.get(("*", label), ()))
    return replace(problem, details=(*problem.details, ("suggestion", likely[0]))) if likely else problem


def _told(fault: Problem, path: Path, node: Node, forms: Forms) -> Problem:
    values = dict(fault.details)
    if fault.code not in ("unknown-key", "not-in-form") or values["key"].isascii():
        return fault
    name = inside(node, "form")
    form = forms.get(name.value or "") if isinstance(name, Text) else None
    record, key = record_and_field(".".join(map(str, path)))
    group, _, label = key.rpartition(".")
    labels = fields_by_label(form)
    likely = (*labels.get((record, plain_label(label)), ()), *labels.get(("*", plain_label(label)), ()))
    value = inside(node, label) if record == group == "" else None
    if label == "单位" and isinstance(value, Text) and _CURRENCY.search(value.value or ""):
        likely = ("money_unit",)
    fields = fields_at(Document, path[:-1])
    fits = [one for one in likely if (one.startswith(f"{group}.") if group else one.partition(".")[0] in fields)]
    # A label may be near by what stands before it only: budget.财政资金 isn't budget.total.
    near = fits[0] if fits else values["suggestion"] if _LETTER.search(label) else ""
    return replace(fault, details=details({**values, "suggestion": near}))
