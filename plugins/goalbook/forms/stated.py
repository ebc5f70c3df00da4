"""Values put into the record of a document at the places that a form prints."""

from __future__ import annotations

from typing import Any

from goalbook.forms.form import Field
from goalbook.model.places import set_at


def state_field(record: dict[str, Any], field: Field, value: Any) -> None:
    """State the value of a field; of one in a list that of the entry which states what the field asks for, made where there is none."""
    if not field.entries:
        set_at(record, field.path, value)
        return
    holder = record
    *outer, name = field.entries.split(".")
    for step in outer:
        holder = holder.setdefault(step, {})
    entries = holder.setdefault(name, [])
    asked = dict(field.only)
    entry = next((one for one in entries if asked.items() <= one.items()), None)
    if entry is None:
        entries.append(entry := dict(asked))
    entry[field.path.rpartition(".")[2]] = value
