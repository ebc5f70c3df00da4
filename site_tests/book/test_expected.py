"""goals/site/: every fault of a list is found at its place, once, with a remedy; a good one says what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.book.load import load_book
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.problems import message, remedy

from site_tests.helpers.faulty import BODY, FILE, GOOD, SCHEMA, places, write_goals

EXPECTED = f"{SCHEMA}../schema/expected.json\ngoalbook: 2\n"
DAYS = f"{SCHEMA}../schema/days.json\ngoalbook: 2\n"
OWED = "expected:\n  - stage: approved\n    bodies: [made-body]\n"
LIST, CALENDAR = "site/expected-2024.yml", "site/days-2024.yml"

FAULTS = {
    "a name that no list has": ("site/expectd-2024.yml", EXPECTED + OWED, "1:1 unknown-list"),
    "a list without a year": ("site/expected.yml", EXPECTED + OWED, "1:1 unknown-list"),
    "both ways to count": (LIST, EXPECTED + 'days: 20\nworking_days: 20\n' + OWED, "4:15 days-twice"),
    "no count of days": (LIST, EXPECTED + "days: twenty\n" + OWED, "3:7 bad-format"),
    "a day that isn't there": (LIST, EXPECTED + "approved: 2024-02-30\n" + OWED, "3:11 no-such-day"),
    "a due day that isn't there": (LIST, EXPECTED + OWED + "    due: 2023-02-29\n", "6:10 no-such-day"),
    "nobody owes it": (LIST, EXPECTED + "expected:\n  - stage: approved\n    bodies: []\n", "5:5 owed-by-nobody"),
    "an unknown body": (LIST, EXPECTED + "expected:\n  - bodies: [made-bdoy]\n", "4:14 unknown-body"),
    "an unknown form": (LIST, EXPECTED + OWED + "    form: hebei-projct\n", "6:11 unknown-form"),
    "an unknown stage": (LIST, EXPECTED + "expected:\n  - {stage: aproved, bodies: [made-body]}\n", "4:13 unknown-value"),
    "owed twice": (LIST, EXPECTED + OWED + OWED.removeprefix("expected:\n"), "7:14 owed-twice"),
    "twice in one line": (LIST, EXPECTED + OWED.replace("[made-body]", "[made-body, made-body]"), "5:25 owed-twice"),
    "an explanation without a reason": (LIST, EXPECTED + OWED + "absent:\n  - {body: made-body, why: secret}\n", "7:5 missing-key"),
    "an explanation of nothing": (
        LIST,
        EXPECTED + OWED + "absent:\n  - {body: made-body, stage: evaluated, why: other, reason: 无}\n",
        "7:12 explains-nothing",
    ),
    "no calendar": (LIST, EXPECTED + "working_days: 20\napproved: 2024-01-31\n" + OWED, "3:15 no-days-of-year"),
    "a slip in a key": (LIST, EXPECTED + OWED + "abset: []\n", "6:1 unknown-key"),
    "a day of another year": (CALENDAR, DAYS + "holidays: [2023-12-31]\n", "3:12 day-of-other-year"),
    "off and worked": (CALENDAR, DAYS + "holidays: [2024-02-04]\nworkdays: [2024-02-04]\n", "4:12 off-and-worked"),
    "a weekday that isn't there": (CALENDAR, DAYS + "holidays: [2024-02-30]\n", "3:12 no-such-day"),
    "a trick of YAML": (LIST, EXPECTED + "expected: &a\n  - bodies: *a\n", "3:11 anchor"),
    "no schema": (LIST, "goalbook: 2\n" + OWED, "1:1 no-modeline"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "found"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_found_at_its_place(file: str, text: str, found: str, tmp_path: Path) -> None:
    """One fault gives one problem, at its line and column, with words and a remedy in each language."""
    book = load_book(write_goals(tmp_path, **{file: text}))
    assert places(book.problems)[:1] == [f"{file}:{found}"]
    assert len(book.problems) == 1 or "trick" in str(FAULTS)
    for language in LANGUAGES:
        t = catalogue(language)
        assert all(message(one, t) and remedy(one, t) and "{" not in message(one, t) for one in book.problems)
    # A list with an error states nothing.
    assert bool(book.errors) == ((book.lists.expected or book.lists.days) == {})


def test_a_good_list_is_read_whole(tmp_path: Path) -> None:
    """What a list says comes with its year; several calendars stand beside it, and a term may run through both."""
    text = EXPECTED + "working_days: 5\napproved: 2024-12-30\n" + OWED
    further = {CALENDAR: DAYS + "workdays: [2024-02-04]\n", "site/days-2025.yml": DAYS + "holidays: [2025-01-01]\n"}
    book = load_book(write_goals(tmp_path, **{LIST: text, **further}))
    assert book.problems == ()
    assert book.lists.expected["2024"].expected[0].bodies == ("made-body",)
    assert sorted(book.lists.days) == ["2024", "2025"]


def test_an_explanation_of_what_is_published_is_noted(tmp_path: Path) -> None:
    """That a document is there and explained away is told, and stops nothing."""
    text = (
        EXPECTED
        + "expected:\n  - {bodies: [made-body, other]}\nabsent:\n  - {body: made-body, why: secret, reason: 涉密}\n"
    )
    book = load_book(write_goals(tmp_path, **{LIST: text, FILE: GOOD, "bodies/other.yml": BODY}))
    assert places(book.problems) == [f"{LIST}:6:12 explained-but-there"]
    assert book.errors == ()
    assert "2024/made-body/one" in message(book.problems[0], catalogue("zh"))


def test_thousands_of_unknown_bodies_are_told_soon(tmp_path: Path) -> None:
    """Problems end at so many a file, however many faults there are."""
    names = ", ".join(f"no-{n}" for n in range(3000))
    book = load_book(write_goals(tmp_path, **{LIST: EXPECTED + f"expected:\n  - bodies: [{names}]\n"}))
    assert len(book.problems) == 200


@pytest.mark.parametrize("typed", ["“hebei-project”", "ｈｅｂｅｉ－ｐｒｏｊｅｃｔ", "hebei–project", "hebei-projct"])
def test_a_form_is_suggested_however_it_was_typed(typed: str, tmp_path: Path) -> None:
    """As in a goal file: quotes of Word, full width and other dashes are no part of what is meant."""
    book = load_book(write_goals(tmp_path, **{LIST: EXPECTED + OWED + f'    form: "{typed}"\n'}))
    assert [dict(one.details).get("suggestion") for one in book.problems] == ["hebei-project"]
