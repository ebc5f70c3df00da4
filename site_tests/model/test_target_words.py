"""Every word, unit and way of writing a day that a target is read by, one after the other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from goalbook.model.reading import Target, TargetKind
from goalbook.model.target import read_amount, read_share, read_target

# Spaces part the words here; ␣ stands for one within a word.
BEFORE = {
    "≥": "≥ ≧ ⩾ >= => ≮ 大于或等于 高于等于 多于等于 不得小于 不低于 不少于 至少 最少 最低 at␣least no␣less␣than not␣fewer␣than AT␣LEAST",
    "≤": "≤ ≦ ⩽ <= =< ≯ 小于或等于 低于等于 少于等于 不得大于 不高于 不多于 不超 不超过 未超过 不得超过 至多 最多 最高 at␣most no␣more␣than"
    " not␣more␣than",
    ">": "> ＞ ﹥ 大于 高于 多于 超 超过 more␣than greater␣than above over",
    "<": "< ＜ ﹤ 小于 低于 少于 不满 未满 不足 不到 less␣than fewer␣than below under",
    "=": "= ＝ ﹦ ═ 等于",
    "±": "± +- +/- 正负",
}
AFTER = {"≥": "以上 及以上 or␣more", "≤": "以下 及以下 内 以内 之内 or␣less", ">": "以外 之外"}
UNITS = (
    "% ‰ ℃ °C 人次 场次 批次 班次 车次 架次 频次 户次 辆次 台次 件次 家次 项次 课次 人天 人日 人月 人年 人份"
    " 平方米 立方公里 平米 公里 公顷 公斤 公升 海里 厘米 毫米 微米 毫克 毫升 吨标准煤 标准箱 床位 座位 分贝"
    " 瓦时 千瓦时 美元 欧元 港元 日元 台(套) 台套 分钟 个月 日历天 工作日 个工作日 小时 个小时 季度 个季度"
    " 学时 课时 学期 学年 星期 百分点 个百分点 学分 mm km cm ha g kg ml t l w kwh mwh kbps mbps gbps tb gb day"
    " days hour minute week month year person time point case project projects people"
)
DATES = (
    "2024-3-15 2024.03.15 2024/12/31 2024-1-1 2023/10 1999-2 2023年 2023年3月 2023年12月底 2024年10月1日"
    " 2024年11月30号 2024年2月29日前 2023年底 2023年末 2023年初 2023年中 2023年9月上旬 9月中旬 9月下旬 10月"
    " 十月 十一月 十二月 一月 三月份 九月底 年底 当年末 本年中 每年初 次年底 今年底 明年初 当年3月 本年十月"
    " 12月31日 每月15日 月底 每月末 年内 当年内 本年内 上半年 下半年 2023年上半年 本年下半年 一季度 第二季度"
    " 第3季度末 4季度 2023年四季度 2024年第三季度 当年一季度 15日前 30号之前 截至2023年底 截止12月31日"
    " 于2023年 在6月 2023年6月完成 6月之前 6月以前 年底前 2023年以内 ≤2023年底 <2024年3月 <=2023年 三月5日前"
)
PERIODS = (
    "一年 两年 三年内 半年 全年 整年 一个月 一个半月 十二个月 五天 七日 二十四小时 一学年 一学期 三个季度 两周"
    " 六星期 全年度 一年半 一年之内 一年以内 2023年度 当年度 本年度 2023-2025年 2023年-2025年 2023至2025"
    " 2023年3月-2024年6月 2023年3月5日-2024年6月7日 3月-6月 3-6月 3月至6月30日 2023年3-6月 2023年~2025年"
    " 2023年—2025年 2023到2025年 9月初-9月底 3月-10月中 3月-6月末 1月-9月下旬 1月-9月5号"
)


def words(text: str) -> list[str]:
    """The words of a list above."""
    return [word.replace("␣", " ") for word in text.split()]


def pairs(families: dict[str, str]) -> list[tuple[str, str]]:
    """Each word with the comparator that it stands for."""
    return [(word, sign) for sign, text in families.items() for word in words(text)]


def bounds(sign: str) -> tuple[Decimal | None, Decimal | None, bool, bool]:
    """What a comparator says of 5: the lowest, the highest, and which of them is excluded."""
    five = Decimal(5)
    low = None if sign in ("≤", "<") else -five if sign == "±" else five
    return low, None if sign in ("≥", ">") else five, sign == ">", sign == "<"


@pytest.mark.parametrize(("word", "sign"), pairs(BEFORE))
def test_a_word_before_a_number_compares(word: str, sign: str) -> None:
    for text in (f"{word}5次", f"{word} 5次", f"达到{word}5次"):
        assert read_target(text) == Target("number", sign, *bounds(sign), "次")


@pytest.mark.parametrize(("word", "sign"), pairs(AFTER))
def test_a_word_after_a_number_compares(word: str, sign: str) -> None:
    for text in (f"5次{word}", f"5次 {word}"):
        assert read_target(text) == Target("number", sign, *bounds(sign), "次")


@pytest.mark.parametrize("text", ["5次左右", "5次上下", "约5次", "大约5次", "大概5次", "将近5次", "近5次", "≈5次", "about 5次",
                                  "around 5次", "nearly 5次", "5余次", "5多次"])  # fmt: skip
def test_a_word_makes_a_number_approximate(text: str) -> None:
    assert read_target(text) == Target("number", "", Decimal(5), Decimal(5), unit="次", approximate=True)


@pytest.mark.parametrize("word", ["达", "达到", "控制在", "在"])
def test_a_word_that_only_leads_to_a_number_says_nothing(word: str) -> None:
    assert read_target(f"{word}5次") == Target("number", "", Decimal(5), Decimal(5), unit="次")


@pytest.mark.parametrize("unit", words(UNITS))
def test_a_unit_is_read_alone_and_after_a_number(unit: str) -> None:
    assert read_target(f"5{unit}") == Target("number", "", Decimal(5), Decimal(5), unit=unit)
    assert read_target(unit) == Target("unit-only", unit=unit)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("percent", "%"), ("per cent", "%"), ("Percent", "%"), ("㎡", "m²"), ("m2", "m²"), ("m²", "m²"), ("㎥", "m³"), ("m3", "m³"),
     ("km²", "km²"), ("百人", "百人"), ("万元", "万元"), ("亿 元", None), ("﹪", "%"), ("％", "%")],
)  # fmt: skip
def test_a_unit_of_several_spellings_has_one(printed: str, unit: str | None) -> None:
    assert read_target(f"5{printed}").unit == (unit or "")


@pytest.mark.parametrize("text", words(DATES))
def test_a_day_is_a_date(text: str) -> None:
    assert read_target(text) == Target("date")


@pytest.mark.parametrize("text", words(PERIODS))
def test_a_time_is_a_period(text: str) -> None:
    assert read_target(text) == Target("period")


@pytest.mark.parametrize("text", words("是 否 有 无 yes no YES"))
def test_yes_and_no_are_read(text: str) -> None:
    assert read_target(text) == Target("yes-no")


@pytest.mark.parametrize("text", ["2024-3.15", "2024-13-1", "2024年13月", "3月32日", "2024/3/0", "是否", "一", "年", "3月-6", "五次半",
                                  "有所提升", "5次6", "5-6", "一一一一年"])  # fmt: skip
def test_what_is_like_a_day_or_time_is_none(text: str) -> None:
    assert read_target(text).kind not in ("date", "period", "yes-no")


def test_the_length_of_what_is_read_ends_at_40() -> None:
    """One character more is a sentence; the same of amounts."""
    assert read_target("1" * 40).kind == "number"
    assert read_target("1" * 41) == Target("text")
    assert read_amount("1" * 40) == Decimal("1" * 40)
    assert read_amount("1" * 41) is None
    assert read_share("1" * 40 + "%") == Decimal("1" * 40)


@pytest.mark.parametrize(
    ("text", "sign", "opens"),
    [("5次(含)以上", "≥", (False, False)), ("5次以上(含)", "≥", (False, False)), ("5次以上(不含)", ">", (True, False)),
     ("大于5次(含)", "≥", (False, False)), ("小于5次(含)", "≤", (False, False)), ("5次以下(不含)", "<", (False, True)),
     ("≤5次（不含）", "<", (False, True)), ("=5次(含)", "=", (False, False))],
)  # fmt: skip
def test_a_mark_includes_or_excludes_the_number(text: str, sign: str, opens: tuple[bool, bool]) -> None:
    read = read_target(text)
    assert (read.kind, read.comparator, (read.low_open, read.high_open)) == ("number", sign, opens)


RANGES: list[tuple[str, tuple[int, int], tuple[bool, bool]]] = [
    ("5-6次", (5, 6), (False, False)), ("5次—6次", (5, 6), (False, False)), ("5次——6次", (5, 6), (False, False)),
    ("5次~~6次", (5, 6), (False, False)), ("5次至6次", (5, 6), (False, False)), ("5次到6次之间", (5, 6), (False, False)),
    ("5次-6次间", (5, 6), (False, False)), ("5次 to 6次", (5, 6), (False, False)), ("6-5次", (5, 6), (False, False)),
    ("5-5次", (5, 5), (False, False)), ("≥5次≤6次", (5, 6), (False, False)), ("≥5次且≤6次", (5, 6), (False, False)),
    ("≤6次，≥5次", (5, 6), (False, False)), (">5次、<6次", (5, 6), (True, True)), (">5次;<6次", (5, 6), (True, True)),
    ("≥5次并且<6次", (5, 6), (False, True)), ("≥5次 and ≤6次", (5, 6), (False, False)), ("≥5次,≤6次", (5, 6), (False, False)),
    ("5次(不含)-6次", (5, 6), (True, False)), ("5次-6次(不含)", (5, 6), (False, True)), ("6次(不含)-5次", (5, 6), (False, True)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ends", "opens"), RANGES)
def test_two_ends_are_a_range(text: str, ends: tuple[int, int], opens: tuple[bool, bool]) -> None:
    assert read_target(text) == Target("range", "", Decimal(ends[0]), Decimal(ends[1]), *opens, "次")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("5万-10万元", Target("range", "", Decimal(5), Decimal(10), unit="万元")),
        ("5-6次/年", Target("range", "", Decimal(5), Decimal(6), unit="次", per="年")),
        ("5次/年-6次/年", Target("range", "", Decimal(5), Decimal(6), unit="次", per="年")),
        ("约5-6次", Target("range", "", Decimal(5), Decimal(6), unit="次", approximate=True)),
        ("5-约6次", Target("range", "", Decimal(5), Decimal(6), unit="次", approximate=True)),
        ("5-》6次", Target("range", "", Decimal(5), Decimal(6), unit="次", suspect=True)),
        ("》5-6次", Target("range", "", Decimal(5), Decimal(6), unit="次", suspect=True)),
        ("≥5次", Target("number", "≥", Decimal(5), unit="次")),
    ],
)
def test_a_range_has_the_unit_of_its_end_and_what_either_says(text: str, target: Target) -> None:
    assert read_target(text) == target


@pytest.mark.parametrize(
    "text",
    ["5次,6次", "5次6次", "≥6次≤5次", "≥5次-6次", "5次-≤6次", "≥5次≥6次", "5次-6人", "5次/年-6次/月", "5次/年-6次", "5次(不含)",
     "≤5次以上", "±-5次", "5元-10万元", "≥5次以下", "5-≥6次", "≤5次-6次", "<5次,<6次", "=5次,=6次", "5次-≤6次以上", "≤5次以上-6次"],
)  # fmt: skip
def test_two_values_and_words_that_disagree_are_text(text: str) -> None:
    assert read_target(text) == Target("text")


@pytest.mark.parametrize(
    ("text", "suspect"),
    [("295%", True), ("2100%", True), ("2100.0%", True), ("299.5%", True), ("210%", True), ("205%", False), ("2101%", False),
     ("295次", False), ("≥295%", False), ("195%", False), ("95%", False), ("》95%", True), ("《95%", True), ("〉= 95%", True),
     ("〈95%", True), ("2,100%", False), ("29%", False)],
)  # fmt: skip
def test_a_sign_gone_wrong_is_suspect(text: str, suspect: bool) -> None:
    read = read_target(text)
    assert (read.kind, read.suspect) == ("number", suspect)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("≥次", Target("unit-only", "≥", unit="次")),
        (">= 次/年", Target("unit-only", "≥", unit="次", per="年")),
        ("<= %", Target("unit-only", "≤", unit="%")),
        ("余次", Target("text")),
        ("≥", Target("text")),
        ("5次。", Target("number", "", Decimal(5), Decimal(5), unit="次")),
        ("5次；", Target("number", "", Decimal(5), Decimal(5), unit="次")),
        ("5", Target("number", "", Decimal(5), Decimal(5))),
        ("-5℃", Target("number", "", Decimal(-5), Decimal(-5), unit="℃")),
        ("+5%", Target("number", "", Decimal(5), Decimal(5), unit="%")),
        ("±5%", Target("number", "±", Decimal(-5), Decimal(5), unit="%")),
        ("±5%以内", Target("number", "±", Decimal(-5), Decimal(5), unit="%")),
        ("1,234.50元", Target("number", "", Decimal("1234.50"), Decimal("1234.50"), unit="元")),
        ("5 次", Target("number", "", Decimal(5), Decimal(5), unit="次")),
        ("5万余次", Target("number", "", Decimal(5), Decimal(5), unit="万次", approximate=True)),
        ("≥5次以上", Target("number", "≥", Decimal(5), unit="次")),
        ("5次 per 年", Target("number", "", Decimal(5), Decimal(5), unit="次", per="年")),
        ("5次/人·年", Target("number", "", Decimal(5), Decimal(5), unit="次", per="人·年")),
        ("2023年5次", Target("text")),
    ],
)
def test_each_part_of_a_value_is_read(text: str, target: Target) -> None:
    assert read_target(text) == target


def test_what_can_be_measured_against_is_numeric() -> None:
    assert [Target(kind).is_numeric for kind in kinds()] == [True, True, False, False, False, False, False, False]


def kinds() -> tuple[TargetKind, ...]:
    """All kinds."""
    return ("number", "range", "date", "period", "yes-no", "text", "unit-only", "blank")
