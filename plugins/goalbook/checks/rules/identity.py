"""ID: who publishes, for which year, at which stage, in which unit; dates, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from goalbook.checks.rule import Example, RuleFinding, rule
from goalbook.checks.subject import Case, is_nothing
from goalbook.goalfile.problem import listed
from goalbook.model.amounts import amount_texts
from goalbook.model.transcript import edits_of
from goalbook.model.values import Amounts

_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|度)")
_CODE = re.compile(r"\d{8}[0-9A-Z]{13}")
_STAGES = {"申报": "declared", "批复": "approved", "调整": "adjusted", "监控": "monitored", "自评": "evaluated"}
_MOST_DAYS = 20
_MOST_EDITS = 40  # of more it is said how many, and of more than one where all is another text


@rule("ID-1", "error", fires=Example("title: 绩效目标表", "label: 某县政协"), passes="title: 绩效目标表")
def body_has_a_name(case: Case) -> Iterator[RuleFinding]:
    """公开单位有全称."""
    if case.body is not None and is_nothing(case.body.name):
        yield RuleFinding("body", {"body": case.body.shown})


@rule("ID-2", "error", fires="# year: 2024\ntitle: 绩效目标表", passes="year: 2024\ntitle: 绩效目标表")
def year_is_stated(case: Case) -> Iterator[RuleFinding]:
    """写明预算年度."""
    if not case.document.year:
        yield RuleFinding("year")


@rule("ID-3", "error", fires="title: 绩效目标批复表", passes="title: 绩效目标批复表\nstage: approved")
def stage_is_stated(case: Case) -> Iterator[RuleFinding]:
    """写明环节，并与标题一致."""
    document = case.document
    if not case.stage:
        yield RuleFinding("stage")
        return
    named = {stage: word for word, stage in _STAGES.items() if word in (document.title or "")}
    if named and case.stage not in named:
        stated = next(word for word, stage in _STAGES.items() if stage == case.stage)
        yield RuleFinding("stage", {"stage": stated, "title*": listed(named.values())}, "title", "warning")


@rule(
    "ID-5",
    "error",
    fires="budget: {total: 20.00, fiscal: 20.00}",
    passes="money_unit: 万元\nbudget: {total: 20.00, fiscal: 20.00}",
)
def money_has_a_unit(case: Case) -> Iterator[RuleFinding]:
    """有金额就写明金额单位."""
    document = case.document
    maps: list[Amounts] = [document.budget, document.revenue, {**document.levels_of_government}]
    maps += [item.budget for _, item in case.items]
    if not document.money_unit and any(text.strip() for amounts in maps for _, text in amount_texts(amounts)):
        yield RuleFinding("money_unit")


@rule(
    "ID-6",
    "warning",
    fires="title: 2023年车辆保险费绩效目标表 # ←\ncode: 13030324P00397010024Q",
    passes="title: 2024年车辆保险费绩效目标表\ncode: 13030324P00397010024Q",
)
def years_agree(case: Case) -> Iterator[RuleFinding]:
    """标题、项目编码里的年度与预算年度一致."""
    document = case.document
    if not document.year:
        return
    printed = set(_TITLE_YEAR.findall(document.title or ""))
    if printed and document.year not in printed:
        yield RuleFinding("title", {"found*": listed(sorted(printed)), "year": document.year})
    code = document.code or ""
    if _CODE.fullmatch(code) and code[6:8] != document.year[2:]:
        yield RuleFinding("code", {"found": code[6:8], "year": document.year}, "code")


@rule(
    "ID-7", "warning", needs=("code",), only="cn", fires="code: 13030324P0039701 # ←", passes="code: 13030324P00397010024Q",
)  # fmt: skip
def code_is_well_formed(case: Case) -> Iterator[RuleFinding]:
    """项目编码由 6 位区划、2 位年度和 13 位数字或大写字母组成."""
    code = case.document.code or ""
    if is_nothing(code):
        return
    region = case.body.region.code if case.body and case.body.region else ""
    if not _CODE.fullmatch(code):
        yield RuleFinding("code", {"code": code, "length": str(len(code))})
    elif len(region) == 6 and not code.startswith(region):
        yield RuleFinding("code", {"code": code[:6], "region": region}, "region")


@rule(
    "ID-8",
    "warning",
    only="cn",
    fires="approved: 2024-01-20\npublished: 2024-02-20 # ←",
    passes="approved: 2024-01-20\npublished: 2024-02-09",
)
def published_in_time(case: Case) -> Iterator[RuleFinding]:
    """写明批复日期和公开日期，批复后 20 日内公开."""
    document = case.document
    approved = case.stage == "declared" or document.approved
    if not approved and not document.published:
        yield RuleFinding("published", {}, "both")
    elif not document.published:
        yield RuleFinding("published", {}, "published")
    elif not approved:
        yield RuleFinding("approved", {}, "approved")
    elif document.approved:
        days = (date.fromisoformat(document.published) - date.fromisoformat(document.approved)).days
        if days < 0:
            yield RuleFinding("published", {"approved": document.approved, "published": document.published}, "order")
        elif days > _MOST_DAYS:
            yield RuleFinding("published", {"days": str(days)})


@rule("ID-11", "warning", fires='source:\n  file: "—" # ←', passes="source:\n  file: 2024年部门预算绩效文本.pdf")
def source_is_named(case: Case) -> Iterator[RuleFinding]:
    """转录的文件写明来源."""
    if case.document.source is not None and is_nothing(case.document.source.file):
        yield RuleFinding("source.file")


@rule(
    "ID-14",
    "warning",
    firm=True,
    fires="code: 13030324P00397010024Q # ←\nsource:\n  file: 2024.pdf\n  transcript: 4563d8e8",
    passes="code: 13030324P00397010024Q\nsource:\n  file: 2024.pdf\n  transcript: 779dbd7c",
)
def text_is_as_transcribed(case: Case) -> Iterator[RuleFinding]:
    """转录的文字与登记来源时一致."""
    edits = edits_of(case.document)
    if len(edits.changed) > (_MOST_EDITS if edits.kept else 1):
        yield RuleFinding("source.transcript", {"count": str(len(edits.changed))}, "many")
    else:
        yield from map(RuleFinding, edits.changed)
    if edits.gone:
        yield RuleFinding("source.transcript", {"count": str(edits.gone)}, "gone")
    if edits.moved:
        yield RuleFinding("source.transcript", {}, "moved")
