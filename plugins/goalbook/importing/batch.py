"""Many sources brought in one after the other: of each all its documents, each with the goal file that it is to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from goalbook.importing.account import Account, Brought
from goalbook.importing.import_file import SourceReading, import_file
from goalbook.importing.limits import SourceError
from goalbook.importing.plan import BatchPlan, PlanRow
from goalbook.importing.reading.match import squeezed
from goalbook.model.address import Address


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: its source as it was given, its number there, and the goal file that it is to be.

    ``number`` is 0 of a source that could not be read; ``refused`` is why there will be no goal file.
    """

    source: str
    number: int
    file: str = ""
    brought: Brought | None = None
    refused: SourceError | None = None

    @property
    def account(self) -> Account:
        """The account of a document that was not refused."""
        assert self.brought is not None
        assert isinstance(self.brought.account, Account)
        return self.brought.account


def bring_in(sources: Iterable[Path], reading: SourceReading, folder: str) -> Iterator[list[Outcome]]:
    """Source by source every document of it, for a folder YEAR/BODY, under a name that no other document has."""
    taken: set[str] = set()
    for path in sources:
        source = path.as_posix()
        try:
            documents = import_file(path, reading, folder)
        except SourceError as error:
            yield [Outcome(source, 0, refused=error)]
            continue
        yield [_outcome(source, _free(f"{folder}/{one.slug}", taken) if one.slug else "", one) for one in documents]


def bring_in_as_planned(sources: Iterable[Path], reading: SourceReading, plan: BatchPlan) -> Iterator[list[Outcome]]:
    """Source by source every document that a plan doesn't leave out; what the plan doesn't know, or calls otherwise, is refused."""
    for path in sources:
        yield list(_planned(path, reading, plan.rows_of(path.as_posix())))


def _planned(path: Path, reading: SourceReading, rows: dict[int, PlanRow]) -> Iterator[Outcome]:
    source = path.as_posix()
    wanted = {number: row for number, row in rows.items() if not row.skip}
    if not wanted:
        if not rows:
            yield Outcome(source, 0, refused=SourceError("unplanned"))
        return
    choices = {number: row.choice for number, row in wanted.items()}
    try:
        documents = import_file(path, reading, next(iter(choices.values())).folder, choices)
    except SourceError as error:
        yield Outcome(source, 0, refused=error)
        return
    for brought in documents:
        if brought.number not in rows:
            yield Outcome(source, brought.number, refused=SourceError("unplanned"))
        elif row := wanted.get(brought.number):
            yield _outcome(source, row.file, brought, row)
    for number in wanted.keys() - {one.number for one in documents}:
        yield Outcome(source, number, refused=SourceError("no-such-part"))


def _outcome(source: str, file: str, brought: Brought, row: PlanRow | None = None) -> Outcome:
    """The outcome of a document; a plan that calls it otherwise was made of another source."""
    refused = brought.account if isinstance(brought.account, SourceError) else None
    if refused is None and row and row.title and not _same(row.title, brought.title):
        refused = SourceError("plan-title", title=brought.title)
    return Outcome(source, brought.number, file, brought, refused)


def _same(planned: str, title: str) -> bool:
    """Whether two titles are one; an apostrophe before it keeps a spreadsheet from calculating with it."""
    return squeezed(planned).lstrip("'") == squeezed(title).lstrip("'")


def _free(path: str, taken: set[str]) -> str:
    """The file of a path that no document of this batch has yet."""
    number, free = 1, path
    while free in taken:
        number += 1
        free = f"{path}-{number}"
    taken.add(free)
    return Address(free).file
