"""ST: texts that are cut off, doubled, left over from a template, mislabelled, foreign, or of odd characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from goalbook.checks.case import Case, is_nothing, paragraphs
from goalbook.checks.rule import Example, Finding, rule

_LONG = 40  # characters; a shorter text may be a phrase, which has no full stop
_ENDS = re.compile(r"[。！？；…：”’）)】》」』.!?;:%％\d]\s*$")
_LABELLED = re.compile(r"\s*绩效(?:指标|目标|标准)[是为：:]")
_DANGLING = re.compile("[的了和与及或对把被从向为将、，]$")
_CLIPPED = 4
_WIDE = "[⺀-鿿豈-﫿！-｠　-〿]"
_WIDE_CHARACTER = re.compile(_WIDE)
_ORGANS = {
    "政协": re.compile("政协|政治协商会议"),
    "人大": re.compile("人大|人民代表大会"),
    "法院": re.compile("人民法院"),
    "检察院": re.compile("人民检察院"),
}
# 一步一步 and 一年一年 are words.
_DOUBLED = re.compile(r"(?P<word>(?!一)[\u4e00-\u9fff]{2,6})(?P=word)")
_SAME_SHARE = 80  # per cent of two letters in common
_LEFT_OVER = re.compile(r"指标\s*\d+\s*[:：]?|[….]{2,}|…+")
_HINT = re.compile(r"\d{2,4}字(?:以内|左右)|请(?:在此)?(?:填写|输入)|此处填写|[×xX]{2}(?:年|项目|单位)")
_MEASURE = re.compile("(?:率|数|度|次|量|值|比|额|时间|时限|满意|水平|情况|面积|天数|成本)[。；]?$")
_RATE = re.compile("(?:率|次数|人数|数量|满意度)$")
_LABEL = re.compile("\\s*绩效(?P<kind>指标|目标)[是为：:]+(?P<text>.*)", re.DOTALL)
_ODD = re.compile("[\ue000-\uf8ff\ufffd]|(?P<sign>[═≧≦⩾⩽﹥﹤﹦])")


@rule(
    "ST-7",
    "warning",
    covered=("truncated",),
    fires="about: 负责两辆公车的年度保险续保工作，保证车辆按期年检、安全使用，各科室要按照年度工作安排落实 # ←",
    passes="about: 负责两辆公车的年度保险续保工作，保证车辆按期年检、安全使用，各科室要按照年度工作安排落实。",
)
def text_is_whole(case: Case) -> Iterator[Finding]:
    """文字没有被截断."""
    document = case.document
    cells = [*paragraphs("about", document.about), *paragraphs("goal", document.goal), *paragraphs("text", document.text)]
    for path, item in case.items:
        cells += [*paragraphs(f"{path}.about", item.about), *paragraphs(f"{path}.goal", item.goal)]
        cells += paragraphs(f"{path}.text", item.text)
    for path, text in cells:
        if len(text) >= _LONG and not _ENDS.search(text) and not _LABELLED.match(text):
            yield Finding(path, {"text": text.rstrip()[-12:]})
    yield from _clipped(case)


def _clipped(case: Case) -> Iterator[Finding]:
    """Names that all end at one width, none longer, one of them in the middle of a phrase: a column cut them."""
    widths = [(_width(row.name), row) for row in case.rows if row.name]
    widest = max((width for width, _ in widths), default=0)
    cut = [row for width, row in widths if width >= widest - 1]
    if len(cut) >= _CLIPPED and widest >= 16 and any(_DANGLING.search(row.name) for row in cut):
        values = {"count": str(len(cut)), "width": f"{widest / 2:g}", "names": "、".join(row.name for row in cut)}
        yield Finding(f"{cut[0].path}.name", values, "width")


def _width(text: str) -> int:
    """The width of a text in half characters."""
    return len(text) + len(_WIDE_CHARACTER.findall(text))


@rule(
    "ST-8",
    "warning",
    covered=("foreign",),
    fires=Example("form: hebei-duties\nitems:\n  - kind: duty\n    name: 政协事务管理 # ←", "name: 示例县人大常委会"),
    passes=Example("form: hebei-duties\nitems:\n  - kind: duty\n    name: 人大事务管理", "name: 示例县人大常委会"),
)
def no_foreign_block(case: Case) -> Iterator[Finding]:
    """没有别的单位的内容."""
    names = f"{case.body.name or ''}{case.body.label or ''}" if case.body else ""
    own = {organ for organ, words in _ORGANS.items() if words.search(names)}
    if not own:
        return
    for n, item in enumerate(case.document.items):
        named = {organ for organ, words in _ORGANS.items() if words.search(item.name or "")}
        if named and not named & own:
            yield Finding(f"items.{n}.name", {"organ": "、".join(sorted(named))})


@rule(
    "ST-9",
    "warning",
    covered=("duplicate",),
    fires="goal: 不断加强干部队伍队伍建设。 # ←",
    passes="goal: 不断加强干部队伍建设。",
)
def nothing_is_doubled(case: Case) -> Iterator[Finding]:
    """没有重复的词语或段落."""
    seen = set()
    for path, match in case.text.find(_DOUBLED):
        if path not in seen:
            seen.add(path)
            yield Finding(path, {"word": match["word"]})
    document = case.document
    cells = [("about", document.about), ("goal", document.goal), ("text", document.text)]
    for path, item in case.items:
        cells += [(f"{path}.about", item.about), (f"{path}.goal", item.goal), (f"{path}.text", item.text)]
    for path, cell in cells:
        lines = cell.split("\n") if isinstance(cell, str) else cell or ()
        if len(lines) > 1 and any(_alike(one, other) for one, other in zip(lines, lines[1:], strict=False)):
            yield Finding(path, {}, "paragraph")


def _alike(one: str, other: str) -> bool:
    """Whether two paragraphs have most of their pairs of letters in common."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < 12 or shorter * 3 < longer * 2:
        return False
    first, second = (Counter(zip(text, text[1:], strict=False)) for text in (one, other))
    return 200 * (first & second).total() > _SAME_SHARE * (first.total() + second.total())


