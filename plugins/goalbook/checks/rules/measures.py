"""IN: how far the indicators of a document can be measured, and what their values rest on."""

from __future__ import annotations

from collections.abc import Iterator

from goalbook.checks.rule import RuleFinding, rule
from goalbook.checks.subject import Case, is_nothing
from goalbook.goalfile.problem import listed

_TARGETS = ("indicators.target", "indicators.targets.annual", "indicators.levels.0")
_MANY = 5
_EXAMPLE = """indicators:
  - {name: 办理率, target: ≥95%}
  - {name: 社会影响, target: 持续扩大}"""


def _example(*lines: str) -> str:
    return "\n".join(("indicators:", *lines))


@rule(
    "IN-13",
    "note",
    needs=_TARGETS,
    fires=_example(
        "  - {name: 办理质量, target: 有所提升} # ←",
        "  - {name: 社会影响, target: 持续扩大}",
        "  - {name: 办理率, target: ≥95%}",
    ),
    passes=_EXAMPLE,
)
def most_can_be_measured(case: Case) -> Iterator[RuleFinding]:
    """至少一半指标有可以衡量的数值."""
    numeric = sum(row.is_measured for row in case.rows)
    if 2 * numeric < len(case.rows):
        first = next(row for row in case.rows if not row.is_measured)
        yield RuleFinding(first.path, {"numeric": str(numeric), "all": str(len(case.rows))})


@rule(
    "IN-18",
    "note",
    needs=_TARGETS,
    fires=_example(
        "  - {name: 指标甲完成率, target: ≥90%} # ←",
        *(f"  - {{name: 指标{n}完成率, target: ≥90%}}" for n in "乙丙丁戊"),
    ),
    passes=_example(*(f"  - {{name: 指标{n}完成率, target: ≥9{i}%}}" for i, n in enumerate("甲乙丙丁戊"))),
)
def values_differ(case: Case) -> Iterator[RuleFinding]:
    """各项指标的数值不都一样."""
    measured = [row for row in case.rows if row.is_measured]
    values = {
        tuple(value.text for value in row.values if value.target.is_numeric) or row.indicator.levels for row in measured
    }
    if len(measured) >= _MANY and len(values) == 1:
        yield RuleFinding(measured[0].path, {"count": str(len(measured)), "value*": listed(values.pop())})


@rule(
    "IN-19",
    "warning",
    needs=("indicators.basis",),
    fires="indicators:\n  - {name: 办理率, target: ≥95%} # ←",
    passes="indicators:\n  - {name: 办理率, target: ≥95%, basis: 上年完成情况}",
)
def basis_is_given(case: Case) -> Iterator[RuleFinding]:
    """写明指标值的确定依据."""
    blank = [row for row in case.rows if is_nothing(row.indicator.basis)]
    if blank:
        yield RuleFinding(f"{blank[0].path}.basis", {"count": str(len(blank))})
    same = {row.indicator.basis for row in case.rows}
    if not blank and len(same) == 1 and len(case.rows) >= _MANY:
        yield RuleFinding(
            f"{case.rows[0].path}.basis", {"basis": str(same.pop()), "count": str(len(case.rows))}, "same", "note"
        )
