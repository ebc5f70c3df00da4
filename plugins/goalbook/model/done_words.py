"""Words for what became of something, read: done, not done, better by how much, good or poor; and what such words say together."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Reached = Literal["reached", "missed", "untold"]

_HOW = (
    "(?:已经?|均已?|都已?|全部|全面|完全|全(?=覆盖)|按时|按期|如期|及时|按计划|按要求|按质按量|保质保量|顺利|圆满|提前|高质量"
    "|超额|足额|有效|较好|全年|实际)*"
)
_DID = r"(?:完成|达成|达到|达标|实现|落实|兑现|到位|合格|建成|验收合格|通过验收|投入使用|执行|覆盖)"
_WHAT = r"(?:了|预期|年度|年初|全年|全部|既定|设定|预定|绩效|计划|工作|各项|质量)*(?:目标值?|指标值?|要求|任务|计划|效果|工作|标准)?"
_DONE = re.compile(
    rf"{_HOW}{_DID}{_WHAT}(?:且|并|[,，])?(?:{_HOW}{_DID}{_WHAT})?|(?:达到|超过|高于)(?:目标|预期)(?:值)?|超额完成.{{0,8}}|达成预期指标"
    r"|(?:fully |all |target |been )*(?:achieved|met|completed?|done|delivered|reached|satisfied|on target|exceeded)"
    r"(?: (?:in full|on time|as planned|on schedule|target|early|ahead of (?:time|schedule)))*",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"(?:尚?未|没有?|未能|没能|暂未)(?:能|全部|完全|按时|按期|如期|及时|全面)*"
    r"(?:完成|达成|达到?|达标|实现|落实|开展|实施|执行|启动|开工|建成|完工|验收|到位).{0,16}"
    r"|部分(?:完成|达成|实现|达标|落实).{0,20}"
    r"|不(?:合格|达标|满意|到位|及时|完整).{0,6}|(?:partially|partly) (?:achieved|met|completed|done)"
    r"|not (?:yet |fully )?(?:achieved|met|completed|started|delivered|done|reached)|missed|failed|cancell?ed|(?:已)?(?:取消|终止|停建)",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"(?:已)?(?:延期|延迟|推迟|滞后|逾期|超期).{0,12}|(?:completed |delivered |done )?(?:late|delayed)", re.IGNORECASE
)
_IN_TIME = re.compile(r"按时|按期|如期|及时|按计划|on time|on schedule|as planned|timely", re.IGNORECASE)
_NONE = re.compile(
    "(?:无|没有|未发生|未出现|零|none|nil|zero|0)(?:.{0,4}(?:事故|投诉|事件|问题|情况|违规))?(?:发生)?"
    "|no (?:accidents|complaints|incidents)",
    re.IGNORECASE,
)
_YES, _NO = re.compile("是|有|yes|已有", re.IGNORECASE), re.compile("否|无|没有|no", re.IGNORECASE)
# Grades from the best down; a word stands for the grade of its row.
_GRADES = (
    ("优", "优秀", "excellent"),
    ("优良",),
    ("良", "良好", "good"),
    ("中", "一般", "中等", "合格", "及格", "达标", "fair"),
    ("差", "较差", "poor"),
)
_RANK = {word: -n for n, words in enumerate(_GRADES) for word in words}
_OR_BETTER = re.compile("(?:及其?以上|以上|or better|or above)$", re.IGNORECASE)
_STRONG = "明显|显著|较大|大幅|大大|极大|有效|切实|significant(?:ly)?|substantial(?:ly)?|greatly"
_MILD = (
    "有所|逐步|稳步|不断|持续|进一步|一定程度|较上年|比上年|同比|较去年|比去年|年均|稳中|得到|将"
    "|slight(?:ly)?|somewhat|further|steadily"
)
_UP = (
    "提升|提高|增强|增加|增长|上升|改善|改进|优化|加强|促进|好转|扩大"
    "|improv(?:ement|e[ds]?|ing)|increas(?:e[ds]?|ing)|enhanced?|raised?|rise|rose"
)
_DOWN = (
    "下降|降低|减少|减弱|恶化|下滑|缩减|减轻"
    "|declin(?:e[ds]?|ing)|decreas(?:e[ds]?|ing)|reduc(?:e[ds]?|tion)|fall|fell|worsen(?:ed)?"
)
_CHANGE = re.compile(
    rf"(?P<of>.*?)(?P<how>(?:{_STRONG}|{_MILD}| )*)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?P<after>{_STRONG}| )*(?:了|幅度)?(?P<by>.*)",
    re.IGNORECASE,
)
_STRONGLY = re.compile(_STRONG, re.IGNORECASE)
# A change that didn't come about, or is still to: words right before it.
_NO_CHANGE = re.compile(
    rf"(?:未|没有?|无(?!障碍)|不(?!断)|有待|亟待|仍?需要?|难以|\b(?:not|no|never|without)\b)"
    rf"(?:能|见|有|得到|实现|继续|进一步|any|been|yet|{_STRONG}| )*(?:{_UP}|{_DOWN})",
    re.IGNORECASE,
)
_HARDLY = re.compile(
    r"不(?:够|太)?(?:明显|显著|大|足|理想|突出)|有限|甚微|较小|not (?:significant|substantial|much)|only slightly|limited|marginal",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|of) +", re.IGNORECASE)
_OBJECT = re.compile(r"(?![较至到得为不])(?:[\u4e00-\u9fff、]|[a-z]{2,} ?){2,}", re.IGNORECASE)
_SEVERAL = re.compile("[和与及、]|and", re.IGNORECASE)
_UNCHANGED = re.compile(
    "(?:基本)?(?:持平|无变化|没有变化|不变|未变化|(?:保持)?稳定)|unchanged|no change|stable", re.IGNORECASE
)
_PUNCTUATION = re.compile(r"[\s。．.；;！!，,、“”\"'()（）]+")


class WordedChange(NamedTuple):
    """提升、下降: of what something goes up (1) or down (-1), whether strongly, and by what."""

    of: str
    way: int
    strongly: bool
    by: str


def read_change(text: str) -> WordedChange | None:
    """The change that a text tells; None where it tells none."""
    match = _CHANGE.fullmatch(text.strip().rstrip("。;；"))
    if not match:
        return None
    strongly = bool(_STRONGLY.search(f"{match['how']}{match['after'] or ''}"))
    of, by = match["of"].strip(" 使对"), _BY.sub("", match["by"].strip())
    if _OBJECT.fullmatch(by):
        of, by = of + by, ""  # 减少投诉 is 投诉减少
    return WordedChange(of, 1 if match["up"] else -1, strongly, by)


def denies_change(text: str) -> bool:
    """Whether a result says that a change didn't come about: 没有提高, 有待提升, 持平."""
    return _NO_CHANGE.search(text) is not None or _UNCHANGED.fullmatch(text.strip()) is not None


