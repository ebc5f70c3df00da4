"""IN: the values that indicators are to reach, as the target reader reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from goalbook.checks.rule import RuleFinding, rule
from goalbook.checks.subject import Case, IndicatorCase, TargetCase
from goalbook.goalfile.problem import listed
from goalbook.model.reading import Target

_HUNDRED = Decimal(100)
_SHARE_UNITS = ("%", "‰")  # also with what it is a share of: % of students
_RATE = re.compile(
    r"(?<!频)(?<!效)(?<!汇)(?<!功)(?<!转)(?<!积)(?<!倍)率(?:[(（].*)?$|^(?i:percentage|share|proportion|rate) of | (?i:rate)$"
)
_COUNT = re.compile(r"(?:人数|次数|班次|人次|数量|个数|户数|天数|件数|频次)(?:[(（].*)?$|^(?i:number) of ")
_GROWTH = re.compile("增|提高|提升|控制|同比|环比|倍|(?i:grow|increas|rise)")
_SAVING = re.compile("节约|节省|降低|下降|压减|减少|控制率|(?i:sav|reduc)")
_UNIT_IN_NAME = re.compile("[(（](?:单位[:：])?[^()（）\\d]{1,8}[)）]|[%％‰]")
_OUT_OF = re.compile(r"\d|one|two|three|four|five|six|seven|eight|nine|ten")  # 47 out of 49
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-./]\d)")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?[-—–~～至到]+((?:19|20)\d{2})")
_NUMBER = re.compile(r"\d+(?:\.\d+)?\s*(?![\d.年月日号%％]|[-—~至]\d)[^\W\d_]|\d+(?:\.\d+)?\s*[%％]")
_LONGEST = 60
_ENDING = 40  # characters of a name that tell what it measures


def _values(case: Case) -> list[tuple[IndicatorCase, TargetCase]]:
    return [(row, value) for row in case.rows for value in row.values]


@rule(
    "IN-6",
    "error",
    covered=("lost",),
    fires='indicators:\n  - {name: 群众满意度, target: "%"} # ←',
    passes="indicators:\n  - {name: 群众满意度, target: ≥90%}",
)
def more_than_a_unit(case: Case) -> Iterator[RuleFinding]:
    """指标值不能只有计量单位."""
    for row, value in _values(case):
        if value.target.kind == "unit-only":
            yield RuleFinding(value.path, {"text": value.text, "name": row.name})


@rule(
    "IN-7",
    "warning",
    fires="indicators:\n  - {name: 培训班次, target: ≥2} # ←",
    passes="indicators:\n  - {name: 培训班次, target: ≥2次}",
)
def numbers_have_units(case: Case) -> Iterator[RuleFinding]:
    """数值写明计量单位."""
    for row, value in _values(case):
        target = value.target
        if not target.is_numeric or target.unit or _OUT_OF.match(target.per):
            continue
        if not _UNIT_IN_NAME.search(row.name[-_ENDING:]):
            yield RuleFinding(value.path, {"text": value.text})


@rule(
    "IN-8",
    "warning",
    fires="indicators:\n  - {name: 开展活动次数, target: ≥90%} # ←",
    passes="indicators:\n  - {name: 开展活动次数, target: ≥12次}",
)
def units_fit_names(case: Case) -> Iterator[RuleFinding]:
    """计量单位与指标名称相符：率用百分比，次数、人数用次、人."""
    for row, value in _values(case):
        unit = value.target.unit
        if not unit or not value.target.is_numeric:
            continue
        if _COUNT.search(row.name[-_ENDING:]) and unit.startswith(_SHARE_UNITS):
            yield RuleFinding(value.path, {"name": row.name, "text": value.text}, "count")
        elif (
            _RATE.search(row.name[-_ENDING:])
            and not unit.startswith(_SHARE_UNITS)
            and "/" not in value.text
            and not value.target.per
            and "分点" not in unit
        ):
            yield RuleFinding(value.path, {"name": row.name, "text": value.text}, "share")


@rule(
    "IN-9",
    "warning",
    fires="indicators:\n  - {name: 办理率, target: 292%} # ←",
    passes="indicators:\n  - {name: 收入增长率, target: ≥120%}",
)
def shares_are_possible(case: Case) -> Iterator[RuleFinding]:
    """百分比不超过 100%，表示增长的除外."""
    for row, value in _values(case):
        target = value.target
        if target.unit != "%":
            continue
        most = max((one for one in (target.low, target.high) if one is not None), default=None)
        if most is not None and most > _HUNDRED and not _GROWTH.search(row.name):
            yield RuleFinding(value.path, {"text": value.text}, "scan" if target.suspect else "")


@rule(
    "IN-10",
    "warning",
    fires="indicators:\n  - {path: [产出指标, 成本指标], name: 人均成本, target: ≥90元} # ←",
    passes="indicators:\n  - {path: [产出指标, 成本指标], name: 人均成本, target: ≤90元}",
)
def directions_make_sense(case: Case) -> Iterator[RuleFinding]:
    """比较符号的方向合理."""
    for row, value in _values(case):
        sign = value.target.comparator
        if not sign:
            continue
        values = {"text": value.text, "name": row.name}
        if row.category.cost and sign in ("≥", ">") and not _SAVING.search(row.name):
            yield RuleFinding(value.path, values, "cost")
        elif row.category.quantity and sign in ("≤", "<") and not _SAVING.search(row.name):
            yield RuleFinding(value.path, values, "count")
        elif (
            sign in ("≥", ">")
            and value.target.unit == "%"
            and value.target.low == _HUNDRED
            and not _GROWTH.search(row.name)
        ):
            yield RuleFinding(value.path, values)


@rule(
    "IN-11",
    "note",
    fires="indicators:\n  - {name: 覆盖委员, target: 155人} # ←",
    passes="indicators:\n  - {name: 覆盖委员, target: =155人}",
)
def comparators_are_printed(case: Case) -> Iterator[RuleFinding]:
    """数值前有比较符号."""
    bare = [value for _, value in _values(case) if _is_bare(value.target)]
    if bare:
        yield RuleFinding(bare[0].path, {"count": str(len(bare)), "text": bare[0].text})


def _is_bare(target: Target) -> bool:
    return target.kind == "number" and not target.comparator and not target.approximate


@rule(
    "IN-12",
    "warning",
    fires="indicators:\n  - {name: 节能环保减排, target: 节能环保减排} # ←",
    passes="indicators:\n  - {name: 节能环保减排, target: 有所改善}",
)
def words_say_more_than_the_name(case: Case) -> Iterator[RuleFinding]:
    """定性的指标值不是把名称或描述再写一遍."""
    for row, value in _values(case):
        if value.target.kind != "text":
            continue
        text = _bare_words(value.text)
        if text and text in (_bare_words(row.name), _bare_words(row.indicator.about or "")):
            yield RuleFinding(value.path, {"text": value.text})


def _bare_words(text: str) -> str:
    return "".join(text.split()).rstrip("。；;.")


@rule(
    "IN-21",
    "warning",
    fires="indicators:\n  - {name: 完成时间, target: 2023年12月底前} # ←",
    passes="indicators:\n  - {name: 完成时间, target: 2024年12月底前}",
)
def dates_lie_in_the_year(case: Case) -> Iterator[RuleFinding]:
    """指标值里的日期在预算年度以内，或者写明跨年度."""
    year = case.document.year
    if not year:
        return
    for _, value in _values(case):
        if len(value.text) < 5 or len(value.text) > 400 or year in value.text:
            continue
        found = (_ANY_YEAR if value.target.kind == "date" else _YEAR).findall(value.text)
        spans = _YEARS.findall(value.text)
        if found and not any(first <= year <= last for first, last in spans):
            yield RuleFinding(value.path, {"found*": listed(dict.fromkeys(found)), "year": year})


@rule(
    "IN-22",
    "note",
    fires="indicators:\n  - {name: 培训, target: 培训3次，200人参加} # ←",
    passes="indicators:\n  - {name: 培训次数, target: ≥3次}",
)
def one_number_each(case: Case) -> Iterator[RuleFinding]:
    """一项指标值只写一个数."""
    for _, value in _values(case):
        if value.target.kind == "text" and len(value.text) <= _LONGEST and len(_NUMBER.findall(value.text)) > 1:
            yield RuleFinding(value.path, {"text": value.text})
