"""The editor set-up of the project: every goal file has its schema, whose hover texts are Chinese."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

import pytest

from site_tests.conftest import ROOT

SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "goals").rglob("*.yml"))


@pytest.mark.parametrize("file", FILES)
def test_every_goal_file_has_one_schema_in_the_settings(file: str) -> None:
    """It is the one that the file's first line names, so that completion and hover work without the line too."""
    schemas = [
        schema
        for schema, patterns in SETTINGS["yaml.schemas"].items()
        if any(PurePosixPath(f"/{file}").match(pattern) for pattern in patterns)
    ]
    first = (ROOT / file).read_text("utf-8").split("\n", 1)[0]
    named = ((ROOT / file).parent / first.rpartition("=")[2]).resolve()
    assert [(ROOT / schema).resolve() for schema in schemas] == [named]
    assert named.is_file()


@pytest.mark.parametrize("name", ["document", "body"])
def test_every_key_is_explained_in_chinese(name: str) -> None:
    """What an editor shows over a key and beside a completion."""
    schema = json.loads((ROOT / f"goals/schema/{name}.json").read_text("utf-8"))
    records = [schema, *schema.get("$defs", {}).values()]
    texts = [(key, value["description"]) for record in records for key, value in record["properties"].items()]
    assert texts
    assert all(re.search("[\u4e00-\u9fff]", text) for _, text in texts)


def test_the_editor_neither_rewrites_nor_fetches() -> None:
    """The layout is that of `goalbook fmt`; schemas come from this folder only; the extension is recommended."""
    assert SETTINGS["yaml.format.enable"] is False
    assert SETTINGS["yaml.schemaStore.enable"] is False
    assert (SETTINGS["files.eol"], SETTINGS["files.encoding"], SETTINGS["[yaml]"]["editor.tabSize"]) == (
        "\n",
        "utf8",
        2,
    )
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))["recommendations"]
    assert "redhat.vscode-yaml" in recommended
