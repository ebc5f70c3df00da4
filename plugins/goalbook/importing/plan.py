"""The plan of a batch: a table for people to correct, one row a document, before anything is written."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from goalbook.importing.account import Choice
from goalbook.importing.csv_rows import csv_rows
from goalbook.importing.limits import SourceError
from goalbook.messages.catalogue import LANGUAGES, Catalogue, catalogue
from goalbook.model.address import is_document_path

COLUMNS = ("source", "number", "form", "title", "file", "action", "remark")
_NEEDED = COLUMNS[:-1]
_MOST = 1_000_000  # characters
_MOST_IN_CELL = 100_000


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What is planned for one document: its source and number there, its form, what it is called, and its goal file.

    ``line`` is the row's in the table; ``skip`` says that no goal file is made of it.
    """

    line: int
    source: str
    number: int
    form_id: str | None
    title: str
    file: str
    skip: bool

    @property
    def choice(self) -> Choice:
        """The folder and the form that were chosen."""
        return Choice(PurePosixPath(self.file).parent.as_posix(), self.form_id)


@dataclass(frozen=True, slots=True)
class PlanFault:
    """What is wrong with a plan: the line, the column's name in the plan's own words, and why."""

    line: int
    column: str
    code: str
    values: dict[str, object] = field(default_factory=dict)


class BatchPlan:
    """The rows of a plan, and every fault in them."""

    def __init__(self, raw: bytes, sources: Collection[str], forms: Collection[str]) -> None:
        self.faults: list[PlanFault] = []
        self.rows: dict[tuple[str, int], PlanRow] = {}
        self._files: dict[str, int] = {}
        self._sources, self._forms = sources, forms
        for line, words, cells in self._table(raw):
            self._row(line, words, dict(zip(COLUMNS, cells, strict=False)))

    def rows_of(self, source: str) -> dict[int, PlanRow]:
        """The rows of a source by the numbers of its documents."""
        return {number: row for (name, number), row in self.rows.items() if name == source}

    def _table(self, raw: bytes) -> Iterator[tuple[int, Catalogue, list[str]]]:
        """The rows below the head: the line, the language of the head, and the cells."""
        line = 1
        try:
            text = _text(raw)
            found = [(t, sign) for t in map(catalogue, LANGUAGES) for sign in ",;\t" if _head(t, sign, text)]
            if not found:
                raise SourceError("plan-head", columns=", ".join(column_names(catalogue(LANGUAGES[0]))[: len(_NEEDED)]))
            t, sign = found[0]
            for line, cells in csv_rows(text, sign, _MOST_IN_CELL):
                if any(cell.strip() for cell in cells) and line > 1:
                    yield line, t, [cell.strip() for cell in cells]
        except csv.Error:
            self.faults.append(PlanFault(line + 1, "", "plan-csv"))
        except SourceError as error:
            self.faults.append(PlanFault(1, "", error.code, error.values))

    def _row(self, line: int, t: Catalogue, cells: dict[str, str]) -> None:
        faults = list(self._wrong(t, cells))
        self.faults += [PlanFault(line, t(f"import.plan.{column}"), code, values) for column, code, values in faults]
        if faults:
            return
        skip = cells["action"] == t("import.plan.skip")
        row = PlanRow(
            line, cells["source"], int(cells["number"]), cells["form"] or None, cells["title"], cells["file"], skip
        )
        self.rows[row.source, row.number] = row
        if not skip:
            self._files[row.file] = line

    def _wrong(self, t: Catalogue, cells: dict[str, str]) -> Iterator[tuple[str, str, dict[str, object]]]:
        """What is wrong with a row: column, fault, values of its message."""
        if len(cells) < len(_NEEDED):
            yield "source", "plan-short", {"columns": len(_NEEDED)}
            return
        number, actions = cells["number"], [t("import.plan.make"), t("import.plan.skip")]
        if cells["source"] not in self._sources:
            yield "source", "plan-source", {"text": cells["source"]}
        if not (number.isascii() and number.isdecimal() and int(number[:9]) > 0 and len(number) < 9):
            yield "number", "plan-number", {"text": number}
        elif (cells["source"], int(number)) in self.rows:
            yield "number", "plan-twice", {"line": self.rows[cells["source"], int(number)].line}
        if cells["action"] not in actions:
            yield "action", "plan-action", {"text": cells["action"], "actions": ", ".join(actions)}
        elif cells["action"] == actions[0]:
            if cells["form"] and cells["form"] not in self._forms:
                yield "form", "no-such-form", {"form": cells["form"], "forms": ", ".join(self._forms)}
            if not is_document_path(cells["file"]):
                yield "file", "plan-file", {"text": cells["file"]}
            elif cells["file"] in self._files:
                yield "file", "plan-twice", {"line": self._files[cells["file"]]}


def column_names(t: Catalogue) -> list[str]:
    """The head of a plan."""
    return [t(f"import.plan.{name}") for name in COLUMNS]


def _head(t: Catalogue, sign: str, text: str) -> bool:
    try:
        _, first = next(csv_rows(text, sign, _MOST_IN_CELL), (0, []))
    except csv.Error:
        return False
    return [cell.strip() for cell in first][: len(_NEEDED)] == column_names(t)[: len(_NEEDED)]


def _text(raw: bytes) -> str:
    """The table's text; Excel saves it in UTF-8 or in the national encoding. Raises SourceError where it is none."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and len(text) <= _MOST:
            return text
    raise SourceError("plan-text")
