"""IN: which indicators a goal has, and what they state beside their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from goalbook.checks.rule import RuleFinding, rule
from goalbook.checks.subject import Case, is_nothing
from goalbook.forms.fields import is_project
from goalbook.goalfile.problem import Severity
from goalbook.model.categories import CATEGORIES, elsewhere, stem

_PATHS = ("indicators.path.0",)
_TARGETS = ("indicators.target", "indicators.targets.annual", "indicators.levels.0")
_TEMPLATE = re.compile(r"指标\s*\d+\s*[:：]?|[….]{2,}|…+")
_KNOWN = (frozenset(CATEGORIES), frozenset(chain(*CATEGORIES.values())))
# What is typed between the two labels of a category where YAML wants two entries.
_JOINED = re.compile(r"[、，,；;／/＞>›→·—－-]+")
_PROGRESS = re.compile("预算执行率|(?:资金|预算)?支出进度|资金执行率")

_EXAMPLE = """indicators:
  - {path: [产出指标, 数量指标], name: 续保车辆数量, target: ≥2辆}
  - {path: [产出指标, 成本指标], name: 保险费, target: ≤0.80万元}
  - {path: [效益指标, 社会效益指标], name: 车辆正常使用率, target: ≥95%}
  - {path: [满意度指标, 服务对象满意度指标], name: 用车人员满意度, target: ≥90%}"""


def _example(*lines: str) -> str:
    return "\n".join(("indicators:", *lines))


@rule(
    "IN-1",
    "warning",
    needs=_PATHS,
    only="cn",
    fires=_example("  - {path: [产出指标, 数量指标], name: 续保车辆数量, target: ≥2辆} # ←"),
    passes=_EXAMPLE,
)
def output_and_benefit(case: Case) -> Iterator[RuleFinding]:
    """既有产出指标，又有效益指标."""
    rows = case.rows
    if not rows:
        return  # ST-3 says so
    severity: Severity | None = "error" if is_project(case.form) else None
    if not any(row.category.output for row in rows):
        yield RuleFinding(rows[0].path, {"category": "产出指标"}, "", severity)
    if not any(row.category.benefit for row in rows):
        yield RuleFinding(rows[-1].path, {"category": "效益指标"}, "", severity)


@rule(
    "IN-2",
    "warning",
    needs=_PATHS,
    only="cn",
    fires=_example("  - {path: [产出指标, 数量指标], name: 续保车辆数量, target: ≥2辆} # ←"),
    passes=_EXAMPLE,
)
def satisfaction_is_there(case: Case) -> Iterator[RuleFinding]:
    """有满意度指标."""
    if case.rows and not any(row.category.satisfaction for row in case.rows):
        yield RuleFinding(case.rows[-1].path)


@rule(
    "IN-3",
    "warning",
    needs=_PATHS,
    only="cn",
    fires=_example("  - {path: [产出指标, 数量指标], name: 续保车辆数量, target: ≥2辆} # ←"),
    passes=_EXAMPLE,
)
def cost_is_there(case: Case) -> Iterator[RuleFinding]:
    """有成本指标."""
    if case.rows and not any(row.category.cost for row in case.rows):
        yield RuleFinding(case.rows[0].path)


@rule(
    "IN-4",
    "note",
    needs=_PATHS,
    only="cn",
    fires=_example("  - {path: [产出值, 数量值], name: 续保车辆数量, target: ≥2辆} # ←"),
    passes=_EXAMPLE,
)
def categories_are_common(case: Case) -> Iterator[RuleFinding]:
    """一、二级指标用通行的名称."""
    seen: set[str | tuple[str, ...]] = set()
    for row in case.rows:
        labels = row.category.labels
        if labels not in seen:
            seen.add(labels)
            for n, (label, known) in enumerate(zip(labels, _KNOWN, strict=False)):
                if label and label not in seen and stem(label) not in known:
                    seen.add(label)
                    yield _unusual(f"{row.path}.path.{n}", label)
            if len(labels) > 1 and stem(labels[1]) in elsewhere(stem(labels[0])):
                yield RuleFinding(f"{row.path}.path.1", {"label": labels[1], "first": labels[0]}, "pair", "error")


def _unusual(path: str, label: str) -> RuleFinding:
    """What is said of a label that isn't common: that it is both labels of a category in one, or that alone."""
    parts = [part.strip() for part in _JOINED.split(label)]
    if len(parts) == len(_KNOWN) and all(stem(part) in known for part, known in zip(parts, _KNOWN, strict=True)):
        first, second = parts
        return RuleFinding(path, {"label": label, "first": first, "second": second}, "joined", "warning")
    return RuleFinding(path, {"label": label})


@rule(
    "IN-5",
    "error",
    needs=_TARGETS,
    fires='indicators:\n  - {path: [产出指标, 数量指标], name: 培训班次, target: ""} # ←',
    passes=_EXAMPLE,
)
def name_and_target_are_there(case: Case) -> Iterator[RuleFinding]:
    """每项指标有名称，有指标值."""
    for row in case.rows:
        if is_nothing(row.name):
            yield RuleFinding(f"{row.path}.name", {}, "name")
        elif not any(not is_nothing(value.text) for value in row.values) and all(map(is_nothing, row.indicator.levels)):
            if _TEMPLATE.fullmatch(row.name):
                continue  # ST-10 says so
            where = row.values[-1].path if row.values else f"{row.path}.target"
            yield RuleFinding(where, {"name": row.name})


@rule(
    "IN-14",
    "warning",
    fires="""indicators:
  - {path: [产出指标, 质量指标], name: 合格率, target: ≥95%}
  - {path: [产出指标, 质量指标], name: 合格率, target: ≥95%} # ←""",
    passes="""indicators:
  - {path: [产出指标, 质量指标], name: 培训合格率, target: ≥95%}
  - {path: [产出指标, 质量指标], name: 验收合格率, target: ≥95%}""",
)
def indicators_differ(case: Case) -> Iterator[RuleFinding]:
    """同一项下没有重复的指标."""
    seen: dict[tuple[object, ...], tuple[object, ...]] = {}
    for row in case.rows:
        key = (row.holder, row.indicator.path, row.name)
        values = (*(value.text for value in row.values), *row.indicator.levels)
        if row.name and key in seen:
            same = seen[key] == values
            yield RuleFinding(
                f"{row.path}.name", {"name": row.name}, "" if same else "values", "error" if same else None
            )
        seen.setdefault(key, values)


@rule(
    "IN-23",
    "warning",
    needs=_PATHS,
    fires="indicators:\n  - {path: [产出指标, 时效指标], name: 预算执行率, target: ≥95%} # ←",
    passes="indicators:\n  - {path: [产出指标, 时效指标], name: 车辆续保完成时间, target: 12月底前}",
)
def execution_is_no_output(case: Case) -> Iterator[RuleFinding]:
    """预算执行率、支出进度不作产出或效益指标."""
    for row in case.rows:
        if (row.category.output or row.category.benefit) and _PROGRESS.search(row.name):
            yield RuleFinding(f"{row.path}.name", {"name": row.name})
