"""goals/ to a book: every document's listing entry, every body, and every problem of every file in one run.

The documents themselves are not kept: ``load_document`` reads one when it is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import TypeVar

from goalbook.book.conform import bad_references, conform
from goalbook.book.contents import folder_contents, unreadable_folders
from goalbook.book.counts import read_counted
from goalbook.book.entry import Entry, summarise
from goalbook.book.folder import beside_bodies, beside_path, is_link, misplaced, modeline
from goalbook.book.own_forms import forms_of
from goalbook.forms.catalogue import Forms
from goalbook.forms.form import Form
from goalbook.forms.kinds import with_kinds
from goalbook.goalfile.nodes import Node
from goalbook.goalfile.problem import MAX_PROBLEMS, Problem, problem_at
from goalbook.goalfile.validate import validate
from goalbook.model.address import BODIES, UNDATED, Address, body_file, is_body_path, is_document_path
from goalbook.model.records import Body, Document

__all__ = ["UNDATED", "Book", "load_body", "load_book", "load_document"]

_BATCH = 64

FileProgress = Callable[[int, int], None]
# Further problems of a document that was read without an error, given its form and the body it names.
Inspect = Callable[[Document, Form, Body | None, Node, str], Iterable[Problem]]
AnyRecord = TypeVar("AnyRecord")


@dataclass(frozen=True, slots=True)
class Book:
    """All documents of a site, indexed: entries in the order of their addresses, bodies by id, the forms they may be in."""

    root: Path
    entries: tuple[Entry, ...] = ()
    bodies: dict[str, Body] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    forms: Forms = field(default_factory=Forms)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def load_book(
    root: Path,
    executor: Executor | None = None,
    progress: FileProgress | None = None,
    inspect: Inspect | None = None,
    shipped: Forms | None = None,
) -> Book:
    """Every goal file under a folder, read, checked against the model and its form, and summarised.

    With an executor the files are read in its processes. ``progress`` is told how many files of how many are
    done. ``inspect`` gives further problems of the documents that can be published. ``shipped`` stand for the package's own
    forms.
    """
    contents = folder_contents(root)
    names = contents.of("goal")
    body_names = [name for name in names if PurePosixPath(name).parts[0] == BODIES]
    document_names = [name for name in names if PurePosixPath(name).parts[0] != BODIES]
    known = frozenset(PurePosixPath(name).stem for name in body_names)
    bodies: dict[str, Body] = {}
    forms, problems = forms_of(root, shipped)
    problems += unreadable_folders(contents)
    for name in body_names:
        body, found = load_body(root, name, known)
        problems += found
        if body:
            bodies[PurePosixPath(name).stem] = body
    entries: list[Entry] = []
    for entry, found in _map(
        partial(_entry_of, root, forms, known, inspect, bodies if inspect else {}), document_names, executor, progress
    ):
        problems += found
        # A document whose body has an error can't be shown; that error is told once, with the body.
        if entry and entry.body in bodies:
            entries.append(entry)
    entries.sort(key=lambda entry: entry.address)
    problems += chain(_clashes(root, entries), _circles(root, bodies))
    return Book(root, tuple(entries), bodies, tuple(sorted(problems)), forms)


def _map(
    work: Callable[[str], tuple[Entry | None, list[Problem]]],
    names: list[str],
    executor: Executor | None,
    progress: FileProgress | None,
) -> Iterator[tuple[Entry | None, list[Problem]]]:
    results: Iterable[tuple[Entry | None, list[Problem]]]
    results = executor.map(work, names, chunksize=_BATCH) if executor else map(work, names)
    for done, result in enumerate(results, 1):
        if progress and (done % _BATCH == 0 or done == len(names)):
            progress(done, len(names))
        yield result


def _entry_of(
    root: Path, forms: Forms, known: frozenset[str], inspect: Inspect | None, bodies: dict[str, Body], name: str
) -> tuple[Entry | None, list[Problem]]:
    document, node, raw, problems = _load_document(root, name, forms, known)
    if document is None or node is None:
        return None, problems
    form = forms[document.form]
    if inspect:
        problems += inspect(document, form, bodies.get(document.body), node, name)
    digest = hashlib.sha256(raw).hexdigest()
    return summarise(document, form, Address.of_file(name), digest), problems


def load_body(root: Path, name: str, bodies: frozenset[str] | None = None) -> tuple[Body | None, list[Problem]]:
    """One reporting body from its file, with the file's problems; with ``bodies`` its parent is one of them."""
    if not is_body_path(name) and not is_link(root, name):
        return None, [misplaced(name)]
    raw, node, problems = _read(root, name)
    if node is None:
        return None, problems
    body, faults = validate(Body, node, name)
    found = chain(faults.values(), modeline(raw, name, "body"), beside_bodies(node, name, bodies, faults))
    problems += _apart(found, problems)
    return _unless_errors(body, problems)


