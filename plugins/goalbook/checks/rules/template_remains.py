"""ST: words of the template left in a text, labels before the wrong text, odd characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goalbook.checks.rule import RuleFinding, rule
from goalbook.checks.subject import Case, is_nothing
from goalbook.goalfile.meant import as_typed_plainly, meant_number

_LEFT_OVER = re.compile(r"指标\s*\d+\s*[:：]?|[….]{2,}|…+")
_HINT_WORDS = ("字以内", "字左右", "填写", "输入", "××", "xx", "XX")
_HINT = re.compile(r"\d{2,4}字(?:以内|左右)|请(?:在此)?(?:填写|输入)|此处填写|(?:××|xx|XX)(?:年|项目|单位)")
_MEASURE = re.compile("(?:率|数|度|次|量|值|比|额|时间|时限|满意|水平|情况|面积|天数|成本)[。；]?$")
_RATE = re.compile("(?:率|次数|人数|数量|满意度)$")
_LABEL = re.compile("\\s*绩效(?P<kind>指标|目标)[是为：:]+(?P<text>.*)", re.DOTALL)
_ODD = re.compile("[\ue000-\uf8ff\ufffd]|(?P<radical>[\u2e80-\u2fd5])|(?P<sign>[═≧≦⩾⩽﹥﹤﹦])")
_MAYBE_ODD = re.compile("[\ue000-\uf8ff\ufffd\u2e80-\u2fd5═≧≦⩾⩽﹥﹤﹦]")  # found far faster
# A letter inside a number, as in 1O0%; not in a formula (P2O5) or a code.
_LETTER = re.compile(r"(?<![0-9A-Za-z.])(?:[0-9.]+[OoОоlI](?=[0-9.%％])[0-9.]*|[OoОо]\.[0-9]+)(?![0-9A-Za-z])")
_MAYBE_LETTER = re.compile(r"[0-9.][OoОоlI]|[OoОо]\.[0-9]")
_WIDE_DIGITS = re.compile("[０-９][０-９．，％]*")


@rule(
    "ST-10",
    "warning",
    fires='indicators:\n  - {path: [产出指标, 数量指标], name: "指标2:"} # ←',
    passes="indicators:\n  - {path: [产出指标, 数量指标], name: 培训班次, target: ≥2次}",
)
def no_template_left(case: Case) -> Iterator[RuleFinding]:
    """不把表样的填写提示当作内容公开."""
    for row in case.rows:
        if _LEFT_OVER.fullmatch(row.name) and all(is_nothing(value.text) for value in row.values):
            yield RuleFinding(f"{row.path}.name", {"text": row.name})
    text = case.text
    if any(word in text.joined for word in _HINT_WORDS):
        for path, match in text.find(_HINT):
            yield RuleFinding(path, {"text": match[0]}, "hint")


@rule(
    "ST-11",
    "warning",
    covered=("swapped",),
    needs=("items.text",),
    fires="""form: hebei-department
items:
  - kind: duty
    name: 政协事务管理
    text:
      - 绩效指标是自身建设更加扎实，服务保障能力进一步提高。 # ←
      - 绩效目标是综合事务保障率""",
    passes="""form: hebei-department
items:
  - kind: duty
    name: 政协事务管理
    text:
      - 绩效目标是自身建设更加扎实，服务保障能力进一步提高。
      - 绩效指标是综合事务保障率""",
)
def labels_fit_their_text(case: Case) -> Iterator[RuleFinding]:
    """“绩效指标是”后面是指标，“绩效目标是”后面是目标."""
    for path, item in case.items:
        wrong = [n for n, text in enumerate(item.text) if (match := _LABEL.match(text)) and not _fits(match)]
        if wrong:
            yield RuleFinding(f"{path}.text.{wrong[0]}", {}, "both" if len(wrong) > 1 else "")


def _fits(match: re.Match[str]) -> bool:
    text = match["text"].strip()
    names = [one for one in re.split("[、，,；;]|和|及", text.rstrip("。")) if one]
    measures = [bool(_MEASURE.search(name)) for name in names]
    if match["kind"] == "指标":
        return any(measures)
    return not names or not all(_RATE.search(name) for name in names)


@rule(
    "ST-12",
    "warning",
    fires="indicators:\n  - {name: 办理率, target: ≧95%} # ←",
    passes="indicators:\n  - {name: 办理率, target: ≥95%}",
)
def characters_are_common(case: Case) -> Iterator[RuleFinding]:
    """没有自造字，比较符号用通行的写法."""
    for path, match in case.text.find(_ODD) if _MAYBE_ODD.search(case.text.joined) else ():
        code = f"U+{ord(match[0]):04X}"
        if match["radical"]:
            yield RuleFinding(path, {"character": match[0], "code": code}, "radical")
        else:
            yield RuleFinding(path, {"character": match["sign"] or code}, "sign" if match["sign"] else "")
    if _MAYBE_LETTER.search(case.text.joined):
        for path, match in case.text.find(_LETTER):
            yield RuleFinding(path, {"text": match[0], "suggestion": meant_number(match[0])}, "letter")
    if case.document.source is None:
        for path, match in case.text.find(_WIDE_DIGITS):
            yield RuleFinding(path, {"text": match[0], "suggestion": as_typed_plainly(match[0])}, "digits")
