"""Readings of printed values: 指标值 into comparator, bounds and unit; amounts and shares into exact numbers.

A reading accounts for every character of its text: whatever leaves a remainder is text. Nothing is repaired.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from goalbook.model.reading import TEXT, Target, TargetKind, around, sign_of
from goalbook.model.target_english import LONGEST_ENGLISH, read_english

_LONGEST = 40  # characters; anything longer is a sentence

# Full-width forms are ASCII, but a full-width comma separates values as often as digits.
_SAME = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != ord("，")}
_SAME |= str.maketrans("≧⩾≦⩽﹥﹤﹦═﹪∕⁄−–‒‐‑﹣―─〜∼", "≥≥≤≤><==%//------——~~")

_BEFORE = {
    "≥": "≥|>=|=>|≮|[大高多]于或?等于|不得?[小低少]于|至少|最[少低]|at least|(?:no|not) (?:less|fewer) than",
    "≤": "≤|<=|=<|≯|[小低少]于或?等于|不得?[大高多]于|[不未]得?超过?|至多|最[多高]|at most|not? more than",
    ">": ">|[大高多]于|超过?|(?:more|greater) than|above|over",
    "<": "<|[小低少]于|[不未]满|不足|不到|(?:less|fewer) than|below|under",
    "=": "=|等于",
    "±": r"±|\+/?-|正负",
}
# 民法典 1259: 以上, 以下 and 以内 include the number, 以外 doesn't.
_AFTER = {"≥": "及?以上|or more", "≤": "及?以下|[以之]?内|or less", ">": "[以之]外", "≈": "左右|上下"}
_MARK = {"含": {">": "≥", "<": "≤"}, "不含": {"≥": ">", "≤": "<"}}

_UNITS = (
    "%|‰|per ?cent|℃|°C|[人场批班车架频户辆台件家项课]次|人[天日月年份]|[平立]方(?:米|公里)|平米|公[里顷斤升]"
    "|海里|[厘毫微]米|毫[克升]|吨标准煤|标准箱|床位|座位|分贝|千?瓦时|[美欧港日]元|台\\(套\\)|台套|分钟|个月|日历天"
    "|个?(?:工作日|小时|季度|学时|课时|学期|学年|星期|百分点)|学分|[kcm]?m[23²³]?|㎡|㎥|ha|[km]?[gltw]|[km]wh"
    "|[kmg]bps|[gt]b|(?:day|hour|minute|week|month|year|person|time|point|case|project)s?|people"
    "|[个名人次条项件篇份册本部张幅枚支只头匹口尾株棵台套辆艘架列座栋幢间处所家户村镇乡县市区省国院校班组队批期"
    "届轮场节课门类种级分点元角吨克斤升米里亩年季周天日秒岁倍位页字句版卷集幕段盏根片块袋包箱盒瓶桶车床针剂粒例"
    "起宗笔单票则款道圈趟遍回员桌席站度面杆管眼副双餐]"
)
_SAME_UNIT = {"percent": "%", "per cent": "%", "㎡": "m²", "m2": "m²", "㎥": "m³", "m3": "m³"}
_PER = r"(?: ?/ ?| per )(?P<per>[^\W\d_](?:[^\W\d_]|[/·.*()]){0,11}?)"
_UNIT = rf"(?P<unit>(?P<scale>[百千万亿]{{0,2}})(?P<over>[余多]?)(?:{_UNITS})?)(?:{_PER})?"
_Y, _M, _D = "(?:19|20)[0-9]{2}", "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
_PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_QUANTITY = (
    r"(?:在|达到?|控制在)?(?P<odd>[》《〉〈]=? ?)?(?P<about>(?:≈|大?约|大概|将?近|about|around|nearly) ?)?"
    rf"(?:(?P<before>{'|'.join(_BEFORE.values())}) ?)?(?P<number>(?!{_Y} ?年)[+-]?{_PLAIN})"
    rf"(?P<more>[余多]?) ?{_UNIT}(?:\((?P<mark>不?含)\))? ?(?P<after>{'|'.join(_AFTER.values())})?"
    r"(?:\((?P<mark_after>不?含)\))?"
)
_JOIN = " ?(?P<dash>-(?!-)|—+|~+|至|到|to) ?| ?[，,、;]?(?:且|并且|and)? ?"
_ONE = re.compile(_QUANTITY, re.IGNORECASE)
_SECOND = _QUANTITY.replace("(?P<", "(?P<to_")
_TWO = re.compile(f"{_QUANTITY}(?:{_JOIN}){_SECOND}(?:之?间)?", re.IGNORECASE)
_WITHIN = re.compile(rf"{_QUANTITY} ?(?=±|\+|正负){_SECOND}", re.IGNORECASE)
_BARE = re.compile(f"(?:(?P<before>[≥≤<>=]|>=|<=) ?)?{_UNIT}", re.IGNORECASE)
_AMOUNT = re.compile(f"[+-]?{_PLAIN}")
_MAYBE_SCANNED = re.compile(r"2(?:[1-9][0-9](?:\.[0-9]+)?|100(?:\.0+)?)")

_PART = "(?:[初中底末]|[上中下]旬)"
_DAY = rf"(?:(?:{_M}|十[一二]?|[一二三四五六七八九])月份?(?:{_PART}|{_D}[日号])?)"
_POINT = (
    rf"{_Y}([-./]){_M}\1{_D}|{_Y}[-/]{_M}|{_Y}年(?:{_DAY}|{_PART})?|[当本每次今明]?年{_PART}|[当本每次今明]年{_DAY}"
    rf"|{_DAY}|每?月(?:{_PART}|{_D}[日号])|[当本]?年内|(?:{_Y}年|[当本]年)?(?:[上下]半年|第?[一二三四1-4]季度末?)"
)
_DATE = re.compile(
    rf"(?:[≤<]=?(?={_Y}))?(?:截至|截止|于|在)?(?:(?:{_POINT})(?:[之以]?[前内])?|{_D}[日号][之以]?前)(?:完成)?"
)
_END = rf"(?:{_Y}年)?(?:{_M}月(?:{_D}[日号]|{_PART})?)?"
_PERIOD = re.compile(
    "[一二两三四五六七八九十半全整]{1,3}(?:个半?)?(?:年|月|季度|周|星期|天|日|小时|学年|学期)半?度?[之以]?内?"
    rf"|(?:{_Y}|[当本])年度|{_Y}[-—~至到]{_Y}年?"
    rf"|{_Y}[-/][0-9]{{2}}|(?=[0-9])(?:{_END}|(?:{_Y}年)?{_M})[-—~至到]{_END}(?<=[年月日号初中底末旬])"
)
_YES_NO = re.compile("[是否有无]|yes|no", re.IGNORECASE)
_WORDS: dict[TargetKind, re.Pattern[str]] = {"yes-no": _YES_NO, "date": _DATE, "period": _PERIOD}


def read_target(printed: str) -> Target:
    """指标值: the reading of a printed value, such as ``≤4次/年`` or ``有所提升``; never raises."""
    text = printed.strip()
    if not text:
        return Target("blank")
    return TEXT if len(text) > LONGEST_ENGLISH else _read(text)


def read_amount(printed: str) -> Decimal | None:
    """金额: the exact amount of ``12,504.03``; None where blank, text, with a unit or wrongly grouped."""
    text = printed.strip()
    plain = "" if len(text) > _LONGEST else text.translate(_SAME).replace("，", ",")
    return Decimal(plain.replace(",", "")) if _AMOUNT.fullmatch(plain) else None


def read_share(printed: str) -> Decimal | None:
    """支出比例: the percentage of ``25%``, or of ``25`` under a head that prints the sign; else None."""
    text = printed.strip()
    return read_amount(text[:-1] if text.endswith(("%", "％", "﹪")) else text)


@lru_cache(maxsize=4096)
def _read(text: str) -> Target:
    folded = " ".join(text.translate(_SAME).split()).rstrip("。;")
    read = TEXT if len(text) > _LONGEST else _read_signs(folded)
    return read_english(folded) if read is TEXT else read


def _read_signs(folded: str) -> Target:
    """The reading of a text of signs, numbers, units and Chinese words."""
    compact = folded.replace(" ", "")
    for kind, pattern in _WORDS.items():
        if pattern.fullmatch(compact):
            return Target(kind)
    if one := _ONE.fullmatch(folded):
        read = _quantity(one, "")
        return TEXT if read is None or (read.low_open and read.high_open) else read
    if within := _WITHIN.fullmatch(folded):
        return around(_quantity(within, ""), _quantity(within, "to_"))
    if two := _TWO.fullmatch(folded):
        return _range(two)
    if (bare := _BARE.fullmatch(folded)) and bare["unit"] and not bare["over"]:
        sign = sign_of(_BEFORE, bare["before"])
        return Target("unit-only", sign, unit=_unit(bare, ""), per=bare["per"] or "")
    return TEXT


def _range(match: re.Match[str]) -> Target:
    """Two quantities as the ends of one range, in either order; text where they are two values."""
    first, last = _quantity(match, ""), _quantity(match, "to_")
    if first is None or last is None or first.per not in ("", last.per):
        return TEXT
    scale_only = first.unit == match["scale"] and last.unit.startswith(first.unit)  # 5万-10万元
    if first.unit != last.unit and not scale_only:
        return TEXT
    ascending = first.high is None or (last.high is not None and first.high <= last.high)
    low, high = (first, last) if ascending else (last, first)
    if low.low is None or high.high is None or low.low > high.high:
        return TEXT
    bounded = low.comparator in ("≥", ">") and high.comparator in ("≤", "<")
    if not bounded and (not match["dash"] or low.comparator or high.comparator):
        return TEXT
    about, odd = low.approximate or high.approximate, low.suspect or high.suspect
    opens = low.low_open, high.high_open
    return Target("range", "", low.low, high.high, *opens, last.unit, last.per, about, odd)


def _quantity(match: re.Match[str], group: str) -> Target | None:
    """One printed number, open on both sides where it is itself excluded; None where its words disagree."""
    before, after = sign_of(_BEFORE, match[group + "before"]), sign_of(_AFTER, match[group + "after"])
    mark = match[group + "mark"] or match[group + "mark_after"]
    sign = before or after.strip("≈")
    agree = after in ("", "≈", sign) or (sign, after) == ("±", "≤")
    sign = _MARK.get(mark, {}).get(sign, sign)
    digits, unit = match[group + "number"], _unit(match, group)
    number = Decimal(digits.replace(",", ""))
    if not agree or (sign == "±" and number.is_signed()):
        return None
    low = None if sign in ("≤", "<") else number.copy_negate() if sign == "±" else number
    high = None if sign in ("≥", ">") else number
    excluded = not sign and mark == "不含"
    low_open, high_open = excluded or sign == ">", excluded or sign == "<"
    about = after == "≈" or any(match[group + key] for key in ("about", "more", "over"))
    scanned = match.start(group + "number") == 0 and unit == "%" and _MAYBE_SCANNED.fullmatch(digits)
    per, odd = match[group + "per"] or "", bool(match[group + "odd"] or scanned)
    return Target("number", sign, low, high, low_open, high_open, unit, per, about, odd)


def _unit(match: re.Match[str], group: str) -> str:
    unit, scale, over = (match[group + key] for key in ("unit", "scale", "over"))
    unit = scale + unit[len(scale) + len(over) :]
    return _SAME_UNIT.get(unit.lower(), unit)
