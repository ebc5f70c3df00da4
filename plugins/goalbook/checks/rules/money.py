"""MO: amounts, their sums, and the plan to spend them. All sums are exact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from goalbook.checks.rule import RuleFinding, rule
from goalbook.checks.subject import Case, is_nothing
from goalbook.checks.sums import drawn_totals, told_once, unlike_sum
from goalbook.goalfile.meant import meant_number
from goalbook.model.amounts import MONEY, amount_at, amount_texts, counted, counted_amounts
from goalbook.model.records import Item
from goalbook.model.target import read_amount, read_share, read_target
from goalbook.model.values import Amounts, PhasedAmount

_FULL = Decimal(100)
_MONEY = re.compile("元$|[$£€¥]|^[A-Z]{3} ")
_HEAD = "money_unit: 万元\n"
_PARTS = ("fiscal", "other")
_NATURES = ("basic", "projects", "special", "development")


def amounts_of(case: Case) -> Iterator[tuple[str, Amounts]]:
    """Every group of amounts of a document, with its place."""
    document = case.document
    yield "budget", document.budget
    yield "revenue", document.revenue
    yield "levels_of_government", {**document.levels_of_government}
    yield from ((f"{path}.budget", item.budget) for path, item in case.items)


@rule(
    "MO-1",
    "error",
    fires=_HEAD + "budget: {total: 968.191 8} # ←",
    passes=_HEAD + "budget: {total: 968.19}",
)
def amounts_can_be_read(case: Case) -> Iterator[RuleFinding]:
    """金额是一个数."""
    for path, amounts in amounts_of(case):
        for key, text in amount_texts(amounts):
            if is_nothing(text) or text in ("无", "0"):
                continue
            if read_amount(text) is None and not _has_unit(text):
                likely = meant_number(text)
                yield RuleFinding(f"{path}.{key}", {"text": text, "suggestion": likely if read_amount(likely) else ""})


def _has_unit(text: str) -> bool:
    """Whether a text is one amount with its own unit: 164万元, $1.2 million."""
    read = read_target(text)
    return (
        read.kind == "number" and not read.comparator and not read.approximate and _MONEY.search(read.unit) is not None
    )


@rule(
    "MO-2",
    "error",
    fires=_HEAD + "budget: {total: 20.00, fiscal: 15.00, other: 4.00} # ←",
    passes=_HEAD + "budget: {total: 20.00, fiscal: 15.00, other: 5.00}",
)
@told_once
def totals_are_sums(case: Case) -> Iterator[RuleFinding]:
    """合计等于各部分之和，收入等于支出."""
    document = case.document
    budgets: list[tuple[str, Amounts]] = [("budget", document.budget)]
    budgets += [(f"{path}.budget", item.budget) for path, item in case.items]
    budgets += [("revenue", document.revenue), ("levels_of_government", {**document.levels_of_government})]
    for path, amounts in budgets:
        for phase in ("", *MONEY) if any(isinstance(one, PhasedAmount) for one in amounts.values()) else ("",):
            printed = {key: text for key, amount in amounts.items() if (text := _of_phase(amount, phase)) is not None}
            if (total := read_amount(printed.pop("total", ""))) is not None:
                for parts in _breakdowns(printed) if path.endswith("budget") else (printed,):
                    yield from unlike_sum(f"{path}.total.{phase}".rstrip("."), total, parts)
    yield from _sides(case)
    drawn = dict(drawn_totals(case))
    for path, summed in drawn.items():
        if (total := read_amount(amount_at(document, path) or "")) is not None:
            yield from unlike_sum(path, total, summed)
    costs = _totals_of(tuple(one for one in document.items if one.kind == "cost"))
    if (
        costs
        and "budget.total" not in drawn
        and (whole := read_amount(counted(document.budget.get("total")))) is not None
    ):
        yield from unlike_sum("budget.total", whole, costs)


def _of_phase(amount: str | PhasedAmount, phase: str) -> str | None:
    """The text of an amount in a phase; "" is the phase of one that has none."""
    if isinstance(amount, PhasedAmount):
        return getattr(amount, phase) if phase else None
    return None if phase else amount


def _breakdowns(printed: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The parts that each make up the same total: by nature, by source."""
    if all(key in printed for key in ("basic", "projects")):
        yield {key: printed[key] for key in ("basic", "projects")}
    others = [key for key in printed if key not in _NATURES]
    # Where there are funds of the budget as a whole, what else is named but other funds is part of these.
    sources = [key for key in others if key in _PARTS] if "fiscal" in printed else others
    if sources:
        yield {key: printed[key] for key in sources}


def _sides(case: Case) -> Iterator[RuleFinding]:
    """Where spending is another sum than revenue, or than the levels of government together."""
    document = case.document
    whole = [read_amount(amount_at(document, path) or "") for path in case.form.total if not path.startswith("items.")]
    if not whole or any(amount is None for amount in whole):
        return
    total = sum((amount for amount in whole if amount is not None), Decimal(0))
    for path in ("revenue", "levels_of_government"):
        sides = counted_amounts(getattr(document, path))
        if not is_nothing(sides.get("total")):
            sides = {"total": sides["total"]}
        yield from (one._replace(variant="sides") for one in unlike_sum(path, total, sides))


