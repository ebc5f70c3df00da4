"""一级、二级指标: the common framework of Chinese indicators, and which pairs of labels are at odds with it."""

from __future__ import annotations

from functools import lru_cache

# The level-2 categories below each of level 1; 指标 at the end is left away, and doesn't count. The first of each are those of the
# framework, the others names that forms have for them.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "产出": ("数量", "质量", "时效", "成本"),
    "效益": ("经济效益", "社会效益", "生态效益", "可持续影响"),
    "满意度": ("服务对象满意度", "服务对象", "社会公众满意度", "满意度"),
    "成本": ("经济成本", "社会成本", "生态环境成本"),
}
_OTHER_NAMES = frozenset({"服务对象", "满意度"})


def stem(label: str) -> str:
    """A label without 指标 at its end."""
    return label.strip().removesuffix("指标")


def common_pairs() -> list[tuple[str, str]]:
    """The pairs of the framework as forms print them."""
    return [
        (f"{first}指标", f"{second}指标")
        for first, seconds in CATEGORIES.items()
        for second in seconds
        if second not in _OTHER_NAMES
    ]


@lru_cache(maxsize=64)
def elsewhere(first: str) -> tuple[str, ...]:
    """The level-2 categories that stand below other labels of level 1 than this one, as stems; nothing where it isn't known."""
    own = CATEGORIES.get(first, ())
    costs = (*CATEGORIES["成本"], "成本") if first in ("产出", "成本") else ()
    others = (one for other, seconds in CATEGORIES.items() if other != first for one in seconds)
    return tuple(one for one in dict.fromkeys(others) if one not in (*own, *costs)) if own else ()
