"""Which cells of a workbook say something, counted straight from its XML."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from goalbook.importing.counting.untold import Counted, Held
from goalbook.importing.lines import Lines

_BLOCK = 1 << 16


def count_workbook(package: zipfile.ZipFile, lines: Lines) -> Counted:
    """The cells with a value or a formula that none of the pieces and asides of some lines is at, in the sheets that are shown."""
    told = {piece.place for piece in lines.pieces if piece.text.strip()} | {aside.place for aside in lines.asides}
    counted = Counted()
    strings = _Strings()
    _parse(package, "xl/sharedStrings.xml", strings)
    for title, path in _sheets(package):
        cells = _Cells(strings.blank)
        _parse(package, path, cells)
        counted.texts += [Held(f"{title}!{ref}", said) for ref, said in cells.found if f"{title}!{ref}" not in told]
    return counted


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The titles of the sheets that are shown, with the paths of their parts."""
    book, links = _Attributes("sheet"), _Attributes("Relationship")
    _parse(package, "xl/workbook.xml", book)
    _parse(package, "xl/_rels/workbook.xml.rels", links)
    targets = {one.get("Id"): one.get("Target", "") for one in links.found}
    for sheet in book.found:
        own = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        target = targets.get(own, "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if sheet.get("state", "visible") == "visible":
            yield sheet.get("name", ""), path


class _Attributes:
    """The attributes of all elements of a name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == self.name:
            self.found.append(attributes)

    def end(self, _name: str) -> None:
        """Nothing that is asked for ends."""

    def text(self, _data: str) -> None:
        """No text is asked for."""


class _Strings:
    """Which of the shared texts are blank."""

    def __init__(self) -> None:
        self.blank: list[bool] = []
        self.reading = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self.blank.append(True)
        self.reading = local == "t"

    def end(self, _name: str) -> None:
        self.reading = False

    def text(self, data: str) -> None:
        if self.reading and data.strip() and self.blank:
            self.blank[-1] = False


class _Cells:
    """The cells of a sheet that say something, with what stands in them."""

    def __init__(self, blank: list[bool]) -> None:
        self.blank = blank
        self.found: list[tuple[str, str]] = []
        self.place = self.kind = self.said = ""
        self.reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self.place, self.kind, self.said = attributes.get("r", ""), attributes.get("t", ""), ""
        self.reading = local in ("v", "f", "t")

    def end(self, name: str) -> None:
        self.reading = False
        if name.rpartition(":")[2] == "c" and self.said.strip() and self.place:
            number = int(self.said) if self.kind == "s" and self.said.isdecimal() and len(self.said) < 9 else None
            if number is None or number >= len(self.blank) or not self.blank[number]:
                self.found.append((self.place, self.said))

    def text(self, data: str) -> None:
        if self.reading:
            self.said += data


def _parse(package: zipfile.ZipFile, name: str, handler: _Attributes | _Strings | _Cells) -> None:
    """Parse a part; one that isn't there holds nothing."""
    if name not in package.namelist():
        return
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = (
        handler.start,
        handler.end,
        handler.text,
    )
    with package.open(name) as stream:
        while block := stream.read(_BLOCK):
            parser.Parse(block, False)
    parser.Parse(b"", True)
