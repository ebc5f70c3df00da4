"""What is wrong between files of which each for itself is right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeVar

from goalbook.book.counts import read_counted
from goalbook.book.entry import Entry
from goalbook.book.originals import faults_of_originals
from goalbook.goalfile.nodes import Node, in_words, locate
from goalbook.goalfile.problem import Problem, Severity, closest, details, problem_at
from goalbook.model.address import Address, body_file
from goalbook.model.records import Body

AnyName = TypeVar("AnyName", bound=str)

# Looking for the nearest address takes long where there are many, and so many faults have one cause.
_MOST_SUGGESTED = 50


def faults_between(
    root: Path, entries: list[Entry], bodies: dict[str, Body], files: Collection[str], originals: Collection[str] = ()
) -> Iterator[Problem]:
    """All of them; ``files`` are those of documents, faulty ones too, ``originals`` those that may be published."""
    yield from taken_addresses(root, entries)
    yield from own_parents(root, bodies)
    yield from astray_relations(root, entries, files)
    yield from faults_of_originals(root, entries, frozenset(originals))


def taken_addresses(root: Path, entries: list[Entry]) -> Iterator[Problem]:
    """Old addresses that another document has or claims; a file is read again once, whatever it claims."""
    taken = {entry.address: entry.address for entry in entries}
    for entry in entries:
        clashes = [
            (n, old, other)
            for n, old in enumerate(entry.was)
            if (other := taken.setdefault(old, entry.address)) != entry.address or old == entry.address
        ]
        if clashes:
            file = entry.address.file
            node = _node_of(root, file)
            yield from (
                problem_at(node, ("was", n), "address-taken", file, address=old, other=other)
                for n, old, other in clashes
            )


def own_parents(root: Path, bodies: dict[str, Body]) -> Iterator[Problem]:
    """Bodies that are, over others or at once, their own parents; each circle once."""
    for circle in _circles({name: (body.parent,) for name, body in bodies.items() if body.parent}):
        file = body_file(circle[0])
        yield problem_at(_node_of(root, file), ("parent",), "parent-of-itself", file, bodies=" → ".join(circle))


def astray_relations(root: Path, entries: list[Entry], files: Collection[str]) -> Iterator[Problem]:
    """Documents named by others that are in none of the ``files``, and those that follow each other in a circle.

    Of a year without any document it is noted only: a snapshot holds no other year, and a site needn't.
    """
    moved = {old: entry.address for entry in entries for old in entry.was}
    known = [Address.of_file(name) for name in files]
    years = {address.year for address in known}
    suggested = 0
    circles = list(_documents_in_circles(entries, moved))
    told = {(address, kind) for address, kind, _ in circles}
    for entry in entries:
        for kind, address, _ in entry.relations:
            if address.file in files or (entry.address, kind) in told:
                continue
            suggested += 1
            near = moved.get(address) or (closest(address, known) if suggested <= _MOST_SUGGESTED else "")
            severity: Severity = "error" if address.year in years else "note"
            yield _at_relation(root, entry.address, kind, "unknown-document", severity, value=address, suggestion=near)
    for address, kind, circle in circles:
        yield _at_relation(root, address, kind, "documents-in-circle", "error", documents=" → ".join(circle))


def _documents_in_circles(
    entries: list[Entry], moved: Mapping[Address, Address]
) -> Iterator[tuple[Address, str, list[Address]]]:
    """Documents that come from themselves, over others and over addresses that these had before: where each circle is said, and it.

    One that is evaluated, continued or split was there before the one that says so; one that another is merged into comes after it.
    """
    steps: dict[Address, dict[Address, tuple[Address, str]]] = {}
    for entry in entries:
        for kind, named, _ in entry.relations:
            to = moved.get(named, named)
            before, after = (entry.address, to) if kind == "merged_into" else (to, entry.address)
            steps.setdefault(after, {}).setdefault(before, (entry.address, kind))
    for circle in _circles(steps):
        yield *steps[circle[0]][circle[1]], circle


def _at_relation(root: Path, address: Address, kind: str, code: str, severity: Severity, **values: str) -> Problem:
    node = _node_of(root, address.file)
    path = (kind,) if kind == "evaluates" else (kind, "document")
    return Problem(
        address.file, *locate(node, path), code, in_words(node, path), details({"key": kind, **values}), severity
    )


def _circles(steps: Mapping[AnyName, Collection[AnyName]]) -> Iterator[list[AnyName]]:
    """The ways that lead back to where they began, from one name to the next, the first at the end again.

    Of those that have a name in common one is told.
    """
    seen: set[AnyName] = set()
    for name in steps:
        trail = {} if name in seen else {name: iter(steps[name])}  # from one to the next, each with where else it leads
        places = dict.fromkeys(trail, 0)
        told = dict.fromkeys(trail, -1)  # the place of the last name up to one that is in a circle already
        while trail:
            at = next(reversed(trail))
            to = next(trail[at], None)
            if to is None:
                trail.popitem()
                seen.add(at)
            elif to not in trail and to not in seen and to in steps:
                trail[to], places[to], told[to] = iter(steps[to]), len(trail), told[at]
            elif to in trail and places[to] > told[at]:
                circle = [*islice(reversed(trail), len(trail) - places[to])][::-1]
                yield [*circle, to]
                told |= {one: places[one] for one in circle}


def _node_of(root: Path, name: str) -> Node:
    """What stands in a file that was read before."""
    node, _ = read_counted((root / name).read_bytes(), name)
    assert node is not None
    return node
