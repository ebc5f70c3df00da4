"""What stands around a table: its title, the lines between that and the grid, and the sign-off line below it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from goalbook.forms.form import Field, Label, Table
from goalbook.importing.lines import SourceLine, SourcePiece
from goalbook.importing.reading.match import in_brackets, label_found, squeezed
from goalbook.importing.reading.record import Read
from goalbook.importing.reading.worded import without_words
from goalbook.model.money_unit import read_money_unit

_TITLE = re.compile(r"(?:表|目标|文本|情况)(?:[（(][^（()）]*[)）])?$")
_Drawn = tuple[Field | Label, ...]
_NOTED = re.compile(r"[\u4e00-\u9fff（）()]{1,8}\s*[:：]")
_UNIT = re.compile(r"(?:金额|计量)?单\s*位\s*[:：]\s*(.{1,20})")
# What only entries of sign-off lines are called.
_SIGNED_BY = "|".join(
    ("负责人", "填[报表]人", "制表", "审核人", "经办", "联系人", "电话", "日期", "签[字章名]", "盖章", "公章",
     "[Ss]igned", "[Ss]ignature", "[Pp]repared", "[Aa]pproved", "[Pp]hone")
)  # fmt: skip
_SIGNED = re.compile(_SIGNED_BY)
# What stands between texts side by side that are typed in one line: a gap, or a blank before the unit or one who signs.
_GAP = re.compile(
    rf"\s{{2,}}|\u3000|\s(?=(?:(?:金额|计量)?单\s?位|[^\s:：]{{0,6}}(?:{_SIGNED_BY})[^\s:：]{{0,8}})\s*[:：])"
)
_SIGN = re.compile(r"(\S+?)\s*[:：]\s*(.*)")
# Entries are a gap apart, or a blank before the label of the next.
_ENTRIES = re.compile(r"\s{2,}|\s(?=[^\W\d][^\s:：]{1,11}\s?[:：])")


def read_over(made: Read, table: Table, lines: list[SourceLine]) -> None:
    """The number of the form, the title, the line below it and the lines over a table."""
    left = [line for line in lines if not _read_drawn(made, table, table.above, line) and not _is_aside(line)]
    if table.title is not None and left and "title" not in made.record:
        title = title_among(left)
        # Of several that could be the title none is taken, nor what notes the body, the day or the unit.
        if title is not None or (len(left) == 1 and not _NOTED.match(_first(left[0]).text.strip())):
            made.state(table.title, _first(left[title or 0]))


def read_below(made: Read, table: Table, lines: list[SourceLine]) -> None:
    """The drawn lines under a table, and its sign-off line."""
    for line in lines if table.below else ():
        if line.table and not _has_word_of(table.below, line):
            break
        _read_drawn(made, table, table.below, line)
    if table.sign:
        _read_sign(made, lines)


def _read_drawn(made: Read, table: Table, drawn: tuple[_Drawn, ...], line: SourceLine) -> bool:
    """Read a line as one of those that are drawn over or under a table; False where it is none."""
    labels = [part for parts in (*drawn, _own(table)) for part in parts if isinstance(part, Label)]
    worded = [part for parts in drawn for part in parts if isinstance(part, Field) and _is_worded(part)]
    said: list[SourcePiece] = []
    for piece in (slot.piece for slot in line.slots if slot.fresh and _is_left(made, slot.piece)):
        parts = [replace(piece, text=text) for text in texts_beside(piece.text)]
        said += parts if any(_is_one_of(labels, worded, part.text) for part in parts) else [piece]
    known = [(label, piece) for label in labels for piece in said if label_found(label.text, piece.text)]
    for label, piece in known:
        made.label(label, piece)
    found = [(part, piece) for part in worded for piece in said if without_words(part, piece.text) is not None]
    for part, piece in found:
        made.state(part, piece)
    rest = [piece for piece in said if all(piece is not one for _, one in (*known, *found))]
    of = {id(part) for part, _ in (*known, *found)}
    drawn_here = next((parts for parts in drawn if any(id(part) in of for part in parts)), next(iter(drawn), ()))
    plain = [part for part in drawn_here if isinstance(part, Field) and not _is_worded(part)]
    plain = plain if len(said) > 1 else []  # a text alone may be anything
    for part, piece in zip(plain, rest, strict=False):
        made.state(part, piece)
    for piece in rest[len(plain) :]:
        made.placed.pop(piece.number, None)  # of a text all of whose parts but this one have a place
    return bool(known or found or plain or not rest)


def texts_beside(text: str) -> list[str]:
    """The texts that stand side by side in one."""
    return [part.strip() for part in _GAP.split(text.strip()) if part.strip()]


def read_unit(made: Read, lines: list[SourceLine]) -> None:
    """The unit of money that a paragraph states where the form has no place for it; of several none is taken."""
    units = {
        match[1].strip()
        for line in lines
        for text in (line.texts if not line.table else ())
        for part in texts_beside(text)
        if (match := _UNIT.fullmatch(part.strip("（）()"))) and read_money_unit(match[1].strip())
    }
    if len(units) == 1:
        made.record.setdefault("money_unit", units.pop())


def _is_one_of(labels: list[Label], worded: list[Field], text: str) -> bool:
    return any(label_found(label.text, text) for label in labels) or any(
        without_words(part, text) is not None for part in worded
    )


def is_below(table: Table, line: SourceLine) -> bool:
    """Whether a line says what the form prints under a table: in a sheet it may look like a row of it."""
    return _has_word_of(table.below, line)


def is_over(table: Table, line: SourceLine) -> bool:
    """Whether a line says what the form prints over a table, or the unit of its amounts, or is in brackets: not its title."""
    units = (_UNIT.fullmatch(part) for text in line.texts for part in texts_beside(text))
    return _has_word_of((*table.above, _own(table)), line) or any(units) or _is_aside(line)


def _is_aside(line: SourceLine) -> bool:
    """Whether a line stands in brackets as a whole: then it is no title."""
    return in_brackets(squeezed(line.texts[0])) and len(line.slots) == 1


def _own(table: Table) -> _Drawn:
    """The number over a table and the line below its title."""
    return (*([Label(table.number)] if table.number else []), *([table.subtitle] if table.subtitle else []))


def _has_word_of(drawn: tuple[_Drawn, ...], line: SourceLine) -> bool:
    return any(
        label_found(part.text, text) is not None if isinstance(part, Label) else without_words(part, text) is not None
        for parts in drawn
        for part in parts
        if isinstance(part, Label) or _is_worded(part)
        for text in line.texts
    )


def _is_worded(field: Field) -> bool:
    return bool(field.before.strip() or field.after.strip())


def _is_left(made: Read, piece: SourcePiece) -> bool:
    return bool(piece.text.strip()) and piece.number not in made.placed


def _first(line: SourceLine) -> SourcePiece:
    return next(slot.piece for slot in line.slots if slot.piece.text.strip())


def title_among(lines: list[SourceLine]) -> int | None:
    """Which of the lines over a table is its title: the last of those that are most like one, else the only heading."""
    scores = [like_title(_first(line).text) for line in lines]
    best = max(scores, default=0)
    if best:
        return max(n for n, score in enumerate(scores) if score == best)
    headings = [n for n, line in enumerate(lines) if line.level > 0]
    return headings[0] if len(headings) == 1 else None


def like_title(text: str) -> int:
    """How much a text over a table says that it is its title: what forms are called stands at its end."""
    bare = squeezed(text)
    return 2 * bool(_TITLE.search(bare)) + ("绩效" in bare)


def _read_sign(made: Read, lines: list[SourceLine]) -> None:
    """The entries of the sign-off lines that follow a table, without what lines drawn there have taken."""
    found: list[dict[str, str]] = []
    own = [tuple(slot for slot in line.slots if slot.piece.number not in made.placed) for line in lines]
    for line in (replace(line, slots=slots) for line, slots in zip(lines, own, strict=True) if slots):
        if line.table and not is_sign(line):
            break
        for entry in _entries(line):
            for piece in entry.pieces if entry.label else ():
                made.put(piece, f"sign.{len(found)}")
            found += [{"label": entry.label, "value": entry.value}] if entry.label else []
    if found:
        made.record["sign"] = found


class _Entry(NamedTuple):
    """An entry of a sign-off line with the pieces that say it: its label and its value; no label where its text is none."""

    pieces: tuple[SourcePiece, ...]
    label: str
    value: str


def _entries(line: SourceLine) -> list[_Entry]:
    """The entries of a line; in a row the value of one may stand in the cell behind its label."""
    found: list[_Entry] = []
    behind = False  # whether the cell before is a label alone
    for slot in line.slots:
        texts = _ENTRIES.split(slot.piece.text.strip())
        for text in filter(None, texts):
            match = _SIGN.fullmatch(text)
            if match is None and behind:
                found[-1] = _Entry((*found[-1].pieces, slot.piece), found[-1].label, text)
            else:
                found.append(_Entry((slot.piece,), *((match[1], match[2].strip()) if match else ("", text))))
        behind = line.table and texts != [""] and not found[-1].value
    return found


def is_sign(line: SourceLine, *, unasked: bool = False) -> bool:
    """Whether all that a row says are entries of a sign-off line. Where the form has none (``unasked``), or values stand in cells of
    their own, a label must be one that only such lines have.
    """
    entries = _entries(line)
    if not entries or not all(entry.label for entry in entries):
        return False
    parted = unasked or any(len(entry.pieces) > 1 for entry in entries)
    return not parted or any(_SIGNED.search(entry.label) for entry in entries)
