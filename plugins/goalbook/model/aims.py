"""What an indicator is judged by and with: the target that counts in the end, its result, which way is better."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from goalbook.model.achievement import Direction, Judgement, judge, states_nothing
from goalbook.model.indicators import Stated, main_of, stated_values
from goalbook.model.records import Indicator

# Names of which less is better, unless it is dealing with them that is counted.
_LESS = re.compile(
    r"(?:投诉|事故|差错|故障|违规|违法|违纪|失误|死亡|伤亡|返工|延误|逾期|超支|误差|偏差|失业|辍学|流失|复发|发病|感染|污染|排放|能耗|损耗|闲置|空置|舆情)"
    r"(?:事件|案件|责任|发生|安全)*(?:率|数量?|次数|件数|起数|量|比例|时间|额|强度)?$|(?:时限|时长|工期|周期|等待时间|响应时间|办理时间|所需时间|天数)$"
    r"|\b(?:complaints?|accidents?|errors?|defects?|deaths?|injuries|fatalities|outages?|delays?|waiting times?|response times?|costs?)$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"满意度?率?$|(?:完成|合格|达标|覆盖|及时|到位|准确|优良|优秀|参与|参加|出勤|到课|利用|使用|知晓|普及|入学|就业|办结|结案|处理|解决|整改|通过|正常|完好|保障|执行|支付|发放|救治|巩固|成活)率$"
    r"|satisfaction|\b(?:coverage|attendance|completion|compliance|graduation) rates?$",
    re.IGNORECASE,
)
_COST = re.compile("成本|(?i:costs?$)")


class Aim(NamedTuple):
    """What is told of an indicator in the course of its goal: each of its values where it states one."""

    initial: Stated | None
    final: Stated | None
    midyear: Stated | None
    result: Stated | None


@lru_cache(maxsize=4096)
def direction_of(better: str | None, path: tuple[str | None, ...], name: str) -> Direction:
    """Which way is better: as stated, else as the words of the indicator say; "" where they don't."""
    if better:
        return {"higher": "more", "lower": "less", "stable": "same"}[better]  # type: ignore[return-value]
    words = name.strip()
    if _LESS.search(words) or any(_COST.search(label or "") for label in path):
        return "less"
    return "more" if _MORE.search(words) else ""


def aim_of(indicator: Indicator) -> Aim:
    """The values of an indicator by their part in the course of its goal."""
    values = tuple(stated_values(indicator))
    main = main_of(values)
    targets = [one for one in values if one.of == "target"]
    adjusted = _alike(main, [one for one in targets if one.phase == "adjusted"])
    first = _alike(main, [one for one in targets if one.phase == "initial"]) or (
        main if main and main.phase != "adjusted" else None
    )
    results = [one for one in values if one.of == "actual"]
    midyear = _alike(main, [one for one in results if one.phase == "midyear"])
    result = _alike(main, [one for one in results if one.phase != "midyear"])
    return Aim(first, adjusted or main, midyear, result)


def _alike(main: Stated | None, values: list[Stated]) -> Stated | None:
    """The one of several values that is of the same region and time as the target; none where more than one may be."""
    own = [one for one in values if main is None or (one.whom == main.whom and one.at in ("", main.at))]
    return (
        own[0]
        if len(own) == 1 or (own and own[0].path == "actual")
        else values[0]
        if len(values) == 1 and not values[0].whom
        else None
    )


def judged(indicator: Indicator, year: str = "", stage: str = "") -> Judgement | None:
    """What became of an indicator; None where it states no result or nothing that it is held against, and of a part of the year."""
    if stage == "monitored":
        return None
    if indicator.actual is None and not any(value.of == "actual" for value in indicator.values):
        return None
    aim = aim_of(indicator)
    if aim.final is None or aim.result is None or states_nothing(aim.result.text):
        return None
    found = judge(aim.final, aim.result, direction_of(indicator.better, indicator.path, indicator.name or ""), year)
    if aim.final.of == "level" and found.outcome != "reached":
        return Judgement("untold")  # less than the best grade is no miss
    return found
