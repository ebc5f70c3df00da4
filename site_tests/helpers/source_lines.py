"""Small sources in a few words: paragraphs, texts side by side, and rows."""

from __future__ import annotations

from dataclasses import replace

from goalbook.importing.lines import Lines, RawCell, SourceLine


def source(*entries: str | list[str] | tuple[str, ...]) -> list[SourceLine]:
    """Lines of a source whose merged cells aren't known: a text is a paragraph, a list stands side by side, a tuple is a row."""
    lines = Lines()
    for entry in entries:
        if isinstance(entry, str):
            lines.paragraph(entry)
        elif isinstance(entry, list):
            lines.beside(entry)
        else:
            lines.row(entry)
    return lines.settled().lines


def headings(*entries: tuple[str, int]) -> list[SourceLine]:
    """Paragraphs with their levels as headings."""
    lines = Lines()
    for text, level in entries:
        lines.paragraph(text, level)
    return lines.settled().lines


def merged(*rows: str) -> list[SourceLine]:
    """The rows of a table whose merged cells are known: cells are parted by ``|``, ``^`` goes on from the one above."""
    cells: list[RawCell] = []
    above: dict[int, int] = {}  # which of the cells began a column last
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts.split("|")):
            if text == "^":
                begun = cells[above[column]]
                cells[above[column]] = RawCell(begun.row, column, begun.text, begun.rows + 1)
            else:
                above[column] = len(cells)
                cells.append(RawCell(row, column, text))
    lines = Lines()
    lines.table(cells)
    return lines.lines


def joined(*parts: list[SourceLine]) -> list[SourceLine]:
    """The lines of several such sources as one, their pieces numbered anew."""
    made: list[SourceLine] = []
    first = 0
    for part in parts:
        slots = [slot for line in part for slot in line.slots]
        for line in part:
            pieces = (replace(slot.piece, number=slot.piece.number + first) for slot in line.slots)
            own = tuple(replace(slot, piece=piece) for slot, piece in zip(line.slots, pieces, strict=True))
            made.append(replace(line, slots=own))
        first += 1 + max((slot.piece.number for slot in slots), default=-1)
    return made
