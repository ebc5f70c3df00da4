"""The file of a drawn form, as a first draft from a source: what isn't known is marked for whoever goes on with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import NamedTuple

from goalbook.forms.form import Form
from goalbook.importing.drafting.draw import DraftPlaces, TableDrawing, as_words
from goalbook.importing.drafting.known import KnownPlaces
from goalbook.importing.limits import SourceError
from goalbook.importing.lines import SourceLine
from goalbook.importing.reading.over import texts_beside
from goalbook.importing.sources.office import read_in_child

_YEAR = re.compile(r"[（(]?[\s\d_＿X×]*年度?[）)]?")
_LEADING_YEAR = re.compile(r"^[（(]?\s*(?:\d{4}|[_＿\s]*)\s*年度?[）)]?")
_UNIT = re.compile(r"(.*单位[：:])\s*[^\s：:]*元\s*")
_STATED = re.compile(r"([^：:\s]{1,12}[：:])\s*([^：:]*)")
_NUMBER = re.compile(r"(?:附件|附表|表|公开|附)\s*[\d一二三四五六七八九十\s—-]*表?[:：]?")
_HAN = re.compile("[\u3400-\u9fff]")
_SIGN = re.compile(r"[^\s：:][：:](?=\s|$)")
_UPRIGHT, _LANDSCAPE, _MANY = 190, 277, 8


_Texts = list[str]
"""The texts that stand side by side in a line."""


class FormDraft(NamedTuple):
    """A drawn form as the text of its file; ``made`` are the places that were made up, each with its label, ``left`` texts that
    aren't drawn."""

    text: str
    made: tuple[tuple[str, str], ...]
    left: tuple[str, ...]


def draft_file(raw: bytes, name: str, forms: Mapping[str, Form]) -> FormDraft:
    """A first draft of the form of a source file, which is read in a child process. Raises SourceError where that can't be done."""
    return read_in_child(draft_of, dict(forms), raw, PurePath(name).suffix.lower())


def draft_of(forms: Mapping[str, Form], raw: bytes, suffix: str) -> FormDraft | str:
    """The draft of a source that is read as a file with a suffix; its kind where it is one that is converted first."""
    from goalbook.importing.sources.open import source_lines

    lines = source_lines(raw, suffix)
    if isinstance(lines, str):
        return lines
    return drafted_from(lines.lines, forms)


def drafted_from(lines: list[SourceLine], forms: Mapping[str, Form]) -> FormDraft:
    """The draft of a form from the lines of a source, by the labels of forms. Raises SourceError where they have no table."""
    around, tables = _parted(lines)
    if not tables:
        raise SourceError("no-table")
    return _Draft(forms).of(around, tables)


def _parted(lines: list[SourceLine]) -> tuple[list[list[_Texts]], list[list[SourceLine]]]:
    """The lines of texts before, between and after the tables, and the tables; a row of one cell above a table is a text, and so is a
    row that is only ruled to set texts side by side.
    """
    around: list[list[_Texts]] = [[]]
    tables: list[list[SourceLine]] = []
    for n, line in enumerate(lines):
        texts = [text.strip() for text in line.texts if text.strip()]
        inside = len(around) == len(tables)
        if line.table and (len(line.slots) > 1 or inside) and not _is_line(lines, n, inside):
            if len(around) > len(tables):
                tables.append([])
            tables[-1].append(line)
        elif texts:
            if len(around) == len(tables):
                around.append([])
            around[-1].append(texts)
        if line.ends and len(around) == len(tables):
            around.append([])
    if len(around) == len(tables):
        around.append([])
    return around, tables


def _is_line(lines: list[SourceLine], n: int, inside: bool) -> bool:
    """Whether a row of a table is a line without borders: a table of its own, or the first row of one, all of whose texts state what
    they are, and in a first row one of them the unit.
    """
    texts = [text.strip() for text in lines[n].texts if text.strip()]
    if not texts or not all(_STATED.fullmatch(text) for text in texts):
        return False
    alone = n + 1 == len(lines) or not lines[n + 1].table or lines[n + 1].begins
    first = not inside or lines[n].begins
    return first and (alone or any(map(_UNIT.fullmatch, texts)))


