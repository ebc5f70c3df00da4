"""The JSON Schema of goal files, bodies and drawn forms, made from their records, for editors that complete and check while typing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from goalbook.forms.catalogue import Forms
from goalbook.forms.field_words import field_words
from goalbook.forms.form import Form
from goalbook.forms.formfile import FormFile
from goalbook.goalfile.bare_text import as_typed
from goalbook.messages.catalogue import Catalogue
from goalbook.model.categories import CATEGORIES, common_pairs, elsewhere
from goalbook.model.expected import ExpectedList, SynonymGroups, YearOfDays
from goalbook.model.records import Body, Document
from goalbook.writers.json import to_bytes

SCHEMAS: dict[str, type[BaseModel]] = {
    "document": Document,
    "body": Body,
    "form": FormFile,
    "expected": ExpectedList,
    "days": YearOfDays,
    "synonyms": SynonymGroups,
}
# The field that holds a record whose fields mean something of their own there.
_HELD_AS = {
    "Value": "values", "Indicator": "indicators", "PhasedAmount": "budget", "Region": "region", "Contact": "contact",
    "Duty": "expected", "Absence": "absent",
}  # fmt: skip
_MOST_NAMED = 100  # bodies in a hover text
# Every scalar is read as text, so that an editor has to accept what YAML itself would take for something else.
_TEXT = ["string", "number", "boolean"]


def schema(name: str, forms: Forms, t: Catalogue, bodies: Mapping[str, str] | None = None) -> bytes:
    """The JSON Schema ``document``, ``body`` or ``form`` with titles and hover texts in the catalogue's language.

    Documents may be in one of ``forms``; the ``bodies`` of a site are offered, ids with names, and others taken too.
    """
    raw = SCHEMAS[name].model_json_schema()
    raw.pop("description", None)
    of_form = name == "form"
    _describe(raw, "", of_form, t)
    for record, definition in raw.get("$defs", {}).items():
        _describe(definition, _HELD_AS.get(record, ""), of_form, t)
    if name == "document":
        shown = {form.id: _name(form, t) for form in forms.values()}
        names = t("schema.between").join(f"{form} {words}" for form, words in shown.items() if words)
        raw["properties"]["form"] |= {
            "enum": list(forms), "enumDescriptions": list(shown.values()), "description": names,
        }  # fmt: skip
        _offer(raw, bodies or {}, t)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$id": f"urn:goalbook:2:{name}"}
    told = name == "document" and t.language == "zh"
    pairs = _paired([form.id for form in forms.values() if form.rules == "cn"]) if told else {}
    return to_bytes({**head, "title": t(f"schema.{name}"), **_loosen(raw), **pairs})


def _offer(raw: dict[str, Any], bodies: Mapping[str, str], t: Catalogue) -> None:
    """What editors offer where other words are right too: bodies, units, in Chinese pairs of categories."""
    fields, defs = raw["properties"], raw["$defs"]
    if bodies:
        names = t("schema.between").join(f"{body} {name}" for body, name in [*bodies.items()][:_MOST_NAMED])
        fields["body"] |= {"examples": list(bodies), "description": names}
    fields["money_unit"]["examples"] = t("schema.money_units").split()
    for record in ("Indicator", "Value"):
        defs[record]["properties"]["unit"]["examples"] = t("schema.units").split()
    if t.language == "zh":
        defs["Indicator"]["properties"]["path"]["examples"] = [list(pair) for pair in common_pairs()]


def _paired(forms: list[str]) -> dict[str, Any]:
    """Draft 7 of this: in these forms no label of level 2 stands below another of level 1 than its own, but where a document
    is transcribed or accepts what was found in it.
    """
    written = {
        "properties": {"form": {"enum": forms}},
        "required": ["form"],
        "not": {"anyOf": [{"required": ["source"]}, {"required": ["accept"]}]},
    }
    odd = [
        {"items": [{"enum": _labels([first])}, {"enum": _labels([*elsewhere(first)])}], "minItems": 2}
        for first in CATEGORIES
    ]
    listed = {"items": {"properties": {"path": {"not": {"type": "array", "anyOf": odd}}}}}
    deeper = {"items": {"$ref": "#/definitions/paired"}}
    return {
        "if": written, "then": {"$ref": "#/definitions/paired"},
        "definitions": {"paired": {"properties": {"indicators": listed, "items": deeper}}},
    }  # fmt: skip


def _labels(stems: list[str]) -> list[str]:
    """Labels with 指标 at their ends and without."""
    return [f"{one}{end}" for one in stems for end in ("", "指标")]


def _name(form: Form, t: Catalogue) -> str:
    """What a form is called where editors offer it; nothing in another language than its own."""
    told = t.language == "zh" or form.rules != "cn"
    return t("document.form_of", region=form.region, name=form.name).strip() if told else ""


def _describe(record: dict[str, Any], held_as: str, of_form: bool, t: Catalogue) -> None:
    """Give the fields of a record their hover texts, by the field that holds it. A field that may be absent may not be empty."""
    record.pop("description", None)
    record.pop("title", None)
    for key, value in record.get("properties", {}).items():
        for absent in ("title", "default"):
            value.pop(absent, None)
        stated = [one for one in value.pop("anyOf", ()) if one != {"type": "null"}]
        value |= stated[0] if len(stated) == 1 else {"anyOf": stated} if stated else {}
        if of_form and f"form_field.{key}" in t:
            value["description"] = t(f"form_field.{key}")
        elif not of_form and (words := field_words(t, (held_as, key))):
            value["description"] = words


def _loosen(value: Any) -> Any:
    """The schema with its texts and constants widened to what a reader that types makes of them."""
    if isinstance(value, list):
        return [_loosen(one) for one in value]
    if not isinstance(value, dict):
        return value
    loose = {key: _loosen(one) for key, one in value.items()}
    if "const" in loose:
        typed = as_typed(loose.pop("const"))
        loose["enum"] = [value["const"], *([] if typed == value["const"] else [typed])]
        loose.pop("type", None)
    elif loose.get("type") == "string" and "enum" not in loose:
        loose["type"] = _TEXT
    return loose
