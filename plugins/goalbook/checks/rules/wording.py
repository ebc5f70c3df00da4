"""ST: texts that are cut off, doubled or foreign."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from goalbook.checks.rule import Example, RuleFinding, rule
from goalbook.checks.subject import Case, goal_cells, paragraphs
from goalbook.goalfile.problem import listed

_LONG = 40  # characters; a shorter text may be a phrase, which has no full stop
_ENDS = re.compile(r"[。！？；…：”’）)】》」』.!?;:%％\d]\s*$")
_STOPS = frozenset("。！；")
_LABELLED = re.compile(r"\s*绩效(?:指标|目标|标准)[是为：:]")
_DANGLING = tuple("的了和与及或对把被从向为将、，")
_CLIPPED = 4
_MOST_NAMES = 20
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
_REPEATS = range(2, 7)
_SAME_SHARE = 80  # per cent of two letters in common


@rule(
    "ST-7",
    "warning",
    covered=("truncated",),
    fires="about: 负责两辆公车的年度保险续保工作，保证车辆按期年检、安全使用，各科室要按照年度工作安排落实 # ←",
    passes="about: 负责两辆公车的年度保险续保工作，保证车辆按期年检、安全使用，各科室要按照年度工作安排落实。",
)
def text_is_whole(case: Case) -> Iterator[RuleFinding]:
    """文字没有被截断."""
    for holder, record in (("", case.document), *((f"{path}.", item) for path, item in case.items)):
        for field in ("about", "goal", "text"):
            for path, text in paragraphs(f"{holder}{field}", getattr(record, field)):
                if len(text) >= _LONG and text[-1] not in _STOPS and not _is_ended(text):
                    yield RuleFinding(path, {"text": text.rstrip()[-12:]})
    yield from _clipped(case)


def _is_ended(text: str) -> bool:
    return bool(_ENDS.search(text) or _LABELLED.match(text))


def _clipped(case: Case) -> Iterator[RuleFinding]:
    """Names that all end at one width, none longer, one of them in the middle of a phrase: a column cut them."""
    if not any(row.name.endswith(_DANGLING) for row in case.rows):
        return
    widths = [(_width(row.name), row) for row in case.rows if row.name]
    widest = max((width for width, _ in widths), default=0)
    cut = [row for width, row in widths if width >= widest - 1]
    if len(cut) >= _CLIPPED and widest >= 16 and any(row.name.endswith(_DANGLING) for row in cut):
        values = {
            "count": str(len(cut)),
            "width": f"{widest / 2:g}",
            "names*": listed(row.name for row in cut[:_MOST_NAMES]),
        }
        yield RuleFinding(f"{cut[0].path}.name", values, "width")


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
def no_foreign_block(case: Case) -> Iterator[RuleFinding]:
    """没有别的单位的内容."""
    names = f"{case.body.name or ''}{case.body.label or ''}" if case.body else ""
    own = {organ for organ, words in _ORGANS.items() if words.search(names)}
    if not own:
        return
    for n, item in enumerate(case.document.items):
        named = {organ for organ, words in _ORGANS.items() if words.search(item.name or "")}
        if named and not named & own:
            yield RuleFinding(f"items.{n}.name", {"organ*": listed(sorted(named))})


@rule(
    "ST-9",
    "warning",
    covered=("duplicate",),
    fires="goal: 不断加强干部队伍队伍建设。 # ←",
    passes="goal: 不断加强干部队伍建设。",
)
def nothing_is_doubled(case: Case) -> Iterator[RuleFinding]:
    """没有重复的词语或段落."""
    if _may_repeat(case.text.joined):
        for path, match in case.text.find(_DOUBLED):
            yield RuleFinding(path, {"word": match["word"]})
    document = case.document
    cells = [("about", document.about), ("text", document.text), *goal_cells("goal", document.goal)]
    for path, item in case.items:
        cells += [(f"{path}.about", item.about), (f"{path}.text", item.text), *goal_cells(f"{path}.goal", item.goal)]
    for path, cell in cells:
        lines = cell.split("\n") if isinstance(cell, str) else cell or ()
        if len(lines) > 1 and any(_alike(one, other) for one, other in itertools.pairwise(lines)):
            yield RuleFinding(path, {}, "paragraph")


def _may_repeat(text: str) -> bool:
    """Whether 2 to 6 letters can be there twice in a row, told far faster than by searching.

    The text moved by so many letters is laid over itself: where it repeats, nothing but zeros is left.
    """
    letters = text.encode("utf-16-be", "surrogatepass")
    whole = int.from_bytes(letters)
    return any(bytes(2 * n) in (whole ^ (whole >> 16 * n)).to_bytes(len(letters)) for n in _REPEATS)


def _alike(one: str, other: str) -> bool:
    """Whether two paragraphs have most of their pairs of letters in common."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < 12 or shorter * 3 < longer * 2:
        return False
    letters = set(one), set(other)
    if 10 * len(letters[0] & letters[1]) < 7 * min(map(len, letters)):
        return False  # as most are; counting pairs takes much longer
    first, second = (Counter(itertools.pairwise(text)) for text in (one, other))
    return 200 * (first & second).total() > _SAME_SHARE * (first.total() + second.total())
