"""English values as a reader of English reads them; no other text is read by these words."""

from __future__ import annotations

from decimal import Decimal
from time import process_time

import pytest
from goalbook.model.reading import TEXT, Target, TargetKind
from goalbook.model.target import read_target
from goalbook.model.target_english import LONGEST_ENGLISH, read_english
from hypothesis import given
from hypothesis import strategies as st


def number(sign: str, value: str, unit: str = "", per: str = "", *, about: bool = False) -> Target:
    """A number with the bounds that its comparator implies."""
    low = None if sign in ("≤", "<") else Decimal(value)
    high = None if sign in ("≥", ">") else Decimal(value)
    return Target("number", sign, low, high, sign == ">", sign == "<", unit, per, about)


def span(low: str, high: str, unit: str = "", opens: str = "") -> Target:
    """A range, open at its low or its high end."""
    return Target("range", "", Decimal(low), Decimal(high), "low" in opens, "high" in opens, unit)


NUMBERS = {
    "$35.00 or less": number("≤", "35.00", "$"),
    "less than $35.00": number("<", "35.00", "$"),
    "£5m": number("", "5", "£ million"),
    "£5 Million": number("", "5", "£ million"),
    "US$2.5bn": number("", "2.5", "US$ billion"),
    "$5k": number("", "5", "$ thousand"),
    "USD 5 million": number("", "5", "USD million"),
    "not to exceed $5m": number("≤", "5", "$ million"),
    "€3.50 per meal": number("", "3.50", "€", "meal"),
    "$1.20/unit": number("", "1.20", "$", "unit"),
    "3 million people": number("", "3", "million people"),
    "at least 1,500 visits": number("≥", "1500", "visits"),
    "a minimum of 3 reports": number("≥", "3", "reports"),
    "min. 3 reports": number("≥", "3", "reports"),
    "95% minimum": number("≥", "95", "%"),
    "95%+": number("≥", "95", "%"),
    "500+": number("≥", "500"),
    "no more than 5 working days": number("≤", "5", "working days"),
    "within 10 working days": number("≤", "10", "working days"),
    "up to 40": number("≤", "40"),
    "greater than or equal to 7.5": number("≥", "7.5"),
    "10 or fewer": number("≤", "10"),
    "65 and over": number("≥", "65"),
    "exactly 4 sessions": number("=", "4", "sessions"),
    "approximately 300": number("", "300", about=True),
    "Reach 95%.": number("", "95", "%"),
    "95 schools": number("", "95", "schools"),
    "zero fatalities": number("", "0", "fatalities"),
    "one": number("", "1"),
    "90 percent of the calls": number("", "90", "% of the calls"),
    "12 per 1,000 people": number("", "12", "", "1,000 people"),
    "3 visits a week": number("", "3", "visits", "week"),
    "increase of 3 percentage points": number("", "3", "percentage points"),
    "an increase of at least 3 ppt": number("≥", "3", "percentage points"),
    "5 bps": number("", "5", "basis points"),
    "a decrease of 3%": number("", "-3", "%"),
    "reduction of at least 3%": number("≤", "-3", "%"),
    "at least a 5% reduction": number("≤", "-5", "%"),
    "less than a 5% cut": number(">", "-5", "%"),
    "47 out of 49": number("", "47", "", "49"),
    "47 states out of 49": number("", "47", "states", "49"),
    "47 of the 49 states": number("", "47", "", "49 states"),
    "at least 9 in 10": number("≥", "9", "", "10"),
    "one in five": number("", "1", "", "five"),
}
RANGES = {
    "between 7% and 8%": span("7", "8", "%"),
    "from 5 to 10 percent": span("5", "10", "%"),
    "$1–2 million": span("1", "2", "$ million"),
    "$1.5 million to $2 million": span("1.5", "2", "$ million"),
    "1,500 to 2,000 visits": span("1500", "2000", "visits"),
    "more than 5 but less than 8": span("5", "8", opens="low high"),
    "at least 5, and at most 8 visits": span("5", "8", "visits"),
    "95%±2%": span("93", "97", "%"),
    "95% +/- 2 percentage points": span("93", "97", "%"),
    "95% plus or minus 2%": span("93", "97", "%"),
    "$100 ± $5": span("95", "105", "$"),
    "25±2℃": span("23", "27", "℃"),
    "100±5人": span("95", "105", "人"),
    "2%±3": span("-1", "5", "%"),
}
OTHERS: dict[TargetKind, str] = {
    "date": "31 Mar 2004|06/30/2020|30/06/2020|31-Mar-04|31.12.2024|31st March|1st of April 2024|March 31, 2004|Mar. 2004|by 31 March 2024"
    "|due by June 30, 2024|by the end of June 2024|no later than 1 May 2024|Q3 2024|Q4|fourth quarter of FY2024|mid-2025|by 2025"
    "|end of 2024|before the end of FY 2023-24|spring 2024|year-end|completed by December 2024|30 September",
    "period": "FY2024|FY 2023-24|fiscal year 2024|2021-22|2023/24|1 April 2023 to 31 March 2024|April 2023 – March 2024|Apr-Jun 2024",
    "none": "N/A|n/a|N/A.|NA|n.a.|Not applicable",
    "text": "2019 baseline|95% by 2024|100% complete|100±5%|95%±2 people|5k|top 10|24x7|24/7|9 am|3-4-5|13/13/2024|10/45/2024|TBD|none"
    "|improve|above average|2 or 3|between 3 or 4|≥5 or less|at least 5 or less|5% to 6 people|increase|5% increase of 3%"
    "|within 5%|at least|$|1,50 people|2 reports by June|60 reports, 5 visits|more than 8 and less than 5|32 March 2024",
}  # fmt: skip


