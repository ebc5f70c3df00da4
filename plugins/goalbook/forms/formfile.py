"""The file of a drawn form as it is typed: what may be stated where, as records; its JSON Schema completes it in editors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from goalbook.forms.form import RuleSet
from goalbook.model.records import ItemKind, Stage

Words = Annotated[str, StringConstraints(max_length=2_000)]
Drawing = Annotated[str, StringConstraints(max_length=50_000)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Compared = Annotated[str, StringConstraints(pattern=r"^(|never|\d{4}-\d{2}-\d{2})$")]


class FormRecord(BaseModel):
    """A part of a form file; nothing is stated in it that isn't known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SectionFile(FormRecord):
    """Lines of a table: ``rows`` or a ``head`` that stand once, or an ``each`` with the ``row`` of each of its records.

    ``across`` stands for ``row`` where the records stand side by side.
    """

    rows: Drawing | None = None
    head: Drawing | None = None
    each: Words | None = None
    row: Drawing | None = None
    across: Drawing | None = None
    total: Drawing | None = None


class PartFile(SectionFile):
    """A table or prose; a table of one or a few sections may state them without a ``body``."""

    table: Id | None = None
    prose: Words | None = None
    title: Words | None = None
    under: Words | None = None
    above: Drawing | None = None
    below: Drawing | None = None
    widths: Words | None = None
    align: Words | None = None
    body: tuple[SectionFile, ...] = ()
    joined: Literal["with-above"] | None = None
    sign: Words | None = None
    label: Words | None = None
    space: tuple[ItemKind, ...] = ()


class FormFile(FormRecord):
    """A drawn form."""

    goalbook: Literal["2"]
    name: Words
    region: Words = ""
    rules: RuleSet | None = None
    stage: Stage | None = None
    number: Words = ""
    source: Words = ""
    compared: Compared = ""
    paper: Words = "upright"
    kinds: tuple[ItemKind, ...] = ("task",)
    total: tuple[Words, ...] = ()
    parts: tuple[PartFile, ...]
