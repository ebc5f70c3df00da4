"""The cells of a drawn line: words of the form, places of values, and how a cell is joined to its neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, get_args

from goalbook.forms.form import ColumnKey, Content, Field, FormCell, KeyName, Label
from goalbook.forms.grid import CellKind

# Values that a label prints without being the place of them.
_IN_LABELS = re.compile(r"year(?:[+-]\d)?|money_unit")
_PLACE = re.compile(r"(?P<list>[a-z_.]+)\[(?P<only>[^\[\]]*)\]\.(?P<field>[a-z_]+)|[a-z_]+(?:\.[a-z0-9_-]+)*")
_ONLY = re.compile(r"([a-z_]+)=([\w.-]+)")
_MODIFIERS = frozenset({"merge", "indent", "head", "again", "vertical", *get_args(CellKind)}) - {"label"}
_ESCAPED = re.compile(r"\\(.)")
# What names a record stands at the head of its row.
_HEADS = re.compile(r"(?:path\.\d+|name|numbering|by|label)")
# What ends by itself: whatever follows it in the same cell can be told apart.
_SEPARABLE = re.compile(r"(?:.*\.)?(?:numbering|sign)")
_AMOUNTS = ("budget.", "revenue.", "levels_of_government.")
_NUMBERS = ("levels.", "share")
# Of what is said of an amount.
_WORDS = ("reason", "note", "sign", "unit")
_SHARES = ("rate", "weight", "score")


class DrawingFault(Exception):
    """A cell that can't be read: the code of its message, how far into the line it stands (0-based), and the message's values."""

    def __init__(self, code: str, at: int, **values: str) -> None:
        super().__init__(code)
        self.code, self.at, self.values = code, at, values


class Drawn(NamedTuple):
    """The text of a cell without the blanks around it, and how far into its line it begins (0-based); a ``seam`` is no cell."""

    text: str
    at: int
    seam: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What the records of repeated lines are called, from the outermost: ``""`` where one has no name.

    ``level`` is that of the records whose places need no name; ``shared`` says that they are any of those side by side.
    """

    names: tuple[str, ...] = ()
    level: int = 0
    shared: bool = False

    def place(self, path: str) -> tuple[int, str]:
        """The level of the record that a path begins at, and the path in it: the innermost one where it names none."""
        first, _, rest = path.partition(".")
        if rest and first in self.names:
            return self.names.index(first) + 1, rest
        return self.level, path


def cells_of_line(line: str) -> list[Drawn]:
    """The cells between the bars of a line. Raises DrawingFault where its first or last bar is missing."""
    if wide := re.search(r"(?<!\\)｜", line):
        raise DrawingFault("form-wide-bar", wide.start())
    bars = [match.end() - 1 for match in re.finditer(r"(?:\\.|[^\\|])*\|", line)]
    if not bars or line[: bars[0]].strip():
        raise DrawingFault("form-no-first-bar", len(line) - len(line.lstrip()))
    if line[bars[-1] + 1 :].strip() or len(bars) < 2:
        raise DrawingFault("form-no-last-bar", len(line.rstrip()))
    inner = [(one + 1, line[one + 1 : other]) for one, other in pairwise(bars)]
    return [Drawn(text.strip(" "), at + len(text) - len(text.lstrip(" ")), not text) for at, text in inner]


def slots_of(cells: list[Drawn], names: Callable[[int], Names], place: tuple[int, int]) -> tuple[FormCell, ...]:
    """The cells of a line with those that ``<`` joins to them; ``names`` gives those of a column, ``place`` is where the line begins.

    Raises DrawingFault.
    """
    slots: list[FormCell] = []
    for col, cell in enumerate(cells):
        at = (place[0], place[1] + cell.at)
        bare = cell.text.removesuffix("…").rstrip(" ")
        repeats = cell.text.endswith("…") and not cell.text.endswith("\\…")
        if bare == "<":
            if not slots:
                raise DrawingFault("form-nothing-left", cell.at)
            slots[-1] = replace(slots[-1], cols=slots[-1].cols + 1)
        elif bare == "^":
            slots.append(FormCell(col, goes_on=True, at=at))
        else:
            content = content_of(Drawn(bare if repeats else cell.text, cell.at), names(col))
            if repeats and isinstance(content, Field) and content.path in get_args(KeyName):
                raise DrawingFault("form-key-words", cell.at, text=bare)
            slots.append(FormCell(col, content=content, repeats=repeats, at=at))
    return tuple(slots)


