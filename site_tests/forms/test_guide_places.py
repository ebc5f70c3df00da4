"""The tables of places in the guide for staff: each of them is one that a form can have, in the rows that the guide says."""

from __future__ import annotations

import re
from pathlib import Path

import goalbook.forms
import pytest
from goalbook.forms.drawing import read_form
from goalbook.model.records import Body
from ruamel.yaml import YAML

_GUIDE = (Path(goalbook.forms.__path__[0]) / "README.zh-CN.md").read_text("utf-8")
_OF_DOCUMENT = _GUIDE.partition("位置，整个文件的：")[2].partition("在每条指标重复的行里：")[0]
_OF_INDICATOR = _GUIDE.partition("在每条指标重复的行里：")[2].partition("位置后面还可以写")[0]


def _places(part: str) -> list[str]:
    """The places of a table; what is made up by whoever draws has a name here."""
    found = re.findall(r"\{([^{}]+)\}", part.replace("{facts.名称}", "{facts.made}"))
    ends = re.findall(r"`\.([a-z_]+)`", part)
    return [*found, *(f"budget.total.{end}" for end in ends)]


def _form(place: str, drawn: str) -> bytes:
    return f"goalbook: 2\nname: 样表\nregion: 示例\nparts:\n  - table: made\n    widths: 40 40\n{drawn.format(place=place)}".encode()


def test_the_guide_names_many() -> None:
    """The tables are found, and are no short ones."""
    assert len(_places(_OF_DOCUMENT)) > 30
    assert len(_places(_OF_INDICATOR)) > 25


@pytest.mark.parametrize("place", _places(_OF_DOCUMENT))
def test_a_place_of_a_document_can_be_drawn(place: str) -> None:
    """In a row that stands once."""
    line = f'    {"title" if place == "title" else "under"}: "{{{{{{place}}}}}}"\n    rows: |\n      | 甲 | {{{{name}}}} |\n'
    row = "    rows: |\n      | 甲 | {{{place}}} |\n"
    form, problems = read_form(_form(place, line if place in ("title", "year") else row), "forms/made.yml", "made")
    assert (form is not None, problems) == (True, [])


@pytest.mark.parametrize("place", _places(_OF_INDICATOR))
def test_a_place_of_an_indicator_can_be_drawn(place: str) -> None:
    """In the row of the indicators."""
    other = "about" if place == "name" else "name"
    head = "    head: |\n      | 指标 | 内容 |\n    each: indicators\n    row: |\n"
    row = f"{head}      | {{{{{other}}}}} | {{{{{{place}}}}}} |\n"
    form, problems = read_form(_form(place, row), "forms/made.yml", "made")
    assert (form is not None, problems) == (True, [])


def test_the_body_of_the_guide_is_one() -> None:
    """What a file in goals/bodies/ holds can be copied."""
    (text,) = (one for one in re.findall(r"^```yaml\n(.*?)^```$", _GUIDE, re.DOTALL | re.MULTILINE) if "label:" in one)
    assert Body.model_validate(YAML(typ="safe").load(text) | {"goalbook": "2"}).label == "示例局"
