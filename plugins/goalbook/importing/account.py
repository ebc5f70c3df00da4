"""What was wanted of an import and what came of it: values that a child process takes and gives, without a library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goalbook.forms.form import Form
from goalbook.importing.lines import SourcePiece


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make of a source: its file name and sha256, the form (None: recognise it), the goal file, which of several.

    ``forms`` are those that it may be in.
    """

    file: str
    digest: str
    form_id: str | None
    name: str
    number: int
    language: str
    forms: Mapping[str, Form]


@dataclass(frozen=True, slots=True)
class Account:
    """A new goal file and where each piece of its source went.

    ``values`` and ``labels`` count the pieces in the file and the words of the form; ``left`` found no place; ``other`` are in
    the file but printed otherwise by the form; ``misplaced`` don't stand under the same words there; ``doubts`` are marked in
    the file's review; ``parts`` is how many documents of the form the source holds.
    """

    raw: bytes
    values: int
    labels: int
    left: tuple[SourcePiece, ...]
    other: tuple[SourcePiece, ...]
    misplaced: tuple[SourcePiece, ...]
    doubts: tuple[dict[str, str], ...]
    parts: int

    @property
    def pieces(self) -> int:
        """How many pieces of the source say something."""
        return self.values + self.labels + len(self.left)


@dataclass(frozen=True, slots=True)
class Brought:
    """The account of an import and the form it was read by."""

    form_id: str
    form_name: str
    region: str
    account: Account
