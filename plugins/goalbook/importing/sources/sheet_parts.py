"""What stands in the parts of a workbook that no reader of values tells: what is hidden, struck out, drawn or remarked."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from goalbook.importing.limits import SourceError
from goalbook.importing.sources.measure import cell_of
from goalbook.importing.sources.package import part_of
from goalbook.importing.sources.raised import HEIGHTS
from goalbook.importing.sources.rich_text import Look, RichText

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

_HEADER_CODE = re.compile(r'&(?:"[^"]*"|[LCR]|\d+|K[0-9A-F]{6}|K\d\d[+-]\d{3}|[A-Z])|&&', re.IGNORECASE)


@dataclass(slots=True)
class SheetParts:
    """Of a sheet: hidden rows and columns, formulas without a value, texts with parts that are struck out, raised or lowered.

    ``beside`` are its remarks, boxes, pictures and margins: kind, place in the sheet (none: the sheet), text.
    """

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    unvalued: dict[Place, str] = field(default_factory=dict)
    rich: dict[Place, RichText] = field(default_factory=dict)
    beside: list[tuple[str, Place | None, str]] = field(default_factory=list)
    no_zeros: bool = False


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def without_codes(margin: str) -> str:
    """The words of a margin, a blank for each command among them."""
    return _HEADER_CODE.sub(" ", margin)


def rich_texts(package: zipfile.ZipFile) -> dict[int, RichText]:
    """The shared texts that have parts with looks of their own, by their number."""
    name = next((name for name in package.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return {}
    found = (
        (n, _parted(one)) for n, one in enumerate(one for one in part_of(package, name) if local_name(one) == "si")
    )
    return {n: parted for n, parted in found if parted}


def sheet_parts(package: zipfile.ZipFile, path: str, rich: dict[int, RichText]) -> SheetParts:
    """The parts of the sheet that stands at a path in its package."""
    parts = SheetParts()
    for element in part_of(package, path).iter():
        name = local_name(element)
        if name == "row" and _is_on(element, "hidden") and (element.get("r") or "").isdecimal():
            parts.rows.add(int(element.get("r", "")) - 1)
        elif name == "col" and _is_on(element, "hidden"):
            first, last = (min(int(element.get(end) or 0), 16_384) for end in ("min", "max"))
            parts.columns |= set(range(first - 1, min(last, first + 999)))
        elif name == "sheetView" and element.get("showZeros") in ("0", "false"):
            parts.no_zeros = True
        elif name == "c":
            _cell(element, parts, rich)
        elif name in ("oddHeader", "oddFooter"):
            text = (element.text or "").replace("_x000a_", "\n").replace("_x000A_", "\n")
            parts.beside.append(("margin", None, without_codes(text)))
    for target in _targets(package, path):
        parts.beside += _of_part(package, target)
    return parts


def _is_on(element: etree._Element, name: str) -> bool:
    return element.get(name) in ("1", "true")


def _cell(cell: etree._Element, parts: SheetParts, rich: dict[int, RichText]) -> None:
    if not cell.get("r"):
        return
    row, column = cell_of(cell.get("r", ""))
    place = row - 1, column - 1
    inner = {local_name(one): one for one in cell}
    value = inner["v"].text if "v" in inner else None
    if "f" in inner and not value and "is" not in inner:
        parts.unvalued[place] = f"={inner['f'].text or ''}"
    if cell.get("t") == "s" and (value or "").isdecimal() and int(value or "0") in rich:
        parts.rich[place] = rich[int(value or "0")]
    if "is" in inner:
        parts.rich[place] = _parted(inner["is"])


def _parted(holder: etree._Element) -> RichText:
    """The text of a cell in its parts; none where no part has a look of its own."""
    runs: list[tuple[str, Look | None]] = []
    for part in holder:
        if local_name(part) == "t":
            runs.append((part.text or "", None))
        elif local_name(part) == "r":
            text = "".join(inner.text or "" for inner in part if local_name(inner) == "t")
            said = {local_name(inner): inner.get("val", "1") for inner in part.iter()}
            struck = said.get("strike", "0") not in ("0", "false")
            runs.append((text, Look(struck, HEIGHTS.get(said.get("vertAlign", ""), "")) if "rPr" in said else None))
    return tuple(runs) if any(look is not None for _, look in runs) else ()


def _targets(package: zipfile.ZipFile, path: str) -> Iterator[str]:
    """The parts that a sheet is linked to, in its package."""
    folder, name = posixpath.split(path)
    links = f"{folder}/_rels/{name}.rels"
    if links not in package.namelist():
        return
    for link in part_of(package, links):
        target = link.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if link.get("TargetMode") != "External" and whole in package.namelist() and whole.endswith((".xml", ".vml")):
            yield whole


def _of_part(package: zipfile.ZipFile, name: str) -> Iterator[tuple[str, Place | None, str]]:
    """Remarks with their cells, drawings with the cell that they begin in."""
    base = posixpath.basename(name).lower()
    if base.endswith(".vml") or ("comment" not in base and "drawing" not in base):
        return
    try:
        root = part_of(package, name)
    except SourceError:
        return
    for element in root.iter():
        kind = local_name(element)
        if kind in ("comment", "threadedComment"):
            row, column = cell_of(element.get("ref", "A1").upper())
            yield "comment", (row - 1, column - 1), _words(element)
        elif kind.endswith("Anchor"):
            numbers = [one.text or "" for one in element.iter() if local_name(one) in ("row", "col")][:2]
            column, row = (int(one) if one.isdecimal() else 0 for one in (*numbers, "0", "0")[:2])
            yield "box", (row, column), _words(element)
            if any(local_name(one) in ("pic", "graphicFrame", "chart") for one in element.iter()):
                yield "picture", (row, column), "▣"


def _words(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter() if local_name(one) in ("t", "text"))
