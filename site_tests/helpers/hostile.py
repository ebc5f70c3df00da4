"""Texts that would break out of a page, in every field that the model has; and the same documents with harmless ones."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from goalbook.book.load import load_body, load_document
from goalbook.forms.fields import fields_of
from goalbook.forms.fill import ProseText, fill
from goalbook.forms.grid import Grid
from goalbook.model.records import Body, Document
from goalbook.model.values import Record

from site_tests.helpers.shipped import FORMS

Fields = dict[str, Any]
Steps = tuple[str | int, ...]

MARKUP = "".join(
    (
        "<img src=x onerror=alert(1)></p></td></table></section><b>",
        "</script><script>alert(2)</script></style></title></textarea><!--",
        "\"><svg onload=alert(3)>' onfocus='alert(4)' autofocus ",
        'javascript:alert(5) {{7*7}}{% raw %}${7*7} "}body{display:none}/*\\ url(//goals.example/x) ',
        "&lt;i&gt;&amp; gbslottitlegb gbsloturlgb <!--gbslotheadgb--> <!-- goalbook:home -->",
    )
)
"""Markup that closes whatever it may stand in, scripts, addresses, templates, styles, entities and the shell's own slots."""

SHORT = '"><b>'
"""Markup that is no longer than what a short text may be."""

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
    elif annotation is type(None):
        return
    elif depth or "items" not in annotation.model_fields:
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
        sheet = fill(form, Document(goalbook="2", form=form_id, body=BODY))
        yield from (
            cell.text for part in sheet if isinstance(part, Grid) for cell in part.cells if cell.kind == "label"
        )
        yield from (one.text for part in sheet if isinstance(part, ProseText) for one in part.paragraphs)
    for of, field in fields_of(form):
        if of == owner and field.path.startswith(f"{name}."):
            yield field.path.removeprefix(f"{name}.")


def record(model: type[Record], steps: Steps, value: str) -> Fields:
    """The least record of a model that has a value at the end of the steps."""
    least: Fields = {
        name: _least(name, field.annotation) for name, field in model.model_fields.items() if field.is_required()
    }
    name, *rest = steps
    return least | {str(name): _with(model.model_fields[str(name)].annotation, tuple(rest), value)}


def _least(name: str, annotation: Any) -> str:
    return {"goalbook": "2", "date": "2024-01-31", "code": "990101"}.get(name) or (
        str(get_args(annotation)[0]) if get_origin(annotation) is Literal else HARMLESS
    )


def _with(annotation: Any, steps: Steps, value: str) -> Any:
    if not steps:
        return value
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = {tuple: steps[0] == 0}
        annotation = next(
            one for one in get_args(annotation) if kinds.get(get_origin(one), isinstance(one, type) and one is not str)
        )
    if get_origin(annotation) is tuple:
        return [_with(get_args(annotation)[0], steps[1:], value)]
    if get_origin(annotation) is dict:
        return {str(steps[0]): _with(get_args(annotation)[1], steps[1:], value)}
    return record(annotation, steps, value)


def merged(one: Any, other: Any) -> Any:
    """Two records as one: lists joined element by element."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {
            key: merged(one[key], other[key]) if key in one and key in other else {**one, **other}[key]
            for key in {**one, **other}
        }
    if isinstance(one, list) and isinstance(other, list):
        return [merged(*pair) for pair in zip(one, other, strict=False)] + one[len(other) :] + other[len(one) :]
    return other


def write(path: Path, fields: Fields, schema: str) -> None:
    """A goal file: JSON is YAML, whatever is in its texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    depth = "../" * (2 if schema == "document" else 1)
    text = json.dumps(fields, ensure_ascii=False, indent=1)
    path.write_text(f"# yaml-language-server: $schema={depth}schema/{schema}.json\n{text}\n", encoding="utf-8")


def document_with(form_id: str, steps: Steps, value: str) -> Fields:
    """The least document of a form that has a value at the end of the steps."""
    settled = {"form": form_id, "body": BODY, "year": YEAR}
    return record(Document, steps, value) | {name: text for name, text in settled.items() if name != steps[0]}


def body_with(steps: Steps, value: str) -> Fields:
    """The least body that has a value at the end of the steps."""
    return {"name": HARMLESS} | record(Body, steps, value)


def document_fields(form_id: str) -> list[Steps]:
    """The steps to every text of a document of a form."""
    return [one for steps in text_fields(Document) for one in keys_of(form_id, steps)]


def numbered(fields: list[Steps], text: str) -> dict[Steps, str]:
    """A text for each field, none like another."""
    return {steps: f"{number:03}号{text}" for number, steps in enumerate(fields, 1)}


def problems_of(root: Path, name: str) -> list[str]:
    """The codes of the errors of a goal file."""
    load = load_body if name.startswith("bodies/") else load_document
    *_, problems = load(root, name)
    return [problem.code for problem in problems if problem.severity == "error"]


def write_goals(root: Path, accepted: dict[str, list[Steps]], body: list[Steps], text: str) -> None:
    """Goals in which every field that is accepted has the text: a document of each form, one taken down, and their body."""
    for form_id, fields in accepted.items():
        document: Fields = {}
        for steps, value in numbered(fields, text).items():
            if steps[0] != "withdrawn":
                document = merged(document, document_with(form_id, steps, value))
        write(root / YEAR / BODY / f"{form_id}.yml", document, "document")
    taken_down = document_with("hebei-project", ("withdrawn", "reason"), f"原因{text}") | {"title": f"撤下{text}"}
    write(root / YEAR / BODY / "withdrawn.yml", taken_down, "document")
    office: Fields = {}
    for steps, value in numbered(body, text).items():
        office = merged(office, record(Body, steps, value))
    write(root / "bodies" / f"{BODY}.yml", office, "body")
