"""The JSON Schema that editors check goal files with: it takes every good file and refuses what the loader refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from goalbook.book.load import load_body
from goalbook.checks.check import check_book
from goalbook.forms.catalogue import Forms
from goalbook.goalfile.problem import Problem
from goalbook.goalfile.validate import fields_at
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.model.categories import CATEGORIES, common_pairs
from goalbook.model.records import Body, Document
from goalbook.writers.schema import SCHEMAS, schema
from jsonschema import Draft7Validator

from site_tests.helpers.faulty import FILE, GOOD, write_goals
from site_tests.helpers.samples.shipped import sample_of
from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
FILES = sorted(path.relative_to(GOALS).as_posix() for path in GOALS.rglob("*.yml"))
SCHEMA = {name: json.loads(schema(name, FORMS, catalogue("zh"))) for name in SCHEMAS}
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


class Editor(yaml.SafeLoader):
    """A reader that types values; keys are text to a schema."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


class Older(Editor):
    """YAML 1.1 with its types, dates left as text: ``no`` is false, ``1:30`` is 90."""


class Newer(Editor):
    """YAML 1.2 as editors type it: only true, false, null and plain numbers are no text."""


Older.yaml_implicit_resolvers = {
    sign: [(tag, found) for tag, found in rules if not tag.endswith(":timestamp")]
    for sign, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Newer.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"^(null|~|)$", [*"n~", ""]),
    ("bool", r"^(true|false)$", [*"tf"]),
    ("int", r"^[-+]?[0-9]+$", [*"-+0123456789"]),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)$", [*"-+.0123456789"]),
):
    Newer.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)

loaders = pytest.mark.parametrize("loader", [Older, Newer])


def body_of(name: str) -> Body | None:
    """A body of this site."""
    return load_body(GOALS, f"bodies/{name}.yml")[0]


def name_of(file: str) -> str:
    """Which schema a goal file is for."""
    return "body" if file.startswith("bodies/") else "document"


def faults(name: str, value: object) -> list[str]:
    """What the schema finds wrong with a value."""
    return [error.message for error in Draft7Validator(SCHEMA[name]).iter_errors(value)]


def document(**fields: object) -> dict[str, Any]:
    """The least document, with these fields."""
    return {"goalbook": 2, "form": "hebei-project", "body": "made-body", "year": 2024, **fields}


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_is_one(name: str, language: str) -> None:
    """It is valid JSON Schema, draft 7, which editors know; every reference in it leads somewhere."""
    made = json.loads(schema(name, FORMS, catalogue(language)))
    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(made)
    references = re.findall(r'"\$ref": "#/\$defs/(\w+)"', json.dumps(made))
    assert set(references) == set(made.get("$defs", {}))
    assert made["$id"] == f"urn:goalbook:2:{name}"


@loaders
@pytest.mark.parametrize("file", FILES)
def test_every_goal_file_fits_the_schema(file: str, loader: type[yaml.SafeLoader]) -> None:
    """No editor underlines anything in a good file, however it types what isn't quoted."""
    value = yaml.load((GOALS / file).read_text(encoding="utf-8"), loader)
    assert faults(name_of(file), value) == []


@loaders
def test_unquoted_words_of_a_choice_fit(loader: type[yaml.SafeLoader]) -> None:
    """``merge: apart`` and ``goalbook: 2`` are right without quotes and with them."""
    for apart, two in (("apart", "2"), ('"apart"', '"2"')):
        text = f"goalbook: {two}\nform: hebei-project\nbody: made-body\nindicators:\n  - {{merge: {apart}, path: [null, 甲]}}\n"
        assert faults("document", yaml.load(text, loader)) == []


def _words(value: object) -> Iterator[str]:
    """Every key and every choice of a schema."""
    if isinstance(value, dict):
        yield from value.get("properties", {})
        yield from (word for word in value.get("enum", []) if isinstance(word, str))
        yield from (word for one in value.values() for word in _words(one))
    elif isinstance(value, list):
        yield from (word for one in value for word in _words(one))


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_key_and_no_choice_is_a_truth_value(name: str) -> None:
    """What the format calls its keys and choices stays text to a reader of YAML 1.1, without quotes too."""
    found = set(_words(SCHEMA[name])) - {"2"}
    assert {"numbering", "apart", "for"} <= found or name != "document"
    assert [word for word in sorted(found) if yaml.safe_load(f"{word}: {word}") != {word: word}] == []


