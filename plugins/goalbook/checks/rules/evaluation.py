"""EV and their kin: weights, scores, results and reasons, baselines; goals of the year and of the whole term.

That something is not stated is said only where the form, or another row, has a place for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from goalbook.checks.rule import RuleFinding, printed_by, rule
from goalbook.checks.subject import Case, IndicatorCase, goal_texts, is_nothing
from goalbook.goalfile.problem import listed
from goalbook.model.aims import judged
from goalbook.model.indicators import Stated
from goalbook.model.target import read_target
from goalbook.model.values import Goal, PhasedAmount

_FULL = Decimal(100)
_SUMS = (_FULL, Decimal(90))  # with and without what the execution of the budget counts
_NEAR = Decimal("0.01")
# The least score of each grade, in hundredths of the full one.
_GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
_POINTS = ("", "分", "%", "points")

_EXAMPLE = """stage: evaluated
indicators:
  - {{name: 培训班次, target: ≥10次, actual: {actual}, weight: "{weight}", score: "{score}", reason: {reason}}}{mark}
  - {{name: 群众满意度, target: ≥90%, actual: 95%, weight: "50", score: "50", reason: ""}}"""


def _example(
    actual: str = "12次", weight: str = "50", score: str = "50", reason: str = '""', mark: str = " # ←"
) -> str:
    return _EXAMPLE.format(actual=actual, weight=weight, score=score, reason=reason, mark=mark)


_GOOD = _example(mark="")


def has_place(case: Case, field: str) -> bool:
    """Whether the form prints a field of indicators, or a row states it, be it blank."""
    return f"indicators.{field}" in printed_by(case.form) or any(
        getattr(row.indicator, field) is not None for row in case.rows
    )


def _points(text: str | None) -> Decimal | None:
    """分值、得分: the number of points that is printed; None where it is none."""
    if not text:
        return None
    read = read_target(text)
    plain = read.kind == "number" and not read.comparator and read.unit in _POINTS and not read.per
    return read.low if plain else None


def _missed(case: Case, row: IndicatorCase) -> bool:
    """Whether the result is worse than the target; not where the two can't be compared."""
    found = judged(row.indicator, case.document.year or "")
    return found is not None and found.outcome == "missed"


@rule(
    "ST-2",
    "warning",
    fires="goal: {term: 三年内完成更新。} # ←",
    passes="goal: {term: 三年内完成更新。, annual: 今年更新两辆。}",
)
def goals_of_both_scopes(case: Case) -> Iterator[RuleFinding]:
    """跨年度的，既有实施期目标，又有年度目标."""
    goal = case.document.goal
    if not isinstance(goal, Goal):
        return
    term, annual = (any(not is_nothing(text) for _, text in goal_texts("", part)) for part in (goal.term, goal.annual))
    if term and not annual:
        yield RuleFinding("goal", {}, "")
    elif annual and not term and any(value.scope == "term" and not is_nothing(value.text) for value in _targets(case)):
        yield RuleFinding("goal", {}, "term")


def _targets(case: Case) -> Iterator[Stated]:
    for row in case.rows:
        yield from (value for value in row.stated if value.of == "target")


@rule(
    "IN-20",
    "note",
    fires="""indicators:
  - {name: 培训班次, target: ≥10次, baseline: 8次}
  - {name: 群众满意度, target: ≥90%, baseline: ""} # ←""",
    passes="""indicators:
  - {name: 培训班次, target: ≥10次, baseline: 8次}
  - {name: 群众满意度, target: ≥90%, baseline: 88%}""",
)
def baselines_are_given(case: Case) -> Iterator[RuleFinding]:
    """写明基期值或上年实际值."""
    if not has_place(case, "baseline"):
        return
    lacking = [row for row in case.rows if not any(_is_earlier(value) for value in row.stated)]
    if lacking:
        yield RuleFinding(f"{lacking[0].path}.baseline", {"count": str(len(lacking)), "name": lacking[0].name})


def _is_earlier(value: Stated) -> bool:
    return value.of == "baseline" and not is_nothing(value.text)


