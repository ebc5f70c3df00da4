"""Folding, terms and plans must be those of the golden vectors, which the script in the page is held against too."""

from __future__ import annotations

import json
from collections import defaultdict
from importlib.resources import files
from typing import Any

import pytest
from goalbook.search.codec import PayloadReader, name_of, order, pack_payload, path_of, to_json, unseal, varint
from goalbook.search.documentfile import document_file, read_cells
from goalbook.search.plan import PlannedText, pieces, plan
from goalbook.search.record import terms_of
from goalbook.search.tokenize import (
    NUMBER,
    contains,
    even,
    even_number,
    even_text,
    fold,
    is_number,
    placed_terms,
    runs,
    variants,
)
from hypothesis import given, settings
from hypothesis import strategies as st

VECTORS: dict[str, Any] = json.loads(files("goalbook").joinpath("search/vectors.json").read_text(encoding="utf-8"))

# Few characters, so that parts of one text are often found in another.
texts = st.text(alphabet="绩效預≥95.,0a P%", max_size=14)
english = st.lists(
    st.sampled_from(["measure", "s", "polic", "y", "ies", "es", "class", " ", "-", "预", "5"]), max_size=5
).map("".join)


def test_fold() -> None:
    """Width, case, traditional forms, comparators and spaces are folded as the vectors say."""
    for text, folded in VECTORS["fold"]:
        assert fold(text) == folded


@pytest.mark.parametrize(
    "unseen",
    [
        "\n",
        "\x7f",
        "\u00ad",
        "\u200b",
        "\u3000",
        "\u2028",
        "\u2029",
        "\ufe00",
        "\ufe0f",
        "\U000e0100",
        "\U000e01ef",
        "\U000e0041",
    ],
)
def test_fold_drops_what_is_not_seen(unseen: str) -> None:
    """Controls, formats, spaces, ends of lines and paragraphs, and what chooses among the forms of a character."""
    assert fold(f"预{unseen}算") == "预算"


@pytest.mark.parametrize("seen", ["\u0301", "\U000e01f0", "\ue000", "·", "の"])
def test_fold_keeps_all_else(seen: str) -> None:
    """Characters that stand beside those in the tables, too."""
    assert fold(f"预{seen}算") == f"预{seen}算"


@pytest.mark.parametrize(
    ("copied", "typed"),
    [("⻋", "车"), ("⻓", "长"), ("⻩", "黄"), ("⻥", "鱼"), ("⼈", "人"), ("⼝", "口"), ("⾦", "金")],
)
def test_radicals_are_found_as_their_characters(copied: str, typed: str) -> None:
    """Of both blocks, as text that is copied from PDF files has them."""
    assert fold(f"{copied}辆") == f"{typed}辆"


@given(st.text(max_size=20))
def test_fold_settles(text: str) -> None:
    """A folded text folds to itself, so that text and query can be folded any number of times."""
    folded = fold(text)
    assert fold(folded) == folded


@given(st.text(max_size=8), st.text(max_size=8))
def test_fold_by_character(one: str, other: str) -> None:
    """Folding works character by character, but for the two comparators of two characters."""
    joined = "".join(fold(character) for character in one + other).replace(">=", "≥").replace("<=", "≤")
    assert fold(one + other) == joined


def test_variants_are_settled() -> None:
    """No character that others become becomes another itself."""
    same = variants()
    assert not set(same.values()) & set(same)
    assert [fold(one) for one in ("績效", "預算", "換屆", "監督")] == ["绩效", "预算", "换届", "监督"]


def test_runs_and_numbers() -> None:
    """Runs, numbers and their even forms are those of the vectors."""
    for text, found in VECTORS["runs"]:
        assert [[at, run, is_number(run), even_number(run)] for at, run in runs(text)] == found
    for text, evened, marked in VECTORS["even"]:
        assert (even(text), even_text(text)) == (evened, marked)


def test_terms() -> None:
    """The terms of a text, their positions and their weights are those of the vectors."""
    for text, terms in VECTORS["placed_terms"]:
        assert [list(term) for term in placed_terms(text)] == terms
    for case in VECTORS["document_terms"]:
        assert _decoded(case["texts"], case["title"]) == case["terms"]


def test_plan() -> None:
    """Queries become the words and pieces of the vectors."""
    for query, words in VECTORS["plan"]:
        assert [
            {
                "folded": word.folded,
                "quoted": word.quoted,
                "alternatives": [[list(piece) for piece in text] for text in word.alternatives],
            }
            for word in plan(query)
        ] == words


def test_contains() -> None:
    """A word stands in a text as the vectors say."""
    for word, quoted, text, found in VECTORS["contains"]:
        assert contains(word, text, quoted=quoted) is found, (word, text)