@rule(
    "ST-10",
    "warning",
    fires='indicators:\n  - {path: [产出指标, 数量指标], name: "指标2:"} # ←',
    passes="indicators:\n  - {path: [产出指标, 数量指标], name: 培训班次, target: ≥2次}",
)
def no_template_left(case: Case) -> Iterator[Finding]:
    """不把表样的填写提示当作内容公开."""
    for row in case.rows:
        if _LEFT_OVER.fullmatch(row.name) and all(is_nothing(value.text) for value in row.values):
            yield Finding(f"{row.path}.name", {"text": row.name})
    seen = set()
    for path, match in case.text.find(_HINT):
        if path not in seen:
            seen.add(path)
            yield Finding(path, {"text": match[0]}, "hint")


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
def labels_fit_their_text(case: Case) -> Iterator[Finding]:
    """“绩效指标是”后面是指标，“绩效目标是”后面是目标."""
    for path, item in case.items:
        wrong = [n for n, text in enumerate(item.text) if (match := _LABEL.match(text)) and not _fits(match)]
        if wrong:
            yield Finding(f"{path}.text.{wrong[0]}", {}, "both" if len(wrong) > 1 else "")


def _fits(match: re.Match[str]) -> bool:
    text = match["text"].strip()
    names = [one for one in re.split("[、，,；;]|和|及", text.rstrip("。")) if one]
    measures = [bool(_MEASURE.search(name)) for name in names]
    if match["kind"] == "指标":
        return any(measures)
    return not names or not all(_RATE.search(name) for name in names)


@rule("ST-12", "warning", fires="indicators:\n  - {name: 办理率, target: ≧95%} # ←", passes="indicators:\n  - {name: 办理率, target: ≥95%}")
def characters_are_common(case: Case) -> Iterator[Finding]:
    """没有自造字，比较符号用通行的写法."""
    seen = set()
    for path, match in case.text.find(_ODD):
        if path not in seen:
            seen.add(path)
            sign = match["sign"]
            yield Finding(path, {"character": sign or f"U+{ord(match[0]):04X}"}, "sign" if sign else "")
