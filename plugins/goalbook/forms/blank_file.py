"""A new goal file: every field of an official form, blank, with what each is for beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from goalbook.forms.field_words import field_words
from goalbook.forms.form import Form
from goalbook.forms.labels import OPTIONAL, blank_record, labels_apart
from goalbook.messages.catalogue import Catalogue
from goalbook.model.address import UNDATED
from goalbook.model.records import Body, Document


def blank_file(form: Form, name: str, t: Catalogue, given: Mapping[str, str] | None = None) -> bytes:
    """The file ``2024/<body>/<document>.yml`` of a form, with comments in the catalogue's language; some places hold what is ``given``.

    Fields that may be left out and can't be blank stand there as comments. Raises KeyError where the form lacks a given place.
    """
    year, body, _ = PurePosixPath(name).parts
    record = blank_record(form, year, body)
    for place, text in (given or {}).items():
        _put(record, place, json.dumps(text, ensure_ascii=False))
    head = ["# yaml-language-server: $schema=../../schema/document.json", f"# {form.region} {form.name}"]
    head += [f"# {t('new.guide')}", f"# {t('new.more')}"]
    return "\n".join([*head, *_Lines(form, record, t).write(record, "", ""), ""]).encode()


def takes_place(form: Form, place: str) -> bool:
    """Whether a blank file of a form can hold what is given for a place."""
    try:
        _put(blank_record(form, UNDATED, "blank"), place, "")
    except KeyError:
        return False
    return True


def blank_body(t: Catalogue) -> bytes:
    """The file of a body; all fields but its name stand there as comments, since each may be left out."""
    lines = [
        "# yaml-language-server: $schema=../schema/body.json",
        "goalbook: 2",
        f'name: "" # {field_words(t, ["name"])}',
    ]
    lines += [
        f"# {field}: # {field_words(t, [field])}" for field in Body.model_fields if field not in ("goalbook", "name")
    ]
    return "\n".join([*lines, ""]).encode()


def _put(record: dict[str, Any], place: str, text: str) -> None:
    """Write a text, in quotes, at a blank place of a record. Raises KeyError where there is none."""
    *groups, key = place.split(".")
    for group in groups:
        record = record.get(group, {})
        if not isinstance(record, dict):
            raise KeyError(place)
    if record.get(key) != "":
        raise KeyError(place)
    record[key] = text


_PAIR = 2  # levels of category over an indicator


class _Lines:
    """Writes the lines of a blank record; ``optional`` are what stands for fields that may be left out."""

    def __init__(self, form: Form, record: dict[str, Any], t: Catalogue) -> None:
        self.labels = labels_apart(form, Document.model_validate(record))
        self.optional = OPTIONAL | {"money_unit": t("new.money_unit"), "stage": form.stage or OPTIONAL["stage"]}
        self.t = t
        self.pairs = t("new.pairs") if form.rules == "cn" else ""

    def write(self, record: dict[str, Any], path: str, indent: str) -> Iterator[str]:
        """The lines of a record at a path."""
        for key, value in record.items():
            here = f"{path}.{key}" if path else key
            if value is None:
                yield f"# {key}: {self.optional[key]} # {self.said(here)}"
            elif isinstance(value, str):
                shown = value or '""'
                yield f"{indent}{key}: {shown} # {self.said(here)}"
            elif isinstance(value, dict):
                yield f"{indent}{key}: # {self.said(here)}"
                yield from self.write(value, here, f"{indent}  ")
            elif isinstance(value[0], str):
                shown = ", ".join('""' for _ in value)
                words = [self.labels.get(f"{here}.{n}", "") for n in range(len(value))]
                said = "、".join(word for word in words if word) or self.said(here)
                yield f"{indent}{key}: [{shown}] # {said}"
            else:
                yield f"{indent}{key}: # {self.said(here)}{self.t('new.each')}"
                if self.pairs and key == "indicators" and len(value[0].get("path", ())) == _PAIR:
                    yield f"{indent}  # {self.pairs}"
                for n, entry in enumerate(value):
                    first, *others = self.write(entry, f"{here}.{n}", f"{indent}    ")
                    yield f"{indent}  - {first.lstrip()}"
                    yield from others

    def said(self, path: str) -> str:
        """The label of a field on paper, else what it, or what it belongs to, is for."""
        steps = [step for step in path.split(".") if not step.isdecimal()]
        known = (field_words(self.t, steps[:end]) for end in range(len(steps), 0, -1))
        return self.labels.get(path) or next(filter(None, known))