def test_codec() -> None:
    """Numbers, envelopes, names and the order of terms are those of the vectors."""
    for number, written in VECTORS["varint"]:
        assert varint(number).hex() == written
        assert PayloadReader(bytes.fromhex(written)).number() == number
    for case in VECTORS["envelope"]:
        content = bytes.fromhex(case["file"])
        assert unseal(content, bytes.fromhex(case["primer"])).hex() == case["payload"]
        assert (name_of(content), path_of(name_of(content))) == (case["name"], case["path"])
    assert sorted(VECTORS["order"], key=order) == VECTORS["order"]


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_envelope(payload: bytes, primer: bytes) -> None:
    """Any payload comes back from its file, which has no line end and no quote but the two that it is between."""
    content = pack_payload(payload, primer)
    assert unseal(content, primer) == payload
    assert not {b"\n", b"\r"} & {bytes([byte]) for byte in content}
    assert content.replace(b"\\\\", b"").replace(b'\\"', b"").count(b'"') == 2


def test_document_file() -> None:
    """Cells are read as the vectors say."""
    case = VECTORS["document_file"]
    cells = read_cells(to_json(case["payload"]))
    assert [[cell.anchor, list(cell.labels), cell.text, cell.page] for cell in cells] == case["cells"]
    payload = json.loads(document_file(case["payload"]["card"], cells))
    assert payload["pages"] == case["payload"]["pages"]
    assert read_cells(to_json(payload)) == cells


@given(st.text(max_size=60))
def test_pieces_cover(text: str) -> None:
    """The pieces of a text cover each of its characters and are parts of it."""
    folded = fold(text)
    covered: set[int] = set()
    for piece in pieces(folded) if folded else ():
        assert folded[piece.offset : piece.offset + len(piece.text)] == piece.text
        covered.update(range(piece.offset, piece.offset + len(piece.text)))
    assert covered == set(range(len(folded)))


@settings(max_examples=400)
@given(st.lists(texts | english, min_size=1, max_size=4), texts | english, st.booleans())
def test_index_answers_containment(cells: list[str], query: str, quoted: bool) -> None:
    """The terms of a document answer a query exactly as plain containment in its cells does."""
    words = plan(f'"{query}"' if quoted else query)
    terms = {term: places for term, _, places in _decoded(cells, "")}
    for word in words:
        found = any(_holds(terms, text) for text in word.alternatives)
        assert found == any(word.stands_in(fold(cell)) for cell in cells)


@pytest.mark.parametrize("length", [3, 31, 32, 33, 34, 35, 63, 64, 65, 66, 67, 70, 99])
def test_long_codes(length: int) -> None:
    """Codes of any length are found whole and in part, and no other code is."""
    code = "".join(str(n * n % 7) for n in range(length - 3)) + "a.1"[-3:]
    terms = {term: places for term, _, places in _decoded([f"码{code}。", code[:-1] + "9"], "")}
    for part in (code, code[: length - 1], code[1:], f"码{code}", f"{code}。", code[-3:]):
        (word,) = plan(f'"{part}"')
        assert any(_holds(terms, text) for text in word.alternatives), part
    (word,) = plan(f'"{code}9"')
    assert not any(_holds(terms, text) for text in word.alternatives)


def _holds(terms: dict[str, list[int] | None], text: PlannedText) -> bool:
    """Whether the pieces of a text stand in a row: FORMAT.md, section 5, in the plainest way."""
    bases: list[set[int]] = []
    for piece in text:
        fitting = [term for term in terms if term == piece.text or (piece.prefix and term.startswith(piece.text))]
        if not fitting:
            return False
        bases.append({place - piece.offset for term in fitting for place in terms[term] or ()})
    return len(bases) == 1 or bool(set.intersection(*bases))


def _decoded(cells: list[str], title: str) -> list[list[Any]]:
    """The terms of a document with their weights and positions, ordered."""
    terms = terms_of(cells, title)
    highs, low = PayloadReader(terms.highs), 0
    places: dict[str, list[int]] = defaultdict(list)
    names = terms.joined.split("\n") if terms.joined else []
    for name, count in zip(names, terms.counts, strict=False):
        high = 0
        for _ in range(count):
            high += highs.number()
            places[name].append(high << 8 | terms.lows[low])
            low += 1
    rows = zip(names, terms.weights, strict=True)
    return sorted(([name, weight, places.get(name)] for name, weight in rows), key=lambda row: order(row[0]))


def test_numbers_are_apart() -> None:
    """The marks of numbers and of evened texts never stand in a folded text."""
    assert fold(NUMBER) == "="
    assert fold("＃") == "#"
