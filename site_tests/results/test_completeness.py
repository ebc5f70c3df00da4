"""Of each document that is owed it is told what became of it, as of a day; the days are reckoned by hand here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from goalbook.book.entry import Entry
from goalbook.book.expected import SiteLists
from goalbook.model.expected import Absence, Duty, ExpectedList
from goalbook.results.completeness import Owed, completeness, counts_of

from site_tests.helpers.made_book import WHOLE, WITHDRAWN, made_book, made_entry

DUTY = Duty(stage="approved", approved="2024-01-31", bodies=("made",))  # due on 20 February
WHY = Absence(body="made", why="secret", reason="涉密（生成）")


def reckoned(as_of: str, *entries: Entry, duty: Duty = DUTY, absent: tuple[Absence, ...] = ()) -> Owed:
    """What one document that is owed comes to."""
    book = made_book(*entries, made_entry("2023/made/other"))
    lists = SiteLists({"2024": ExpectedList(goalbook="2", expected=(duty,), absent=absent)})
    ((owed,),) = completeness(replace(book, lists=lists), date.fromisoformat(as_of) if as_of else None).values()
    return owed


THERE = made_entry("2024/made/one", published="2024-02-20")


@pytest.mark.parametrize(
    ("as_of", "entries", "state", "late"),
    [
        ("2024-02-20", (), "pending", 0),
        ("2024-02-21", (), "missing", 1),
        ("2024-12-31", (), "missing", 315),
        ("", (), "missing", 0),
        ("2024-03-01", (THERE,), "published", 0),
        ("2024-03-01", (replace(THERE, published="2024-02-23"),), "published", 3),
        ("2024-03-01", (replace(THERE, published=""),), "published", 0),
        ("2024-03-01", (replace(THERE, withdrawn=WITHDRAWN),), "withdrawn", 0),
        ("2024-03-01", (replace(THERE, stage="declared"),), "missing", 10),
        ("2024-03-01", (replace(THERE, stage="declared"), made_entry("2024/made/two", published="2024-02-01")), "published", 0),
        ("2024-03-01", (replace(THERE, withdrawn=WITHDRAWN), made_entry("2024/made/two", published="2024-02-22")), "published", 2),
    ],
)  # fmt: skip
def test_what_became_of_it(as_of: str, entries: tuple[Entry, ...], state: str, late: int) -> None:
    """By the day it is due: 20 days after the approval; the first publication counts."""
    owed = reckoned(as_of, *entries)
    assert (owed.state, owed.late, owed.due) == (state, late, date(2024, 2, 20))
    assert owed.is_overdue == (state == "missing" and late > 0)


def test_what_is_explained_is_not_missing_and_what_is_there_is_published() -> None:
    """An explanation stands for a document only as long as there is none."""
    assert reckoned("2024-12-31", absent=(WHY,)).state == "explained"
    assert reckoned("2024-12-31", THERE, absent=(WHY,)).state == "published"
    other = WHY.model_copy(update={"stage": "evaluated"})
    assert reckoned("2024-12-31", absent=(other,)).state == "missing"


def test_when_it_is_due_comes_from_the_duty_the_list_or_the_document() -> None:
    """A due day that is stated goes before one that is reckoned; without either there is none, and nothing is late."""
    assert reckoned("2024-12-31", duty=DUTY.model_copy(update={"due": "2024-03-31"})).due == date(2024, 3, 31)
    unstated = DUTY.model_copy(update={"approved": None})
    own = replace(THERE, approved="2024-03-01", published="2024-03-25")
    owed = reckoned("2024-12-31", own, duty=unstated)
    assert (owed.due, owed.late) == (date(2024, 3, 21), 4)
    owed = reckoned("2024-12-31", duty=unstated)
    assert (owed.state, owed.due, owed.is_overdue) == ("missing", None, False)


def test_a_form_and_a_name_narrow_what_fits() -> None:
    """A duty of one form or file is met by that alone."""
    assert reckoned("2024-12-31", THERE, duty=DUTY.model_copy(update={"form": WHOLE.id})).state == "missing"
    assert reckoned("2024-12-31", replace(THERE, form=WHOLE), duty=DUTY.model_copy(update={"form": WHOLE.id})).entries
    assert reckoned("2024-12-31", THERE, duty=DUTY.model_copy(update={"document": "two"})).state == "missing"
    assert reckoned("2024-12-31", THERE, duty=DUTY.model_copy(update={"document": "one"})).state == "published"


def test_each_is_counted_once_and_late_ones_are_among_the_published() -> None:
    """The states add up to what is owed."""
    lists = ExpectedList(
        goalbook="2",
        expected=(Duty(approved="2024-01-31", bodies=("a", "b", "c", "d", "e", "f")),),
        absent=(WHY.model_copy(update={"body": "d"}),),
    )
    entries = (
        made_entry("2024/a/one", published="2024-02-01"),
        made_entry("2024/b/one", published="2024-03-01"),
        made_entry("2024/c/one"),
        made_entry("2024/e/one", withdrawn=WITHDRAWN),
    )
    book = replace(made_book(*entries), lists=SiteLists({"2024": lists}))
    counts = counts_of(completeness(book, date(2024, 12, 31))["2024"])
    assert counts == {
        "owed": 6, "published": 3, "timely": 1, "late": 1, "untold": 1, "missing": 1, "pending": 0, "explained": 1, "withdrawn": 1,
    }  # fmt: skip
