"""The words of a label, which a document may print otherwise than its form."""

from __future__ import annotations

import re

from goalbook.forms.form import Label
from goalbook.model.records import Document

_PLACEHOLDER = re.compile(r"\{(year|money_unit(?=\}))([+-]\d)?\}")
_BRACKETED = re.compile(r"[（(][^（(）)]*\{(?:year(?:[+-]\d)?|money_unit)\}[^（(）)]*[）)]")


def label_text(label: Label, document: Document) -> str:
    """The words of a label as this document prints them."""
    text = label.text
    if label.verbatim:
        return text
    if "{" in text:
        values = {"year": document.year or "", "money_unit": document.money_unit or ""}
        stated = all(values[name] for name, _ in _PLACEHOLDER.findall(text))
        if not stated:
            shorter = _BRACKETED.sub("", text)
            text = "" if "{" in shorter else shorter
        text = _PLACEHOLDER.sub(lambda match: _shifted(values[match[1]], match[2] or ""), text)
    return document.labels.get(text, text)


def _shifted(value: str, years: str) -> str:
    """A year so many years later or earlier, the place of one with these years behind it; anything else as it is."""
    if not years:
        return value
    return str(int(value) + int(years)) if value.isdecimal() else value.replace("}", f"{years}}}")
