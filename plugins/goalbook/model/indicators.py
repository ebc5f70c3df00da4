"""The indicators of a document, and the value that each is judged by."""

from __future__ import annotations

from collections.abc import Iterator

from goalbook.model.places import printed, value_at, walk_items
from goalbook.model.reading import Target
from goalbook.model.records import Document, Indicator
from goalbook.model.target import read_target


def walk_indicators(document: Document) -> Iterator[tuple[str, tuple[str, ...], Indicator]]:
    """Every indicator with its path and the names of the items that hold it, in printed order."""
    for path, _, item in walk_items(document.items):
        if item.indicators:
            trail = tuple(_names_on(document, path))
            yield from ((f"{path}.indicators.{n}", trail, one) for n, one in enumerate(item.indicators))
    yield from ((f"indicators.{n}", (), one) for n, one in enumerate(document.indicators))


def _names_on(document: Document, path: str) -> Iterator[str]:
    steps = path.split(".")
    for end in range(2, len(steps) + 1, 2):
        yield printed(value_at(document, ".".join([*steps[:end], "name"])))


def targets_of(indicator: Indicator) -> tuple[str, ...]:
    """The printed target values of an indicator: its target, its targets or its grade thresholds."""
    if indicator.target is not None:
        return (indicator.target,)
    return tuple(indicator.targets.values()) or indicator.levels


def main_target(indicator: Indicator) -> Target:
    """The reading of the value an indicator is judged by: target, annual target or best grade."""
    text = indicator.target
    if text is None:
        text = indicator.targets.get("annual", next(iter(indicator.targets.values()), None))
    if text is None:
        text = indicator.levels[0] if indicator.levels else ""
    return read_target(text)
