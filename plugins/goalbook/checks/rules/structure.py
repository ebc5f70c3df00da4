"""ST: what a document must have, how its parts are numbered and named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from goalbook.checks.rule import RuleFinding, rule
from goalbook.checks.subject import Case, goal_cells, goal_texts, is_nothing
from goalbook.goalfile.problem import Severity, listed
from goalbook.model.records import Document, Item

_HAN = {numeral: n for n, numeral in enumerate("一二三四五六七八九", 1)}
_LONGEST_NUMBER = 40
_NUMERAL = r"[一二三四五六七八九十]{1,3}|\d{1,3}"
_LEADING = re.compile(
    rf"\s*(?P<head>第?)(?P<open>[(（]?)(?P<word>目标|指标|职能|任务|职责|项目)?(?P<number>{_NUMERAL})"
    r"(?P<end>[)）]?\s*[、.．:：)）]|部分|(?:是|要)(?:要)?)"
)
_STANDING_ALONE = re.compile(
    rf"\s*(?P<head>第?)(?P<open>[(（]?)(?P<word>[^\d\s]*?)(?P<number>{_NUMERAL})(?P<end>[^\d]*)"
)


@rule("ST-1", "error", needs=("goal",), fires='goal: "—" # ←', passes="goal: 按期完成车辆续保。")
def goal_is_stated(case: Case) -> Iterator[RuleFinding]:
    """总体绩效目标不空，也不只是占位符."""
    if all(is_nothing(text) for _, text in goal_texts("goal", case.document.goal)):
        yield RuleFinding("goal")


@rule(
    "ST-3",
    "error",
    needs=("indicators", "items.indicators"),
    fires="""form: hebei-duties
items:
  - kind: duty
    name: 政治协商
    items:
      - kind: activity # ←
        name: 政协会议""",
    passes="""form: hebei-duties
items:
  - kind: duty
    name: 政治协商
    items:
      - kind: activity
        name: 政协会议
        indicators:
          - {name: 会议活动组织率, levels: [100%, 95%, 90%, ＜90%]}""",
)
def activities_have_indicators(case: Case) -> Iterator[RuleFinding]:
    """每项活动、每个项目至少有一项绩效指标."""
    activities = [(path, item) for path, item in case.items if item.kind == "activity"]
    if not activities and not case.rows:
        yield RuleFinding("indicators", {}, "none")
    for path, item in activities:
        if not item.indicators:
            yield RuleFinding(path, {"name": item.name or ""})


@rule(
    "ST-4",
    "error",
    needs=("items.indicators",),
    fires="form: hebei-duties\nitems:\n  - kind: duty # ←\n    name: 政治协商",
    passes="""form: qinghai-department
items:
  - kind: function
    name: 负责机关事务
    indicators:
      - {path: [产出指标, 数量指标], name: 培训班次, target: ≥2次}""",
)
def duties_lead_somewhere(case: Case) -> Iterator[RuleFinding]:
    """职责、职能下面有活动或者指标."""
    if not any(item.kind == "activity" for _, item in case.items) and not case.rows and len(case.items) > 1:
        return  # none at all: ST-3 says so, once
    for path, item in case.items:
        if item.kind in ("duty", "function") and not item.items and not item.indicators:
            yield RuleFinding(path, {"name": item.name or ""})


@rule(
    "ST-5",
    "error",
    fires="""indicators:
  - {id: rate, name: 办理率, target: ≥95%}
  - {id: rate, name: 答复率, target: ≥95%} # ←""",
    passes="""indicators:
  - {id: rate-1, name: 办理率, target: ≥95%}
  - {id: rate-2, name: 答复率, target: ≥95%}""",
)
def ids_are_unique(case: Case) -> Iterator[RuleFinding]:
    """锚点不重复；职责和活动的名称重复时提示."""
    records = [*((path, item.id, "") for path, item in case.items)]
    records += [(row.path, row.indicator.id, row.name) for row in case.rows]
    ids: set[str] = set()
    for path, own, _ in records:
        if own and own in ids:
            yield RuleFinding(f"{path}.id", {"id": own})
        ids.add(own or "")
    names: Counter[str] = Counter()
    for path, item in case.items:
        names[item.name or ""] += 1
        if item.name and not item.id and names[item.name] == 2:
            yield RuleFinding(f"{path}.name", {"name": item.name}, "name", "note")


