"""goals/ to a book: every document's listing entry, every body, and every problem of every file in one run.

The documents themselves are not kept: ``load_document`` reads one when it is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import ValidationError

from goalbook.book.alarm import alarmed
from goalbook.book.between import faults_between
from goalbook.book.conform import bad_references, conform
from goalbook.book.contents import folder_contents, unreadable_parts
from goalbook.book.counts import read_counted
from goalbook.book.entry import Entry, summarise
from goalbook.book.expected import Known, SiteLists, load_lists
from goalbook.book.folder import beside_bodies, beside_path, goal_bytes, modeline
from goalbook.book.known_files import FileFindings, KnownFiles
from goalbook.book.label_keys import meant_keys, meant_lines, meant_paths, meant_places
from goalbook.book.one_cause import of_one_cause
from goalbook.book.own_forms import forms_of
from goalbook.forms.catalogue import Forms, only
from goalbook.forms.form import Form
from goalbook.forms.kinds import with_kinds
from goalbook.goalfile.formats import read_goal_file
from goalbook.goalfile.nodes import Node, as_plain
from goalbook.goalfile.problem import Problem
from goalbook.goalfile.validate import validate
from goalbook.model.address import BODIES, UNDATED, Address, is_body_path, is_document_path
from goalbook.model.records import Body, Document
from goalbook.scratch import ScratchFile
from goalbook.store import Drawer

__all__ = ["UNDATED", "Book", "load_body", "load_book", "load_document", "reload_document"]

_BATCH = 64

FileProgress = Callable[[int, int], None]
# Further problems of a document that was read without an error, given its form and the body it names.
Inspect = Callable[[Document, Form, Body | None, Node, str], Iterable[Problem]]
AnyRecord = TypeVar("AnyRecord")


@dataclass(frozen=True, slots=True)
class Book:
    """All documents of a site, indexed: entries in the order of their addresses, bodies by id, the forms they may be in, the
    site's own lists.
    """

    root: Path
    entries: tuple[Entry, ...] = ()
    bodies: dict[str, Body] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    forms: Forms = field(default_factory=Forms)
    lists: SiteLists = field(default_factory=SiteLists)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def load_book(
    root: Path,
    progress: FileProgress | None = None,
    inspect: Inspect | None = None,
    shipped: Forms | None = None,
    kept: Drawer | None = None,
    reach: Collection[str] | None = None,
) -> Book:
    """Every goal file under a folder, read, checked against the model and its form, and summarised.

    ``progress`` is told how many files of how many are done. ``inspect`` gives further problems of the documents that can be published.
    ``shipped`` stand for the package's own forms. What was ``kept`` of a file with the same bytes isn't read again. Of goal files only
    those within ``reach`` are read, where one is given (``reach.py``).
    """
    contents = folder_contents(root)
    names = contents.of("goal")
    body_names = [name for name in names if PurePosixPath(name).parts[0] == BODIES]
    document_names = [name for name in names if PurePosixPath(name).parts[0] != BODIES]
    known = frozenset(PurePosixPath(name).stem for name in body_names)
    forms, problems = forms_of(root, shipped)
    problems += unreadable_parts(contents)
    bodies, found = _load_bodies(root, _among(body_names, reach), known)
    problems += found
    entries: list[Entry] = []
    scratch = ScratchFile()
    files = KnownFiles(root, forms, kept.of(forms.files, sorted(known))) if kept else None
    reader = _Reader(root, forms, known, inspect, bodies if inspect else {}, files)
    for entry, found in _map(reader.read, _among(document_names, reach), progress):
        problems += found
        # A document whose body has an error can't be shown; that error is told once, with the body.
        if entry and entry.body in bodies:
            entry.brief.set_aside(scratch)
            entries.append(entry)
    if files:
        files.save()
    entries.sort(key=lambda entry: entry.address)
    problems += faults_between(root, entries, bodies, frozenset(document_names), contents.of("original"))
    lists, found = load_lists(root, contents.of("list"), Known(known, forms), entries)
    return Book(root, tuple(entries), bodies, tuple(sorted([*problems, *found])), forms, lists)


def _among(names: list[str], reach: Collection[str] | None) -> list[str]:
    return names if reach is None else [name for name in names if name in reach]


def _load_bodies(root: Path, names: Iterable[str], known: frozenset[str]) -> tuple[dict[str, Body], list[Problem]]:
    read = {PurePosixPath(name).stem: load_body(root, name, known) for name in names}
    problems = [problem for _, found in read.values() for problem in found]
    return {stem: body for stem, (body, _) in read.items() if body}, problems


def _map(
    work: Callable[[str], FileFindings],
    names: list[str],
    progress: FileProgress | None,
) -> Iterator[FileFindings]:
    for done, result in enumerate(map(work, names), 1):
        if progress and (done % _BATCH == 0 or done == len(names)):
            progress(done, len(names))
        yield result


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads documents: of a folder, in forms, of known bodies; what is known of ``files`` isn't read again."""

    root: Path
    forms: Forms
    known: frozenset[str]
    inspect: Inspect | None
    bodies: dict[str, Body]
    files: KnownFiles | None

    def read(self, name: str) -> FileFindings:
        """The entry of a document and the problems of its file; no entry where one is an error. Raises TimeoutError where reading
        goes on for ever."""
        if self.files and (found := self.files.unchanged(name)):
            return found
        with alarmed(f"{self.root.name}/{name}"):
            return self._find(name)

    def _find(self, name: str) -> FileFindings:
        raw, unreadable = goal_bytes(self.root, name, placed=is_document_path(name))
        if raw is None:
            return None, unreadable
        digest = hashlib.sha256(raw).hexdigest()
        if not self.files:
            return self._read(name, raw, digest)
        return self.files.same(name, digest) or self.files.note(name, digest, self._read(name, raw, digest))

    def _read(self, name: str, raw: bytes, digest: str) -> FileFindings:
        document, node, problems = _load_document(name, raw, self.forms, self.known)
        if document is None or node is None:
            return None, problems
        form = self.forms[document.form]
        if self.inspect:
            problems += self.inspect(document, form, self.bodies.get(document.body), node, name)
        return summarise(document, form, Address.of_file(name), digest), problems


