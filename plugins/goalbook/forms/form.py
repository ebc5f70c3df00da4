"""表样: an official form as a value, good for filling and for reading; ``drawing`` makes it from a drawn file.

A form is a sequence of tables and prose, a table a column of lines, a line a row of slots, each with a **label** (a word of the form),
a **field** (the place of a value) or nothing in it. Lines stand once, or repeat for each record of a list. ``fill`` walks it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from goalbook.forms.grid import Align, CellKind
from goalbook.model.records import ItemKind, Stage

RuleSet = Literal["cn"]
PaperName = Literal["A4", "Letter"]
KeyName = Literal["for", "at"]


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the form. ``{year}`` (also ``{year-1}``) and ``{money_unit}`` in it are the document's; what is not stated leaves
    no trace.

    ``lost`` marks a label that the original no longer shows: it is announced, not printed. ``side`` labels stand at the side of
    further lines; ``constant`` ones stand where other forms have a value, and are passed over when read; a ``verbatim`` one is
    the document's own word over a column, taken as it is.
    """

    text: str
    vertical: bool = False
    lost: bool = False
    side: bool = False
    constant: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class ColumnKey:
    """The head of a column that comes from the data: what its values are for, or at which time they are."""

    by: KeyName


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the record at hand: ``path`` is its place (``budget.total``, ``levels.0``); of ``values.text`` the one of that entry
    which states what ``only`` says.

    ``level`` is the record that it is of, counted from the outermost of the lines that repeat (0: of the record that holds them);
    ``shared`` says that it is of any of the records that stand side by side.
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
    shared: bool = False
    only: tuple[tuple[str, str], ...] = ()

    @property
    def entries(self) -> str:
        """The place of the list of values that it takes one from; nothing where it is no such value."""
        held, _, _ = self.path.rpartition(".")
        return held if held.rpartition(".")[2] == "values" else ""


Content = Label | Field | ColumnKey


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a drawing: what stands in it (nothing in a corner), its first column and how many it spans.

    ``goes_on`` says that it belongs to the cell above it; ``repeats`` that it stands in each of the columns that come from the
    data; ``at`` is the line and column of its drawing.
    """

    col: int
    cols: int = 1
    content: Content | None = None
    goes_on: bool = False
    repeats: bool = False
    at: tuple[int, int] = field(default=(1, 1), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a drawing; one with ``stated`` is printed only where that field of its record is stated.

    ``opens`` is the level of the record at whose beginning alone the line is printed, as a row over those that follow; 0 for none.
    """

    slots: tuple[FormCell, ...]
    stated: str = ""
    opens: int = 0

    @property
    def fields(self) -> tuple[tuple[FormCell, Field], ...]:
        """Its fields with their cells, from the left."""
        return tuple((slot, slot.content) for slot in self.slots if isinstance(slot.content, Field))


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

    ``across`` lays the records side by side over the columns of the one slot that repeats, a line for each field. The last ``halves``
    lists of the chain stand side by side in the same rows, all held by the record before them; the shorter ones end in blanks.
    """

    chain: tuple[Records, ...]
    lines: tuple[Line, ...]
    across: bool = False
    total: tuple[Line, ...] = ()
    halves: int = 1

    @property
    def outer(self) -> int:
        """How many lists hold the innermost ones."""
        return len(self.chain) - self.halves


Section = StaticLines | Each


@dataclass(frozen=True, slots=True)
class Table:
    """One grid of a form: column ``widths`` in millimetres, its ``sections``, and how many leading lines are its repeated head.

    ``title`` and ``subtitle`` are printed over it, ``above`` and ``below`` are borderless lines between them and the grid and under it,
    ``sign`` what stands between the label and the value of each sign-off entry below it; ``joined`` continues the table before;
    ``number`` is the form's own, over all (公开14表). ``repeated`` are the first and the last (excluded) of the columns that stand once
    for each key of the data; ``align`` says how the values of each column are set.
    """

    id: str
    widths: tuple[int, ...]
    sections: tuple[Section, ...]
    title: Field | None = None
    subtitle: Label | None = None
    above: tuple[tuple[Field | Label, ...], ...] = ()
    below: tuple[tuple[Field | Label, ...], ...] = ()
    sign: str = ""
    joined: bool = False
    number: str = ""
    repeated: tuple[int, int] | None = None
    align: tuple[Align, ...] = ()

    @property
    def head_rows(self) -> int:
        """How many leading lines are repeated on every page."""
        first = self.sections[0]
        return len(first.lines) if isinstance(first, StaticLines) and first.head else 0

    @property
    def around(self) -> tuple[Field | Label, ...]:
        """What stands over and under the grid, in printed order."""
        over = tuple(part for part in (self.title, self.subtitle) if part)
        return (*over, *(part for line in (*self.above, *self.below) for part in line))


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

    ``digest`` is the sha256 of its file: forms of one id and one file are equal. ``total`` are the places whose amounts are the budget
    of a document (``items.budget.total``: of first-level items), ``kinds`` those of its items by level. ``rules`` names a country's
    rules, ``stage`` is that of its documents, ``source`` where it is published, ``compared`` when it was compared with that (``never``).
    """

    id: str
    name: str
    region: str
    parts: tuple[Table | Prose, ...]
    total: tuple[str, ...] = ()
    paper: PaperName = "A4"
    landscape: bool = False
    kinds: tuple[ItemKind, ...] = ("task",)
    rules: RuleSet | None = None
    stage: Stage | None = None
    source: str = ""
    compared: str = ""
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
