"""Entries of two lists are paired by keys, then by the earlier names that the new ones state."""

from __future__ import annotations

import time

import pytest
from goalbook.diff.records import pairs_of
from goalbook.model.pairing import pair_by_earlier_names
from goalbook.model.records import Indicator

OLD = [("one", None), ("two", "id-2"), ("one", None)]


@pytest.mark.parametrize(("new", "found"), [
    ([(0, ["one"])], {0: 0}),
    ([(5, ["one"]), (7, ["one"]), (9, ["one"])], {5: 0, 7: 2}),  # each of two of one name is taken once
    ([(0, ["id-2"]), (1, ["two"])], {0: 1}),  # by its id or its name, not by both
    ([(0, ["two", "one"]), (1, ["two", "one"])], {0: 1, 1: 0}),  # the next name where the first is taken
    ([(0, ["three"]), (1, [])], {}),
])  # fmt: skip
def test_a_rename_takes_the_first_that_was_called_so_and_is_free(
    new: list[tuple[int, list[str]]], found: dict[int, int]
) -> None:
    """No old one is taken twice, and no new one goes away empty where another of its name is free."""
    assert pair_by_earlier_names(enumerate(OLD), new) == found


def test_two_of_one_name_are_told_as_renamed() -> None:
    """By `goalbook diff` too: both of two that were called alike."""
    old = [Indicator(name="次数", target=f"{n}") for n in (3, 700)]
    new = [Indicator(name="场次", target="8", was=("次数",)), Indicator(name="人次", target="9", was=("次数",))]
    assert pairs_of(old, new) == [(0, 0), (1, 1)]


def test_many_of_one_name_take_no_long_time() -> None:
    """Ten thousand are paired in a moment; in the square of that it would take a minute."""
    start = time.process_time()
    found = pair_by_earlier_names(((n, ["x"]) for n in range(10_000)), ((n, ["x"] * 9) for n in range(20_000)))
    assert (len(found), time.process_time() - start < 5) == (10_000, True)
