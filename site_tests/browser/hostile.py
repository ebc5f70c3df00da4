"""Texts that would break out of a page, in every field that the model has; and the same documents with harmless ones."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from goalbook.fill import fill
from goalbook.form import fields_of
from goalbook.forms import FORMS
from goalbook.grid import Grid
from goalbook.load import load_body, load_document
from goalbook.model import Body, Document, Record

Fields = dict[str, Any]
Steps = tuple[str | int, ...]

MARKUP = "".join(
    (
        "<img src=x onerror=alert(1)></p></td></table></section><b>",
        "</script><script>alert(2)</script></style></title></textarea><!--",
        "\"><svg onload=alert(3)>' onfocus='alert(4)' autofocus ",
        "javascript:alert(5) {{7*7}}{% raw %}${7*7} \"}body{display:none}/*\\ url(//goals.example/x) ",
        "&lt;i&gt;&amp; gbslottitlegb gbsloturlgb <!--gbslotheadgb--> <!-- goalbook:home -->",
    )
)
"""Markup that closes whatever it may stand in, scripts, addresses, templates, styles, entities and the shell's own slots."""

HARMLESS = "甲"
KEY = "\0key"
BODY = "hostile"
YEAR = "2022"


def text_fields(model: type[Record], depth: int = 2) -> Iterator[Steps]:
    """The steps to every text of a record: names, 0 for the first of several, ``KEY`` for any key; items to a depth."""
    for name, field in model.model_fields.items():
        yield from ((name, *rest) for rest in _texts_of(field.annotation, depth))


def _texts_of(annotation: Any, depth: int) -> Iterator[Steps]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        for one in arguments:
            yield from _texts_of(one, depth)
    elif origin is Annotated:
        yield from _texts_of(arguments[0], depth)
    elif origin is tuple:
        yield from ((0, *rest) for rest in _texts_of(arguments[0], depth))
    elif origin is dict:
        yield from ((KEY, *rest) for rest in _texts_of(arguments[1], depth))
    elif origin is Literal or annotation is str:
        yield ()
    elif isinstance(annotation, type) and issubclass(annotation, Record):
        if depth or "items" not in annotation.model_fields:
            yield from text_fields(annotation, depth - 1)


def keys_of(form_id: str, steps: Steps) -> Iterator[Steps]:
    """The steps with each key that a form prints in the place of ``KEY``, and with a hostile one."""
    if KEY not in steps:
        yield steps
        return
    at = steps.index(KEY)
    owner = next((str(step) for step in reversed(steps[:at]) if step in ("items", "indicators")), "")
    for key in dict.fromkeys([*_keys(form_id, owner, str(steps[at - 1])), MARKUP]):
        yield (*steps[:at], key, *steps[at + 1 :])


def _keys(form_id: str, owner: str, name: str) -> Iterator[str]:
    form = FORMS[form_id]
    if name == "labels":
        sheet = fill(form, Document(goalbook="1", form=form_id, body=BODY))
        yield from (cell.text for part in sheet if isinstance(part, Grid) for cell in part.cells if cell.kind == "label")
    for of, field in fields_of(form):
        if of == owner and field.path.startswith(f"{name}."):
            yield field.path.removeprefix(f"{name}.")


def record(model: type[Record], steps: Steps, value: str) -> Fields:
    """The least record of a model that has a value at the end of the steps."""
    least: Fields = {name: _least(name, field.annotation) for name, field in model.model_fields.items() if field.is_required()}
    name, *rest = steps
    return least | {str(name): _with(model.model_fields[str(name)].annotation, tuple(rest), value)}


def _least(name: str, annotation: Any) -> str:
    return {"goalbook": "1", "date": "2024-01-31", "code": "990101"}.get(name) or (
        str(get_args(annotation)[0]) if get_origin(annotation) is Literal else HARMLESS
    )


def _with(annotation: Any, steps: Steps, value: str) -> Any:
    if not steps:
        return value
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, Record):
            return record(one, steps, value)
    first, *rest = steps
    inner = [one for one in (annotation, *get_args(annotation)) if get_origin(one) in (tuple, dict)]
    within = _with(get_args(inner[0])[-1 if get_origin(inner[0]) is dict else 0], tuple(rest), value)
    return [within] if first == 0 else {str(first): within}


def merged(one: Any, other: Any) -> Any:
    """Two records as one: lists joined element by element."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: merged(one[key], other[key]) if key in one and key in other else {**one, **other}[key] for key in {**one, **other}}
    if isinstance(one, list) and isinstance(other, list):
        return [merged(*pair) for pair in zip(one, other, strict=False)] + one[len(other) :] + other[len(one) :]
    return other
