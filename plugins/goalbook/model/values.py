"""What a value is: the groups of printed values that documents, items and indicators hold."""

from __future__ import annotations

import warnings
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, create_model

Printed = str
Paragraphs = Printed | tuple[Printed, ...]
OriginalName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*\.[a-z]{2,4}$", max_length=100)]


class Record(BaseModel):
    """What every record has in common: complete when made, never changed, no field that isn't declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Value(create_model("Value", __base__=Record, **{"for": (Printed | None, None)})):  # type: ignore[misc]
    """一个数值: what it is a value of, when, and of which region or group (``for``), with its text as printed."""

    of: Literal["target", "actual", "baseline", "forecast"]
    phase: Literal["initial", "adjusted", "midyear"] | None = None
    at: Printed | None = None
    sign: Printed | None = None
    text: Printed
    unit: Printed | None = None
    note: Printed | None = None


class Targets(Record):
    """指标值 printed in two columns: of the whole term and of the year."""

    term: Printed | None = None
    annual: Printed | None = None


class Reasons(Record):
    """偏差原因 by kind, as a monitoring form asks for them."""

    funds: Printed | None = None
    rules: Printed | None = None
    staff: Printed | None = None
    hardware: Printed | None = None
    other: Printed | None = None


class PhasedAmount(Record):
    """金额 in its phases: planned, adjusted and spent, of this year and of those before, and how its use was rated."""

    initial: Printed | None = None
    adjusted: Printed | None = None
    executed: Printed | None = None
    rate: Printed | None = None
    weight: Printed | None = None
    score: Printed | None = None
    reason: Printed | None = None
    prior: Printed | None = None
    prior_2: Printed | None = None
    term: Printed | None = None
    annual: Printed | None = None
    values: tuple[Value, ...] = ()


Amounts = dict[str, Printed | PhasedAmount]


class Goal(Record):
    """绩效目标 in its scopes and phases: of the term, of the year, as planned, as adjusted, and what became of it."""

    term: Paragraphs | None = None
    annual: Paragraphs | None = None
    initial: Paragraphs | None = None
    adjusted: Paragraphs | None = None
    actual: Paragraphs | None = None


with warnings.catch_warnings():
    # pydantic warns of the name, which a method of its own has that is out of use.
    warnings.simplefilter("ignore", UserWarning)

    class WithCopy(Record):
        """What a copy is kept of: the name of the file."""

        copy: OriginalName | None = None  # type: ignore[assignment]
