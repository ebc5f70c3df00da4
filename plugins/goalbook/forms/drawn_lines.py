"""The drawn lines of a form file, from their text to lines of cells, with every problem of them at line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from goalbook.forms.cells import DrawingFault, Drawn, Names, cells_of_line, conditions, content_of, slots_of
from goalbook.forms.check import is_place, unknown_place
from goalbook.forms.form import ColumnKey, Content, Field, Label, Line, Records
from goalbook.goalfile.nodes import Node, Path, Text, inside, locate
from goalbook.goalfile.problem import Problem, details, problem_at
from goalbook.model.records import Document

_CHAIN = re.compile(r"(?P<path>[a-z_]+(?:\*\*)?)(?:\[(?P<only>[^\]]*)\])?(?: as (?P<name>[a-z_]+))?")
_BLOCK = re.compile(r"[|>][+-]?[ \t]*(?:#.*)?$")


class Chain(NamedTuple):
    """The lists that lines repeat for, what their records are called, and how many of the last stand side by side."""

    records: tuple[Records, ...] = ()
    names: tuple[str, ...] = ()
    halves: int = 1


class DrawnLines:
    """Reads the lines of one form file, noting what is wrong with them."""

    def __init__(self, node: Node, file: str, text: list[str]) -> None:
        self.node, self.file, self.text = node, file, text
        self.problems: list[Problem] = []

    def note(self, path: Path, code: str, /, **values: str) -> None:
        """A fault of what stands at a path of the file."""
        self.problems.append(problem_at(self.node, path, code, self.file, **values))

    def _tell(self, fault: DrawingFault, line: int, column: int) -> None:
        """Note what is wrong with a line that begins at a place."""
        self.problems.append(Problem(self.file, line, column + fault.at, fault.code, "", details(fault.values)))

    def chain(self, path: Path, text: str) -> Chain:
        """``items** as duty / indicators[scope=term] || indicators[scope=annual]`` as lists to walk; none where it can't be read."""
        *outer, last = text.split("/")
        steps = [*outer, *last.split("||")]
        records, names = [], []
        for step in steps:
            match = _CHAIN.fullmatch(step.strip())
            only = conditions(match["only"] or "") if match else None
            if match is None or only is None or (match["only"] is not None and not only):
                self.note(path, "form-bad-each", text=step.strip())
                return Chain()
            records.append(Records(match["path"], only))
            names.append(match["name"] or "")
        return Chain(tuple(records), tuple(names), len(steps) - len(outer))

    def lines(self, path: Path, columns: int, chain: Chain) -> tuple[Line, ...]:
        """The drawn lines at a path; those with a fault are left out, and the fault is noted."""
        lines = [self._line(text, place, columns, chain) for text, place in self._drawn(path)]
        return tuple(line for line in lines if line)

    def _drawn(self, path: Path) -> Iterator[tuple[str, tuple[int, int]]]:
        """The lines of a drawing with the line and column where each begins."""
        node: Node | None = self.node
        for step in path:
            node = inside(node, step)
        if not isinstance(node, Text):
            return
        first = self.text[node.line - 1][node.column - 1 :]
        # A sign that nothing follows was refused as text, and stays what was typed.
        if not _BLOCK.match(first) or node.value == first.rstrip():
            yield node.value or "", (node.line, node.column)
            return
        for n, line in enumerate((node.value or "").split("\n")):
            if line.strip():
                raw = next(iter(self.text[node.line + n :]), "")
                yield line, (node.line + 1 + n, len(raw) - len(raw.lstrip(" ")) - len(line) + len(line.lstrip(" ")) + 1)

    def _line(self, text: str, place: tuple[int, int], columns: int, chain: Chain) -> Line | None:
        line, column = place
        stated = ""
        if match := re.match(r"\?([a-z_.0-9]+)[ ]+", text):
            stated, text, column = match[1], text[match.end() :], column + match.end()
        try:
            drawn = cells_of_line(text)
            halves = _halves_of(drawn, chain)
            cells = [cell for cell in drawn if not cell.seam]
            if len(cells) != columns:
                raise DrawingFault("form-cells", 0, count=str(len(cells)), columns=str(columns))
            return Line(slots_of(cells, lambda col: _names(chain, halves[col]), (line, column)), stated)
        except DrawingFault as fault:
            self._tell(fault, line, column)
            return None

    def words(self, path: Path, text: str | None) -> Label | Field | None:
        """What stands in a text of one cell."""
        if text is None:
            return None
        try:
            content = _of_document(Drawn(text, 0))
        except DrawingFault as fault:
            self._tell(fault, *locate(self.node, path))
            return None
        return None if isinstance(content, ColumnKey) else content

    def around(self, path: Path) -> tuple[tuple[Field | Label, ...], ...]:
        """The borderless lines over or under a table; those with a fault are left out, and the fault is noted."""
        lines = []
        for text, (line, column) in self._drawn(path):
            try:
                found = [_of_document(cell) for cell in cells_of_line(text)]
            except DrawingFault as fault:
                self._tell(fault, line, column)
                continue
            lines.append(tuple(Label("") if one is None or isinstance(one, ColumnKey) else one for one in found))
        return tuple(lines)


def _of_document(cell: Drawn) -> Content | None:
    """What a cell around a table says, where only values of the document can be. Raises DrawingFault."""
    content = content_of(cell, Names())
    if isinstance(content, Field) and not is_place(Document, content.path):
        raise DrawingFault("form-no-such-place", cell.at, **unknown_place(content.path, Document))
    return content


def _halves_of(cells: list[Drawn], chain: Chain) -> list[int]:
    """For each cell of a line the list side by side that it is of, from 1; 0 where it is of all of them."""
    seams = sum(cell.seam for cell in cells)
    wanted = (chain.halves - 1, chain.halves) if chain.halves > 1 else (0,)
    # Seams in a line that stands once only show where the halves are.
    if chain.records and seams not in wanted:
        raise DrawingFault("form-seams", 0, count=str(seams), most=str(wanted[-1]))
    half = 1 if seams < chain.halves else 0
    found = []
    for cell in cells:
        half += cell.seam
        found += [] if cell.seam else [half]
    return found


def _names(chain: Chain, half: int) -> Names:
    outer = len(chain.records) - chain.halves if chain.records else 0
    if not chain.records:
        return Names()
    return Names(chain.names, outer + max(half, 1), shared=half == 0)


def opened(lines: tuple[Line, ...], innermost: int) -> tuple[Line, ...]:
    """The lines of records with those marked that stand as a row of their own over the records they name.

    Such a line has only places of an outer record, or only places that are joined with equal ones above; no cell of it goes on.
    """
    if len(lines) < 2:
        return lines
    return tuple(
        replace(line, opens=min(field.level for _, field in line.fields))
        if line.fields
        and not line.stated
        and all(field.level < innermost or field.merge for _, field in line.fields)
        and len({field.level for _, field in line.fields}) == 1
        and not _goes_on_below(line, next(iter(lines[n + 1 :]), None))
        else line
        for n, line in enumerate(lines)
    )


def _goes_on_below(line: Line, below: Line | None) -> bool:
    columns = {slot.col for slot, _ in line.fields}
    return below is not None and any(slot.goes_on and slot.col in columns for slot in below.slots)
