"""A drawn form, from its file to its value, with every problem of it at line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from goalbook.forms.check import form_problems, is_place, unknown_place
from goalbook.forms.drawn_lines import Chain, DrawnLines, opened
from goalbook.forms.form import Each, Field, Form, Label, PaperName, Prose, Section, StaticLines, Table
from goalbook.forms.formfile import FormFile, PartFile, SectionFile
from goalbook.forms.grid import Align
from goalbook.forms.sides import with_sides
from goalbook.goalfile.nodes import Mapping, Path, inside
from goalbook.goalfile.problem import Problem
from goalbook.goalfile.read import read_source
from goalbook.goalfile.validate import validate
from goalbook.model.records import Document

_SECTION_KEYS = ("head", "rows", "each")
_OF_EACH = ("row", "across", "total")
_SIGN = re.compile(r"\{label\}(.*)\{value\}")
_WIDTH = re.compile(r"([1-9]\d{0,2})(…?)")
_ALIGN: dict[str, Align] = {"left": "l", "center": "c", "right": "r", "-": ""}
_PAPERS: dict[str, PaperName] = {"A4": "A4", "Letter": "Letter"}


def read_form(raw: bytes, file: str, form_id: str, *, tried: bool = False) -> tuple[Form | None, list[Problem]]:
    """The form in a file, and every problem of the file; no form where one is an error. Of one that was ``tried`` before, as the package's
    own are, only what keeps it from being read is looked for.
    """
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
    if not drawing.problems and not tried:
        problems += form_problems(form, file)
    return (None if any(one.severity == "error" for one in problems) else form), problems


class _Drawing(DrawnLines):
    """Reads the parts of one form file, noting what is wrong with them."""

    def form(self, record: FormFile, form_id: str, digest: str) -> Form:
        parts = [self._part(part, ("parts", n)) for n, part in enumerate(record.parts)]
        first = next((n for n, part in enumerate(parts) if isinstance(part, Table)), None)
        if first is not None and isinstance(table := parts[first], Table):
            parts[first] = replace(table, number=record.number)
        paper, landscape = self._paper(record.paper)
        return Form(
            id=form_id,
            name=record.name,
            region=record.region,
            parts=tuple(part for part in parts if part),
            total=record.total,
            paper=paper,
            landscape=landscape,
            kinds=record.kinds,
            rules=record.rules,
            stage=record.stage,
            source=record.source,
            compared=record.compared,
            digest=digest,
        )

    def _paper(self, text: str) -> tuple[PaperName, bool]:
        """The size of the paper and whether it lies on its side, of words such as ``Letter landscape``."""
        words = text.split()
        sizes = [_PAPERS[word] for word in words if word in _PAPERS]
        turned = [word for word in words if word in ("upright", "landscape")]
        if len(sizes) + len(turned) != len(words) or max(len(sizes), len(turned)) > 1 or not words:
            self.note(("paper",), "form-paper", text=text)
        return next(iter(sizes), "A4"), "landscape" in turned

    def _part(self, part: PartFile, path: Path) -> Table | Prose | None:
        if (part.table is None) == (part.prose is None):
            self.note(path, "form-part-kind")
            return None
        if part.prose is not None:
            if part.prose != "items" and not is_place(Document, part.prose):
                self.note((*path, "prose"), "form-no-such-place", **unknown_place(part.prose, Document))
            return Prose(part.prose, self._label(path, "label", part.label), part.space)
        return self._table(part, path)

    def _table(self, part: PartFile, path: Path) -> Table | None:
        found = self._widths(part, path)
        if found is None:
            return None
        widths, repeated = found
        sections = [
            section
            for own, at in self._sections(part, path)
            if (section := self._section(own, at, len(widths))) is not None
        ]
        if not sections:
            self.note(path, "form-no-lines")
            return None
        return Table(
            id=part.table or "",
            widths=widths,
            sections=with_sides(sections),
            title=self._title(part, path),
            subtitle=self._label(path, "under", part.under),
            above=self.around((*path, "above")),
            below=self.around((*path, "below")),
            sign=self._sign(part, path),
            joined=part.joined is not None,
            repeated=repeated,
            align=self._align(part, path, len(widths)),
        )

    def _title(self, part: PartFile, path: Path) -> Field | None:
        title = self.words((*path, "title"), part.title)
        if isinstance(title, Label):
            self.note((*path, "title"), "form-place-only", key="title")
        return title if isinstance(title, Field) else None

    def _label(self, path: Path, key: str, text: str | None) -> Label | None:
        """Words of the form that stand by themselves; values of a document other than its year and unit can't be in them."""
        label = self.words((*path, key), text)
        if isinstance(label, Field):
            self.note((*path, key), "form-words-only", key=key)
        return label if isinstance(label, Label) else None

    def _widths(self, part: PartFile, path: Path) -> tuple[tuple[int, ...], tuple[int, int] | None] | None:
        """The widths of the columns, and which of them come from the data: those written with ``…``, side by side."""
        words = (part.widths or "").split()
        matches = [_WIDTH.fullmatch(word) for word in words]
        marked = [n for n, match in enumerate(matches) if match and match[2]]
        if not matches or None in matches or (marked and marked != list(range(marked[0], marked[-1] + 1))):
            self.note((*path, "widths") if part.widths else path, "form-widths", text=part.widths or "")
            return None
        repeated = (marked[0], marked[-1] + 1) if marked else None
        return tuple(int(match[1]) for match in matches if match), repeated

    def _align(self, part: PartFile, path: Path, columns: int) -> tuple[Align, ...]:
        words = (part.align or "").split()
        if part.align is not None and (len(words) != columns or not set(words) <= _ALIGN.keys()):
            self.note((*path, "align"), "form-align", text=part.align, columns=str(columns))
            return ()
        return tuple(_ALIGN[word] for word in words)

    def _sections(self, part: PartFile, path: Path) -> Iterator[tuple[SectionFile, Path]]:
        """The sections of a table in printed order: those of its ``body``, else those that stand beside its other keys."""
        if part.body:
            for key in (key for key in (*_SECTION_KEYS, *_OF_EACH) if getattr(part, key) is not None):
                self.note((*path, key), "form-beside-body", key=key)
            yield from ((one, (*path, "body", n)) for n, one in enumerate(part.body))
            return
        holder = self.node
        for step in path:
            holder = inside(holder, step) or holder
        keys = holder.entries if isinstance(holder, Mapping) else {}
        for key in (key for key in keys if key in _SECTION_KEYS):
            of_each = _OF_EACH if key == "each" else ()
            yield SectionFile(**{name: getattr(part, name) for name in (key, *of_each)}), path
        if part.each is None:
            self._alone(part, path)

    def _alone(self, own: SectionFile, path: Path) -> None:
        """Lines of records where no list is named."""
        for key in _OF_EACH:
            if getattr(own, key) is not None:
                self.note((*path, key), "form-no-each", key=key)

    def _section(self, own: SectionFile, path: Path, columns: int) -> Section | None:
        kinds = [key for key in _SECTION_KEYS if getattr(own, key) is not None]
        if len(kinds) != 1:
            self.note(path, "form-section-kind")
            return None
        if kinds[0] != "each":
            self._alone(own, path)
            lines = self.lines((*path, kinds[0]), columns, Chain())
            return StaticLines(lines, kinds[0] == "head") if lines else None
        chain = self.chain((*path, "each"), own.each or "")
        key = "across" if own.across is not None else "row"
        if not chain.records or (own.row is None) == (own.across is None):
            self.note(path, "form-each-row") if chain.records else None
            return None
        lines = self.lines((*path, key), columns, chain)
        total = self.lines((*path, "total"), columns, Chain()) if own.total is not None else ()
        if not lines:
            return None
        innermost = len(chain.records) - chain.halves + 1
        return Each(chain.records, opened(lines, innermost), key == "across", total, chain.halves)

    def _sign(self, part: PartFile, path: Path) -> str:
        if part.sign is None:
            return ""
        if match := _SIGN.fullmatch(part.sign):
            return match[1]
        self.note((*path, "sign"), "form-bad-sign", text=part.sign)
        return ""