@rule("IN-24", "warning", fires=_example(weight="45", score="45"), passes=_GOOD)
def weights_add_up(case: Case) -> Iterator[RuleFinding]:
    """分值合计 100 分；不含预算执行率的，合计 90 分."""
    stated = [row for row in case.rows if not is_nothing(row.indicator.weight)]
    points = [_points(row.indicator.weight) for row in stated]
    if not stated:
        return
    for row, read in zip(stated, points, strict=True):
        if read is None:
            yield RuleFinding(f"{row.path}.weight", {"text": row.indicator.weight or ""}, "number")
    known = [one for one in points if one is not None]
    if len(known) < len(points):
        return
    execution = [read for amount in _phased(case) if (read := _points(amount.weight)) is not None]
    found = sum((*known, *execution), Decimal(0))
    whole = _points(case.document.weight)
    wanted = (whole,) if whole is not None else _SUMS[:1] if execution else _SUMS
    if found not in wanted:
        yield RuleFinding(f"{stated[0].path}.weight", {"sum": f"{found:f}", "wanted*": listed(map(str, wanted))})


def _phased(case: Case) -> Iterator[PhasedAmount]:
    yield from (amount for amount in case.document.budget.values() if isinstance(amount, PhasedAmount))


@rule("EV-2", "error", fires=_example(score="60"), passes=_GOOD)
def scores_fit_their_weights(case: Case) -> Iterator[RuleFinding]:
    """得分不超过分值，总分等于各项得分之和，等级与总分相符."""
    document = case.document
    scores: list[Decimal | None] = [_points(amount.score) for amount in _phased(case) if not is_nothing(amount.score)]
    for row in case.rows:
        weight, score = _points(row.indicator.weight), _points(row.indicator.score)
        if weight is not None and score is not None and score > weight:
            values = {"score": row.indicator.score or "", "weight": row.indicator.weight or "", "name": row.name}
            yield RuleFinding(f"{row.path}.score", values)
        if not is_nothing(row.indicator.score):
            scores.append(score)
    total, known = _points(document.score), [one for one in scores if one is not None]
    if total is None:
        return
    if known and len(known) == len(scores) and abs(sum(known, Decimal(0)) - total) > _NEAR:
        values = {"total": document.score or "", "sum": f"{sum(known, Decimal(0)):f}"}
        yield RuleFinding("score", values, "sum")
    whole = _points(document.weight) or _FULL
    grade = next(name for name, least in _GRADES if total * _FULL >= least * whole or not least)
    if document.rating in dict(_GRADES) and document.rating != grade:
        yield RuleFinding(
            "rating", {"rating": document.rating, "score": document.score or "", "grade": grade}, "grade", "warning"
        )


@rule(
    "EV-3",
    "warning",
    fires=_example(actual="8次", score="40"),
    passes=_example(actual="8次", score="40", reason="场地维修", mark=""),
)
def misses_have_reasons(case: Case) -> Iterator[RuleFinding]:
    """没有完成或者扣了分的，写明原因."""
    if not has_place(case, "reason"):
        return
    for row in case.rows:
        weight, score = _points(row.indicator.weight), _points(row.indicator.score)
        lost = weight is not None and score is not None and score < weight
        values = {"name": row.name}
        if is_nothing(row.indicator.reason):
            if lost or _missed(case, row):
                yield RuleFinding(f"{row.path}.reason", values)
        elif score is not None and score == weight and not is_nothing(row.indicator.actual) and not _missed(case, row):
            yield RuleFinding(f"{row.path}.reason", values, "met", "note")


@rule(
    "EV-4",
    "warning",
    fires=_example(actual="8次", reason="场地维修"),
    passes=_example(actual="8次", score="40", reason="场地维修", mark=""),
)
def misses_lose_points(case: Case) -> Iterator[RuleFinding]:
    """没有完成的，不得满分."""
    for row in case.rows:
        weight, score = _points(row.indicator.weight), _points(row.indicator.score)
        if score is not None and score > 0 and score == weight and _missed(case, row):
            values = {"name": row.name, "actual": row.indicator.actual or "", "score": row.indicator.score or ""}
            yield RuleFinding(f"{row.path}.score", values)


@rule("EV-5", "warning", fires=_example(actual='""'), passes=_GOOD)
def results_are_stated(case: Case) -> Iterator[RuleFinding]:
    """自评写明实际完成值."""
    if case.stage != "evaluated" or not has_place(case, "actual"):
        return
    for row in case.rows:
        results = (value for value in row.stated if value.of == "actual")
        if not is_nothing(row.name) and all(is_nothing(value.text) for value in results):
            yield RuleFinding(f"{row.path}.actual", {"name": row.name})
