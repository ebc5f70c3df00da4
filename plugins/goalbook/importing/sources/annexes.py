"""What the site's own papers add to official forms: annexes from their first line to their last, and signs at cells."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from goalbook.importing.lines import Lines, SourceLine
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.model.signs import without_signs

_EDGES = {"begin": "begin", "end": "end", **dict.fromkeys(("legend_note", "legend_doubt", "legend_both"), "legend")}


@cache
def _edges() -> dict[str, str]:
    """Which lines begin and end an annex; a legend of its signs stands somewhere before it."""
    return {catalogue(one)(f"annex.{key}"): edge for one in LANGUAGES for key, edge in _EDGES.items()}


def drop_annexes(lines: Lines) -> None:
    """Forget annexes, the signs over them and their legends; where none both begins and ends, nothing is forgotten."""
    gone: list[int] = []
    above: list[int] = []
    annex: list[int] = []
    legends: list[int] = []
    for n, line in enumerate(lines.lines):
        edge = _edges().get("".join(line.texts).strip(), "")
        if annex or edge == "begin":
            annex.append(n)
        elif edge == "legend":
            legends.append(n)
        else:
            above.append(n)
        if annex and edge == "end":
            for plain in above:
                lines.lines[plain] = _plain(lines, lines.lines[plain])
            _drop_asides(lines, [lines.lines[one] for one in annex])
            gone += (*legends, *annex)
            above, annex, legends = [], [], []
    lines.leave_out(frozenset(gone))


def _plain(lines: Lines, line: SourceLine) -> SourceLine:
    """A line without signs; its pieces are changed with it."""
    slots = []
    for slot in line.slots:
        text = without_signs(slot.piece.text)
        piece = slot.piece if text == slot.piece.text else replace(slot.piece, text=text)
        lines.pieces[piece.number] = piece
        slots.append(replace(slot, piece=piece))
    return replace(line, slots=tuple(slots))


def _drop_asides(lines: Lines, annex: list[SourceLine]) -> None:
    """Forget what stands beside the texts of an annex."""
    numbers = [slot.piece.number for line in annex for slot in line.slots]
    lines.asides = [one for one in lines.asides if not min(numbers) < one.at <= max(numbers)]