def is_done(text: str) -> bool:
    """Whether a result says no more than that it is all done."""
    return _DONE.fullmatch(_plain(text)) is not None or _DONE.fullmatch(text.strip().rstrip("。.")) is not None


def is_failed(text: str) -> bool:
    """Whether a result says that it was not done, or not wholly."""
    return _FAILED.fullmatch(text.strip().rstrip("。.")) is not None


def is_late(text: str) -> bool:
    """Whether a result says that it was done, or will be, after its time."""
    return _LATE.fullmatch(text.strip().rstrip("。.")) is not None


def is_none(text: str) -> bool:
    """Whether a text says that there is nothing of the kind: 无, 未发生, 零事故."""
    return _NONE.fullmatch(text.strip().rstrip("。.")) is not None


def compare_words(target: str, actual: str) -> Reached:
    """What a result in words says of a target in words."""
    aim, result = _plain(target), _plain(actual)
    if aim.casefold() == result.casefold() or is_done(actual):
        return "reached"
    if is_failed(actual):
        return "missed"
    if is_late(actual):
        return "missed" if _IN_TIME.search(target) else "untold"
    if is_none(target):
        return "reached" if is_none(actual) else "untold"
    if _YES.fullmatch(aim):
        return "reached" if _YES.fullmatch(result) else "missed" if _NO.fullmatch(result) else "untold"
    graded = _compare_grades(aim, result)
    return graded if graded != "untold" else _compare_changes(target, actual)


def _compare_grades(target: str, actual: str) -> Reached:
    wanted, found = (_OR_BETTER.sub("", text).casefold() for text in (target, actual))
    if wanted not in _RANK or found not in _RANK:
        return "untold"
    return "reached" if _RANK[found] >= _RANK[wanted] else "missed"


def _compare_changes(target: str, actual: str) -> Reached:
    aim, result = read_change(target), read_change(actual)
    if aim is not None and denies_change(actual):
        return "untold" if denies_change(target) else "missed"
    if aim is None or aim.by or result is None:
        return "untold"
    if _HARDLY.search(actual):
        return "missed" if aim.strongly else "untold"
    if aim.of and result.of and aim.of not in result.of and (result.of not in aim.of or _SEVERAL.search(aim.of)):
        return "untold"
    if aim.way != result.way:
        return "missed"
    return "reached" if result.strongly or result.by or not aim.strongly else "untold"


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", text)
