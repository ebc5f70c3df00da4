"""MO, EV: amounts by region and in phases, and what an adjustment shows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from goalbook.checks.rule import RuleFinding, printed_by, rule
from goalbook.checks.rules.money import amounts_of
from goalbook.checks.subject import Case, goal_texts, is_nothing
from goalbook.checks.sums import unlike_sum
from goalbook.model.amounts import counted
from goalbook.model.target import read_amount, read_share
from goalbook.model.values import Goal, PhasedAmount, Value

_FULL = Decimal(100)
_HEAD = "money_unit: 万元\n"
# Who is no region, but all of them together.
_WHOLE = frozenset({"合计", "总计", "小计", "total", "all"})
_PARTED = """budget:
  total:
    annual: "35.00"{mark}
    values: [{{of: target, for: 甲镇, text: "20.00"}}, {{of: target, for: 乙镇, text: "{text}"}}]"""
_SPENT = (
    'budget: {{total: {{adjusted: "100.00", executed: "86.00", rate: {rate}, weight: "10", score: "{score}"}}}}{mark}'
)
_ADJUSTED = """form: cn-adjust
stage: adjusted
approved: 2024-06-30
goal: {{{initial}adjusted: 今年更新三辆。}}{mark}
facts: {{reason: 车辆提前报废}}"""


def _phased(case: Case) -> Iterator[tuple[str, PhasedAmount]]:
    for path, amounts in amounts_of(case):
        yield from ((f"{path}.{key}", one) for key, one in amounts.items() if isinstance(one, PhasedAmount))


@rule(
    "MO-9",
    "error",
    fires=_HEAD + _PARTED.format(text="10.00", mark=" # ←"),
    passes=_HEAD + _PARTED.format(text="15.00", mark=""),
)
def regions_add_up(case: Case) -> Iterator[RuleFinding]:
    """各地区的金额合计等于总额."""
    for path, amount in _phased(case):
        stated = [one for one in amount.values if _whom(one) and one.of == "target" and one.at is None]
        for phase in dict.fromkeys(one.phase for one in stated):
            total = read_amount((getattr(amount, phase) if phase else amount.annual or counted(amount)) or "")
            parts = {
                _whom(one): one.text for one in stated if one.phase == phase and _whom(one).casefold() not in _WHOLE
            }
            if total is not None:
                yield from unlike_sum(f"{path}.{_place(amount, phase)}", total, parts)


def _whom(value: Value) -> str:
    return getattr(value, "for") or ""


def _place(amount: PhasedAmount, phase: str | None) -> str:
    """Which phase of an amount its regions are parts of."""
    return phase or next((one for one in ("annual", "adjusted", "initial") if getattr(amount, one)), "annual")


@rule(
    "MO-10",
    "warning",
    fires=_HEAD + _SPENT.format(rate="96%", score="8.6", mark=" # ←"),
    passes=_HEAD + _SPENT.format(rate="86%", score="8.6", mark=""),
)
def rates_are_quotients(case: Case) -> Iterator[RuleFinding]:
    """执行率等于执行数除以全年预算数，得分等于分值乘以执行率."""
    for path, amount in _phased(case):
        rate = read_share(amount.rate or "")
        if rate is None:
            continue
        planned = read_amount(amount.adjusted or amount.annual or amount.initial or "")
        spent = read_amount(amount.executed or "")
        if planned and spent is not None and not _is_about(rate, spent / planned * _FULL):
            found = f"{(spent / planned * _FULL).quantize(Decimal('0.01')):f}"
            yield RuleFinding(f"{path}.rate", {"rate": amount.rate or "", "found": found})
        weight, score = read_amount(amount.weight or ""), read_amount(amount.score or "")
        if weight is not None and score is not None:
            share = weight * min(rate, _FULL) / _FULL
            if score < weight and not _is_about(score, share) and is_nothing(amount.reason):
                values = {"score": amount.score or "", "weight": amount.weight or "", "rate": amount.rate or ""}
                yield RuleFinding(f"{path}.score", values | {"found": f"{share.normalize():f}"}, "score")


def _is_about(printed: Decimal, exact: Decimal) -> bool:
    """Whether a printed number is an exact one, rounded or cut off at its own last digit."""
    exponent = printed.as_tuple().exponent
    last = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return -last / 2 <= exact - printed < last


@rule(
    "EV-6",
    "error",
    fires=_ADJUSTED.format(initial="", mark=" # ←"),
    passes=_ADJUSTED.format(initial="initial: 今年更新两辆。, ", mark=""),
)
def adjustments_show_both(case: Case) -> Iterator[RuleFinding]:
    """调整的目标写明调整前后的内容和原因；批准日期见 ID-8."""
    document = case.document
    if case.stage != "adjusted":
        return
    goal, places = document.goal, printed_by(case.form)
    if isinstance(goal, Goal) and _is_stated(goal, "adjusted"):
        has_place = goal.initial is not None or "goal.initial" in places
        if has_place and not _is_stated(goal, "initial"):
            yield RuleFinding("goal", {})
    for path, amount in _phased(case):
        has_place = amount.initial is not None or f"{path}.initial" in places
        if has_place and is_nothing(amount.initial) and not is_nothing(amount.adjusted):
            yield RuleFinding(f"{path}.adjusted", {"text": amount.adjusted or ""}, "amount")
    reasons = {place for place in places if place.rpartition(".")[2] == "reason"}
    if reasons and not any(_reasons(case)):
        yield RuleFinding("facts" if "facts.reason" in reasons else "", {}, "reason")


def _is_stated(goal: Goal, phase: str) -> bool:
    return any(not is_nothing(text) for _, text in goal_texts("", getattr(goal, phase)))


def _reasons(case: Case) -> Iterator[bool]:
    """Whether each place for a reason is filled in."""
    yield not is_nothing(case.document.facts.get("reason"))
    yield from (not is_nothing(amount.reason) for _, amount in _phased(case))
    yield from (not is_nothing(row.indicator.reason) for row in case.rows)