def load_body(root: Path, name: str, bodies: frozenset[str] | None = None) -> tuple[Body | None, list[Problem]]:
    """One reporting body from its file, with the file's problems; with ``bodies`` its parent is one of them."""
    raw, unreadable = goal_bytes(root, name, placed=is_body_path(name))
    if raw is None:
        return None, unreadable
    node, problems = read_counted(raw, name)
    if node is None:
        return None, problems
    body, faults = validate(Body, node, name)
    found = chain(faults.values(), modeline(raw, name, "body"), beside_bodies(node, name, bodies, faults))
    problems = of_one_cause(problems, found)
    return _unless_errors(body, problems)


def load_document(
    root: Path, name: str, forms: Forms | None = None, bodies: frozenset[str] | None = None
) -> tuple[Document | None, bytes, list[Problem]]:
    """One document from its file, with the file's bytes and problems; no document where one is an error.

    Its form must be one of ``forms``, those of the folder where none are given; with ``bodies`` its body one of them.
    """
    raw, unreadable = goal_bytes(root, name, placed=is_document_path(name))
    if raw is None:
        return None, b"", unreadable
    document, _, problems = _load_document(name, raw, forms_of(root)[0] if forms is None else forms, bodies)
    return document, raw, problems


def reload_document(root: Path, name: str, form: Form, digest: str) -> tuple[Document | None, bytes]:
    """A document of a book from its file again, with the file's bytes: those with the ``digest`` that the book knows were judged when
    it was read. No document where others have an error.
    """
    raw, _ = goal_bytes(root, name, placed=is_document_path(name))
    if raw is not None and hashlib.sha256(raw).hexdigest() == digest:
        node, _ = read_goal_file(raw, name)
        with suppress(ValidationError):
            return with_kinds(form, Document.model_validate(as_plain(node))) if node else None, raw
    return load_document(root, name, only(form))[:2]


def _load_document(
    name: str, raw: bytes, forms: Forms, bodies: frozenset[str] | None
) -> tuple[Document | None, Node | None, list[Problem]]:
    node, problems = read_counted(raw, name)
    if node is None:
        return None, None, meant_lines(problems, raw, forms)
    document, faults = validate(Document, node, name)
    slips = any(one.severity != "note" for one in problems)  # by which names may not be what is pointed to
    faults = meant_keys(faults, node, forms)
    form = forms.get(document.form) if document else None
    found = chain(
        faults.values(),
        beside_path(node, name, bodies, {*faults, *meant_paths(faults)}),
        meant_places(conform(node, name, faults, forms), node, forms),
        bad_references(document, form, node, name) if document and form and not slips else (),
        modeline(raw, name, "document"),
    )
    problems = of_one_cause(problems, found)
    # A document whose form can't be used can't be shown; that is told with the form.
    document, problems = _unless_errors(document if form else None, problems)
    return with_kinds(form, document) if form and document else None, node, problems


def _unless_errors(record: AnyRecord | None, problems: list[Problem]) -> tuple[AnyRecord | None, list[Problem]]:
    return (None if any(problem.severity == "error" for problem in problems) else record), problems
