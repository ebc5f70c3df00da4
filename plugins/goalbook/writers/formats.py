"""The formats that documents are given out in, by suffix: one document, or several in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from goalbook.model.records import Document
from goalbook.writers.csv import write_csv, write_csv_of
from goalbook.writers.json import write_json, write_json_of
from goalbook.writers.paper import Leaf, Paper, Unfit

SUFFIXES = ("pdf", "xlsx", "docx", "csv", "json", "yml")
PAPER = ("pdf", "xlsx", "docx")  # which take long to make
_PACKAGES = {"pdf": "typst", "xlsx": "xlsxwriter"}
_MODULES = {"pdf": "pdf.write", "xlsx": "office.xlsx", "docx": "office.docx"}

Writer = Callable[[Iterable[Leaf], Paper], bytes]


class Copy(NamedTuple):
    """A document to be given out: the bytes of its file, the document, and its filled form."""

    raw: bytes
    document: Document
    leaf: Leaf


def write_one(suffix: str, copy: Copy, paper: Paper) -> bytes:
    """One document in a format. Raises ``goalbook.writers.paper.Unfit`` where the format can't hold it."""
    leaf = copy.leaf
    if suffix == "yml":
        return copy.raw
    if suffix == "csv":
        return write_csv(leaf.sheet)
    if suffix == "json":
        return write_json(copy.document, leaf.sheet, leaf.address, leaf.digest)
    return _writer(suffix)([leaf], paper)


def write_all(suffix: str, copies: Iterable[Copy], paper: Paper) -> Iterator[bytes]:
    """Several documents in one file, piece by piece; they are taken one by one. Raises ``goalbook.writers.paper.Unfit``."""
    if suffix == "csv":
        yield from write_csv_of((copy.leaf for copy in copies), paper.language)
    elif suffix == "json":
        yield from write_json_of((copy.document, copy.leaf) for copy in copies)
    else:
        yield _writer(suffix)((copy.leaf for copy in copies), paper)


def why_not(suffix: str, paper: Paper) -> Unfit | None:
    """Why no document at all can be had in a format: its package or its font is missing."""
    package = _PACKAGES.get(suffix)
    if package and not find_spec(package):
        return Unfit("office.package", package=package, suffix=suffix.upper())
    if suffix == "pdf":
        try:
            import_module("goalbook.writers.pdf.fonts").covered(paper.fonts)
        except Unfit as fault:
            return fault
    return None


def _writer(suffix: str) -> Writer:
    """The writer of a format, imported only where it is used: its library takes a moment to load."""
    found: Writer = getattr(import_module(f"goalbook.writers.{_MODULES[suffix]}"), f"write_{suffix}")
    return found
