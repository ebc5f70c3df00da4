"""What stands around a table: its title, the lines between that and the grid, and the sign-off line below it."""

from __future__ import annotations

import re

from goalbook.forms.form import Field, Label, Table
from goalbook.importing.lines import SourceLine, SourcePiece
from goalbook.importing.reading.match import label_found, squeezed
from goalbook.importing.reading.record import Read

_TITLE = re.compile(r"(?:表|目标|文本|情况)(?:[（(][^（()）]*[)）])?$")
_SIGN = re.compile(r"(\S+?)\s*[:：]\s*(.*)")


def read_over(made: Read, table: Table, lines: list[SourceLine]) -> None:
    """The title, the line below it and the line over a table."""
    left: list[SourceLine] = []
    for line in lines:
        said = [slot.piece for slot in line.slots if slot.fresh and slot.piece.text.strip()]
        labels = [label for label in (*table.above, table.subtitle) if isinstance(label, Label)]
        known = [(label, piece) for label in labels for piece in said if label_found(label.text, piece.text)]
        for label, piece in known:
            made.label(label, piece)
        rest = [piece for piece in said if piece.number not in made.placed]
        fields = [part for part in table.above if isinstance(part, Field)]
        if (known or len(said) > 1) and fields:
            for part, piece in zip(fields, rest, strict=False):
                made.state(part, piece)
        elif rest and not known:
            left.append(line)
    if table.title is not None and left and "title" not in made.record:
        piece = max((_first(line) for line in reversed(left)), key=lambda piece: like_title(piece.text))
        made.state(table.title, piece)


def _first(line: SourceLine) -> SourcePiece:
    return next(slot.piece for slot in line.slots if slot.piece.text.strip())


def like_title(text: str) -> int:
    """How much a text over a table says that it is its title: what forms are called stands at its end."""
    bare = squeezed(text)
    return 2 * bool(_TITLE.search(bare)) + ("绩效" in bare)


def read_sign(made: Read, lines: list[SourceLine]) -> None:
    """The entries of the sign-off line that follows a table."""
    found: list[dict[str, str]] = []
    for line in lines:
        if line.table and not is_sign(line):
            break
        for slot in line.slots:
            for entry in re.split(r"\s{2,}", slot.piece.text.strip()):
                if match := _SIGN.fullmatch(entry):
                    made.put(slot.piece, f"sign.{len(found)}")
                    found.append({"label": match[1], "value": match[2].strip()})
    if found:
        made.record["sign"] = found


def is_sign(line: SourceLine) -> bool:
    """Whether all that a row says are entries of a sign-off line."""
    said = [text.strip() for text in line.texts if text.strip()]
    return bool(said) and all(_SIGN.fullmatch(text) for text in said)