def _keys(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(one)


@pytest.mark.parametrize("file", FILES)
def test_keys_of_goal_files_are_text_to_other_readers(file: str) -> None:
    """To PyYAML's own safe loader no key of the goal files is true, false or a number."""
    value = yaml.safe_load((GOALS / file).read_text(encoding="utf-8"))
    assert "goalbook" in value
    assert [key for key in _keys(value) if not isinstance(key, str)] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_beside_the_goals_is_that_of_the_model(name: str) -> None:
    """goals/schema/ holds what `goalbook schema` makes: run `goalbook schema NAME -o goals/schema/NAME.json`."""
    bodies = {
        path.stem: body.shown for path in sorted((GOALS / "bodies").glob("*.yml")) if (body := body_of(path.stem))
    }
    assert (GOALS / f"schema/{name}.json").read_bytes() == schema(name, FORMS, catalogue("zh"), bodies)


@pytest.mark.parametrize("file", FILES)
def test_every_goal_file_names_its_schema(file: str) -> None:
    """The first line leads an editor to the schema beside the goals."""
    path = GOALS / file
    match = MODELINE.match(path.read_text(encoding="utf-8"))
    assert match is not None
    assert (path.parent / match[1]).resolve() == (GOALS / f"schema/{name_of(file)}.json").resolve()
    assert (path.parent / match[1]).is_file()


@pytest.mark.parametrize(
    "fields",
    [
        {"nmae": "甲"},
        {"indicators": [{"nmae": "甲"}]},
        {"items": [{"kind": "duty", "items": [{"kind": "task", "indicators": [{"tagret": "1"}]}]}]},
        {"source": {"file": "甲", "adress": "x"}},
        {"stage": "aproved"},
        {"form": "hebei-projekt"},
        {"goalbook": 1},
        {"goalbook": True},
        {"year": "24"},
        {"money_unit": ["万元"]},
        {"indicators": [{"no": "一"}]},
        {"indicators": [{"merge": False}]},
        {"indicators": [{"targets": {"actual": "1"}}]},
        {"indicators": [{"values": [{"text": "1"}]}]},
        {"indicators": [{"values": [{"of": "target"}]}]},
        {"indicators": [{"scope": "year"}]},
        {"budget": {"total": {"spent": "1"}}},
        {"budget": {"total": ["1"]}},
        {"goal": {"year": "甲"}},
        {"schedule": [{"start": "1月"}]},
        {"retired": {"date": "2024-01-31"}},
        {"name": None},
        {"name": ["甲"]},
        {"indicators": {}},
        {"indicators": None},
        {"indicators": [{"levels": [None]}]},
        {"budget": {"total": None}},
        {"spending_plan": [{"by": "3月底"}]},
        {"source": {"file": "甲", "address": "javascript:alert(1)"}},
        {"items": [{"kind": "dutty"}]},
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(fields: dict[str, object]) -> None:
    """A wrong key, word, kind or format is one fault in an editor too."""
    assert faults("document", document()) == []
    assert len(faults("document", document(**fields))) == 1


def test_a_missing_key_is_refused() -> None:
    """What every document has to state is asked for."""
    for key in ("goalbook", "form", "body"):
        value = deepcopy(document())
        del value[key]
        assert faults("document", value) == [f"'{key}' is a required property"]
    assert faults("body", {"name": "甲"}) == ["'goalbook' is a required property"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_hover_text(language: str) -> None:
    """Editors show what each field is for, in the language of the schema."""
    for name, model in SCHEMAS.items():
        made = json.loads(schema(name, FORMS, catalogue(language)))
        for record in (made, *made.get("$defs", {}).values()):
            assert [key for key, value in record["properties"].items() if not value.get("description")] == []
        assert tuple(made["properties"]) == fields_at(model, ())


def test_forms_are_offered_by_id_with_their_names() -> None:
    """The ids of all forms can be completed; their names are shown."""
    form = SCHEMA["document"]["properties"]["form"]
    assert form["enum"] == list(FORMS)
    assert len(form["enumDescriptions"]) == len(form["enum"])
    assert all(FORMS[one].name in words for one, words in zip(form["enum"], form["enumDescriptions"], strict=True))
    assert all(one.name in form["description"] and one.id in form["description"] for one in FORMS.values())


def test_fields_are_found_at_any_depth() -> None:
    """The keys that the model knows are told for records in lists and in records."""
    assert fields_at(Document, ("items", 0, "items", 3)) == fields_at(Document, ("items", 1))
    assert "levels" in fields_at(Document, ("items", 0, "indicators", 0))
    assert "sha256" in fields_at(Document, ("source",))
    assert fields_at(Document, ("nothing",)) == ()


SHIPPED = sorted((Path(__file__).parents[2] / "plugins/goalbook/forms").glob("*.yml"))


@loaders
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_drawn_form_fits_the_schema(path: Path, loader: type[yaml.SafeLoader]) -> None:
    """No editor underlines anything in a form without faults; a key that no form has is one fault."""
    value = yaml.load(path.read_text(encoding="utf-8"), loader)
    assert faults("form", value) == []
    assert len(faults("form", {**value, "nmae": "甲"})) == 1
    assert len(faults("form", {**value, "parts": [{**value["parts"][0], "haed": "| 甲 |"}]})) == 1


def indicator(*path: str | None) -> list[dict[str, Any]]:
    """One indicator below labels."""
    return [{"path": list(path), "name": "甲", "target": "1"}]


@pytest.mark.parametrize("form", ["hebei-project", "own-form"])
@pytest.mark.parametrize(
    "pair", [("产出指标", "社会效益指标"), ("效益", "数量"), ("满意度指标", "成本指标"), ("成本指标", "质量指标")]
)
def test_a_wrong_pair_of_categories_is_told(form: str, pair: tuple[str, str]) -> None:
    """At any depth, in the package's forms and a site's own that keep to the framework; not in what is transcribed or accepted."""
    own = replace(FORMS["hebei-project"], id="own-form")
    reader = Draft7Validator(json.loads(schema("document", Forms({**FORMS, "own-form": own}), catalogue("zh"))))

    def told(**fields: object) -> int:
        return len(list(reader.iter_errors(document(form=form, **fields))))

    assert told(indicators=indicator(*pair)) == 1
    assert told(items=[{"name": "甲", "items": [{"name": "乙", "indicators": indicator(*pair)}]}]) == 1
    assert told(indicators=indicator(*pair), source={"file": "甲"}) == 0
    assert told(indicators=indicator(*pair), accept=[{"rule": "IN-4", "reason": "地方表样如此"}]) == 0
    assert told(indicators=indicator(None, pair[1])) == told(indicators=indicator(pair[0])) == 0
    assert len(faults("document", document(form="en-measures", indicators=indicator(*pair)))) == 0
    assert [one.code for one in check_rule("IN-4", pair)] == ["IN-4-pair"]


def check_rule(rule: str, pair: tuple[str, str]) -> list[Problem]:
    """What one rule finds in a document with one pair of labels."""
    text = f"{GOOD}indicators:\n  - {{path: [{', '.join(pair)}], name: 甲, target: ≥1次}}\n"
    with TemporaryDirectory() as folder:
        found = check_book(write_goals(Path(folder), **{FILE: text})).problems
    return [one for one in found if one.rule == rule]


def test_what_the_form_asks_for_is_offered() -> None:
    """Pairs of categories, units and the bodies of a site with their names; each is right, and others are taken too."""
    made = json.loads(schema("document", FORMS, catalogue("zh"), {"made-body": "某单位"}))
    reader = Draft7Validator(made)
    pairs = made["$defs"]["Indicator"]["properties"]["path"]["examples"]
    assert pairs == [list(pair) for pair in common_pairs()]
    assert {first for first, _ in pairs} == {f"{first}指标" for first in CATEGORIES}
    for pair in (*pairs, ["产出值", "数量值"], ["产出指标", "经济成本指标"]):
        assert list(reader.iter_errors(document(indicators=indicator(*pair)))) == []
        assert "IN-4-pair" not in [one.code for one in check_rule("IN-4", pair)]
    assert "万元" in made["properties"]["money_unit"]["examples"]
    assert made["properties"]["body"]["examples"] == ["made-body"]
    assert "某单位" in made["properties"]["body"]["description"]
    assert list(reader.iter_errors(document(body="other-body", money_unit="港元"))) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_sample_of_every_form_fits_the_schema(form: str) -> None:
    """As a document that is written, not transcribed."""
    sample = {key: value for key, value in sample_of(FORMS[form]).items() if value is not None and key != "source"}
    assert faults("document", sample) == []
