"""表样: an official form declared as data, from five primitives, good for filling and for reading.

A **label** is a printed word of the form, a **field** prints a value of the document, a **row** stands them side by side, a
**block** repeats rows for each record, a **band** is a label at the side that spans its inner rows. A table is a column
of rows, blocks and bands; prose is text outside tables. The layout holds no code: ``fill`` walks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goalbook.forms.grid import CellKind
from goalbook.model.records import ItemKind

_PROJECT_FIELDS = frozenset({"code", "name"})


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the form. ``{year}`` and ``{money_unit}`` in it are the document's; what is not stated leaves no trace.

    ``lost`` marks a label that the original no longer shows: it is announced, not printed.
    """

    text: str
    cols: int = 1
    rows: int = 1
    vertical: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the record at hand: ``path`` is its place (``budget.total``, ``levels.0``).

    ``prefix`` is the place of a value printed before it, with ``join`` between; ``head`` makes it a row's head; ``merge``
    joins it with an equal one above; ``indent`` prints two full-width spaces for each level below the first.
    """

    path: str
    cols: int = 1
    kind: CellKind = "text"
    head: bool = False
    merge: bool = False
    indent: bool = False
    prefix: str = ""
    join: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """Labels and fields side by side; ``heads`` says that its labels head the columns below."""

    cells: tuple[Label | Field, ...]
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Rows for each record of a list: ``items``, ``items**`` (the tree, depth first), ``indicators``, ``spending_plan``.

    ``inner`` repeats inside each record, whose own fields then span its rows. ``across`` lays the records side by side over that many
    columns instead, a row for each field. ``kinds`` are those of its items, from the first level down.
    """

    each: str
    fields: tuple[Field, ...]
    inner: Block | None = None
    across: int = 0
    kinds: tuple[ItemKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A label at the side of the rows that it spans."""

    label: Label
    parts: tuple[FormPart, ...]


FormPart = FormRow | Block | Band


@dataclass(frozen=True, slots=True)
class Table:
    """One grid of a form: column ``widths`` in millimetres, its ``parts``, and how many leading rows are its repeated head.

    ``title`` and ``subtitle`` are printed over it, ``above`` is the borderless line between them and the grid (left, right), ``sign``
    what stands between the label and the value of each sign-off entry below it; ``joined`` continues the table before.
    """

    id: str
    widths: tuple[int, ...]
    parts: tuple[FormPart, ...]
    head_rows: int = 0
    title: Field | None = None
    subtitle: Label | None = None
    above: tuple[Field | Label, ...] = ()
    sign: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Text outside tables: a label and the paragraphs of a field, or the tree of items as headings with paragraphs.

    ``space`` names the kinds of item whose number is set apart from the name; ``kinds`` are those of its items, from the
    first level down.
    """

    path: str
    label: Label | None = None
    space: tuple[ItemKind, ...] = ()
    kinds: tuple[ItemKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """An official form: its id, its official name, where it is in use, its parts, and what of it is money.

    ``total`` are the places whose amounts add up to the budget of a document (``items.budget.total``: of its first-level
    items).
    """

    id: str
    name: str
    region: str
    parts: tuple[Table | Prose, ...]
    total: tuple[str, ...] = ()
    landscape: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the form, in printed order."""
        return tuple(part for part in self.parts if isinstance(part, Table))


def fields_of(form: Form) -> Iterator[tuple[str, Field]]:
    """Every field of a form with the kind of record it belongs to: ``""``, ``items``, ``indicators`` or ``spending_plan``."""
    for part in form.parts:
        if isinstance(part, Prose):
            yield from _prose_fields(part)
        else:
            heading = (part.title, *part.above)
            yield from (("", cell) for cell in heading if isinstance(cell, Field))
            yield from _part_fields(part.parts)


def kinds_of(form: Form) -> tuple[ItemKind, ...]:
    """The kinds of a form's items, from the first level down; tasks where it doesn't say."""
    prose = (part for part in form.parts if isinstance(part, Prose))
    found = [*(part.kinds for part in prose), *(part.kinds for part in _blocks(form))]
    return next((kinds for kinds in found if kinds), ("task",))


def _blocks(form: Form) -> Iterator[Block]:
    rest = [part for table in form.tables for part in table.parts]
    while rest:
        part = rest.pop()
        if isinstance(part, Block):
            yield part
            rest += [part.inner] if part.inner else []
        elif isinstance(part, Band):
            rest += part.parts


def is_project(form: Form) -> bool:
    """Whether a form is for one budget project, which has a code and a name of its own."""
    return any(not owner and field.path in _PROJECT_FIELDS for owner, field in fields_of(form))


def _prose_fields(prose: Prose) -> Iterator[tuple[str, Field]]:
    yield "", Field(prose.path)
    if prose.path == "items":
        for path in ("no", "name", "text", "items"):
            yield "items", Field(path)


def _part_fields(parts: tuple[FormPart, ...]) -> Iterator[tuple[str, Field]]:
    for part in parts:
        if isinstance(part, FormRow):
            yield from (("", cell) for cell in part.cells if isinstance(cell, Field))
        elif isinstance(part, Band):
            yield from _part_fields(part.parts)
        else:
            yield from _block_fields(part, "")


def _block_fields(block: Block, owner: str) -> Iterator[tuple[str, Field]]:
    record = block.each.rstrip("*")
    yield owner, Field(record)
    if block.each.endswith("*"):
        yield record, Field(record)
    for field in block.fields:
        yield record, field
        if field.prefix:
            yield record, Field(field.prefix)
        if field.merge:
            yield record, Field("merge")
    if block.inner:
        yield from _block_fields(block.inner, record)
