"""The places that forms give to labels, so that a label of a new form finds its place by what others print."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from goalbook.forms.form import Form
from goalbook.forms.labels import printed_labels
from goalbook.importing.reading.match import squeezed

_INDICATOR = re.compile(r"(?:items\.\d+\.)*indicators\.\d+\.(.+)")
_RECORD = re.compile(r"[a-z_]+\.\d+\..+")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_ENDS = "：:*＊"
# What a form needs and no label of a new form says.
_OWN = ("title", "year", "body", "form", "money_unit")


class KnownPlaces:
    """Where known forms put what stands at a label: in the document, or in an indicator."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        found: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
        for form in forms.values():
            for path, label in printed_labels(form).items():
                inner = _INDICATOR.fullmatch(path)
                if inner or not (_RECORD.fullmatch(path) or path in _OWN):
                    found[bool(inner), bare_label(label.rpartition(" › ")[2])][inner[1] if inner else path] += 1
        self._places = {key: counted.most_common(1)[0][0] for key, counted in found.items() if key[1]}

    def of_document(self, label: str) -> str | None:
        """The place in a document of what stands beside a label."""
        return self._places.get((False, bare_label(label)))

    def of_indicator(self, label: str) -> str | None:
        """The place in an indicator of what stands below a label."""
        return self._places.get((True, bare_label(label)))

    def knows(self, label: str) -> bool:
        """Whether a text is a label of any form."""
        return bool(self.of_document(label) or self.of_indicator(label))


def bare_label(label: str) -> str:
    """A label without white space, brackets and the sign at its end, by which labels of several forms are the same."""
    text = squeezed(label).rstrip(_ENDS)
    return _BRACKETS.sub("", text) or text
