"""金额单位 as printed, read: the currency and how many of it one unit is (``万元``, ``HK$'000``, ``USD million``)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 60

# 元 alone is the yuan; behind the name of another currency it is that one's.
_CHINESE = {
    "人民币": "CNY", "港元": "HKD", "港币": "HKD", "澳门元": "MOP", "澳门币": "MOP", "美元": "USD", "美金": "USD", "欧元": "EUR",
    "英镑": "GBP", "日元": "JPY", "新台币": "TWD",
}  # fmt: skip
_TRADITIONAL = str.maketrans("萬億幣門歐鎊臺", "万亿币门欧镑台")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NAMES = "|".join(_CHINESE)
_IN_CHINESE = re.compile(
    rf"(?P<before>{_NAMES})?(?P<scale>[十百千]?[万亿]?)(?P<unit>{_NAMES}|元)?(?P<after>{_NAMES})?", re.ASCII
)

# A bare $ or ¥ is of several countries, and so of none that is known.
_ENGLISH = {
    "CNY": "rmb|cny|yuan|renminbi",
    "HKD": r"hk\$|hkd|hong kong dollars?",
    "MOP": r"mop\$?|patacas?",
    "USD": r"us\$|usd|us dollars?",
    "EUR": "€|eur|euros?",
    "GBP": "£|gbp|pounds sterling",
    "AUD": r"au?\$|aud",
    "NZD": r"nz\$|nzd",
    "CAD": r"ca?\$|cad",
    "SGD": r"s\$|sgd",
    "JPY": "jpy|yen",
    "CHF": "chf",
    "TWD": r"nt\$|twd",
}
_POWERS = {
    1000: "'?000'?s?|1 000s?|k|thousands?",
    10_000: "ten thousands?",
    1_000_000: "1 000 000|m|mn|mil|millions?",
    100_000_000: "hundred millions?",
    1_000_000_000: "bn|b|billions?",
}
_CURRENCY = "|".join(_ENGLISH.values())
_POWER = "|".join(_POWERS.values())
_IN_ENGLISH = re.compile(
    rf"(?P<currency>{_CURRENCY}) ?(?P<power>{_POWER})?|(?P<power_2>{_POWER}) (?P<currency_2>{_CURRENCY})"
)
_FILLING = re.compile(r"[\s,()]+(?:(?:in|of)\s+)?")


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """A currency by its code of ISO 4217, and how many of it an amount of one is."""

    currency: str
    factor: int


@lru_cache(maxsize=256)
def read_money_unit(text: str) -> MoneyUnit | None:
    """The reading of a unit of money; None where its currency can't be told from it alone."""
    if len(text) > _LONGEST:
        return None
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "'").translate(_TRADITIONAL)
    return _chinese("".join(_FILLING.sub(" ", folded).split())) or _english(_FILLING.sub(" ", folded).strip())


def measure_of(text: str) -> tuple[str, int]:
    """What amounts in a unit can be compared in, its currency, and the factor to it; a unit that isn't known is its own measure."""
    read = read_money_unit(text)
    return (read.currency, read.factor) if read else (text, 1)


def _chinese(text: str) -> MoneyUnit | None:
    match = _IN_CHINESE.fullmatch(text)
    if not match:
        return None
    named = {_CHINESE[name] for name in match.group("before", "unit", "after") if name in _CHINESE}
    if not named and match["unit"]:
        named = {"CNY"}
    factor = 1
    for sign in match["scale"]:
        factor *= _SCALES[sign]
    return MoneyUnit(named.pop(), factor) if len(named) == 1 else None


def _english(text: str) -> MoneyUnit | None:
    match = _IN_ENGLISH.fullmatch(text)
    if not match:
        return None
    power = match["power"] or match["power_2"] or ""
    factor = next((number for number, words in _POWERS.items() if re.fullmatch(words, power)), 1)
    currency = match["currency"] or match["currency_2"]
    return MoneyUnit(next(code for code, words in _ENGLISH.items() if re.fullmatch(words, currency)), factor)
