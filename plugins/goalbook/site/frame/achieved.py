"""完成情况 in words: what became of a target, and by how much it was missed."""

from __future__ import annotations

from decimal import Decimal

from goalbook.messages.catalogue import Catalogue
from goalbook.results.judged import JudgedIndicator

_DIGITS = 4


def outcome_words(t: Catalogue, judged: JudgedIndicator) -> str:
    """What became of an indicator, how far it is off, and that its body gave itself all points all the same."""
    words = t(f"outcome.{judged.found.outcome}")
    if by := missed_by(t, judged):
        words = t("outcome.missed_by", by=by)
    return words + (t("outcome.full_score") if judged.disagrees else "")


def missed_by(t: Catalogue, judged: JudgedIndicator) -> str:
    """How far a missed target is from its result; nothing where that is no number."""
    off = judged.found.off
    if judged.found.outcome != "missed" or not off:
        return ""
    unit = t("outcome.points") if judged.found.unit == "%" else judged.found.unit
    amount = f"{exact_digits(abs(off))} {unit}".strip()
    return t("outcome.under" if off < 0 else "outcome.over", amount=amount)


def exact_digits(number: Decimal) -> str:
    """A computed number with at most four decimals, without noughts at its end."""
    text = f"{round(number, _DIGITS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
