"""What was wanted of an import and what came of it: values that a child process takes and gives, without a library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goalbook.forms.form import Form
from goalbook.importing.limits import SourceError
from goalbook.importing.lines import Aside, SourcePiece


@dataclass(frozen=True, slots=True)
class Choice:
    """What people chose for one document of a source: the folder that it is for, YEAR/BODY, and its form (None: as recognised)."""

    folder: str
    form_id: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make of a source: its file name and sha256, the forms that it may be in, that of all its documents (None: recognise
    each), and their folder.

    ``choices`` are those for single documents, by their number in the source, from 1; ``bodies`` the names of the bodies that they
    are of.
    """

    file: str
    digest: str
    language: str
    forms: Mapping[str, Form]
    form_id: str | None
    folder: str
    choices: dict[int, Choice] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()

    @property
    def folders(self) -> set[str]:
        """The folders YEAR/BODY that its documents may be for."""
        return {self.folder, *(choice.folder for choice in self.choices.values())}


@dataclass(frozen=True, slots=True)
class Account:
    """A new goal file and where each piece of its source went.

    ``values`` and ``labels`` count the pieces in the file and the words of the form; ``left`` found no place; ``other`` are in
    the file but printed otherwise by the form; ``misplaced`` don't stand under the same words there; ``doubts`` are marked in
    the file's review; ``asides`` stand beside its cells, or aren't shown, and are left out.
    """

    raw: bytes
    values: int
    labels: int
    left: tuple[SourcePiece, ...]
    other: tuple[SourcePiece, ...]
    misplaced: tuple[SourcePiece, ...]
    doubts: tuple[dict[str, str], ...]
    asides: tuple[Aside, ...]

    @property
    def pieces(self) -> int:
        """How many pieces of the source say something."""
        return self.values + self.labels + len(self.left)

    @property
    def certain(self) -> bool:
        """Whether all that the source holds is in the file, in its place, without a doubt."""
        return not (self.left or self.other or self.misplaced or self.doubts or self.asides)


@dataclass(frozen=True, slots=True)
class Brought:
    """One document of a source: its number there, its form, what it is called, the name proposed for its file, and its account.

    Where it could not be brought in, the reason stands in the place of the account.
    """

    number: int
    form_id: str
    form_name: str
    region: str
    title: str
    slug: str
    account: Account | SourceError
