"""The JSON Schema of goal files and bodies, made from the model, for editors that complete and check while typing."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from goalbook.catalogue import Catalogue
from goalbook.forms import FORMS
from goalbook.model import Body, Document
from goalbook.writers.json import to_bytes

SCHEMAS: dict[str, type[BaseModel]] = {"document": Document, "body": Body}
# Every scalar is read as text, so that an editor has to accept what YAML itself would take for a number.
_TEXT = ["string", "number", "boolean"]


def schema(name: str, t: Catalogue) -> bytes:
    """The JSON Schema ``document`` or ``body`` with titles and hover texts in the catalogue's language."""
    raw = SCHEMAS[name].model_json_schema()
    raw.pop("description", None)
    _describe(raw, t)
    for definition in raw.get("$defs", {}).values():
        _describe(definition, t)
    if name == "document":
        names = "、".join(f"{form.id} {form.region}{form.name}" for form in FORMS.values())
        raw["properties"]["form"] |= {"enum": list(FORMS), "description": names}
    return to_bytes(
        {"$schema": "http://json-schema.org/draft-07/schema#", "title": t(f"schema.{name}"), **_loosen(raw)}
    )


def _describe(record: dict[str, Any], t: Catalogue) -> None:
    record.pop("description", None)
    record.pop("title", None)
    for key, value in record.get("properties", {}).items():
        value.pop("title", None)
        if f"field.{key}" in t:
            value["description"] = t(f"field.{key}")


def _loosen(value: Any) -> Any:
    """The schema with its text types widened, absent values taken out, and references where draft 7 finds them."""
    if isinstance(value, list):
        return [_loosen(one) for one in value]
    if not isinstance(value, dict):
        return value
    loose = {key: _loosen(one) for key, one in value.items() if key != "default"}
    if "anyOf" in loose and {"type": "null"} in loose["anyOf"] and "prefixItems" not in loose:
        kept = [one for one in loose["anyOf"] if one != {"type": "null"}]
        loose = {
            **{key: one for key, one in loose.items() if key != "anyOf"},
            **(kept[0] if len(kept) == 1 else {"anyOf": kept}),
        }
    if loose.get("type") == "string" and "enum" not in loose and "const" not in loose:
        loose["type"] = _TEXT
    if "const" in loose:
        loose = {
            **{key: one for key, one in loose.items() if key not in ("const", "type")},
            "enum": _numbers(loose["const"]),
        }
    return loose


def _numbers(constant: str) -> list[object]:
    return [constant, int(constant)] if constant.isdecimal() else [constant]
