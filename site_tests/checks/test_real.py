"""The five real documents: what a person found in them is found by a rule, or stands in a review note; and what else is found."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from goalbook.book.entry import summarise
from goalbook.book.load import load_document
from goalbook.checks.check import Checked, check_book
from goalbook.goalfile.problem import Problem, listed
from goalbook.model.address import Address

from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
CPPCC, CONGRESS = "undated/county-cppcc/", "undated/county-congress/"
SHANHAIGUAN, HUANGYUAN, GUANGZHOU = "2022/shanhaiguan-cppcc/", "2024/huangyuan-cppcc/", "2022/guangzhou-cppcc/"
FOLDERS = (CPPCC, CONGRESS, SHANHAIGUAN, HUANGYUAN, GUANGZHOU)

# All that is found, by original: those of the table of the design, and beside it (+) what was read and judged right.
FOUND: dict[str, dict[str, int]] = {
    CPPCC: {"ID-1": 1, "ID-2": 1, "ID-3": 1, "ID-5": 1, "MO-8": 9, "IN-17": 8, "IN-18": 1, "ID-8-both": 1},
    CONGRESS: {
        "ID-1": 1,
        "ID-2": 1,
        "ID-3": 1,
        "ID-5": 1,
        "MO-8": 8,
        "IN-16-overlap": 5,
        "IN-17": 2,
        "ST-5-name": 3,
        "ST-8": 1,
        "ST-9-paragraph": 1,
        "ID-8-both": 1,
    },
    SHANHAIGUAN: {
        "IN-6": 2,
        "IN-10-cost": 5,
        "IN-12": 9,
        "IN-8-count": 4,
        "MO-7": 5,
        "ST-6": 1,
        "ST-7": 1,
        "ST-11-both": 1,
        "ID-3": 6,
        "ID-8-both": 6,
        "IN-13": 3,
        "IN-18": 2,
        "IN-19-same": 5,
    },
    HUANGYUAN: {
        "IN-10-count": 4,
        "IN-10": 1,
        "ST-7-width": 1,
        "ST-6": 2,
        "ST-6-again": 3,
        "ST-7": 1,
        "ST-9": 1,
        "IN-3": 1,
        "IN-11": 1,
        "ID-8-both": 1,
    },
    GUANGZHOU: {"ST-9": 2, "IN-3": 1, "IN-13": 1, "ID-8-published": 1},
}
# Rules that the table names as not finding anything.
QUIET = {HUANGYUAN: ("IN-9", "IN-14"), GUANGZHOU: ("MO-2", "MO-4"), CPPCC: ("MO-3",), CONGRESS: ("MO-3",)}
# Of the table, what no rule finds by itself: a person's review note tells it.
NOTES = {
    SHANHAIGUAN: [("department", "swapped", 2), ("department", "truncated", 1), ("department", "lost", 2)],
    HUANGYUAN: [("department", "truncated", 6)],
    CONGRESS: [("duties", "foreign", 1), ("duties", "duplicate", 2)],
    GUANGZHOU: [("department", "lost", 2)],
}


@cache
def checked() -> Checked:
    """The goals of this repository, checked once."""
    return check_book(GOALS)


def of(folder: str) -> list[Problem]:
    """All findings of an original, also those that its files answer themselves."""
    return [one for one in (*checked().problems, *checked().answered) if one.file.startswith(folder)]


@pytest.mark.parametrize("folder", FOLDERS)
def test_all_that_is_found_was_read_and_judged_right(folder: str) -> None:
    """Neither more nor less is found than what a person went through."""
    assert Counter(one.code for one in of(folder)) == FOUND[folder]
    assert not [one for one in of(folder) if one.rule in QUIET.get(folder, ())]


def test_a_transcribed_original_has_no_errors() -> None:
    """Nothing of a published original stops a check, however poor it is."""
    assert {one.severity for one in (*checked().problems, *checked().answered)} == {"warning", "note"}


@pytest.mark.parametrize("folder", NOTES)
def test_review_notes_tell_what_a_person_found(folder: str) -> None:
    """Where a rule can't tell, the note of a person stands in the file."""
    for name, kind, count in NOTES[folder]:
        document, _, _ = load_document(GOALS, f"{folder}{name}.yml")
        assert document is not None
        assert sum(note.kind == kind for note in document.review) == count


@pytest.mark.parametrize(
    ("folder", "numeric", "indicators"), [(SHANHAIGUAN, 22, 45), (HUANGYUAN, 41, 42), (GUANGZHOU, 1, 14)]
)
def test_indicators_that_can_be_measured_are_counted(folder: str, numeric: int, indicators: int) -> None:
    """IN-13 of the table: how many indicators have a number, of how many."""
    entries = [entry for entry in checked().book.entries if entry.address.startswith(folder)]
    assert (sum(entry.numeric for entry in entries), sum(entry.indicators for entry in entries)) == (
        numeric,
        indicators,
    )


def test_the_clipped_names_are_named() -> None:
    """The five names that the column of the original cut are among those of the one finding."""
    (finding,) = (one for one in of(HUANGYUAN) if one.code == "ST-7-width")
    names = dict(finding.details)["names*"]
    for name in (
        "发挥29名常委的履职",
        "发挥4名主席和4名专",
        "视察、调研按期举行",
        "发挥155名委员的履职",
        "提高对湟源政协的了",
    ):
        assert name in names


def test_missing_functions_and_paragraphs_are_named() -> None:
    """Functions 4, 7 and 8 and the third safeguard are told by their numbers."""
    assert [dict(one.details)["missing*"] for one in of(HUANGYUAN) if one.code == "ST-6"] == ["4", listed(["7", "8"])]
    assert [dict(one.details)["missing*"] for one in of(SHANHAIGUAN) if one.code == "ST-6"] == ["3"]


def test_one_of_the_costs_is_at_least_all() -> None:
    """Of the five costs with ≥ one is ≥100%: one indicator, one message."""
    values = [dict(one.details)["text"] for one in of(SHANHAIGUAN) if one.code == "IN-10-cost"]
    assert sorted(values) == ["≥100%", "≥90%", "≥90%", "≥90%", "≥90%"]


def test_a_note_and_a_finding_of_one_cause_are_told_once() -> None:
    """What a review note tells is not told again by a rule of its kind."""
    told = Counter(one.code for one in checked().answered)
    assert told == {"ST-9": 3, "ST-11-both": 1, "ST-6": 1, "ST-7": 2, "IN-6": 2, "ST-7-width": 1, "ST-6-again": 2} | {
        "ST-9-paragraph": 1,
        "ST-8": 1,
    }


def test_blank_facts_and_lost_labels_stay_as_they_are() -> None:
    """The eight lost level-1 labels and the blank fact of 004 are no fault of its file."""
    document, raw, _ = load_document(GOALS, f"{GUANGZHOU}department.yml")
    assert document is not None
    assert sum(one.path[0] is None for one in document.indicators) == 8
    assert [key for key, text in document.facts.items() if not text] == ["staff", "other_tasks"]
    assert (
        summarise(document, FORMS[document.form], Address("2022/guangzhou-cppcc/department"), str(len(raw))).money
        is not None
    )
