"""IN, EV: who answers for a goal, and whether results can be held against those of earlier years."""

from __future__ import annotations

from collections.abc import Iterator

from goalbook.checks.rule import RuleFinding, rule
from goalbook.checks.rules.evaluation import has_place
from goalbook.checks.subject import Case, IndicatorCase, is_nothing

_YEARS = 2
_SERIES = """indicators:
  - name: 培训班次
    values: [{{of: actual, at: 2022, text: 8次}}, {{of: actual, at: 2023, text: 9次}}]
  - name: 群众满意度{mark}
    values: [{{of: actual, at: 2022, text: "{text}"}}, {{of: actual, at: 2023, text: 92%}}]"""


@rule(
    "IN-25",
    "note",
    fires="""indicators:
  - {name: 培训班次, target: ≥10次, owner: 办公室}
  - {name: 群众满意度, target: ≥90%, owner: ""} # ←""",
    passes="""indicators:
  - {name: 培训班次, target: ≥10次, owner: 办公室}
  - {name: 群众满意度, target: ≥90%, owner: 信访科}""",
)
def someone_answers(case: Case) -> Iterator[RuleFinding]:
    """写明负责的人或科室."""
    if not has_place(case, "owner"):
        return
    lacking = [row for row in case.rows if is_nothing(row.indicator.owner)]
    if lacking:
        yield RuleFinding(f"{lacking[0].path}.owner", {"count": str(len(lacking)), "name": lacking[0].name})


@rule("EV-7", "note", fires=_SERIES.format(text="", mark=" # ←"), passes=_SERIES.format(text="90%", mark=""))
def results_of_years_are_there(case: Case) -> Iterator[RuleFinding]:
    """有几年结果的，每项指标至少写两年的结果."""
    years = [(row, _years(row)) for row in case.rows]
    if not any(stated >= _YEARS for _, stated in years):
        return
    lacking = [row for row, stated in years if stated < _YEARS and not is_nothing(row.name)]
    if lacking:
        yield RuleFinding(f"{lacking[0].path}.name", {"count": str(len(lacking)), "name": lacking[0].name})


def _years(row: IndicatorCase) -> int:
    """Of how many periods an indicator states a result."""
    found = (value for value in row.stated if value.of == "actual" and value.at)
    return len({value.at for value in found if not is_nothing(value.text)})
