"""What search offers where it finds nothing: words of the same meaning, near words, near names."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from goalbook.book.load import load_book
from goalbook.messages.catalogue import catalogue
from goalbook.search.near import near_texts
from goalbook.search.query import search
from goalbook.search.synonyms import shipped_synonyms, synonyms
from goalbook.search.words import result_lines

from site_tests.helpers.faulty import SCHEMA, places, write_goals

NEAR = json.loads(files("goalbook.search").joinpath("vectors.json").read_text(encoding="utf-8"))["near"]


@pytest.mark.parametrize(("word", "texts", "found"), NEAR)
def test_slips_are_those_of_the_vectors(word: str, texts: list[str], found: list[str]) -> None:
    """The golden vectors, which the script of the page is held to as well."""
    assert near_texts(word, texts) == found


@pytest.mark.parametrize(
    ("query", "offered"),
    [("公务用车", "车辆"), ("车俩保险", "车辆保险"), ("提安", "提案"), ("三公经费", "公车"), ("政协会仪", "政协会议")],
)
def test_a_query_that_finds_nothing_leads_on(site: Path, query: str, offered: str) -> None:
    """Slips and other words for the same lead to queries that find documents, in the answer as in what the command prints."""
    found = search(site, query)
    assert offered in found.next_queries
    assert len(found.next_queries) <= 5
    for other in found.next_queries:
        answer = search(site, other)
        assert answer.total
        assert not answer.relaxed
    assert any(offered in line for line in result_lines(found, query, catalogue("zh")))


def test_what_is_found_needs_no_next_step(site: Path) -> None:
    """A query that documents hold is answered, and nothing else."""
    found = search(site, "车辆")
    assert found.total
    assert (found.next_queries, found.near_values) == ((), ())


def test_names_that_come_near_are_offered(site: Path) -> None:
    """A body whose name holds a slip is offered with what chooses it."""
    (value,) = [one for one in search(site, "山海关区正协").near_values if one.facet == "body"]
    assert (value.value, value.name) == ("shanhaiguan-cppcc", "山海关区政协")


def test_a_site_adds_words_of_its_own(tmp_path: Path) -> None:
    """The groups of a site stand before those of the package."""
    text = f"{SCHEMA}../schema/synonyms.json\ngoalbook: 2\ngroups:\n  - [示例词, 样例词]\n"
    book = load_book(write_goals(tmp_path, **{"site/synonyms.yml": text}))
    assert book.problems == ()
    assert synonyms(book.lists.synonyms, "zh") == (("示例词", "样例词"), *shipped_synonyms())
    assert synonyms(book.lists.synonyms, "en") == (("示例词", "样例词"),)


def test_words_of_the_same_meaning_are_validated(tmp_path: Path) -> None:
    """A key that nobody knows is told at its line and column."""
    text = f"{SCHEMA}../schema/synonyms.json\ngoalbook: 2\ngroup:\n  - [示例词, 样例词]\n"
    book = load_book(write_goals(tmp_path, **{"site/synonyms.yml": text}))
    assert "site/synonyms.yml:3:1 unknown-key" in places(book.problems)
    assert book.lists.synonyms == ()


def test_shipped_groups_have_words_to_change_for() -> None:
    """Each group has at least two words, none twice."""
    for group in shipped_synonyms():
        assert len(set(group)) == len(group) > 1
