"""A drawn form, from its file to its value, with every problem of it at line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from goalbook.forms.cells import DrawingFault, Drawn, Names, cells_of_line, content_of
from goalbook.forms.check import form_problems
from goalbook.forms.form import Each, Field, Form, FormCell, Label, Line, Prose, Records, Section, StaticLines, Table
from goalbook.forms.formfile import FormFile, PartFile, SectionFile
from goalbook.forms.sides import with_sides
from goalbook.goalfile.nodes import Mapping, Node, Path, Text, inside, locate, locate_key
from goalbook.goalfile.problem import Problem, details, problem_at
from goalbook.goalfile.read import read_source
from goalbook.goalfile.validate import validate

_SECTION_KEYS = ("head", "rows", "each")
_CHAIN = re.compile(r"(?P<path>[a-z_]+(?:\*\*)?)(?:\[(?P<only>[^\]]*)\])?(?: as (?P<name>[a-z_]+))?")
_ONLY = re.compile(r"([a-z_]+)=([\w-]+)")
_SIGN = re.compile(r"\{label\}(.*)\{value\}")
_BLOCK = re.compile(r"[|>][+-]?[ \t]*(?:#.*)?$")


def read_form(raw: bytes, file: str, form_id: str) -> tuple[Form | None, list[Problem]]:
    """The form in a file, and every problem of the file; no form where one is an error."""
    node, problems = read_source(raw, file)
    if node is None:
        return None, problems
    record, faults = validate(FormFile, node, file)
    problems += faults.values()
    if record is None:
        return None, problems
    drawing = _Drawing(node, file, raw.decode("utf-8-sig").splitlines())
    form = drawing.form(record, form_id, sha256(raw).hexdigest())
    problems += drawing.problems
    if not drawing.problems:
        problems += form_problems(form, file)
    return (None if any(one.severity == "error" for one in problems) else form), problems


class _Drawing:
    """Reads the parts of one form file, noting what is wrong with them."""

    def __init__(self, node: Node, file: str, text: list[str]) -> None:
        self.node, self.file, self.text = node, file, text
        self.problems: list[Problem] = []

    def form(self, record: FormFile, form_id: str, digest: str) -> Form:
        parts = [self._part(part, ("parts", n)) for n, part in enumerate(record.parts)]
        return Form(
            id=form_id,
            name=record.name,
            region=record.region,
            parts=tuple(part for part in parts if part),
            total=record.total,
            landscape=record.paper == "landscape",
            rules=record.rules,
            kinds=record.kinds,
            digest=digest,
        )

    def _note(self, path: Path, code: str, **values: str) -> None:
        self.problems.append(problem_at(self.node, path, code, self.file, **values))

    def _tell(self, fault: DrawingFault, line: int, column: int) -> None:
        """Note what is wrong with a line that begins at a place."""
        self.problems.append(Problem(self.file, line, column + fault.at, fault.code, "", details(fault.values)))

    def _part(self, part: PartFile, path: Path) -> Table | Prose | None:
        if (part.table is None) == (part.prose is None):
            self._note(path, "form-part-kind")
            return None
        if part.prose is not None:
            label = self._words((*path, "label"), part.label)
            return Prose(part.prose, label if isinstance(label, Label) else None, part.space)
        return self._table(part, path)

    def _table(self, part: PartFile, path: Path) -> Table | None:
        widths = [int(one) for one in (part.widths or "").split() if one.isdecimal()]
        if not widths or len(widths) != len((part.widths or "").split()) or not all(0 < one < 1_000 for one in widths):
            self._note((*path, "widths") if part.widths else path, "form-widths", text=part.widths or "")
            return None
        sections = [
            section
            for own, at in self._sections(part, path)
            if (section := self._section(own, at, len(widths))) is not None
        ]
        if not sections:
            self._note(path, "form-no-lines")
            return None
        title, under = self._words((*path, "title"), part.title), self._words((*path, "under"), part.under)
        return Table(
            id=part.table or "",
            widths=tuple(widths),
            sections=with_sides(sections),
            title=title if isinstance(title, Field) else None,
            subtitle=under if isinstance(under, Label) else None,
            above=self._above(part, path),
            sign=self._sign(part, path),
            joined=part.joined is not None,
        )

    def _sections(self, part: PartFile, path: Path) -> Iterator[tuple[SectionFile, Path]]:
        """The sections of a table in printed order: those of its ``body``, else those that stand beside its other keys."""
        if part.body:
            yield from ((one, (*path, "body", n)) for n, one in enumerate(part.body))
            return
        holder = self.node
        for step in path:
            holder = inside(holder, step) or holder
        keys = holder.entries if isinstance(holder, Mapping) else {}
        for key in (key for key in keys if key in _SECTION_KEYS):
            of_each = ("row", "across", "total") if key == "each" else ()
            yield SectionFile(**{name: getattr(part, name) for name in (key, *of_each)}), path

    def _section(self, own: SectionFile, path: Path, columns: int) -> Section | None:
        kinds = [key for key in _SECTION_KEYS if getattr(own, key) is not None]
        if len(kinds) != 1:
            self._note(path, "form-section-kind")
            return None
        if kinds[0] != "each":
            lines = self._lines((*path, kinds[0]), columns, Names())
            return StaticLines(lines, kinds[0] == "head") if lines else None
        chain, names = self._chain((*path, "each"), own.each or "")
        key = "across" if own.across is not None else "row"
        if not chain or (own.row is None) == (own.across is None):
            self._note(path, "form-each-row") if chain else None
            return None
        lines = self._lines((*path, key), columns, names)
        total = self._lines((*path, "total"), columns, Names()) if own.total is not None else ()
        return Each(chain, lines, key == "across", total) if lines else None

    def _chain(self, path: Path, text: str) -> tuple[tuple[Records, ...], Names]:
        """``items** as duty / indicators[scope=term]`` as lists to walk, and what their records are called."""
        chain, names = [], []
        for step in text.split("/"):
            match = _CHAIN.fullmatch(step.strip())
            only = tuple(_ONLY.findall(match["only"] or "")) if match else ()
            if not match or (match["only"] is not None and len(only) != len(match["only"].split(","))):
                self._note(path, "form-bad-each", text=step.strip())
                return (), Names()
            chain.append(Records(match["path"], only))
            names.append(match["name"] or "")
        return tuple(chain), Names(tuple(names))

    def _lines(self, path: Path, columns: int, names: Names) -> tuple[Line, ...]:
        """The drawn lines at a path; those with a fault are left out, and the fault is noted."""
        lines = [self._line(text, place, columns, names) for text, place in self._drawn(path)]
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

    def _line(self, text: str, place: tuple[int, int], columns: int, names: Names) -> Line | None:
        line, column = place
        stated = ""
        if match := re.match(r"\?([a-z_.0-9]+)[ ]+", text):
            stated, text, column = match[1], text[match.end() :], column + match.end()
        try:
            cells = cells_of_line(text)
            if len(cells) != columns:
                raise DrawingFault("form-cells", 0, count=str(len(cells)), columns=str(columns))
            return Line(_slots(cells, names, (line, column)), stated)
        except DrawingFault as fault:
            self._tell(fault, line, column)
            return None

    def _words(self, path: Path, text: str | None) -> Label | Field | None:
        if text is None:
            return None
        try:
            return content_of(Drawn(text, 0), Names())
        except DrawingFault as fault:
            self._tell(fault, *locate(self.node, path))
            return None

    def _above(self, part: PartFile, path: Path) -> tuple[Field | Label, ...]:
        if part.above is None:
            return ()
        drawn = next(self._drawn((*path, "above")), None)
        try:
            cells = [content_of(cell, Names()) for cell in cells_of_line(drawn[0])] if drawn else []
        except DrawingFault as fault:
            self._tell(fault, *(drawn[1] if drawn else locate_key(self.node, (*path, "above"))))
            return ()
        return tuple(cell or Label("") for cell in cells)

    def _sign(self, part: PartFile, path: Path) -> str:
        if part.sign is None:
            return ""
        if match := _SIGN.fullmatch(part.sign):
            return match[1]
        self._note((*path, "sign"), "form-bad-sign", text=part.sign)
        return ""


def _slots(cells: list[Drawn], names: Names, place: tuple[int, int]) -> tuple[FormCell, ...]:
    """The cells of a line with those that ``<`` joins to them."""
    slots: list[FormCell] = []
    for col, cell in enumerate(cells):
        if cell.text == "<":
            if not slots:
                raise DrawingFault("form-nothing-left", cell.at)
            slots[-1] = replace(slots[-1], cols=slots[-1].cols + 1)
        elif cell.text == "^":
            slots.append(FormCell(col, goes_on=True, at=(place[0], place[1] + cell.at)))
        else:
            slots.append(FormCell(col, content=content_of(cell, names), at=(place[0], place[1] + cell.at)))
    return tuple(slots)