def content_of(cell: Drawn, names: Names) -> Content | None:
    """What a cell says: a label, a field, the key of its column, or nothing. Raises DrawingFault where it can't be read."""
    text, at, _ = cell
    if text in ("", "{}"):
        return None
    if len(text) > 1 and text[0] == text[-1] == "'":
        return Label(text[1:-1], constant=True)
    if text[0] == "(" and text[-1] == ")" and "{" not in text:
        return Label(_words(text[1:-1]), lost=True)
    for key in get_args(KeyName):
        if text == f"{{{key}}}":
            return ColumnKey(key)
    pieces = list(_pieces(text, at))
    fields = [(n, piece) for n, piece in enumerate(pieces) if isinstance(piece, _Place)]
    if not fields:
        words = "".join(str(piece) for piece in pieces)
        return Label(words.removesuffix("{vertical}"), vertical=words.endswith("{vertical}"))
    return _field(pieces, fields, names)


class _Place(NamedTuple):
    """A place of a value with its modifiers, and where it stands in the line."""

    path: str
    only: tuple[tuple[str, str], ...]
    modifiers: tuple[str, ...]
    at: int


def _words(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _pieces(text: str, at: int) -> Iterator[str | _Place]:
    """The words and places of a cell in their order; ``{year}``, ``{money_unit}`` and ``{vertical}`` count as words."""
    start = 0
    for match in re.finditer(r"(?:\\.)|\{([^{}]*)\}|[{}]", text):
        if match[0][0] == "\\":
            continue
        if match[1] is None:
            raise DrawingFault("form-bad-brace", at + match.start())
        path, *modifiers = match[1].split()[:9] or [""]
        if not modifiers and (_IN_LABELS.fullmatch(path) or path == "vertical"):
            continue
        if start < match.start():
            yield _words(text[start : match.start()])
        found = _PLACE.fullmatch(path)
        only = conditions(found["only"] or "") if found else None
        if found is None or only is None:
            raise DrawingFault("form-bad-place", at + match.start() + 1, text=match[1])
        path = f"{found['list']}.{found['field']}" if found["list"] else path
        if unknown := [one for one in modifiers if one not in _MODIFIERS]:
            raise DrawingFault("form-bad-modifier", at + match.start() + 1, text=unknown[0])
        yield _Place(path, only, tuple(modifiers), at + match.start() + 1)
        start = match.end()
    if start < len(text):
        yield _words(text[start:])


def _field(pieces: list[str | _Place], fields: list[tuple[int, _Place]], names: Names) -> Field:
    """The field of a cell: its last place, with another one before it where there are two."""
    if len(fields) > 2:
        raise DrawingFault("form-many-places", fields[2][1].at)
    n, place = fields[-1]
    level, path = names.place(place.path)
    before = "".join(str(piece) for piece in pieces[: fields[0][0]])
    after = "".join(str(piece) for piece in pieces[n + 1 :])
    prefix, join = "", ""
    if len(fields) == 2:
        first = fields[0][0]
        other, prefix = names.place(fields[0][1].path)
        join = "".join(str(piece) for piece in pieces[first + 1 : n])
        if other != level:
            raise DrawingFault("form-other-record", fields[0][1].at, text=fields[0][1].path)
        if not join.strip() and not _SEPARABLE.fullmatch(prefix):
            raise DrawingFault("form-not-apart", place.at)
    return Field(
        path=path,
        kind=_kind(path, place.modifiers),
        level=level,
        head="head" in place.modifiers or (level > 0 and bool(_HEADS.fullmatch(path))),
        merge="merge" in place.modifiers,
        indent="indent" in place.modifiers,
        again="again" in place.modifiers,
        shared=names.shared and level == names.level,
        only=place.only,
        prefix=prefix,
        join=join,
        before=before,
        after=after,
    )


def conditions(text: str) -> tuple[tuple[str, str], ...] | None:
    """What is between brackets, ``of=target,phase=initial``, as fields with their values; None where it can't be read."""
    found = [_ONLY.fullmatch(one.strip()) for one in text.split(",")] if text else []
    return None if None in found else tuple((one[1], one[2]) for one in found if one)


def _kind(path: str, modifiers: tuple[str, ...]) -> CellKind:
    """How a value is set: as the cell says, else as its place does."""
    for kind in get_args(CellKind):
        if kind in modifiers:
            return kind  # type: ignore[no-any-return]
    last = path.rpartition(".")[2]
    if path.startswith(_AMOUNTS):
        return "text" if last in _WORDS else "number" if last in _SHARES else "amount"
    return "number" if path.startswith(_NUMBERS) else "text"
