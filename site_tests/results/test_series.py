"""Numbers of an indicator over the years are drawn where they can be held beside each other, and only there."""

from __future__ import annotations

from decimal import Decimal

import pytest
from goalbook.book.brief import Brief
from goalbook.model.records import Indicator
from goalbook.results.judged import judge_each
from goalbook.results.life import LifeRow
from goalbook.results.series import numbers_of
from goalbook.site.frame.pictures import SeriesValue, series


def year(target: str, actual: str | None = None) -> LifeRow:
    """The course of one year, with a target and maybe a result."""
    brief = Brief("x", (), Indicator(path=("产出指标",), name="示例", target=target, actual=actual))
    return LifeRow("示例", 0, 0, target=target, result=next(judge_each([brief], "2024", "evaluated"), None))


@pytest.mark.parametrize(
    ("years", "numbers"),
    [
        (((">=10公里", "11公里"), ("≥12公里", None)), [("10", "11"), ("12", None)]),
        ((("≥10公里", "9000米"), ("≥12公里", "约12公里")), [("10", "9"), ("12", "12")]),
        ((("≥10公里", None), ("≥12座", None)), []),
        ((("≥10公里", None), ("有所提升", None)), []),
        ((("≥10%", "未统计"), ("≥12%", "11%-13%")), [("10", None), ("12", None)]),
        ((("80%-90%", None), ("≥12%", None)), []),
    ],
)
def test_numbers_of_one_unit(years: tuple[tuple[str, str | None], ...], numbers: list[tuple[str, str | None]]) -> None:
    """A result in another unit is turned into that of its target; what is no single number is none."""
    found = [(one.aim, one.result) for one in numbers_of([year(*one) for one in years])]
    assert found == [(Decimal(aim), None if result is None else Decimal(result)) for aim, result in numbers]


def test_a_year_without_the_indicator_is_left_out() -> None:
    """The others keep their places."""
    assert [one.place for one in numbers_of([year("≥1次"), None, year("≥2次")])] == [0, 2]


def test_what_can_not_be_drawn_is_not() -> None:
    """Nothing below zero, nothing of nothing, and no bars where the words leave no room."""
    one = SeriesValue("2023年", Decimal(10), Decimal(5), "5 / ≥10")
    assert 'width="' in series([one, one], "x", "t", "d")
    for other in (
        SeriesValue("2024年", Decimal(-1), None, "-1"),
        SeriesValue("2024年", Decimal(1), None, "很长的目标" * 8),
    ):
        assert series([one, other], "x", "t", "d") == ""
    nothing = SeriesValue("2023年", Decimal(0), None, "0")
    assert series([nothing, nothing], "x", "t", "d") == ""
