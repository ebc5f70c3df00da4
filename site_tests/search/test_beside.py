"""What always stands beside terms: as the texts have it, however they are parted, and enough to do without positions."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from pathlib import Path

from goalbook.search.beside import beside_in, common, may_be_stated, sides
from goalbook.search.query import open_site
from goalbook.search.tokenize import fold, kept_texts
from hypothesis import given
from hypothesis import strategies as st

from site_tests.conftest import ROOT
from site_tests.search.made import drawn, make_index, write_index

TEXTS = st.lists(st.text("甲乙丙a1", max_size=9), max_size=8)


@given(TEXTS, st.integers(0, 8))
def test_it_stands_beside_every_place(texts: list[str], cut: int) -> None:
    """Of every term of three characters: what stands before and after it is shared by all its places, and nothing longer is, whatever
    part of the texts was asked first.
    """
    threes = {text[at : at + 3] for text in texts for at in range(len(text) - 2)}
    whole = beside_in(texts)
    assert whole.keys() == threes
    parts = [beside_in(part) for part in (texts[:cut], texts[cut:])]
    for term in threes:
        places = [(text[max(at - 3, 0) : at], text[at + 3 : at + 6]) for text in texts for at in _places(text, term)]
        before, after = sides(whole[term])
        assert all(left.endswith(before) and right.startswith(after) for left, right in places)
        assert not any(all(left.endswith(one + before) for left, _ in places) for one in "甲乙丙a1" if len(before) < 3)
        assert not any(
            all(right.startswith(after + one) for _, right in places) for one in "甲乙丙a1" if len(after) < 3
        )
        found = [part[term] for part in parts if term in part]
        assert sides(reduce(common, found)) == (before, after)


def _places(text: str, term: str) -> list[int]:
    return [at for at in range(len(text) - 2) if text[at : at + 3] == term]


def _shared(texts: list[str]) -> str:
    return max((one[:n] for one in texts for n in range(4) if all(text.startswith(one[:n]) for text in texts)), key=len)


def test_marks_are_told_apart() -> None:
    """Only three characters as they stand are asked about."""
    assert [term for term in ("项目实", "项目", "＃95", "＝95", "项目实施", "95%") if may_be_stated(term)] == [
        "项目实",
        "95%",
    ]


def test_an_index_knows_it_of_terms_that_a_segment_has_once(tmp_path: Path) -> None:
    """What stands beside a term is what all texts have in common, also where it is one of many documents of its segment that has it."""
    made = make_index(ROOT / "goals", tmp_path / "one")
    write_index(tmp_path, [*made.records, *made.records[:1] * 30], least=1, each=100)
    index = open_site(tmp_path)
    texts = [text for record in made.records for text in kept_texts(fold(cell.text) for cell in record.cells)]
    asked = {text[at : at + 3] for text in texts for at in range(len(text) - 2)}
    texts += [fold(record.title) for record in made.records]
    stated = 0
    for term in asked:
        places = [(text[max(at - 3, 0) : at], text[at + 3 : at + 6]) for text in texts for at in _places(text, term)]
        before, after = _shared([left[::-1] for left, _ in places])[::-1], _shared([right for _, right in places])
        [(_, entry)] = index.find(term, prefix=False)
        assert entry.beside == (before, after), term
        stated += entry.beside != ("", "")
    assert stated > 1000


def test_words_that_stand_whole_need_no_positions(tmp_path: Path) -> None:
    """Of drawn strings with several terms many are decided without them, and each finds what plain containment finds."""
    made = make_index(ROOT / "goals", tmp_path, least=1)
    asked: list[str] = []
    positions = made.index.positions
    made.index.positions = lambda file, entry: asked.append(entry.term) or positions(file, entry)  # type: ignore[method-assign,func-returns-value]
    words = [word for word in drawn(made.records, 300, seed=7) if len(fold(word)) > 3]
    texts = [
        cell.text for record in made.records for cell in record.cells if len(cell.text) > 5 and cell.text.isalpha()
    ]
    apart = [one[-3:] + other[:3] for one, other in pairwise(texts[:40])]
    assert [
        word for word in apart if made.found(word) != {one.url for one in made.values if fold(word) in one.folded}
    ] == []
    decided = 0
    for word in words:
        asked.clear()
        found = made.found(f'"{word}"')
        assert found == {one.url for one in made.values if fold(word) in one.folded}
        decided += not asked
    assert len(words) > 100
    assert decided > 0.8 * len(words)
