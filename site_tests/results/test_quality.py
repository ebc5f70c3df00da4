"""Findings are counted by code over documents; withdrawn ones count nowhere."""

from __future__ import annotations

from goalbook.checks.rules import RULES
from goalbook.checks.run import WeighedFinding
from goalbook.results.quality import codes_of, quality_of

from site_tests.helpers.made_book import WITHDRAWN, made_entry


def finding(code: str, **values: str) -> WeighedFinding:
    """A finding of a rule."""
    return WeighedFinding(RULES[code[:5]], (), code, tuple(values.items()), "warning", "accepted")


def test_findings_are_counted_by_code_and_one_of_many_rows_by_these() -> None:
    """Answered ones count too; what counts indicators counts as many."""
    found = [finding("IN-10"), finding("IN-10"), finding("IN-10-cost"), finding("IN-19", count="7")]
    assert codes_of(found) == (("IN-10", 2), ("IN-10-cost", 1), ("IN-19", 7))


def test_documents_are_added_and_withdrawn_ones_left_out() -> None:
    """Indicators by the kind of their target, findings by code and by rule."""
    entries = [
        made_entry("2024/a/one", indicators=10, numeric=4, texts=3, bare=1),
        made_entry("2024/a/two", indicators=5, numeric=5),
        made_entry("2024/a/gone", withdrawn=WITHDRAWN),
    ]
    found = {
        "2024/a/one": (("IN-10", 2), ("IN-10-cost", 1)),
        "2024/a/two": (("IN-12", 3),),
        "2024/a/gone": (("IN-12", 9),),
    }
    quality = quality_of(entries, found)
    assert (quality.documents, quality.indicators, quality.numeric, quality.texts, quality.bare, quality.other) == (
        2,
        15,
        9,
        3,
        1,
        2,
    )
    assert quality.by_rule() == [("IN-10", 3), ("IN-12", 3)]
    assert quality.where == {"IN-10": 1, "IN-10-cost": 1, "IN-12": 1}