@rule(
    "ST-6",
    "warning",
    covered=("lost", "shifted"),
    fires="goal:\n  - 一要按期续保。\n  - 二要节约费用。\n  - 四是要规范用车。 # ←",
    passes="goal:\n  - 一要按期续保。\n  - 二要节约费用。\n  - 三要规范用车。",
)
def numbers_follow(case: Case) -> Iterator[RuleFinding]:
    """编号连续，不缺不重."""
    document = case.document
    records: list[tuple[str, Document | Item]] = [("", document), *((f"{path}.", item) for path, item in case.items)]
    for holder, record in records:
        for place, texts in (*goal_cells("goal", record.goal), ("text", record.text)):
            if texts and not isinstance(texts, str):
                yield from _gaps(((f"{holder}{place}.{n}", _leading(text)) for n, text in enumerate(texts)), "warning")
        if len(record.items) > 1:
            numbers = (_alone(one.numbering) for one in record.items)
            yield from _gaps(((f"{holder}items.{n}.numbering", one) for n, one in enumerate(numbers)), "note")
    if any(row.indicator.numbering for row in case.rows):
        for _, rows in groupby(case.rows, key=lambda row: (row.holder, row.indicator.path, row.indicator.merge)):
            yield from _gaps(((f"{row.path}.numbering", _alone(row.indicator.numbering)) for row in rows), "warning")


_Numbered = tuple[str, tuple[tuple[str, ...], int] | None]


def _gaps(numbered: Iterable[_Numbered], severity: Severity) -> Iterator[RuleFinding]:
    """Where a number of one style isn't the one after that before it; a list may begin anew at 1 in another list."""
    last: dict[tuple[str, ...], int] = {}
    for path, found in numbered:
        if found is None:
            continue
        style, number = found
        before = last.get(style)
        last[style] = number
        if before is None or number == before + 1:
            continue
        if number > before + 1:
            missing = listed(str(n) for n in range(before + 1, min(number, before + 6)))
            yield RuleFinding(path, {"missing*": missing, "number": str(number)}, "", severity)
        else:
            yield RuleFinding(path, {"number": str(number), "before": str(before)}, "again", severity)


@lru_cache(maxsize=256)
def _alone(text: str | None) -> tuple[tuple[str, ...], int] | None:
    match = _STANDING_ALONE.fullmatch(text) if text and len(text) <= _LONGEST_NUMBER else None
    return _number(match, True) if match else None


def _leading(text: str) -> tuple[tuple[str, ...], int] | None:
    """The style and number that a paragraph begins with: 一、 (一) 1. 目标1: 一要 一是."""
    match = _LEADING.match(text)
    return _number(match, match["end"][-1:] not in "是要") if match else None


def _number(match: re.Match[str], with_end: bool) -> tuple[tuple[str, ...], int] | None:
    text = match["number"]
    number = int(text) if text.isdigit() else _han(text)
    style = (
        match["head"],
        match["open"],
        match["word"] or "",
        "" if with_end else "要",
        "1" if text.isdigit() else "一",
    )
    return (style, number) if number else None


def _han(text: str) -> int:
    """十二 → 12; 0 where it isn't a number below 100."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _HAN.get(text, 0)
    if len(tens) > 1 or len(ones) > 1 or (tens and tens not in _HAN) or (ones and ones not in _HAN):
        return 0
    return 10 * _HAN.get(tens, 1) + _HAN.get(ones, 0)
