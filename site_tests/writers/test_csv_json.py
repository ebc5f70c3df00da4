"""CSV and JSON, read back: cell by cell the official table, merges included."""

from __future__ import annotations

import csv
import io
import json

import pytest
from goalbook.forms.fill import ProseText
from goalbook.writers.csv import guarded, write_csv
from goalbook.writers.json import write_json
from goalbook.writers.json_text import json_text
from hypothesis import given, settings
from hypothesis import strategies as st

from site_tests.helpers.leaves import ALL, leaf_of, spans, texts

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside) | st.lists(inside).map(tuple) | st.dictionaries(st.text(), inside),
)

documents = pytest.mark.parametrize("name", ALL)


def unguarded(text: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t") else text


@pytest.mark.parametrize("text", ["=1+1", "+甲", "-甲", "@甲", "＝1+1", "＋甲", "－甲", "＠SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    """What a spreadsheet would run has an apostrophe before it, signs of full width included; a number stays."""
    assert guarded(text) == f"'{text}"
    assert guarded("-1.5%") == "-1.5%"
    assert guarded("－5") == "－5"


@documents
def test_the_csv_is_the_form(name: str) -> None:
    """Line by line title, unit line, every row with merged cells repeated, sign-off, each as wide as the widest; BOM and CRLF."""
    leaf = leaf_of(name)
    content = write_csv(leaf.sheet)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    wanted: list[list[str]] = []
    for part in leaf.sheet:
        if isinstance(part, ProseText):
            wanted += [[], *([one.text] for one in part.paragraphs)]
            continue
        wanted += [] if part.joined else [[]]
        wanted += [[text] for text in (part.title, part.subtitle) if text]
        wanted += [[cell.text for cell in part.above]] if part.above else []
        wanted += texts(part)
        wanted += [[cell.text for cell in part.below]] if part.below else []
    width = max(map(len, wanted))
    assert [[unguarded(cell) for cell in row] for row in rows] == [
        row + [""] * (width - len(row)) for row in wanted[1:]
    ]
    outside = content.decode().split('"')[::2]  # what isn't quoted
    assert "".join(outside).count("\r\n") == len(rows)
    assert "\n" not in "".join(outside).replace("\r\n", "")


@documents
def test_the_json_is_the_form(name: str) -> None:
    """Every cell with its place, spans and text, and all that stands around the tables; the document as typed."""
    leaf = leaf_of(name)
    found = json.loads(write_json(leaf.filled))
    assert found["format"] == "2"
    assert found["address"] == leaf.address
    assert len(found["sheet"]) == len(leaf.sheet)
    for one, part in zip(found["sheet"], leaf.sheet, strict=True):
        if isinstance(part, ProseText):
            assert [(p["level"], p["text"]) for p in one["prose"]] == [(p.level, p.text) for p in part.paragraphs]
            continue
        cells = {
            (cell["row"], cell["column"], cell["row"] + cell["rows"] - 1, cell["column"] + cell["columns"] - 1): cell
            for cell in one["cells"]
        }
        assert {area: cell["text"] for area, cell in cells.items()} == {spans(cell): cell.text for cell in part.cells}
        assert (one["title"], one["subtitle"], one["below"]) == (
            part.title,
            part.subtitle,
            [cell.text for cell in part.below],
        )
        assert one["above"] == [cell.text for cell in part.above]
        assert one["head_rows"] == part.head_rows
    document = leaf.filled.document
    assert type(document).model_validate(found["document"]) == document


@settings(max_examples=40)
@given(_VALUES)
def test_json_is_laid_out_as_by_the_library(value: object) -> None:
    """Any value has the very text that Python's own encoder gives with an indent of one."""
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=1)
    assert json_text([{"in": value}]) == json.dumps([{"in": value}], ensure_ascii=False, indent=1)


@documents
def test_the_json_has_the_one_layout(name: str) -> None:
    """What is written out for speed stands where the library would put it."""
    content = write_json(leaf_of(name).filled).decode()
    assert content == f"{json.dumps(json.loads(content), ensure_ascii=False, indent=1)}\n"


def test_what_is_no_json_is_refused() -> None:
    """Neither a value nor a key of another kind is written."""
    for value in ({1, 2}, {"a": object()}, {(1,): "a"}):
        with pytest.raises(TypeError):
            json_text(value)
