"""金额单位: which currency a printed unit is of, and how many of it."""

from __future__ import annotations

import pytest
from goalbook.model.money_unit import MoneyUnit, measure_of, read_money_unit

KNOWN = {
    "CNY": {
        1: "元 人民币 人民币元 RMB yuan",
        1000: "千元",
        10_000: "万元 萬元 人民币万元 万元人民币 万元（人民币） （万元）",
        1_000_000: "百万元",
        100_000_000: "亿元",
    },
    "HKD": {1: "港元 港币 港币元 HK$", 1000: "千港元 港幣千元 HK$'000 HK$’000", 1_000_000: "百万港元 HK$m"},
    "MOP": {1: "澳门元 澳門元 MOP", 10_000: "万澳门元", 1_000_000: "百萬澳門元"},
    "USD": {1: "美元 US$", 10_000: "万美元", 100_000_000: "亿美元", 1_000_000_000: "US$bn"},
    "EUR": {1: "欧元 € EUR", 1000: "千欧元 €000s €1,000", 1_000_000: "€m"},
    "GBP": {1: "英镑 £", 1000: "£'000 £000 £k", 1_000_000: "£m £mn"},
}
IN_WORDS = {
    "USD million": ("USD", 1_000_000),
    "USD (million)": ("USD", 1_000_000),
    "million euros": ("EUR", 1_000_000),
    "€ thousand": ("EUR", 1000),
    "EUR in thousands": ("EUR", 1000),
    "A$ million": ("AUD", 1_000_000),
    "CNY hundred million": ("CNY", 100_000_000),
}
UNKNOWN = (
    "",
    "万",
    "million",
    "$m",
    "$ thousand",
    "¥",
    "套",
    "元元",
    "人民币美元",
    "USD million per year",
    "RMB 10,000",
    "元" * 99,
)


@pytest.mark.parametrize(
    ("text", "currency", "factor"),
    [(text, code, factor) for code, units in KNOWN.items() for factor, texts in units.items() for text in texts.split()]
    + [(text, *found) for text, found in IN_WORDS.items()],
)
def test_a_unit_is_read(text: str, currency: str, factor: int) -> None:
    assert read_money_unit(text) == MoneyUnit(currency, factor)
    assert measure_of(text) == (currency, factor)


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_unit_of_no_known_currency_is_its_own_measure(text: str) -> None:
    """A bare $ or ¥ is of several countries; what says more than a unit isn't one."""
    assert read_money_unit(text) is None
    assert measure_of(text) == (text, 1)
