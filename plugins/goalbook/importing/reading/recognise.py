"""Which form a source is in, by the labels that it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from goalbook.forms.form import Form
from goalbook.importing.lines import SourceLine
from goalbook.importing.reading.match import bare_label_found, squeezed
from goalbook.importing.reading.rows import HEADINGS
from goalbook.importing.reading.steps import steps_of

# A text without tables is a goal document where a part of it is called so; that the text speaks of goals isn't enough.
_OF_GOALS = "绩效目标"
_LEAST_HEADS = 3


def recognise(forms: Mapping[str, Form], lines: list[SourceLine]) -> Form | None:
    """The form most of whose labels a source prints; None where no form has half of them."""
    weighed = _weighed(forms, lines)
    if weighed:
        return forms[max(weighed, key=lambda name: weighed[name])]
    if any(line.table for line in lines):
        return None
    heads = [
        squeezed(line.texts[0])
        for line in lines
        if line.level > 0 or any(heading.fullmatch(line.texts[0].strip()) for heading in HEADINGS)
    ]
    prose = [form for form in forms.values() if not form.tables]
    title = squeezed(lines[0].texts[0]) if lines else ""
    named = next((form for form in prose if title.startswith(squeezed(form.name))), None)
    of_goals = len(heads) >= _LEAST_HEADS and any(head.endswith(_OF_GOALS) for head in heads)
    return named or (prose[0] if prose and of_goals else None)


def likely_forms(forms: Mapping[str, Form], lines: list[SourceLine]) -> dict[str, Form]:
    """The forms of which a source prints at least half the labels."""
    return {name: forms[name] for name in _weighed(forms, lines)}


def nearest_form(forms: Mapping[str, Form], lines: list[SourceLine]) -> tuple[Form, list[str], list[str]] | None:
    """The form that has most in common with a source, with its labels that are printed there and those that aren't, rare ones first.

    None where no source prints a label that is the form's own.
    """
    labels_of, having, found = _labels(forms, lines)
    weights = {name: sum(1 / having[label] for label in labels & found) for name, labels in labels_of.items()}
    best = max(weights, key=lambda name: weights[name], default=None)
    if best is None or weights[best] < 1:
        return None
    labels = sorted(labels_of[best], key=lambda label: (having[label], label))
    return forms[best], [one for one in labels if one in found], [one for one in labels if one not in found]


def _labels(forms: Mapping[str, Form], lines: list[SourceLine]) -> tuple[dict[str, set[str]], Counter[str], set[str]]:
    """The labels of each form, how many forms have each, and which of them a source prints."""
    texts = {squeezed(slot.piece.text) for line in lines for slot in line.slots}
    labels_of = {
        name: {label.text for step in steps_of(form) for label in (*step.labels, *step.sides)}
        for name, form in forms.items()
    }
    having = Counter(label for labels in labels_of.values() for label in labels)
    return labels_of, having, {label for label in having if any(bare_label_found(label, text) for text in texts)}


def _weighed(forms: Mapping[str, Form], lines: list[SourceLine]) -> dict[str, tuple[float, float]]:
    """Of the forms half of whose labels a source prints, the share of the labels found and their weight.

    A label that many forms have says little of each of them: it counts by its rarity.
    """
    labels_of, having, found = _labels(forms, lines)
    weighed: dict[str, tuple[float, float]] = {}
    for name, labels in labels_of.items():
        whole = sum(1 / having[label] for label in labels)
        weight = sum(1 / having[label] for label in labels & found)
        if labels and weight * 2 >= whole:
            weighed[name] = weight / whole, weight
    return weighed
