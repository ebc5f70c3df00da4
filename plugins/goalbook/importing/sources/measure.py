"""How large the parts of an Office file are, looked up before a library builds anything of them."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from xml.parsers import expat

from goalbook.importing.limits import MOST, SourceError, within
from goalbook.importing.sources.package import PACKAGE_ERRORS

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")
_BLOCK = 1 << 16
# Of a workbook the library builds an object with checks for each element but these.
_PLAIN = frozenset(("row", "c", "v", "f", "is", "t", "si", "r", "mergeCell"))
_BUILT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
)
_COUNTED = {"c": "cells", "tc": "cells", "p": "cells", "si": "cells", "sheet": "sheets", "mergeCell": "merges"}


def measure_package(package: zipfile.ZipFile) -> dict[str, tuple[Merge, ...]]:
    """The merged cells of each part of a package, all of whose XML is within the limits and without document types.

    A part is XML by its content: what it is called, and how it is encoded, hides nothing.
    """
    counts: Counter[str] = Counter()
    merges: dict[str, tuple[Merge, ...]] = {}
    for entry in package.infolist():
        try:
            with package.open(entry) as stream:
                block = stream.read(_BLOCK)
                if not block.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
                    continue
                part = _Part(counts)
                while block:
                    part.feed(block)
                    block = stream.read(_BLOCK)
                part.feed(b"", True)
        except SourceError:
            raise
        except (expat.ExpatError, *PACKAGE_ERRORS) as error:
            raise SourceError("not-office") from error
        merges[entry.filename] = tuple(part.merges)
    return merges


class _Part:
    """Counts what one part of a package holds while it is parsed; nothing of it is kept but its merged cells."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.merges: list[Merge] = []
        self.depth = self.tables = self.elements = 0
        self.cells_of_row: list[int] = []
        self.last_row = self.last_column = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = _refuse_type

    def feed(self, block: bytes, last: bool = False) -> None:
        """Go on with a block of the part."""
        self.parser.Parse(block, last)
        self.counts["elements"] += self.elements
        self.elements = 0
        within("elements", self.counts["elements"])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.depth += 1
        self.elements += 1
        if self.depth > MOST["levels"]:
            within("levels", self.depth)
        if what := _COUNTED.get(local):
            self.counts[what] += 1
            within(what, self.counts[what])
        if space in _BUILT and local not in _PLAIN:
            self.counts["settings"] += 1
            within("settings", self.counts["settings"])
        if local == "tbl":
            self.tables += 1
            within("tables", self.tables)
        elif local == "tr":
            self.cells_of_row.append(0)
        elif local == "tc" and self.cells_of_row:
            self.cells_of_row[-1] += 1
            within("columns", self.cells_of_row[-1])
        elif local in ("row", "c"):
            self._place(local, attributes.get("r", ""))
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        self.depth -= 1
        if local == "tbl":
            self.tables -= 1
        elif local == "tr" and self.cells_of_row:
            self.cells_of_row.pop()

    def _place(self, local: str, reference: str) -> None:
        """A row or cell of a sheet; one without a number follows the last."""
        if local == "row":
            self.last_row = _number(reference) if reference else self.last_row + 1
            self.last_column = 0
            within("rows", self.last_row)
        elif reference:
            row, self.last_column = cell_of(reference)
            within("rows", row)
        else:
            self.last_column += 1
        within("columns", self.last_column)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = cell_of(first), cell_of(last or first)
        top, bottom = sorted((start[0], end[0]))
        left, right = sorted((start[1], end[1]))
        self.counts["merged"] += (bottom - top + 1) * (right - left + 1)
        within("merged", self.counts["merged"])
        self.merges.append((top - 1, left - 1, bottom - 1, right - 1))


def _refuse_type(*_: object) -> None:
    """An Office file has no document types; who writes one means harm."""
    raise SourceError("not-office")


def _number(text: str) -> int:
    """A number from 1; nothing else that a library may take for one."""
    if not re.fullmatch("[0-9]+", text):
        raise SourceError("not-office")
    return int(text[:9])


def cell_of(reference: str) -> tuple[int, int]:
    """The row and the column of a place such as AB12."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        raise SourceError("not-office")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return _number(match[2]), column
