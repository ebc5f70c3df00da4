"""Printed targets, amounts and shares as they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import cast

import pytest
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.model.indicators import targets_of, walk_indicators
from goalbook.model.reading import Target, TargetKind
from goalbook.model.records import Document
from goalbook.model.target import read_amount, read_share, read_target
from hypothesis import given
from hypothesis import strategies as st

GOALS = Path(__file__).parents[2] / "goals"
HEAD, *ROWS = (line.split("\t") for line in Path(__file__).with_name("targets.tsv").read_text("utf-8").splitlines())
REAL = [row for row in ROWS if row[0] != "made"]


def expected(row: list[str]) -> Target:
    """The reading that a row of the table asks for; blank cells at its end are left out of the file."""
    cells = dict(zip(HEAD, row + [""] * len(HEAD), strict=False))
    return Target(
        kind=cast(TargetKind, cells["kind"]),
        comparator=cells["comparator"],
        low=Decimal(cells["low"]) if cells["low"] else None,
        high=Decimal(cells["high"]) if cells["high"] else None,
        low_open=cells["open"] in ("low", "both"),
        high_open=cells["open"] in ("high", "both"),
        unit=cells["unit"],
        per=cells["per"],
        approximate=cells["approximate"] == "yes",
        suspect=cells["suspect"] == "yes",
    )


def published() -> Iterator[tuple[str, str]]:
    """Every printed target and level of the published documents, with the document's address."""
    for file in sorted(GOALS.rglob("*.yml")):
        address = file.relative_to(GOALS).with_suffix("").as_posix()
        if not address.startswith("bodies/"):
            node, _ = read_source(file.read_bytes(), file.name)
            assert node is not None
            document = Document.model_validate(as_plain(node))
            for _, _, indicator in walk_indicators(document):
                yield from ((address, text) for text in targets_of(indicator) if text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_each_row_of_the_table_reads_as_a_person_read_it(row: list[str]) -> None:
    assert read_target(row[1]) == expected(row)


def test_the_table_holds_every_value_of_the_published_documents() -> None:
    """A target of a goal file that has no row is found here, and so is a row without a goal file."""
    assert Counter((row[0], row[1]) for row in REAL) == Counter(published())


def test_the_published_values_are_numbers_bare_units_and_others_as_counted_by_a_person() -> None:
    kinds = Counter(read_target(row[1]).kind for row in REAL)
    assert kinds == {"number": 124, "unit-only": 2, "period": 10, "text": 35}
    assert sum(read_target(row[1]).is_numeric for row in REAL) == 124
    assert len(REAL) == 171


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u3000", "\u00a0"])
def test_white_space_of_any_kind_is_blank(text: str) -> None:
    assert read_target(text) == Target("blank")


def test_white_space_around_a_value_is_no_part_of_it() -> None:
    assert read_target("\u3000≥90%\n") == read_target("≥90%")


COMPARATORS = {"": "", "≥": "≥", "≧": "≥", ">=": "≥", "不低于": "≥", "≤": "≤", "＜=": "≤", "不超过": "≤"}
COMPARATORS |= {"＞": ">", "大于": ">", "<": "<", "不满": "<", "=": "=", "＝": "="}
UNITS = st.sampled_from(["", "%", "次", "名", "人次", "万元", "个工作日", "个百分点", "平方米"])
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2) | st.integers(0, 10**9).map(Decimal)


@given(
    word=st.sampled_from(sorted(COMPARATORS)),
    number=NUMBERS,
    unit=UNITS,
    per=st.sampled_from(["", "年", "生/年"]),
)
def test_any_comparator_number_and_unit_read_back_as_they_were_printed(
    word: str, number: Decimal, unit: str, per: str
) -> None:
    for digits in (f"{number:f}", f"{number:,f}"):
        read = read_target(f"{word}{digits}{unit}" + (f"/{per}" if per else ""))
        comparator = COMPARATORS[word]
        assert (read.kind, read.comparator, read.unit, read.per) == ("number", comparator, unit, per)
        assert read.low == (None if comparator in ("≤", "<") else number)
        assert read.high == (None if comparator in ("≥", ">") else number)
        assert (read.low_open, read.high_open) == (comparator == ">", comparator == "<")


@given(ends=st.tuples(NUMBERS, NUMBERS), dash=st.sampled_from("-–—~～至到"), unit=UNITS.filter(bool))
def test_any_two_ends_read_back_as_one_range(ends: tuple[Decimal, Decimal], dash: str, unit: str) -> None:
    low, high = sorted(ends)
    for text in (f"{low:f}{unit}{dash}{high:f}{unit}", f"{low:f}{dash}{high:f}{unit}"):
        read = read_target(text)
        assert (read.kind, read.low, read.high, read.unit) == ("range", low, high, unit)


PIECES = st.lists(
    st.sampled_from([*"0192.,-—~%％/次年月日人万余≥≤<>=±》约不超过以上内左右至（含） 　", "一年", "2023"])
).map("".join)


@given(st.text() | PIECES)
def test_reading_never_fails_and_keeps_its_promises(text: str) -> None:
    read = read_target(text)
    assert read.is_numeric == (read.low is not None or read.high is not None)
    assert read.low is None or read.high is None or read.low <= read.high
    assert read.comparator in ("", "≥", "≤", ">", "<", "=", "±")
    assert (read.kind == "blank") == (not text.strip())
    for amount in (read_amount(text), read_share(text)):
        assert amount is None or amount.is_finite()


@pytest.mark.parametrize(
    "piece", ["1", "1,", "111,", "1-", "≥", " ", "年/", "9次/年", "百千余多", "月至", "1次 ", "》=", "(含)"]
)
@pytest.mark.parametrize("end", ["", "x", "%"])
def test_hostile_texts_are_read_in_no_time(piece: str, end: str) -> None:
    started = process_time()
    for length in (40 // len(piece), 100_000):
        text = piece * length + end
        read_target(text), read_amount(text), read_share(text)
    assert process_time() - started < 0.5


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("12,504.03", "12504.03"),
        ("0.80", "0.80"),
        ("15.00", "15.00"),
        ("0", "0"),
        (" 3,821.80\u3000", "3821.80"),
        ("-12.50", "-12.50"),
        ("１２，５０４．０３", "12504.03"),
        ("1,234,567,890,123.45", "1234567890123.45"),
        ("12345678901234567890.12", "12345678901234567890.12"),
    ],
)
def test_an_amount_is_read_exactly(printed: str, amount: str) -> None:
    read = read_amount(printed)
    assert isinstance(read, Decimal)
    assert str(read) == amount


NO_AMOUNTS = [
    "",
    " ",
    "—",
    "/",
    "无",
    "968.191 8",
    "1,50",
    "12,5040",
    "1,234,56",
    ",123",
    "1.2.3",
    "12.",
    ".5",
    "1e5",
    "nan",
    "1_000",
]


@pytest.mark.parametrize("printed", [*NO_AMOUNTS, "Infinity", "10万元", "25%", "约10", "1" * 41])
def test_what_is_no_plain_amount_is_none(printed: str) -> None:
    assert read_amount(printed) is None


@pytest.mark.parametrize("printed", ["25%", "25％", "25﹪", " 25 % ", "25", "２５％"])
def test_a_share_is_read_with_or_without_its_sign(printed: str) -> None:
    assert read_share(printed) == Decimal("25")


@pytest.mark.parametrize("printed", ["", "%", "—", "约25%", "≥25%", "25%%", "四分之一"])
def test_what_is_no_share_is_none(printed: str) -> None:
    assert read_share(printed) is None
