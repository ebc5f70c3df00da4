"""What is wrong between files of which each for itself is right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goalbook.book.counts import read_counted
from goalbook.book.entry import Entry
from goalbook.goalfile.nodes import Node
from goalbook.goalfile.problem import Problem, problem_at
from goalbook.model.address import body_file
from goalbook.model.records import Body


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
    settled: set[str] = set()
    for name in bodies:
        trail: list[str] = []
        at = name
        while at in bodies and at not in settled:
            settled.add(at)
            trail.append(at)
            at = bodies[at].parent or ""
        if at in trail:
            circle, file = " → ".join([*trail[trail.index(at) :], at]), body_file(at)
            yield problem_at(_node_of(root, file), ("parent",), "parent-of-itself", file, bodies=circle)


def _node_of(root: Path, name: str) -> Node:
    """What stands in a file that was read before."""
    node, _ = read_counted((root / name).read_bytes(), name)
    assert node is not None
    return node