def _apart(texts: _Texts) -> _Texts:
    """Texts side by side that are typed as one, where one of them is the unit."""
    parts = [part for text in texts for part in texts_beside(text)]
    return parts if any(map(_UNIT.fullmatch, parts)) else texts


class _Draft:
    """Writes the parts of one form file."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self.places = DraftPlaces(KnownPlaces(forms))
        self.left: list[str] = []
        self.name = ""
        self.number = ""
        self.lines: list[str] = []

    def of(self, around: list[list[_Texts]], tables: list[list[SourceLine]]) -> FormDraft:
        wide = max(len({slot.column for row in rows for slot in row.slots}) for rows in tables) >= _MANY
        for n, rows in enumerate(tables):
            self._table(f"part-{n + 1}", rows, around[n], wide)
            if n == len(tables) - 1:
                self._below([text for lines in around[n + 1 :] for texts in lines for text in texts])
        chinese = _HAN.search("".join((self.name, *self.lines)))
        head = [f"name: {_quoted(self.name or ('未命名' if chinese else 'Untitled'))}", 'region: ""']
        head += [*(("rules: cn",) if chinese else ()), "compared: never"]
        head += [f"number: {_quoted(self.number)}"] if self.number else []
        head += ["paper: landscape"] if wide else []
        return FormDraft("\n".join((*head, "parts:", *self.lines, "")), tuple(self.places.made), tuple(self.left))

    def _table(self, name: str, rows: list[SourceLine], above: list[_Texts], wide: bool) -> None:
        table = TableDrawing(self.places, rows)
        self.lines.append(f"  - table: {name}")
        self._above(above)
        columns = len(table.starts)
        width, over = divmod(_LANDSCAPE if wide else _UPRIGHT, columns)
        self.lines.append(f"    widths: {' '.join(str(width + (n < over)) for n in range(columns))}")
        self.lines.append("    body:")
        for key, drawn in table.sections:
            if key == "row":
                self.lines.append("      - each: indicators")
            self._picture(f"{'        ' if key == 'row' else '      - '}{key}", drawn)

    def _picture(self, key: str, drawn: list[list[str]]) -> None:
        widths = [max(map(len, column)) for column in zip(*drawn, strict=True)]
        self.lines.append(f"{key}: |")
        for row in drawn:
            self.lines.append(
                f"          | {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
            )

    def _above(self, lines: list[_Texts]) -> None:
        """The lines over a table: its title, its year, those that state its unit, its body and the like."""
        drawn: list[str] = []
        for texts in map(_apart, lines):
            if len(texts) > 1 or _UNIT.fullmatch(texts[0]):
                drawn += self._line(texts)
            else:
                self._over(texts[0])
        self.lines += ["    above: |", *drawn] if drawn else []

    def _line(self, texts: _Texts) -> list[str]:
        """A line without borders; its words before a colon are labels of what stands behind it. One without such is left."""
        cells = []
        for text in texts:
            if unit := _UNIT.fullmatch(text):
                cells.append(f"{as_words(unit[1])}{{money_unit}}")
            elif stated := _STATED.fullmatch(text):
                cells.append(f"{as_words(stated[1])}{{{self.places.place(stated[1])}}}")
            else:
                cells.append(as_words(text))
        if not any("{" in cell for cell in cells):
            self.left += texts
            return []
        return [f"          | {' | '.join(cells)} |"]

    def _over(self, text: str) -> None:
        """A text of its own over a table."""
        if not (self.name or self.number) and _NUMBER.fullmatch(text.strip()):
            self.number = text.strip()
        elif not self.name:
            self.name = _LEADING_YEAR.sub("", text.strip()).strip()
            self.lines.append('    title: "{title}"')
        elif _YEAR.fullmatch(text.strip()) and "    under: （{year}年度）" not in self.lines:
            self.lines.append("    under: （{year}年度）")
        else:
            self.left.append(text.strip())

    def _below(self, texts: list[str]) -> None:
        """The lines below the last table: who signs, words that end in a colon before each."""
        signs = [text for text in texts if _SIGN.search(text)]
        self.left += [text.strip() for text in texts if text not in signs]
        if signs:
            self.lines.append('    sign: "{label}：{value}"' if "：" in signs[0] else '    sign: "{label}: {value}"')


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