def load_document(
    root: Path, name: str, forms: Forms | None = None, bodies: frozenset[str] | None = None
) -> tuple[Document | None, bytes, list[Problem]]:
    """One document from its file, with the file's bytes and problems; no document where one is an error.

    Its form must be one of ``forms``, those of the folder where none are given; with ``bodies`` its body one of them.
    """
    document, _, raw, problems = _load_document(root, name, forms_of(root)[0] if forms is None else forms, bodies)
    return document, raw, problems


def _load_document(
    root: Path, name: str, forms: Forms, bodies: frozenset[str] | None
) -> tuple[Document | None, Node | None, bytes, list[Problem]]:
    if not is_document_path(name) and not is_link(root, name):
        return None, None, b"", [misplaced(name)]
    raw, node, problems = _read(root, name)
    if node is None:
        return None, None, raw, problems
    document, faults = validate(Document, node, name)
    form = forms.get(document.form) if document else None
    found = chain(
        faults.values(),
        beside_path(node, name, bodies, faults),
        conform(node, name, faults, forms),
        bad_references(document, form, node, name) if document and form else (),
        modeline(raw, name, "document"),
    )
    problems += _apart(found, problems)
    # A document whose form can't be used can't be shown; that is told with the form.
    document, problems = _unless_errors(document if form else None, problems)
    return with_kinds(form, document) if form and document else None, node, raw, problems


def _apart(found: Iterable[Problem], before: list[Problem]) -> list[Problem]:
    """The problems that don't stand where the text itself was refused: one cause, one message."""
    refused = {(problem.line, problem.column) for problem in before if problem.severity == "error"}
    apart = (problem for problem in found if (problem.line, problem.column) not in refused)
    return list(islice(apart, MAX_PROBLEMS))


def _unless_errors(record: AnyRecord | None, problems: list[Problem]) -> tuple[AnyRecord | None, list[Problem]]:
    return (None if any(problem.severity == "error" for problem in problems) else record), problems


def _read(root: Path, name: str) -> tuple[bytes, Node | None, list[Problem]]:
    if is_link(root, name):
        return b"", None, [Problem(name, 1, 1, "link")]
    try:
        # A pipe would be waited for.
        raw = (root / name).read_bytes() if (root / name).is_file() else None
    except OSError:
        raw = None
    if raw is None:
        return b"", None, [Problem(name, 1, 1, "unreadable")]
    node, problems = read_counted(raw, name)
    return raw, node, problems


def _clashes(root: Path, entries: list[Entry]) -> Iterator[Problem]:
    """Old addresses that another document has or claims; a file is read again once, whatever it claims."""
    taken = {entry.address: entry.address for entry in entries}
    for entry in entries:
        clashes = [
            (n, old, other)
            for n, old in enumerate(entry.was)
            if (other := taken.setdefault(old, entry.address)) != entry.address or old == entry.address
        ]
        if clashes:
            file = entry.address.file
            node = _node_of(root, file)
            yield from (
                problem_at(node, ("was", n), "address-taken", file, address=old, other=other)
                for n, old, other in clashes
            )


def _circles(root: Path, bodies: dict[str, Body]) -> Iterator[Problem]:
    """Bodies that are, over others or at once, their own parents; each circle once."""
    settled: set[str] = set()
    for name in bodies:
        trail: list[str] = []
        at = name
        while at in bodies and at not in settled:
            settled.add(at)
            trail.append(at)
            at = bodies[at].parent or ""
        if at in trail:
            circle, file = " → ".join([*trail[trail.index(at) :], at]), body_file(at)
            yield problem_at(_node_of(root, file), ("parent",), "parent-of-itself", file, bodies=circle)


def _node_of(root: Path, name: str) -> Node:
    """What stands in a file that was read before."""
    _, node, _ = _read(root, name)
    assert node is not None
    return node
