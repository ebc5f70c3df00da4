"""Many sources at once, for `goalbook import`: each document a goal file, what is wrong with one no reason to leave the others."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goalbook.book.folder import is_link
from goalbook.book.litter import is_litter
from goalbook.commands.import_words import outcome_lines, reason, short
from goalbook.commands.progress import tracked
from goalbook.commands.say import say
from goalbook.messages.catalogue import Catalogue
from goalbook.model.address import body_file, is_document_path

if TYPE_CHECKING:
    from goalbook.importing.batch import Outcome
    from goalbook.importing.import_file import SourceReading
    from goalbook.importing.plan import BatchPlan

_SHOWN_FROM = 5  # sources; fewer are read before progress could be


@dataclass(frozen=True, slots=True)
class Batch:
    """What is brought in: files and folders, the goals' folder, YEAR/BODY (blank where a plan says it), the plan, how they are read."""

    paths: tuple[Path, ...]
    goals: Path
    folder: str
    plan: Path | None
    reading: SourceReading


def import_batch(batch: Batch, t: Catalogue) -> int:
    """Bring all of it in, or write the plan that doesn't exist yet; gives the exit code."""
    from goalbook.importing.batch import bring_in, bring_in_as_planned

    sources = list(_sources(batch))
    if not sources:
        raise click.BadParameter(t("import.batch.nothing"), param_hint="FILES")
    if batch.plan and batch.plan.exists():
        plan = _plan(batch, batch.plan, sources, t)
        return _make(batch, bring_in_as_planned(sources, batch.reading, plan), len(sources), t)
    outcomes = bring_in(sources, batch.reading, batch.folder)
    if batch.plan:
        return _write_plan(batch.plan, [one for some in _told(outcomes, len(sources), t) for one in some], t)
    return _make(batch, outcomes, len(sources), t)


def _sources(batch: Batch) -> Iterator[Path]:
    """The files that were named, and those below folders, each once and sorted; not what systems leave there, nor the plan."""
    seen: set[Path] = set()
    for path in batch.paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in below:
            hidden = path.is_dir() and any(one.startswith(".") for one in file.relative_to(path).parts)
            if file.is_dir() or hidden or is_litter(file.name) or file in seen or file == batch.plan:
                continue
            seen.add(file)
            yield file


def _plan(batch: Batch, path: Path, sources: Sequence[Path], t: Catalogue) -> BatchPlan:
    """The plan in a file. Ends the command where it has faults, after telling all of them."""
    from goalbook.importing.plan import BatchPlan

    plan = BatchPlan(path.read_bytes(), [one.as_posix() for one in sources], [*batch.reading.forms])
    for fault in plan.faults:
        said = t(f"import.error.{fault.code}", **{key: short(str(value)) for key, value in fault.values.items()})
        column = t("import.plan.at", column=fault.column) if fault.column else ""
        say(f"{path}:{fault.line}: {column}{said}", err=True)
    if plan.faults:
        say(t("import.plan.faulty", count=len(plan.faults)), err=True)
        sys.exit(2)
    return plan


def _make(batch: Batch, outcomes: Iterable[list[Outcome]], count: int, t: Catalogue) -> int:
    """Write the goal files, tell of each document, then of all; gives the exit code."""
    done: Counter[str] = Counter()
    bodies: set[str] = set()
    for some in _told(outcomes, count, t):
        for outcome in (_written(batch.goals, one) for one in some):
            for line in outcome_lines(outcome, t):
                say(line)
            done["refused" if outcome.refused else "certain" if outcome.account.certain else "doubtful"] += 1
            if not outcome.refused:
                bodies.add(outcome.file.split("/")[1])
    made = done["certain"] + done["doubtful"]
    say(t("import.batch.sum", all=done.total(), made=made, doubtful=done["doubtful"], refused=done["refused"]))
    for body in sorted(bodies):
        if not (batch.goals / body_file(body)).is_file():
            say(t("new.no_body", body=body, meant=""), err=True)
    return int(made < done.total() or bool(done["doubtful"]))


def _written(root: Path, outcome: Outcome) -> Outcome:
    """Write the goal file of a document, unless there is one: nothing is overwritten."""
    from goalbook.files import sole_writer, write_file
    from goalbook.importing.limits import SourceError

    if outcome.refused:
        return outcome
    path = root / outcome.file
    if not is_document_path(outcome.file) or path.exists() or is_link(root, outcome.file):
        return replace(outcome, refused=SourceError("there", file=outcome.file))
    with sole_writer(path):
        write_file(path, outcome.account.raw)
    return outcome


def _write_plan(path: Path, outcomes: Sequence[Outcome], t: Catalogue) -> int:
    """Write the table that people correct; a document that can't be brought in is in it with the reason."""
    from goalbook.files import write_file
    from goalbook.importing.plan import column_names
    from goalbook.writers.csv import write_rows

    rows = []
    for outcome in outcomes:
        form, title = (outcome.brought.form_id, outcome.brought.title) if outcome.brought else ("", "")
        action, remark = ("skip", reason(outcome.refused, t)) if outcome.refused else ("make", "")
        number = str(outcome.number or 1)
        rows.append([outcome.source, number, form, title, outcome.file, t(f"import.plan.{action}"), remark])
    write_file(path, write_rows([column_names(t), *rows]))
    refused = sum(bool(one.refused) for one in outcomes)
    say(t("import.plan.written", file=path, count=len(rows), refused=refused))
    return int(bool(refused))


def _told(outcomes: Iterable[list[Outcome]], count: int, t: Catalogue) -> Iterator[list[Outcome]]:
    """The outcomes one by one, with progress on a terminal where there are many sources."""
    yield from tracked(outcomes, t("import.batch.reading"), count, _SHOWN_FROM)
