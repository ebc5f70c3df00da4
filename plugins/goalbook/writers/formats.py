"""The formats that documents are given out in, by suffix: one document, or several in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module

from goalbook.extras import first_lacking, package_and_extra
from goalbook.messages.catalogue import Catalogue
from goalbook.writers.csv import join_csv, write_collected_rows, write_csv
from goalbook.writers.json import join_json, write_json
from goalbook.writers.paper import Cover, Leaf, Paper, Unfit

SUFFIXES = ("pdf", "xlsx", "docx", "csv", "json", "yml")
PAPER = ("pdf", "xlsx", "docx")  # which take long to make
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
# Of what is written; a document's own file is given out as it is.
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    "docx": f"{_OPEN_XML}.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
_PACKAGES = {"pdf": ("typst", "pikepdf", "segno", "fontTools"), "xlsx": ("xlsxwriter",)}
# Named so that they are imported only where they are used: their libraries take a moment to load.
PAPER_MODULES = {"pdf": "writers.pdf.write", "xlsx": "writers.office.xlsx", "docx": "writers.office.docx"}

# What tells whether one document can be had in a format; a format without one takes every document.
_REQUIREMENTS = {"pdf": "writers.pdf.write", "xlsx": "writers.office.worksheet"}
_MOST_LEFT_OUT = 20  # addresses that are named

Writer = Callable[[Iterable[Leaf], Paper], bytes]


def write_one(suffix: str, leaf: Leaf, paper: Paper) -> bytes:
    """One document in a format. Raises ``goalbook.writers.paper.Unfit`` where the format can't hold it."""
    if suffix == "yml":
        return leaf.filled.raw
    if suffix == "csv":
        return write_csv(leaf.sheet)
    if suffix == "json":
        return write_json(leaf.filled)
    return _writer(suffix)([leaf], paper)


def write_all(suffix: str, leaves: Iterable[Leaf], paper: Paper) -> Iterator[bytes]:
    """Several documents in one file, piece by piece; they are taken one by one. Raises ``goalbook.writers.paper.Unfit``."""
    if suffix == "csv":
        yield from join_csv(map(write_collected_rows, leaves), paper.language)
    elif suffix == "json":
        yield from join_json(write_json(leaf.filled) for leaf in leaves)
    else:
        yield _writer(suffix)(leaves, paper)


def cover_of(title: str, count: int, authority: str, t: Catalogue, left_out: Sequence[str] = ()) -> Cover | None:
    """The cover of a collection of so many documents, which names those left out; a single one has none."""
    lines = (t("office.documents", count=count), *lines_of_left_out(left_out, t), *filter(None, [authority]))
    return Cover(title, lines) if count + len(left_out) > 1 else None


def lines_of_left_out(addresses: Sequence[str], t: Catalogue) -> tuple[str, ...]:
    """What a collection says of documents that can't be in it; nothing where there are none."""
    if not addresses:
        return ()
    return (t("office.left_out", count=len(addresses), documents=addresses_named(addresses, t)),)


def addresses_named(addresses: Sequence[str], t: Catalogue) -> str:
    """Addresses in a row, as far as anybody reads on."""
    named = t("sheet.list").join(addresses[:_MOST_LEFT_OUT])
    return f"{named}…" if len(addresses) > _MOST_LEFT_OUT else named


def misfits(suffix: str, leaves: Iterable[Leaf], paper: Paper) -> dict[str, Unfit]:
    """Why documents can't be had in a format, by their addresses; those that can aren't in it."""
    found: dict[str, Unfit] = {}
    if suffix in _REQUIREMENTS:
        require = getattr(import_module(f"goalbook.{_REQUIREMENTS[suffix]}"), f"require_{suffix}")
        for leaf in leaves:
            try:
                require(leaf, paper)
            except Unfit as cause:
                found[leaf.address] = cause
    return found


def why_not(suffix: str, paper: Paper) -> Unfit | None:
    """Why no document at all can be had in a format: its package or its font is missing."""
    if lacking := first_lacking(*_PACKAGES.get(suffix, ())):
        return Unfit("office.package", suffix=suffix.upper(), **package_and_extra(lacking))
    if suffix == "pdf":
        try:
            import_module("goalbook.writers.pdf.fonts").covered(paper.fonts)
        except Unfit as fault:
            return fault
    return None


def _writer(suffix: str) -> Writer:
    found: Writer = getattr(import_module(f"goalbook.{PAPER_MODULES[suffix]}"), f"write_{suffix}")
    return found
