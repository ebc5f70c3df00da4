"""表样: an official form as a value, good for filling and for reading; ``drawing`` makes it from a drawn file.

A form is a sequence of tables and prose. A table is a column of lines; a line is a row of slots, each with a **label** (a printed word
of the form), a **field** (the place of a value in the document) or nothing in it. Lines stand once, or repeat for each record
of a list. A slot may go on from the one above it. The layout holds no code: ``fill`` walks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from goalbook.forms.grid import CellKind
from goalbook.model.records import ItemKind

RuleSet = Literal["cn"]
_PROJECT_FIELDS = frozenset({"code", "name"})


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the form. ``{year}`` and ``{money_unit}`` in it are the document's; what is not stated leaves no trace.

    ``lost`` marks a label that the original no longer shows: it is announced, not printed. ``side`` labels stand at the side of
    further lines; ``constant`` ones stand where other forms have a value, and are passed over when read.
    """

    text: str
    vertical: bool = False
    lost: bool = False
    side: bool = False
    constant: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the record at hand: ``path`` is its place (``budget.total``, ``levels.0``).

    ``level`` is the record that it is of, counted from the outermost of the lines that repeat (0: of the record that holds them).
    ``prefix`` is the place of a value printed before it, with ``join`` between; ``before`` and ``after`` are words printed around it.
    ``head`` makes it a head of its row; ``merge`` joins it with an equal one above; ``indent`` prints two full-width spaces for each
    level below the first; ``again`` says that the form prints the value a second time.
    """

    path: str
    kind: CellKind = "text"
    level: int = 0
    head: bool = False
    merge: bool = False
    indent: bool = False
    prefix: str = ""
    join: str = ""
    before: str = ""
    after: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a drawing: what stands in it (nothing in a corner), its first column and how many it spans.

    ``goes_on`` says that it belongs to the cell above it; ``at`` is the line and column of its drawing.
    """

    col: int
    cols: int = 1
    content: Label | Field | None = None
    goes_on: bool = False
    at: tuple[int, int] = field(default=(1, 1), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a drawing; one with ``stated`` is printed only where that field of its record is stated."""

    slots: tuple[FormCell, ...]
    stated: str = ""


@dataclass(frozen=True, slots=True)
class StaticLines:
    """Lines that stand once; ``head`` says that their labels head the columns below."""

    lines: tuple[Line, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """A list to walk: ``items``, ``items**`` (the tree, depth first), ``indicators``, ``spending_plan``; ``only`` are fields that
    its records must state so.
    """

    path: str
    only: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The field that holds the records."""
        return self.path.rstrip("*")

    @property
    def deep(self) -> bool:
        """Whether records inside records are walked too."""
        return self.path.endswith("*")


@dataclass(frozen=True, slots=True)
class Each:
    """Lines for each record of a list and of the lists in it; ``total`` lines follow once, of the record that holds the list.

    ``across`` lays the records side by side over the columns of the one slot that repeats, a line for each field.
    """

    chain: tuple[Records, ...]
    lines: tuple[Line, ...]
    across: bool = False
    total: tuple[Line, ...] = ()


Section = StaticLines | Each


@dataclass(frozen=True, slots=True)
class Table:
    """One grid of a form: column ``widths`` in millimetres, its ``sections``, and how many leading lines are its repeated head.

    ``title`` and ``subtitle`` are printed over it, ``above`` is the borderless line between them and the grid (left, right), ``sign``
    what stands between the label and the value of each sign-off entry below it; ``joined`` continues the table before.
    """

    id: str
    widths: tuple[int, ...]
    sections: tuple[Section, ...]
    title: Field | None = None
    subtitle: Label | None = None
    above: tuple[Field | Label, ...] = ()
    sign: str = ""
    joined: bool = False

    @property
    def head_rows(self) -> int:
        """How many leading lines are repeated on every page."""
        first = self.sections[0]
        return len(first.lines) if isinstance(first, StaticLines) and first.head else 0


@dataclass(frozen=True, slots=True)
class Prose:
    """Text outside tables: a label and the paragraphs of a field, or the tree of items as headings with paragraphs.

    ``space`` names the kinds of item whose number is set apart from the name.
    """

    path: str
    label: Label | None = None
    space: tuple[ItemKind, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """An official form: its id, its official name, where it is in use, its parts, and what of it is money.

    ``digest`` is the sha256 of its file: forms of one id and one file are equal.

    ``total`` are the places whose amounts add up to the budget of a document (``items.budget.total``: of its first-level
    items); ``kinds`` are those of its items, from the first level down; ``rules`` a country's set that its documents are held to.
    """

    id: str
    name: str
    region: str
    parts: tuple[Table | Prose, ...]
    total: tuple[str, ...] = ()
    landscape: bool = False
    kinds: tuple[ItemKind, ...] = ("task",)
    rules: RuleSet | None = None
    digest: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Form) and (self.id, self.digest) == (other.id, other.digest)

    def __hash__(self) -> int:
        return hash((self.id, self.digest))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the form, in printed order."""
        return tuple(part for part in self.parts if isinstance(part, Table))


def lines_of_section(section: Section) -> tuple[Line, ...]:
    """Every line of a section, those of its total last."""
    return section.lines if isinstance(section, StaticLines) else (*section.lines, *section.total)


def labels_and_fields(form: Form) -> Iterator[Label | Field]:
    """Every label and field of a form, in printed order."""
    for part in form.parts:
        if isinstance(part, Prose):
            yield from [part.label] if part.label else []
            continue
        yield from (one for one in (part.title, part.subtitle, *part.above) if one)
        for section in part.sections:
            for line in lines_of_section(section):
                yield from (slot.content for slot in line.slots if slot.content)


def fields_of(form: Form) -> Iterator[tuple[str, Field]]:
    """Every field of a form with the kind of record it belongs to: ``""``, ``items``, ``indicators`` or ``spending_plan``."""
    for part in form.parts:
        if isinstance(part, Prose):
            yield from _prose_fields(part)
        else:
            yield from (("", one) for one in (part.title, *part.above) if isinstance(one, Field))
            for section in part.sections:
                yield from _section_fields(section)


def is_project(form: Form) -> bool:
    """Whether a form is for one budget project, which has a code and a name of its own."""
    return any(not owner and field.path in _PROJECT_FIELDS for owner, field in fields_of(form))


def _prose_fields(prose: Prose) -> Iterator[tuple[str, Field]]:
    yield "", Field(prose.path)
    if prose.path == "items":
        for path in ("numbering", "name", "text", "items"):
            yield "items", Field(path)


def _section_fields(section: Section) -> Iterator[tuple[str, Field]]:
    chain = section.chain if isinstance(section, Each) else ()
    owners = ("", *(records.name for records in chain))
    for owner, records in zip(owners, chain, strict=False):
        yield owner, Field(records.name)
        if records.deep:
            yield records.name, Field(records.name)
        yield from ((records.name, Field(key)) for key, _ in records.only)
    for line in lines_of_section(section):
        if line.stated:
            yield owners[-1], Field(line.stated)
        for part in (slot.content for slot in line.slots if isinstance(slot.content, Field)):
            yield owners[part.level], part
            if part.prefix:
                yield owners[part.level], Field(part.prefix)
            if part.merge:
                yield owners[part.level], Field("merge")
