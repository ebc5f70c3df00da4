"""English counts of one: nouns and verbs agree with them, whatever the place is called; Chinese and other numbers stay."""

from __future__ import annotations

import re

import pytest
from goalbook.messages.catalogue import catalogue
from goalbook.messages.plural import agreeing

# What follows a place in the English catalogue and ends in s without being several of something.
NOT_COUNTED = {"is", "has", "was", "differs", "takes", "stands", "lies", "exists", "stays", "shows", "says"}


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("{count} targets have no unit", {"count": 1}, "1 target has no unit"),
        ("{count} targets have no unit", {"count": 21}, "21 targets have no unit"),
        ("{count} targets have no unit", {"count": 0}, "0 targets have no unit"),
        ("{days} days late", {"days": "1"}, "1 day late"),
        ("{a} bodies, {b} entries are", {"a": 1, "b": 2}, "1 body, 2 entries are"),
        ("{a} bodies, {b} entries are", {"a": 2, "b": 1}, "2 bodies, 1 entry is"),
        ("{count} indicators don't say", {"count": 1}, "1 indicator doesn't say"),
        ("{line} says, {count} more files", {"line": 1, "count": 1}, "1 says, 1 more file"),
        ("{name}s are named", {"name": "1"}, "1s are named"),
    ],
)
def test_one_is_singular(text: str, values: dict[str, object], said: str) -> None:
    assert agreeing(text, values).format_map(values) == said


def test_catalogues_agree() -> None:
    assert catalogue("en")("owed.documents", count=1) == "1 document"
    assert catalogue("en")("owed.documents", count=5) == "5 documents"
    assert "1" in catalogue("zh")("owed.documents", count=1)


def test_every_counted_noun_of_the_catalogue_is_known() -> None:
    """A word in s right after a place called by a number takes its singular; a new one belongs into the table."""
    texts = catalogue("en").texts.values()
    counted = {found for text in texts for found in re.findall(r"\{(?:count|files|days|all)\} ([a-z]+s)\b", text)}
    left = {noun for noun in counted - NOT_COUNTED if agreeing(f"{{count}} {noun}", {"count": 1}).endswith(f" {noun}")}
    assert left == set()
