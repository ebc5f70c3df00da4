"""What a build has to make: documents and collections, each marked with what the site before holds already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import goalbook
from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.book.order import printed_order
from goalbook.git.history import History
from goalbook.model.address import Address
from goalbook.results.chains import Thing, things_of
from goalbook.scratch import NO_BYTES, Packed
from goalbook.site.build.collections import Collection, Member, collections_of, members_of, paper_key, wanted
from goalbook.site.build.job import MOST_SIBLINGS, Job
from goalbook.site.build.manifest import NOT_MADE, Manifest
from goalbook.site.build.produce import Maker
from goalbook.site.build.stories import Stories, kept_stories
from goalbook.site.document.related import Related, related, relations_of
from goalbook.site.document.whole import wholes_of
from goalbook.site.frame.settings import Settings
from goalbook.store import Drawer
from goalbook.writers.formats import PAPER


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made: documents and collections, each marked with what the site before holds, and their keys; the things that
    documents are of, and what is told of these."""

    jobs: Sequence[Job]
    volumes: Sequence[Collection]
    keys: dict[str, tuple[str, str]]
    volume_keys: dict[str, str]
    things: Sequence[Thing]
    stories: Stories


def document_key(job: Job, base: str) -> str:
    """A digest of all that a document's files are made from; ``base`` stands for what it has in common with others."""
    facts = (job.member.made_from, job.changes, job.relations, job.whole, bytes(job.told))
    return hashlib.sha256(f"{base}{facts!r}".encode()).hexdigest()[:20]


def make_plan(maker: Maker, book: Book, history: History, before: Manifest, drawer: Drawer | None = None) -> Plan:
    """What a build of a book has to make, given what the site before was made from, and the ``drawer`` with what was told before."""
    settings = maker.settings
    base = base_key(maker, of_documents(settings))  # the content of the overrides follows
    paper = {suffix for suffix in settings.formats if suffix in PAPER}
    members = members_of(book, history)
    collections, volume_keys = _collections(settings, book, members, before)
    shared = _shared(settings, collections)
    jobs: list[Job] = []
    keys: dict[str, tuple[str, str]] = {}
    things = things_of(book.entries)
    stories = kept_stories(things, drawer)
    for job, around in _jobs(book, history, members, stories.told):
        address = job.entry.address
        keys[address] = document_key(job, f"{base}{around}"), paper_key(settings, "", job.member)
        held = before.documents.get(address, NOT_MADE)
        kept = held.made if held.paper == keys[address][1] else ()
        # A document that lacks a file is tried again, and its fault told again.
        same = held.key == keys[address][0] and (paper <= set(kept) or job.entry.withdrawn is not None)
        needed = shared.get(address, frozenset())
        jobs.append(replace(job, unchanged=same, kept=kept, further=held.further, found=held.found, shared=needed))
    return Plan(jobs, collections, keys, volume_keys, things, stories._replace(told={}))  # the jobs have what is told


def _collections(
    settings: Settings, book: Book, members: Mapping[Address, Member], before: Manifest
) -> tuple[list[Collection], dict[str, str]]:
    """The collections of a site, and their keys."""
    found: list[Collection] = []
    keys: dict[str, str] = {}
    for volume in collections_of(settings, book, members) if settings.formats else ():
        keys[volume.address] = paper_key(settings, volume.title, *volume.members)
        key, made = before.volumes.get(volume.address, ("", ()))
        found.append(replace(volume, kept=made) if key == keys[volume.address] else volume)
    return found, keys


def _shared(settings: Settings, volumes: Sequence[Collection]) -> dict[str, frozenset[str]]:
    """The formats of collections that each document is needed for, by its address."""
    found: dict[str, frozenset[str]] = {}
    for volume in () if settings.on_request else volumes:
        formats = set(wanted(settings, len(volume.members))[0]) - set(volume.kept)
        if len(volume.members) == 1:
            formats -= set(PAPER)  # it is given the files of its one document
        anew = frozenset(formats)
        for member in volume.members:
            before = found.get(member.entry.address, frozenset())
            found[member.entry.address] = anew if before <= anew else before | anew
    return found


def _jobs(
    book: Book, history: History, members: Mapping[Address, Member], told: Mapping[Address, Packed]
) -> Iterator[tuple[Job, str]]:
    """The documents to publish, by year and body in their publisher's order, each with its relations and history; and a digest of
    those that it stands among: of its body and year, and the same of other years."""
    relations, years = relations_of(book.entries), _years(book.entries)
    for _, group in groupby(book.entries, key=lambda entry: entry.address.folder):
        entries = sorted(group, key=printed_order)
        shown = [entry for entry in entries if not entry.withdrawn]
        others, wholes = tuple(related(entry) for entry in shown[: MOST_SIBLINGS + 1]), wholes_of(entries)
        around = _digest(others)
        for entry in entries:
            same = years[_same(entry)]
            yield (
                Job(
                    members[entry.address],
                    others,
                    same,
                    history.of(entry.address.file),
                    relations=relations.get(entry.address, ()),
                    whole=wholes.get(entry.address),
                    told=told.get(entry.address, NO_BYTES),
                ),
                f"{around}{_digest(same)}",
            )


def _years(entries: Sequence[Entry]) -> dict[tuple[str, str], tuple[Related, ...]]:
    """Each document with itself in other years."""
    found: dict[tuple[str, str], list[Related]] = {}
    for entry in entries:
        found.setdefault(_same(entry), []).append(related(entry))
    return {same: tuple(documents) for same, documents in found.items()}


def _digest(documents: Sequence[Related]) -> str:
    return hashlib.sha256(repr(documents).encode()).hexdigest()


def _same(entry: Entry) -> tuple[str, str]:
    """What a document has in common with itself in other years: its body and its file's name."""
    return entry.body, entry.address.document


def of_documents(settings: Settings) -> Settings:
    """The settings without what is on no document's page: where the overrides lie, the data's date and the day as of which is told, the
    search page's script, the forms that are listed, the snapshots.
    """
    return replace(settings, overrides="", data_date="", as_of="", search_script="", forms=(), snapshots=())


def base_key(maker: Maker, settings: Settings) -> str:
    """A digest of what all pages share: settings, shells, templates and the software itself."""
    digest = hashlib.sha256(f"{goalbook.__version__}{settings!r}{sorted(maker.shells.items())!r}".encode())
    folders = [Path(goalbook.__file__).parent]
    if maker.settings.overrides:
        folders.append(Path(maker.settings.overrides) / "goalbook")
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".html", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
