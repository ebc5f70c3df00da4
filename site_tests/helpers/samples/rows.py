"""How the rows of sample documents are shared out, and the notes that their bare units need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from site_tests.helpers.samples.words import vocabulary

Fields = dict[str, Any]

_GROUP = 4


def groups(rows: int) -> list[int]:
    """The sizes of the groups that so many rows make, each under a duty or function of its own."""
    return [min(_GROUP, rows - start) for start in range(0, rows, _GROUP)]


def shared_out(rows: int, levels: Sequence[Fields]) -> list[Fields]:
    """A level-2 label for each row, evenly, in the order of the labels."""
    return [levels[n * len(levels) // rows] for n in range(rows)]


def stated(**lists: list[Any]) -> Fields:
    """The lists that have entries."""
    return {name: values for name, values in lists.items() if values}


def bare_units(indicators: Sequence[Fields]) -> Fields:
    """校核记录 for the targets that are a unit without its number; nothing where there is none."""
    bare = vocabulary()["bare"]
    values = [(one["name"], *_value(one)) for one in indicators]
    notes = [
        {"at": f"{name}/{field}", "kind": "lost", "printed": value, "note": bare["note"]}
        for name, field, value in values
        if value in bare["units"]
    ]
    return stated(review=notes)


def _value(indicator: Fields) -> tuple[str, str]:
    if "targets" in indicator:
        return "targets", indicator["targets"]["annual"]
    return "target", indicator["target"]
