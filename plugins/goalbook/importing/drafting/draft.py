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
from goalbook.importing.sources.office import read_in_child

_YEAR = re.compile(r"[（(]?[\s\d_＿X×]*年度?[）)]?")
_LEADING_YEAR = re.compile(r"^[（(]?\s*(?:\d{4}|[_＿\s]*)\s*年度?[）)]?")
_UNIT = re.compile(r"(.*单位[：:])\s*[^\s：:]*元\s*")
_NUMBER = re.compile(r"(?:附件|附表|表|公开|附)\s*[\d一二三四五六七八九十\s—-]*表?[:：]?")
_HAN = re.compile("[\u3400-\u9fff]")
_SIGN = re.compile(r"[^\s：:][：:](?=\s|$)")
_UPRIGHT, _LANDSCAPE, _MANY = 190, 277, 8


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


def _parted(lines: list[SourceLine]) -> tuple[list[list[str]], list[list[SourceLine]]]:
    """The texts before, between and after the tables, and the tables; a row of one cell above a table is a text."""
    around: list[list[str]] = [[]]
    tables: list[list[SourceLine]] = []
    for line in lines:
        texts = [text for text in line.texts if text.strip()]
        if line.table and (len(line.slots) > 1 or len(around) == len(tables)):
            if len(around) > len(tables):
                tables.append([])
            tables[-1].append(line)
        elif texts:
            if len(around) == len(tables):
                around.append([])
            around[-1] += texts
        if line.ends and len(around) == len(tables):
            around.append([])
    if len(around) == len(tables):
        around.append([])
    return around, tables


class _Draft:
    """Writes the parts of one form file."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self.places = DraftPlaces(KnownPlaces(forms))
        self.left: list[str] = []
        self.name = ""
        self.number = ""
        self.lines: list[str] = []

    def of(self, around: list[list[str]], tables: list[list[SourceLine]]) -> FormDraft:
        wide = max(len({slot.column for row in rows for slot in row.slots}) for rows in tables) >= _MANY
        for n, rows in enumerate(tables):
            self._table(f"part-{n + 1}", rows, around[n], wide)
            if n == len(tables) - 1:
                self._below([text for texts in around[n + 1 :] for text in texts])
        chinese = _HAN.search("".join((self.name, *self.lines)))
        head = [f"name: {_quoted(self.name or ('未命名' if chinese else 'Untitled'))}", 'region: ""']
        head += [*(("rules: cn",) if chinese else ()), "compared: never"]
        head += [f"number: {_quoted(self.number)}"] if self.number else []
        head += ["paper: landscape"] if wide else []
        return FormDraft("\n".join((*head, "parts:", *self.lines, "")), tuple(self.places.made), tuple(self.left))

    def _table(self, name: str, rows: list[SourceLine], above: list[str], wide: bool) -> None:
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

    def _above(self, texts: list[str]) -> None:
        """The lines over a table: its title, its year, its unit."""
        for text in texts:
            if not (self.name or self.number) and _NUMBER.fullmatch(text.strip()):
                self.number = text.strip()
            elif not self.name:
                self.name = _LEADING_YEAR.sub("", text.strip()).strip()
                self.lines.append('    title: "{title}"')
            elif _YEAR.fullmatch(text.strip()) and "    under: （{year}年度）" not in self.lines:
                self.lines.append("    under: （{year}年度）")
            elif (unit := _UNIT.fullmatch(text.strip())) and not any(
                one.startswith("    above:") for one in self.lines
            ):
                self.lines += ["    above: |", f"          | {as_words(unit[1])}{{money_unit}} |"]
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
