"""What the building of a snapshot's site needs beside its sources, and what is done once its pages are there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import goalbook
from goalbook.book.load import Book
from goalbook.files import write_file
from goalbook.forms.catalogue import Forms
from goalbook.git.history import History
from goalbook.git.history_json import from_json
from goalbook.site.build.collections import Fault
from goalbook.site.build.manifest import MANIFEST_NAME as KEYS
from goalbook.site.build.produce import Maker
from goalbook.site.frame.settings import Frozen, Settings
from goalbook.site.frozen.books import write_books
from goalbook.site.frozen.links import broken_links, cut_links
from goalbook.site.frozen.rows import write_frozen_rows
from goalbook.snapshot.assemble import StepReport
from goalbook.snapshot.bag import files_of
from goalbook.snapshot.changes import CHANGES, Erratum, read_changes
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import Facts, MadeSite
from goalbook.snapshot.forms import frozen_forms
from goalbook.snapshot.sources import HISTORY
from goalbook.writers.words import unfit

# What the bytes of a site come from, beside the sources.
_SOFTWARE = (
    "mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "Jinja2", "pydantic", "PyYAML", "typst", "pikepdf", "segno",
    "xlsxwriter",
)  # fmt: skip
_MOST_ASTRAY = 20


@dataclass(frozen=True, slots=True)
class Freeze:
    """A snapshot in the making: its folder of sources, what its pages state, whom to tell how far it is, the package's forms."""

    data: Path
    facts: Facts
    frozen: Frozen
    history: History
    changes: tuple[Erratum, ...]
    report: StepReport
    shipped: Forms

    @classmethod
    def of(cls, facts: Facts, data: Path, report: StepReport, live_directory_urls: bool) -> Freeze:
        """From a folder of sources. Raises SnapshotError where what should be in it isn't, or is no such thing."""
        try:
            history = from_json(json.loads((data / HISTORY).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise SnapshotError("bad_history", file=HISTORY) from error
        corrects = facts.corrects
        frozen = Frozen(
            facts.name, facts.year, facts.day, facts.live, live_directory_urls,
            corrects.name if corrects else "", corrects.reason if corrects else "",
        )  # fmt: skip
        changes = read_changes((data / CHANGES).read_bytes()) if corrects else ()
        return cls(data, facts, frozen, history, changes, report, frozen_forms(data))

    @property
    def outward(self) -> str:
        """How the only links begin that lead out of the snapshot; empty where none do."""
        return f"{self.facts.live}versions/" if self.facts.live else ""

    def progress(self, done: int, total: int) -> None:
        """Tell how many documents are made."""
        self.report("pages", done, total)

    def refuse_lacking(self, settings: Settings) -> None:
        """A snapshot has every format that the site offers. Raises SnapshotError where this machine can't make one."""
        if settings.absent:
            raise SnapshotError("formats", formats=", ".join(settings.absent))

    def write_books(self, book: Book, maker: Maker) -> tuple[tuple[str, int], ...]:
        """The year's books, as PDF and as a workbook where the site offers those; gives their names and sizes."""
        return tuple(write_books(book, self.history, self.facts.year, maker, self.report))

    def finish(self, book: Book, settings: Settings, faults: Sequence[Fault]) -> MadeSite:
        """Complete what was built. Raises SnapshotError where a link in it leads nowhere, or where none may lead."""
        site = self.data / "site"
        (site / KEYS).unlink()
        write_frozen_rows(book, settings, site, self.data / "rows")
        self.report("links", 0, 1)
        found = [f"{one.page}: {one.link}" for one in broken_links(site, self.facts.address, self.outward)]
        if found:
            raise SnapshotError("astray", files=tuple(found[:_MOST_ASTRAY]), count=len(found))
        self.report("links", 1, 1)
        shown = [entry for entry in book.entries if not entry.withdrawn]
        counts = {
            "documents": len(shown),
            "withdrawn": len(book.entries) - len(shown),
            "bodies": len({entry.body for entry in book.entries}),
            "indicators": sum(entry.indicators for entry in shown),
            "pages": sum(1 for name in files_of(site) if name.endswith(".html")),
        }
        not_made = tuple((fault.name, unfit(fault.cause, settings.t)) for fault in faults)
        return MadeSite(counts, settings.formats, not_made, _software(settings))


def sever_pages(site: Path, pages: Iterable[str], outward: str) -> None:
    """Make text of the links of hand-written pages that lead to what a snapshot doesn't hold."""
    there = set(files_of(site))
    for name in pages:
        html = (site / name).read_text("utf-8")
        write_file(site / name, cut_links(html, name, outward, there).encode())


def _software(settings: Settings) -> dict[str, str]:
    """The versions of what a snapshot is made by, and of the fonts it is printed in: with others its bytes may differ."""
    found = {"goalbook": goalbook.__version__}
    for name in _SOFTWARE:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    if "pdf" in settings.formats:
        # Imported here: a site without PDF files needs no typesetter.
        from goalbook.writers.pdf.fonts import versions

        found |= {f"font {family}": told for family, told in versions(settings.fonts).items()}
    return found
