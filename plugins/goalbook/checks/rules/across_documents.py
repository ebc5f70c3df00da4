"""ID, MO, EV: rules over all documents of one body and year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from goalbook.book.brief import unpack_indicators
from goalbook.book.entry import Entry
from goalbook.book.same_indicators import same_indicators
from goalbook.checks.rule import Example, RuleFinding, book_rule, printed_by
from goalbook.forms.fields import is_project
from goalbook.model.money_unit import measure_of
from goalbook.model.pairing import left_over

_PROJECT = (
    "code: 13030324P0039701002{n}Q\nname: 项目{n}\nmoney_unit: 万元\nstage: approved\nbudget: {{total: {amount}}}{mark}"
)
_WHOLE = "form: guangzhou-department\ntitle: 部门整体绩效目标\nstage: approved\nmoney_unit: 万元\nbudget: {basic: 10.00, projects: 5.00}"


def _example(amount: str, mark: str = "", whole: bool = True) -> Example:
    others = {"department": _WHOLE} if whole else {}
    return Example(_PROJECT.format(n=4, amount=amount, mark=mark), others=others)


@book_rule("ID-12", "warning", only="cn", fires=_example("4.00", whole=False), passes=_example("4.00"))
def department_goal_is_there(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, RuleFinding]]:
    """有项目绩效目标的单位，同一年度也公开部门整体绩效目标."""
    if entries and all(is_project(entry.form) for entry in entries):
        yield entries[0], RuleFinding("", {"count": str(len(entries))})


@book_rule("MO-5", "warning", fires=_example("16.00", " # ←"), passes=_example("4.00"))
def department_holds_its_projects(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, RuleFinding]]:
    """部门预算不小于各项目之和."""
    projects: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if is_project(entry.form) and not (entry.money and entry.money.term):
            projects.setdefault((entry.stage, measure_of(entry.money_unit)[0]), []).append(entry)
    sums = {same: sum(map(_whole_amount, group), Decimal(0)) for same, group in projects.items()}
    for whole in entries:
        if is_project(whole.form) or whole.money is None or whole.money.blank or whole.money.term:
            continue
        measure, factor = measure_of(whole.money_unit)
        same = (whole.stage, measure)
        # Without a project there is nothing to hold, even where the department's amount is below nought.
        if same in sums and (found := sums[same] / factor) > whole.money.sum:
            # Told with the first project: where there is one department and a project too many, either may be wrong.
            values = {"total": f"{whole.money.sum:,f}", "sum": f"{found:,f}", "title": whole.title}
            yield projects[same][0], RuleFinding("budget", values)


def _whole_amount(entry: Entry) -> Decimal:
    """The amount of a document in the whole currency of its unit."""
    return entry.money.sum * measure_of(entry.money_unit)[1] if entry.money else Decimal(0)


_PLANNED = """form: cn-project
title: 绩效目标表
indicators:
  - {name: 培训班次, target: ≥10次}
  - {name: 群众满意度, target: ≥90%}"""
_EVALUATED = """form: cn-project-selfeval
evaluates: 2024/example/planned{mark}
indicators:
  - {{name: 培训班次, target: ≥10次, actual: 12次}}
  - {{name: {name}, target: ≥90%, actual: 95%}}"""


@book_rule(
    "EV-1",
    "error",
    fires=Example(_EVALUATED.format(name="用车人员满意度", mark=" # ←"), others={"planned": _PLANNED}),
    passes=Example(_EVALUATED.format(name="群众满意度", mark=""), others={"planned": _PLANNED}),
)
def planned_indicators_come_back(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, RuleFinding]]:
    """自评的文件里，目标文件的每项指标都在；改了名的，用 was 写明原名."""
    planned = {entry.address: entry for entry in entries}
    for entry in entries:
        named = next((address for kind, address, _ in entry.relations if kind == "evaluates"), None)
        goals = planned.get(named) if named else None
        if goals is None or entry.stage != "evaluated" or "indicators.name" not in printed_by(entry.form):
            continue
        old, new = list(unpack_indicators(goals.brief)), list(unpack_indicators(entry.brief))
        names = [old[n].indicator.name or "" for n in left_over(range(len(old)), same_indicators(old, new).values())]
        if lacking := [name for name in names if name.strip()]:
            values = {"count": str(len(lacking)), "name": lacking[0], "title": goals.title}
            yield entry, RuleFinding("evaluates", values)
