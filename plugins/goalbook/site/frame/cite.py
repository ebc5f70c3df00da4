"""引用本页: what a reader needs to cite a page so that others find the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goalbook.book.entry import Entry
from goalbook.git.days import newest_day
from goalbook.git.history import LoggedChange
from goalbook.messages.catalogue import Catalogue
from goalbook.model.address import Address
from goalbook.model.records import Body
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one line, and its parts as pairs of label and value."""

    line: str
    parts: tuple[tuple[str, str], ...]


def versions_address(address: str) -> str:
    """The page "errata and other years" of a document: ``2024/x/department`` → ``versions/x/department``."""
    return f"versions/{Address(address).lineage}"


def cite_document(settings: Settings, entry: Entry, body: Body, changes: Sequence[LoggedChange]) -> Citation:
    """The citation of a document's page: who, what, of which year, in which version, with its file's digest."""
    t = settings.t
    year = t("document.year", year=entry.year) if entry.year else t("document.undated")
    change = changes[0] if changes else None
    version = _snapshot(t, settings) or t("cite.commit", commit=change.commit[:12] if change else entry.digest[:12])
    day = settings.frozen.day if settings.frozen else newest_day(changes) or entry.stated_day
    parts = (
        ("title", entry.title),
        ("body", body.name or body.shown),
        ("year", year),
        ("site", settings.name),
        ("version", version),
        ("date", day),
        ("address", settings.permanent(entry.address)),
        ("sha256", entry.digest),
    )
    line = t("cite.document", body=body.name or body.shown, title=entry.title, year=year, site=settings.name)
    return _citation(t, line, parts)


def cite_page(settings: Settings, page: Page) -> Citation:
    """The citation of a page of a snapshot that is no document."""
    t = settings.t
    parts = (
        ("title", page.title),
        ("site", settings.name),
        ("version", _snapshot(t, settings)),
        ("date", settings.frozen.day if settings.frozen else settings.data_date),
        ("address", settings.permanent(page.address)),
    )
    return _citation(t, t("cite.page", title=page.title, site=settings.name), parts)


def _snapshot(t: Catalogue, settings: Settings) -> str:
    return t("frozen.name", name=settings.frozen.name) if settings.frozen else ""


def _citation(t: Catalogue, line: str, parts: tuple[tuple[str, str], ...]) -> Citation:
    stated = [(name, value) for name, value in parts if value]
    further = [value for name, value in stated if name in ("version", "date", "address")]
    further += [f"SHA-256 {value}" for name, value in stated if name == "sha256"]
    between = t("cite.between")
    text = f"{between.join([line, *further])}{t('cite.end')}"
    return Citation(text, tuple((t(f"cite.{name}"), value) for name, value in stated))