@rule(
    "MO-3",
    "error",
    fires=_HEAD
    + """form: hebei-duties
items:
  - kind: duty
    name: 政治协商
    budget: {total: 12.00} # ←
    items:
      - {kind: activity, name: 政协会议, budget: {total: 8.00}}
      - {kind: activity, name: 协商民主, budget: {total: 2.00}}""",
    passes=_HEAD
    + """form: hebei-duties
items:
  - kind: duty
    name: 政治协商
    budget: {total: 10.00}
    items:
      - {kind: activity, name: 政协会议, budget: {total: 8.00}}
      - {kind: activity, name: 协商民主, budget: {total: 2.00}}""",
)
def parents_are_sums(case: Case) -> Iterator[RuleFinding]:
    """上级职责的预算等于下级之和."""
    for path, item in case.items:
        total = read_amount(counted(item.budget.get("total")))
        if item.items and total is not None:
            yield from unlike_sum(f"{path}.budget.total", total, _totals_of(item.items))


def _totals_of(items: tuple[Item, ...]) -> dict[str, str | None]:
    """The total of each item, None where it states none, not even a blank one."""
    return {str(n): counted(one.budget["total"]) if "total" in one.budget else None for n, one in enumerate(items)}


@rule(
    "MO-4",
    "warning",
    needs=("budget.projects",),
    fires=_HEAD
    + """form: guangzhou-department
budget: {basic: 10.00, projects: 5.00} # ←
items:
  - {kind: task, name: 委员培训, budget: {total: 6.00}}""",
    passes=_HEAD
    + """form: guangzhou-department
budget: {basic: 10.00, projects: 5.00}
items:
  - {kind: task, name: 委员培训, budget: {total: 4.00}}""",
)
def tasks_fit_the_projects(case: Case) -> Iterator[RuleFinding]:
    """重点任务的资金不超过项目支出."""
    projects = read_amount(counted(case.document.budget.get("projects")))
    stated = (read_amount(counted(item.budget.get("total"))) for _, item in case.items if item.kind == "task")
    tasks = sum((amount for amount in stated if amount is not None), Decimal(0))
    if projects is not None and tasks > projects:
        yield RuleFinding("budget.projects", {"tasks": f"{tasks:,f}", "projects": f"{projects:,f}"})


def _plan(*shares: str) -> str:
    return "\n".join(
        ("spending_plan:", *(f"  - {{by: {3 * n}月底, share: {share}" for n, share in enumerate(shares, 1)))
    )


def _is_fraction(printed: str, share: Decimal) -> bool:
    """Whether a share is written as a part of one (``0.75``), which is less than one per cent as it stands."""
    return 0 < share < 1 and printed.strip()[-1].isdecimal()


@rule(
    "MO-6",
    "error",
    needs=("spending_plan",),
    fires=_plan("50%}", "25%} # ←", "100%}"),
    passes=_plan("25%}", "50%}", "100%}"),
)
def plan_is_cumulative(case: Case) -> Iterator[RuleFinding]:
    """资金支出计划累计不减，最后为 100%."""
    last, readable = None, True
    plan = [(n, one) for n, one in enumerate(case.document.spending_plan) if not is_nothing(one.share)]
    for n, checkpoint in plan:
        share = read_share(checkpoint.share)
        if share is None or not 0 <= share <= _FULL or _is_fraction(checkpoint.share, share):
            likely = meant_number(checkpoint.share)
            values = {"share": checkpoint.share, "suggestion": likely if read_share(likely) else ""}
            wrong = share is None or 0 <= share <= _FULL
            yield RuleFinding(f"spending_plan.{n}.share", values, "number" if wrong else "range")
            readable = False
            continue
        if last is not None and share < last:
            yield RuleFinding(f"spending_plan.{n}.share", {"share": checkpoint.share, "by": checkpoint.by})
            return
        last = share
    if readable and last is not None and last != _FULL:
        n, checkpoint = plan[-1]
        yield RuleFinding(f"spending_plan.{n}.share", {"share": checkpoint.share, "by": checkpoint.by}, "end")


@rule(
    "MO-7",
    "note",
    needs=("spending_plan",),
    fires=_plan("50%}", "100%} # ←", "100%}"),
    passes=_plan("50%}", "75%}", "100%}"),
)
def plan_ends_at_the_end(case: Case) -> Iterator[RuleFinding]:
    """年底前才支出完毕."""
    plan = case.document.spending_plan
    for n, checkpoint in enumerate(plan[:-1]):
        if (share := read_share(checkpoint.share)) is not None and share == _FULL:
            yield RuleFinding(f"spending_plan.{n}.share", {"by": checkpoint.by, "last": plan[-1].by})
            return


@rule(
    "MO-8",
    "warning",
    needs=("items.budget.total",),
    fires='form: hebei-duties\nitems:\n  - kind: duty\n    name: 民主监督\n    budget: {total: ""} # ←',
    passes=_HEAD + "form: hebei-duties\nitems:\n  - kind: duty\n    name: 民主监督\n    budget: {total: 0.00}",
)
def items_have_a_budget(case: Case) -> Iterator[RuleFinding]:
    """每项职责、活动列有预算数，没有就写 0."""
    for path, item in case.items:
        if item.kind in ("duty", "activity") and is_nothing(counted(item.budget.get("total"))):
            yield RuleFinding(f"{path}.budget.total", {"name": item.name or ""})
