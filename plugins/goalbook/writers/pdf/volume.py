"""分册: a book of many documents, its common contents list, and the indexes of each volume."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from goalbook.forms.grid import Grid
from goalbook.writers.paper import Leaf


class ContentsLine(NamedTuple):
    """A document in a contents list: its volume, its number in that, and the page there."""

    body: str
    title: str
    volume: int
    number: int
    page: int


@dataclass(frozen=True, slots=True)
class BookVolume:
    """The place of a file in a book: its number (from 1) of so many, and its contents list.

    One of number 0 is set for its pages alone, without what has no part in where they begin.
    """

    number: int = 1
    count: int = 1
    contents: tuple[ContentsLine, ...] = ()


def contents_of(leaves: Iterable[Leaf], volume: int = 1, pages: Sequence[int] = ()) -> tuple[ContentsLine, ...]:
    """The lines of the contents list for the documents of a volume, with their pages where these are known."""
    return tuple(
        ContentsLine(leaf.body, leaf.title, volume, number, pages[number] if pages else 0)
        for number, leaf in enumerate(leaves)
    )


def book_of(leaves: Sequence[Leaf], volume: BookVolume, lines: Sequence[str], day: str) -> dict[str, Any]:
    """What the template of books needs besides the documents themselves."""
    contents = volume.contents or contents_of(leaves)
    groups = [
        {"body": body, "number": number, "documents": [[leaf.title, at] for at, leaf in own]}
        for number, (body, own) in enumerate(_by_body(leaves))
    ]
    return {
        "volume": volume.number,
        "volumes": volume.count,
        "lines": list(lines),
        "day": day,
        "contents": [
            [body, [list(line[1:]) for line in own]] for body, own in groupby(contents, key=lambda line: line.body)
        ],
        "groups": groups,
        "bodies": sorted(([group["body"], group["number"]] for group in groups), key=lambda one: index_order(one[0])),
        "indicators": indicators(leaves),
    }


def _by_body(leaves: Sequence[Leaf]) -> list[tuple[str, list[tuple[int, Leaf]]]]:
    return [(body, list(own)) for body, own in groupby(enumerate(leaves), key=lambda one: one[1].body)]


def indicators(leaves: Iterable[Leaf]) -> list[tuple[str, list[tuple[str, list[list[int]]]]]]:
    """The names of all indicators in order, each with the bodies that have it, and of each body the tables (counted through the
    volume) and rows that print it."""
    found: dict[str, dict[str, list[list[int]]]] = {}
    tables = ((leaf.body, part) for leaf in leaves for part in leaf.sheet if isinstance(part, Grid))
    for number, (body, grid) in enumerate(tables):
        for cell in grid.cells:
            if is_indicator(cell.path) and (name := " ".join(cell.text.split())):
                found.setdefault(name, {}).setdefault(body, []).append([number, cell.row])
    return [(name, list(found[name].items())) for name in sorted(found, key=index_order)]


def is_indicator(path: str) -> bool:
    """Whether a cell prints the name of an indicator."""
    steps = path.split(".")
    return len(steps) > 2 and steps[-1] == "name" and steps[-3] == "indicators"


def index_order(name: str) -> bytes:
    """A key that sorts names as Chinese indexes do: common characters come by their sound in GB 18030."""
    return name.encode("gb18030")
