"""The data model: documents, items, indicators and reporting bodies.

Everything printed is a string exactly as printed; comparators, numbers and units are computed (see ``target``) and never
stored. An empty string prints an empty cell; an absent field is "not stated".
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from goalbook.model.contact import Contact, WebAddress
from goalbook.model.day import day_of
from goalbook.model.values import Amounts, Goal, Paragraphs, Printed, Reasons, Record, Targets, Value, WithCopy


def _in_calendar(day: str) -> str:
    """A day that there is. Raises ValueError."""
    if day_of(day) is None:
        raise ValueError(day)
    return day


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Year = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
Day = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
    AfterValidator(_in_calendar),
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Transcript = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}( [0-9a-f]{8})*$")]
OldAddress = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){1,3}$")]
DocumentAddress = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){2}$")]
RegionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]+$", max_length=20)]
AnchorId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=60)]

Stage = Literal["declared", "approved", "adjusted", "monitored", "evaluated"]
ItemKind = Literal[
    "part", "section", "duty", "activity", "function", "task", "goal", "programme", "project", "measure", "cost"
]
ValueScope = Literal["term", "annual"]
ReviewKind = Literal["typo", "shifted", "truncated", "lost", "swapped", "foreign", "duplicate"]


class Indicator(Record):
    """绩效指标: one level-3 indicator with its target as printed."""

    id: AnchorId | None = None
    was: tuple[Printed, ...] = ()
    scope: ValueScope | None = None
    path: tuple[Printed | None, ...] = ()
    merge: Literal["apart"] | None = None
    numbering: Printed | None = None
    name: Printed | None = None
    about: Printed | None = None
    core: Printed | None = None
    nature: Printed | None = None
    better: Literal["higher", "lower", "stable"] | None = None
    baseline: Printed | None = None
    sign: Printed | None = None
    target: Printed | None = None
    unit: Printed | None = None
    targets: Targets | None = None
    levels: tuple[Printed, ...] = ()
    values: tuple[Value, ...] = ()
    actual: Printed | None = None
    rate: Printed | None = None
    weight: Printed | None = None
    score: Printed | None = None
    rating: Printed | None = None
    reason: Printed | None = None
    likelihood: Printed | None = None
    reasons: Reasons | None = None
    scoring: Printed | None = None
    scale: Printed | None = None
    basis: Printed | None = None
    data_source: Printed | None = None
    frequency: Printed | None = None
    owner: Printed | None = None
    remark: Printed | None = None
    facts: dict[str, Printed] = Field(default_factory=dict)


class Item(Record):
    """职责、工作活动、职能、任务: one node of the recursive tree that carries parts, duties, activities and tasks.

    ``kind`` is left out where the form says of what kind the items of a level are.
    """

    id: AnchorId | None = None
    kind: ItemKind | None = None
    numbering: Printed | None = None
    name: Printed | None = None
    budget: Amounts = Field(default_factory=dict)
    about: Printed | None = None
    goal: Paragraphs | Goal | None = None
    text: tuple[Printed, ...] = ()
    facts: dict[str, Printed] = Field(default_factory=dict)
    items: tuple[Item, ...] = ()
    indicators: tuple[Indicator, ...] = ()


class Checkpoint(Record):
    """资金支出计划: the cumulative share of the budget to be spent by a checkpoint."""

    by: Printed
    share: Printed


class Stretch(Record):
    """进度安排: one stage of the work with its beginning and end as printed."""

    name: Printed
    start: Printed | None = None
    end: Printed | None = None


class Sign(Record):
    """单位负责人、制表人、电话、填表日期: one entry of the sign-off line."""

    label: Printed
    value: Printed


class Source(WithCopy):
    """来源: where a transcribed text comes from, what its extraction lost; ``copy`` is the file in ``originals/`` that is offered
    beside it, ``transcript`` are the digests of the text as it was then."""

    file: Printed
    sha256: Sha256 | None = None
    transcript: Transcript | None = None
    address: WebAddress | None = None
    date: Day | None = None
    lost: tuple[Printed, ...] = ()


class Review(Record):
    """校核记录: a doubt about the original, published beside it and never repaired in it."""

    at: Printed
    kind: ReviewKind
    printed: Printed | None = None
    suggest: Printed | None = None
    note: Printed | None = None


class Accept(Record):
    """A finding that the publisher accepts, with the reason shown on the page."""

    rule: Printed
    at: Printed | None = None
    reason: Printed


class Withdrawn(Record):
    """撤下: the day and the reason a document was taken down; its address keeps a page that says so."""

    date: Day
    reason: Printed


class Succession(Record):
    """The document that another one goes on from, was split from or went into, and why."""

    document: DocumentAddress
    reason: Printed | None = None


class Retired(Record):
    """不再设置: that the goals of a document are not set again, since when, and why."""

    date: Day | None = None
    reason: Printed


class Document(Record):
    """绩效目标文件: one published document, one file, one address."""

    goalbook: Literal["2"]
    form: Printed
    stage: Stage | None = None
    title: Printed | None = None
    year: Year | None = None
    year_basis: Printed | None = None
    period: Printed | None = None
    body: Slug
    money_unit: Printed | None = None
    labels: dict[str, Printed] = Field(default_factory=dict)
    code: Printed | None = None
    name: Printed | None = None
    about: Printed | None = None
    goal: Paragraphs | Goal | None = None
    text: tuple[Printed, ...] = ()
    facts: dict[str, Printed] = Field(default_factory=dict)
    budget: Amounts = Field(default_factory=dict)
    revenue: Amounts = Field(default_factory=dict)
    levels_of_government: dict[str, Printed] = Field(default_factory=dict)
    spending_plan: tuple[Checkpoint, ...] = ()
    schedule: tuple[Stretch, ...] = ()
    items: tuple[Item, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    weight: Printed | None = None
    score: Printed | None = None
    rating: Printed | None = None
    footnotes: tuple[Printed, ...] = ()
    sign: tuple[Sign, ...] = ()
    source: Source | None = None
    approved: Day | None = None
    published: Day | None = None
    review: tuple[Review, ...] = ()
    accept: tuple[Accept, ...] = ()
    was: tuple[OldAddress, ...] = ()
    withdrawn: Withdrawn | None = None
    evaluates: DocumentAddress | None = None
    continues: Succession | None = None
    split_from: Succession | None = None
    merged_into: Succession | None = None
    retired: Retired | None = None


class Region(Record):
    """地区: where a reporting body is, as its documents or its code state it."""

    name: Printed
    code: RegionCode


class Body(Record):
    """部门（单位）: one reporting body; without ``name`` where its documents give none."""

    goalbook: Literal["2"]
    name: Printed | None = None
    label: Printed | None = None
    code: Printed | None = None
    region: Region | None = None
    parent: Slug | None = None
    contact: Contact | None = None
    note: Printed | None = None

    @property
    def shown(self) -> str:
        """The name to list the body by: its label where it has one, else its full name."""
        return self.label or self.name or ""


Item.model_rebuild()
