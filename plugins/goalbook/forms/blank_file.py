"""A new goal file: every field of an official form, blank, with what each is for beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from goalbook.forms.form import Form
from goalbook.forms.labels import (
    _OPTIONAL,
    blank_record,
    labels_of,
)
from goalbook.messages.catalogue import Catalogue
from goalbook.model.records import Document


def blank_file(form: Form, name: str, t: Catalogue) -> bytes:
    """The file ``2024/<body>/<document>.yml`` of a form, with comments in the catalogue's language.

    Fields that may be left out and can't be blank stand there as comments.
    """
    year, body, _ = PurePosixPath(name).parts
    record = blank_record(form, year, body)
    labels = dict(labels_of(form, Document.model_validate(record)))
    head = ["# yaml-language-server: $schema=../../schema/document.json", f"# {form.region} {form.name}"]
    head += [f"# {t('new.guide')}", f"# {t('new.more')}"]
    return "\n".join([*head, *_mapping(record, "", "", labels, t), ""]).encode()


def _mapping(record: dict[str, Any], path: str, indent: str, labels: dict[str, str], t: Catalogue) -> Iterator[str]:
    for key, value in record.items():
        here = f"{path}.{key}" if path else key
        if value is None:
            yield f"# {key}: {_OPTIONAL[key]}  # {_said(here, labels, t)}"
        elif isinstance(value, str):
            shown = value or '""'
            yield f"{indent}{key}: {shown}  # {_said(here, labels, t)}"
        elif isinstance(value, dict):
            yield f"{indent}{key}:  # {_said(here, labels, t)}"
            yield from _mapping(value, here, f"{indent}  ", labels, t)
        elif isinstance(value[0], str):
            shown = ", ".join('""' for _ in value)
            words = [labels.get(f"{here}.{n}", "") for n in range(len(value))]
            said = "、".join(word for word in words if word) or _said(here, labels, t)
            yield f"{indent}{key}: [{shown}]  # {said}"
        else:
            yield f"{indent}{key}:  # {_said(here, labels, t)}{t('new.each')}"
            for n, record in enumerate(value):
                first, *others = _mapping(record, f"{here}.{n}", f"{indent}    ", labels, t)
                yield f"{indent}  - {first.lstrip()}"
                yield from others


def _said(path: str, labels: dict[str, str], t: Catalogue) -> str:
    """The label of a field on paper, else what it, or what it belongs to, is for."""
    steps = [step for step in path.split(".") if not step.isdecimal()]
    known = [step for step in reversed(steps) if f"field.{step}" in t]
    return labels.get(path) or t(f"field.{known[0]}")
