"""goals/site/: the lists of what bodies owe in each year, and of the days that are worked; what is wrong with them is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from goalbook.book.counts import read_counted
from goalbook.book.entry import Entry
from goalbook.book.folder import modeline
from goalbook.forms.catalogue import Forms
from goalbook.goalfile.meant import as_typed_plainly
from goalbook.goalfile.nodes import Node, in_words, locate
from goalbook.goalfile.nodes import Path as NodePath
from goalbook.goalfile.problem import MAX_PROBLEMS, Problem, closest, details, listed, problem_at
from goalbook.goalfile.validate import validate
from goalbook.model.address import EXPECTED, SITE_FOLDER, SYNONYMS, WORKING_DAYS
from goalbook.model.day import day_of
from goalbook.model.expected import Absence, Duty, ExpectedList, SynonymGroups, YearOfDays
from goalbook.model.working_days import NoCalendar, term_end

_NAME = re.compile(rf"{SITE_FOLDER}/(?:({EXPECTED}|{WORKING_DAYS})-([0-9]{{4}})|({SYNONYMS}))\.yml")
# Looking for the nearest name takes long where there are many, and so many faults have one cause.
_MOST_SUGGESTED = 20
_MODELS: dict[str, type[ExpectedList | YearOfDays | SynonymGroups]] = {
    EXPECTED: ExpectedList, WORKING_DAYS: YearOfDays, SYNONYMS: SynonymGroups,
}  # fmt: skip


class Known(NamedTuple):
    """What lists may name: the ids of the bodies of a site, and its forms."""

    bodies: Collection[str]
    forms: Forms


@dataclass(frozen=True, slots=True)
class SiteLists:
    """The lists of a site: by year of what is owed and of the days that are worked, and its groups of synonyms."""

    expected: Mapping[str, ExpectedList] = field(default_factory=dict)
    days: Mapping[str, YearOfDays] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()


def load_lists(
    root: Path, names: Iterable[str], known: Known, entries: Iterable[Entry] = ()
) -> tuple[SiteLists, list[Problem]]:
    """The lists of those ``names`` below the goals, with all their problems; a list with an error is left out.

    ``entries`` are the documents that what is explained is held against.
    """
    expected: dict[str, ExpectedList] = {}
    days: dict[str, YearOfDays] = {}
    synonyms: tuple[tuple[str, ...], ...] = ()
    problems: list[Problem] = []
    for name in sorted(names):  # days come before what is reckoned by them
        record, node, found = _load(root, name, known, days)
        problems += found
        year = PurePosixPath(name).stem[-4:]
        if isinstance(record, ExpectedList) and node:
            expected[year] = record
            problems += _explained_but_there(record, node, name, [one for one in entries if one.address.year == year])
        elif isinstance(record, YearOfDays):
            days[year] = record
        elif isinstance(record, SynonymGroups):
            synonyms = record.groups
    return SiteLists(expected, days, synonyms), problems


def _load(
    root: Path, name: str, known: Known, days: Mapping[str, YearOfDays]
) -> tuple[ExpectedList | YearOfDays | SynonymGroups | None, Node | None, list[Problem]]:
    match = _NAME.fullmatch(name)
    if match is None:
        return None, None, [Problem(name, 1, 1, "unknown-list", details=details({"file": name}))]
    try:
        raw = (root / name).read_bytes() if (root / name).is_file() else None  # a pipe would be waited for
    except OSError:
        raw = None
    if raw is None:
        return None, None, [Problem(name, 1, 1, "unreadable")]
    kind, year = match[1] or match[3], match[2] or ""
    node, problems = read_counted(raw, name)
    if node is None:
        return None, None, problems
    record, faults = validate(_MODELS[kind], node, name)
    found: Iterable[Problem] = chain(faults.values(), modeline(raw, name, kind))
    if isinstance(record, ExpectedList):
        found = chain(found, _wrong_days(record, node, name), _wrong_names(record, node, name, known))
        found = chain(found, _said_twice(record, node, name), _idle_absences(record, node, name))
        found = chain(found, _lacking_days(record, node, name, days))
    elif isinstance(record, YearOfDays):
        found = chain(found, _of_other_years(record, node, name, year))
    problems += islice(found, MAX_PROBLEMS)
    return (None if any(one.severity == "error" for one in problems) else record), node, problems


def _wrong_days(record: ExpectedList, node: Node, file: str) -> Iterator[Problem]:
    if record.days and record.working_days:
        yield problem_at(node, ("working_days",), "days-twice", file)


def _lacking_days(record: ExpectedList, node: Node, file: str, days: Mapping[str, YearOfDays]) -> Iterator[Problem]:
    """The years whose working days a term runs through, and that have no calendar."""
    stated = (record.approved, *(duty.approved for duty in record.expected))
    lacking: set[str] = set()
    for approved in filter(None, map(day_of, dict.fromkeys(stated))):
        try:
            term_end(approved, record, days)
        except NoCalendar as year:
            lacking.add(str(year))
    for lacked in sorted(lacking):
        yield problem_at(node, ("working_days",), "no-days-of-year", file, year=lacked)


def _wrong_names(record: ExpectedList, node: Node, file: str, known: Known) -> Iterator[Problem]:
    bodies, forms = known
    unknown = 0
    named: list[tuple[NodePath, str]] = [(("absent", n, "body"), one.body) for n, one in enumerate(record.absent)]
    for n, duty in enumerate(record.expected):
        named += [(("expected", n, "bodies", place), body) for place, body in enumerate(duty.bodies)]
        if not duty.bodies:
            yield problem_at(node, ("expected", n, "bodies"), "owed-by-nobody", file)
    for path, body in named:
        if body not in bodies:
            unknown += 1
            meant = closest(body, bodies) if unknown <= _MOST_SUGGESTED else ""
            yield problem_at(node, path, "unknown-body", file, value=body, suggestion=meant)
    stated: list[tuple[NodePath, str | None]] = [
        (("expected", n, "form"), one.form) for n, one in enumerate(record.expected)
    ]
    stated += [(("absent", n, "form"), one.form) for n, one in enumerate(record.absent)]
    for path, form in stated:
        if form and form not in forms and form not in forms.faulty:
            values = {"value": form, "suggestion": closest(as_typed_plainly(form), forms), "choices": ", ".join(forms)}
            yield problem_at(node, path, "unknown-form", file, **values)


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


def _explained_but_there(record: ExpectedList, node: Node, file: str, entries: Iterable[Entry]) -> Iterator[Problem]:
    """What is explained although it is published: the pages then say that it is, and nothing of the explanation."""
    own: dict[str, list[Entry]] = {}
    for entry in entries:
        if not entry.withdrawn:
            own.setdefault(entry.body, []).append(entry)
    for n, absence in enumerate(record.absent):
        there = [entry.address for entry in own.get(absence.body, ()) if _agree(absence, _of_entry(entry))]
        if there:
            path = ("absent", n, "body")
            values = details({"value": absence.body, "documents*": listed(there[:5])})
            yield Problem(file, *locate(node, path), "explained-but-there", in_words(node, path), values, "note")


def explains(absence: Absence, duty: Duty) -> bool:
    """Whether what is said of a body is said of a document that it owes by a duty."""
    return _agree(absence, _asked(duty))


def fits(entry: Entry, duty: Duty) -> bool:
    """Whether a document is one that is owed by a duty."""
    return _agree(duty, _of_entry(entry))


def _agree(asking: Duty | Absence, stated: tuple[str, ...]) -> bool:
    return all(not wanted or wanted == there for wanted, there in zip(_asked(asking), stated, strict=True))


def _asked(record: Duty | Absence) -> tuple[str, str, str]:
    return record.form or "", record.stage or "", record.document or ""


def _of_entry(entry: Entry) -> tuple[str, str, str]:
    return entry.form.id, entry.stage, entry.address.document


def _of_other_years(record: YearOfDays, node: Node, file: str, year: str) -> Iterator[Problem]:
    both = [(key, n, day) for key in ("holidays", "workdays") for n, day in enumerate(getattr(record, key))]
    for key, n, day in both:
        if not day.startswith(year):
            yield problem_at(node, (key, n), "day-of-other-year", file, value=day, year=year)
        elif key == "workdays" and day in record.holidays:
            yield problem_at(node, (key, n), "off-and-worked", file, value=day)
