"""Which form a source is in, and how many documents of it the source holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from goalbook.forms.form import Form
from goalbook.importing.lines import SourceLine
from goalbook.importing.reading.match import bare_label_found, label_found, squeezed
from goalbook.importing.reading.rows import HEADINGS, is_paragraph
from goalbook.importing.reading.steps import steps_of

# Without a word of it a text is no goal document, however it is parted.
_OF_GOALS = "绩效目标"


def recognise(forms: Mapping[str, Form], lines: list[SourceLine]) -> Form | None:
    """The form most of whose labels a source prints; None where no form has half of them.

    A label that many forms have says little of each of them: it counts by its rarity.
    """
    texts = {squeezed(slot.piece.text) for line in lines for slot in line.slots}
    labels_of = {
        name: {label.text for step in steps_of(form) for label in (*step.labels, *step.sides)}
        for name, form in forms.items()
    }
    having = Counter(label for labels in labels_of.values() for label in labels)
    found = {label for label in having if any(bare_label_found(label, text) for text in texts)}
    best: tuple[float, float, str] | None = None
    for name, labels in labels_of.items():
        whole = sum(1 / having[label] for label in labels)
        weight = sum(1 / having[label] for label in labels & found)
        if labels and weight * 2 >= whole and (best is None or (weight / whole, weight) > best[:2]):
            best = weight / whole, weight, name
    if best is not None:
        return forms[best[2]]
    if not any(_OF_GOALS in squeezed(text) for line in lines for text in line.texts):
        return None
    headed = sum(line.level > 0 or any(one.fullmatch(line.texts[0].strip()) for one in HEADINGS) for line in lines)
    prose = [form for form in forms.values() if not form.tables]
    return prose[0] if prose and headed >= 3 and not any(line.table for line in lines) else None


def documents_in(form: Form, lines: list[SourceLine]) -> list[list[SourceLine]]:
    """The lines of each document of a form in a source that may hold several, one after the other."""
    first = next((step.labels[0].text for step in steps_of(form) if step.first and step.labels), None)
    if first is None or not form.tables or form.parts[0] is not form.tables[0]:
        return [lines]
    starts = [
        n
        for n, line in enumerate(lines)
        if any(slot.fresh and label_found(first, slot.piece.text) for slot in line.slots)
    ]
    begins: list[int] = []
    above = titled = -1  # the line that was looked at last, and the last title up to it
    for start in starts:
        # What stands over a table from its title on is its own.
        titled = max((n for n in range(above, start) if n >= 0 and _is_title(lines[n])), default=titled)
        above = start
        begins.append(titled if titled > (begins[-1] if begins else -1) else start)
    if len(starts) < 2:
        return [lines]
    return [lines[begin:end] for begin, end in zip(begins, (*begins[1:], len(lines)), strict=True)]


def _is_title(line: SourceLine) -> bool:
    return is_paragraph(line) or line.level > 0
