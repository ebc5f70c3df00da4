"""What the site's own papers add to official forms: annexes from their first line to their last, and signs at cells."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from goalbook.importing.lines import Lines, SourceLine
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.model.signs import without_signs

_EDGES = {"begin": "begin", "end": "end", **dict.fromkeys(("legend_note", "legend_doubt", "legend_both"), "begin")}


def annex_edge(text: str) -> str:
    """Which edge of an annex a line is: ``begin``, ``end`` or none; a legend of signs stands before its begin."""
    return _edges().get(text.strip(), "")


@cache
def _edges() -> dict[str, str]:
    return {catalogue(one)(f"annex.{key}"): edge for one in LANGUAGES for key, edge in _EDGES.items()}


def drop_annexes(lines: Lines) -> None:
    """Forget annexes, and the signs over them; where none both begins and ends, nothing is forgotten."""
    kept: list[SourceLine] = []
    above: list[SourceLine] = []
    annex: list[SourceLine] = []
    for line in lines.lines:
        edge = annex_edge("".join(line.texts))
        if annex:
            annex.append(line)
        elif edge == "begin":
            annex = [line]
        else:
            above.append(line)
        if annex and edge == "end":
            kept += [_plain(lines, one) for one in above]
            _forget(lines, annex)
            above, annex = [], []
    lines.lines = [*kept, *above, *annex]


def _plain(lines: Lines, line: SourceLine) -> SourceLine:
    """A line without signs; its pieces are changed with it."""
    slots = []
    for slot in line.slots:
        text = without_signs(slot.piece.text)
        piece = slot.piece if text == slot.piece.text else replace(slot.piece, text=text)
        lines.pieces[piece.number] = piece
        slots.append(replace(slot, piece=piece))
    return replace(line, slots=tuple(slots))


def _forget(lines: Lines, annex: list[SourceLine]) -> None:
    """Take the texts of an annex and what stands beside them from a source; its pieces stay counted."""
    numbers = [slot.piece.number for line in annex for slot in line.slots]
    first, last = min(numbers), max(numbers)
    for number in numbers:
        lines.pieces[number] = replace(lines.pieces[number], text="")
    lines.asides = [one for one in lines.asides if not first < one.at <= last]
