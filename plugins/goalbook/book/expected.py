"""goals/site/: the lists of what bodies owe in each year, and of the days that are worked; what is wrong with them is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path, PurePosixPath

from goalbook.book.counts import read_counted
from goalbook.book.folder import modeline
from goalbook.forms.catalogue import Forms
from goalbook.goalfile.nodes import Node, locate
from goalbook.goalfile.nodes import Path as NodePath
from goalbook.goalfile.problem import MAX_PROBLEMS, Problem, closest, details, problem_at
from goalbook.goalfile.validate import validate
from goalbook.model.address import EXPECTED, SITE_FOLDER, WORKING_DAYS
from goalbook.model.expected import Absence, Duty, ExpectedList, YearOfDays

_NAME = re.compile(rf"{SITE_FOLDER}/({EXPECTED}|{WORKING_DAYS})-([0-9]{{4}})\.yml")
_MODELS: dict[str, type[ExpectedList | YearOfDays]] = {EXPECTED: ExpectedList, WORKING_DAYS: YearOfDays}


@dataclass(frozen=True, slots=True)
class SiteLists:
    """The lists of a site by year: of what is owed, and of the days that are worked."""

    expected: Mapping[str, ExpectedList] = field(default_factory=dict)
    days: Mapping[str, YearOfDays] = field(default_factory=dict)


def load_lists(
    root: Path, names: Iterable[str], bodies: Collection[str], forms: Forms
) -> tuple[SiteLists, list[Problem]]:
    """The lists of those ``names`` below the goals, with all their problems; a list with an error is left out."""
    lists = SiteLists({}, {})
    problems: list[Problem] = []
    for name in names:
        record, found = _load(root, name, bodies, forms)
        problems += found
        year = PurePosixPath(name).stem[-4:]
        if isinstance(record, ExpectedList):
            lists.expected[year] = record  # type: ignore[index]
        elif record:
            lists.days[year] = record  # type: ignore[index]
    return lists, problems


def _load(
    root: Path, name: str, bodies: Collection[str], forms: Forms
) -> tuple[ExpectedList | YearOfDays | None, list[Problem]]:
    match = _NAME.fullmatch(name)
    if match is None:
        return None, [Problem(name, 1, 1, "unknown-list", details=details({"file": name}))]
    try:
        raw = (root / name).read_bytes() if (root / name).is_file() else None  # a pipe would be waited for
    except OSError:
        raw = None
    if raw is None:
        return None, [Problem(name, 1, 1, "unreadable")]
    kind, year = match.groups()
    node, problems = read_counted(raw, name)
    if node is None:
        return None, problems
    record, faults = validate(_MODELS[kind], node, name)
    found: Iterable[Problem] = chain(faults.values(), modeline(raw, name, kind))
    if isinstance(record, ExpectedList):
        found = chain(found, _wrong_days(record, node, name), _wrong_names(record, node, name, bodies, forms))
        found = chain(found, _said_twice(record, node, name), _idle_absences(record, node, name))
    elif isinstance(record, YearOfDays):
        found = chain(found, _of_other_years(record, node, name, year))
    problems += islice(found, MAX_PROBLEMS)
    return (None if any(one.severity == "error" for one in problems) else record), problems


def day_of(text: str | None) -> date | None:
    """A day as the calendar knows it; None where there is none, as on 30 February."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _wrong_days(record: ExpectedList, node: Node, file: str) -> Iterator[Problem]:
    if record.days and record.working_days:
        yield problem_at(node, ("working_days",), "days-twice", file)
    stated: list[tuple[NodePath, str | None]] = [(("approved",), record.approved)]
    for n, duty in enumerate(record.expected):
        stated += [(("expected", n, key), getattr(duty, key)) for key in ("approved", "due")]
    yield from _no_such_days(stated, node, file)


def _no_such_days(stated: Iterable[tuple[NodePath, str | None]], node: Node, file: str) -> Iterator[Problem]:
    for path, day in stated:
        if day and day_of(day) is None:
            yield problem_at(node, path, "no-such-day", file, value=day)


def _wrong_names(
    record: ExpectedList, node: Node, file: str, bodies: Collection[str], forms: Forms
) -> Iterator[Problem]:
    named: list[tuple[NodePath, str]] = [(("absent", n, "body"), one.body) for n, one in enumerate(record.absent)]
    for n, duty in enumerate(record.expected):
        named += [(("expected", n, "bodies", place), body) for place, body in enumerate(duty.bodies)]
        if not duty.bodies:
            yield problem_at(node, ("expected", n, "bodies"), "owed-by-nobody", file)
    for path, body in named:
        if body not in bodies:
            yield problem_at(node, path, "unknown-body", file, value=body, suggestion=closest(body, bodies))
    for key, entries in (("expected", record.expected), ("absent", record.absent)):
        for n, one in enumerate(entries):
            if one.form and one.form not in forms:
                values = {"value": one.form, "suggestion": closest(one.form, forms), "choices": ", ".join(forms)}
                yield problem_at(node, (key, n, "form"), "unknown-form", file, **values)


def _said_twice(record: ExpectedList, node: Node, file: str) -> Iterator[Problem]:
    """What one body owes twice would count twice."""
    seen: dict[tuple[str, ...], int] = {}
    for n, duty in enumerate(record.expected):
        for place, body in enumerate(duty.bodies):
            path, owed = ("expected", n, "bodies", place), (body, *_asked(duty))
            if owed in seen:
                yield problem_at(node, path, "owed-twice", file, value=body, line=str(seen[owed]))
            else:
                seen[owed] = locate(node, path)[0]


def _idle_absences(record: ExpectedList, node: Node, file: str) -> Iterator[Problem]:
    """What explains nothing that is owed has a slip in it."""
    owed: dict[str, list[Duty]] = {}
    for duty in record.expected:
        for body in duty.bodies:
            owed.setdefault(body, []).append(duty)
    for n, absence in enumerate(record.absent):
        if not any(explains(absence, duty) for duty in owed.get(absence.body, ())):
            yield problem_at(node, ("absent", n, "body"), "explains-nothing", file, value=absence.body)


def explains(absence: Absence, duty: Duty) -> bool:
    """Whether what is said of a body is said of a document that it owes by a duty."""
    pairs = zip(_asked(absence), _asked(duty), strict=True)
    return all(not said or said == owed for said, owed in pairs)


def _asked(one: Duty | Absence) -> tuple[str, str, str]:
    return one.form or "", one.stage or "", one.document or ""


def _of_other_years(record: YearOfDays, node: Node, file: str, year: str) -> Iterator[Problem]:
    both = [(key, n, day) for key in ("off", "working") for n, day in enumerate(getattr(record, key))]
    yield from _no_such_days([((key, n), day) for key, n, day in both], node, file)
    for key, n, day in both:
        if not day.startswith(year):
            yield problem_at(node, (key, n), "day-of-other-year", file, value=day, year=year)
        elif key == "working" and day in record.off:
            yield problem_at(node, (key, n), "off-and-worked", file, value=day)