@pytest.mark.parametrize(("printed", "target"), [*NUMBERS.items(), *RANGES.items()])
def test_english_values_are_read(printed: str, target: Target) -> None:
    assert read_target(printed) == target


@pytest.mark.parametrize(
    ("kind", "printed"), [(kind, one) for kind, words in OTHERS.items() for one in words.split("|")]
)
def test_days_times_and_sentences_are_told_apart(kind: TargetKind, printed: str) -> None:
    assert read_target(printed) == Target(kind)


AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)
SIGNS = {"at least ": "≥", "no more than ": "≤", "more than ": ">", "fewer than ": "<", "exactly ": "=", "": ""}
UNITS = st.sampled_from(["%", " percentage points", " schools", " new staff members", " million people", ""])


@given(word=st.sampled_from(sorted(SIGNS)), value=AMOUNTS, unit=UNITS)
def test_any_comparator_number_and_unit_read_back(word: str, value: Decimal, unit: str) -> None:
    for digits in (f"{value:f}", f"{value:,f}"):
        assert read_target(f"{word}{digits}{unit}") == number(SIGNS[word], f"{value:f}", unit.strip())


@given(ends=st.tuples(AMOUNTS, AMOUNTS), unit=UNITS)
def test_any_two_ends_read_back(ends: tuple[Decimal, Decimal], unit: str) -> None:
    low, high = sorted(f"{end:f}" for end in ends) if ends[0] == ends[1] else (f"{end:f}" for end in sorted(ends))
    for first, last in ((low, high), (high, low)):
        assert read_target(f"between {first}{unit} and {last}{unit}") == span(low, high, unit.strip())
        assert read_target(f"{first} to {last}{unit}") == span(low, high, unit.strip())


PIECES = st.lists(
    st.sampled_from(
        [
            "5",
            "1,000",
            "%",
            "$",
            " ",
            "to",
            "and",
            "at least",
            "or more",
            "of",
            "per",
            "May",
            "2024",
            "人",
            "次",
            "约",
            "年",
        ]
    )
)


@given(PIECES.map("".join) | PIECES.map(" ".join))
def test_no_text_with_a_chinese_word_is_read_by_english_words(text: str) -> None:
    read = read_english(" ".join(text.split()))
    assert read is TEXT or not any("\u4e00" <= one <= "\u9fff" for one in text)
    assert read.low is None or read.high is None or read.low <= read.high


def test_the_length_of_what_english_reads_ends_at_80() -> None:
    text = "at least 5 international schools per responsible department"
    assert len(text) > 40
    assert read_target(text).kind == "number"
    assert read_target(f"{text}{'s' * (LONGEST_ENGLISH - len(text))}").kind == "number"
    assert read_target(f"{text}{'s' * (LONGEST_ENGLISH + 1 - len(text))}") is TEXT


@pytest.mark.parametrize(
    "piece", ["a ", "5 a ", "1,", "$", "at least ", "5 to ", "of 5 ", "per a ", "May 5 ", "+", "the end of ", "one "]
)
def test_hostile_english_is_read_in_no_time(piece: str) -> None:
    started = process_time()
    for end in ("", "x", "%", "é"):
        read_target((piece * LONGEST_ENGLISH)[: LONGEST_ENGLISH - 1] + end)
    assert process_time() - started < 0.5
