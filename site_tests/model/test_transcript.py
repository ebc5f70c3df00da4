"""What was changed in a transcribed text since its source was recorded is told: that part and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from goalbook.book.load import load_book
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.model.records import Document
from goalbook.model.transcript import Edits, edits_of, transcript_of

GOALS = Path(__file__).parents[2] / "goals"
REAL = [entry.address.file for entry in load_book(GOALS).entries]
NOTHING = ((), 0, False)
UNTOLD = ("goalbook", "form", "stage", "year", "year_basis", "body", "source", "review")


def plain(file: str) -> dict[str, Any]:
    """What a goal file says."""
    node, _ = read_source((GOALS / file).read_bytes(), file)
    assert node is not None
    found = as_plain(node)
    assert isinstance(found, dict)
    return found


def texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str | int, tuple[str | int, ...]]]:
    """Each text of a record: what holds it, its key there, its path."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, str):
            yield value, key, (*path, key)
        elif inner is not None and (path or key not in UNTOLD):
            yield from texts(inner, (*path, key))


@pytest.mark.parametrize("file", REAL)
def test_a_real_document_is_as_it_was_transcribed(file: str) -> None:
    """Nothing of it is told as edited, and the record is that of its text."""
    document = Document.model_validate(plain(file))
    assert document.source is not None
    assert document.source.transcript == transcript_of(document)
    assert told(edits_of(document)) == NOTHING


@pytest.mark.parametrize("file", REAL)
def test_every_text_that_is_changed_is_told_where_it_is(file: str) -> None:
    """One text is another: its part is told and no other, and the place of the text lies in that."""
    record = plain(file)
    for holder, key, path in texts(record):
        if path[0] in UNTOLD or path[-1] in ("kind", "merge", "id"):
            continue
        before, holder[key] = holder[key], f"{holder[key]}改"
        edits = edits_of(Document.model_validate(record))
        holder[key] = before
        assert len(edits.changed) == 1, path
        assert edits.cover(path) or edits.changed == (path,)
        assert told(edits)[1:] == (0, False)


def told(edits: Edits) -> tuple[object, int, bool]:
    """What is told of edits: the parts, how many more are gone, whether they moved."""
    return edits.changed, edits.gone, edits.moved


def edited(**other: Any) -> Edits:
    """The edits of a real document some of whose fields are others."""
    return edits_of(Document.model_validate(plain("2022/shanhaiguan-cppcc/vehicle-insurance.yml") | other))


def test_what_is_gone_moved_and_added_is_told() -> None:
    """Of a row that is deleted, two that changed places, and one that is new."""
    rows = plain("2022/shanhaiguan-cppcc/vehicle-insurance.yml")["indicators"]
    assert told(edited(indicators=rows[1:])) == ((), 1, False)
    assert told(edited(indicators=[rows[1], rows[0], *rows[2:]])) == ((), 0, True)
    assert edited(indicators=[*rows, {"name": "新增"}]).changed == (("indicators", len(rows)),)


def test_what_is_no_text_of_the_original_may_be_added() -> None:
    """Dates, notes, ids and former names are no edits; without a record nothing is told."""
    rows = plain("2022/shanhaiguan-cppcc/vehicle-insurance.yml")["indicators"]
    named = [rows[0] | {"id": "a", "was": ["前名"], "better": "higher"}, *rows[1:]]
    assert told(edited(indicators=named, published="2022-02-01", review=[], stage="declared")) == NOTHING
    assert told(edited(title="另一个", source={"file": "一.pdf"})) == NOTHING
