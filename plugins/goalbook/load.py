"""goals/ to a book: every document's listing entry, every body, and every problem of every file in one run.

The documents themselves are not kept: ``load_document`` reads one when it is needed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TypeVar

from goalbook.conform import conform
from goalbook.entry import Entry, summarise
from goalbook.fault import closest, locate, validate
from goalbook.model import Body, Document
from goalbook.problem import Problem, details
from goalbook.source import Node, read_source

UNDATED = "undated"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR = re.compile(r"\d{4}")
_MODELINE = "# yaml-language-server: $schema="
_BATCH = 64

Progress = Callable[[int, int], None]
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Book:
    """All documents of a site, indexed: entries in the order of their addresses, bodies by id."""

    root: Path
    entries: tuple[Entry, ...] = ()
    bodies: dict[str, Body] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def goal_files(root: Path) -> list[str]:
    """The YAML files under goals/ as sorted POSIX paths; hidden folders and files are left out."""
    found = chain(root.rglob("*.yml"), root.rglob("*.yaml"))
    names = (path.relative_to(root).as_posix() for path in found)
    return sorted(name for name in names if not any(part.startswith(".") for part in name.split("/")))


def load_book(root: Path, executor: Executor | None = None, progress: Progress | None = None) -> Book:
    """Every goal file under a folder, read, checked against the model and its form, and summarised.

    With an executor the files are read in its processes. ``progress`` is told how many files of how many are done.
    """
    names = goal_files(root)
    body_names = [name for name in names if PurePosixPath(name).parts[0] == "bodies"]
    document_names = [name for name in names if PurePosixPath(name).parts[0] != "bodies"]
    bodies: dict[str, Body] = {}
    problems: list[Problem] = []
    for name in body_names:
        body, found = load_body(root, name)
        problems += found
        if body:
            bodies[PurePosixPath(name).stem] = body
    entries: list[Entry] = []
    known = frozenset(PurePosixPath(name).stem for name in body_names)
    for entry, found in _map(partial(_entry_of, root, known), document_names, executor, progress):
        problems += found
        if entry:
            entries.append(entry)
    entries.sort(key=lambda entry: entry.address)
    problems += _clashes(entries, bodies)
    return Book(root, tuple(entries), bodies, tuple(sorted(problems)))


def _map(
    work: Callable[[str], tuple[Entry | None, list[Problem]]],
    names: list[str],
    executor: Executor | None,
    progress: Progress | None,
) -> Iterator[tuple[Entry | None, list[Problem]]]:
    results: Iterable[tuple[Entry | None, list[Problem]]]
    results = executor.map(work, names, chunksize=_BATCH) if executor else map(work, names)
    for done, result in enumerate(results, 1):
        if progress and (done % _BATCH == 0 or done == len(names)):
            progress(done, len(names))
        yield result


def _entry_of(root: Path, bodies: frozenset[str], name: str) -> tuple[Entry | None, list[Problem]]:
    document, raw, problems = load_document(root, name, bodies)
    if document is None:
        return None, problems
    digest = hashlib.sha256(raw).hexdigest()
    return summarise(document, name.rsplit(".", 1)[0], digest), problems


def load_body(root: Path, name: str) -> tuple[Body | None, list[Problem]]:
    """One reporting body from its file, with the file's problems."""
    raw, node, problems = _read(root, name)
    parts = PurePosixPath(name).parts
    if len(parts) != 2 or not _is_address(name):
        return None, [*problems, _misplaced(name)]
    if node is None:
        return None, problems
    body, faults = validate(Body, node, name)
    problems += faults + list(_modeline(raw, name, "body"))
    if body and not body.shown:
        problems.append(Problem(name, 1, 1, "body-without-name"))
    return _unless_errors(body, problems)


def load_document(
    root: Path, name: str, bodies: frozenset[str] | None = None
) -> tuple[Document | None, bytes, list[Problem]]:
    """One document from its file, with the file's bytes and problems; no document where one is an error.

    With ``bodies`` its body must be one of them.
    """
    if not _is_document_path(name):
        return None, b"", [_misplaced(name)]
    raw, node, problems = _read(root, name)
    if node is None:
        return None, raw, problems
    document, faults = validate(Document, node, name)
    problems += faults + list(_modeline(raw, name, "document"))
    if document is not None:
        problems += conform(document, node, name)
        problems += _with_path(document, node, name, bodies)
    document, problems = _unless_errors(document, problems)
    return document, raw, problems


def _unless_errors(record: Record | None, problems: list[Problem]) -> tuple[Record | None, list[Problem]]:
    return (None if any(problem.severity == "error" for problem in problems) else record), problems


def _read(root: Path, name: str) -> tuple[bytes, Node | None, list[Problem]]:
    path = root / name
    if path.is_symlink() or root.resolve() not in path.resolve().parents:
        return b"", None, [Problem(name, 1, 1, "link")]
    try:
        raw = path.read_bytes()
    except OSError:
        return b"", None, [Problem(name, 1, 1, "unreadable")]
    node, problems = read_source(raw, name)
    return raw, node, problems


def _is_document_path(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) == 3 and bool(_YEAR.fullmatch(parts[0]) or parts[0] == UNDATED) and _is_address(name)


def _is_address(name: str) -> bool:
    *folders, file = PurePosixPath(name).parts
    return file.endswith(".yml") and all(_SLUG.fullmatch(part) for part in (*folders, file.removesuffix(".yml")))


def _misplaced(name: str) -> Problem:
    code = "yaml-suffix" if name.endswith(".yaml") else "misplaced"
    return Problem(name, 1, 1, code, details=details({"file": name}))


def _modeline(raw: bytes, name: str, schema: str) -> Iterator[Problem]:
    """Warn where a file doesn't name its schema: its editor then neither completes nor checks."""
    first = raw.split(b"\n", 1)[0].decode("utf-8", "replace").lstrip("\ufeff")
    if not first.startswith(_MODELINE):
        line = f"{_MODELINE}{'../' * (len(PurePosixPath(name).parts) - 1)}schema/{schema}.json"
        yield Problem(name, 1, 1, "no-modeline", details=details({"line": line}), severity="warning")


def _with_path(document: Document, node: Node, name: str, bodies: frozenset[str] | None) -> Iterator[Problem]:
    """Problems between a document and its place: another year or body than its folders, an unknown body."""
    year, body, _ = PurePosixPath(name).parts
    if (document.year or UNDATED) != year:
        _, line, column = locate(node, ("year",))
        values = {"stated": document.year or "", "folder": year}
        code = "year-missing" if not document.year else "year-in-undated" if year == UNDATED else "year-not-folder"
        yield Problem(name, line, column, code, "year", details(values))
    _, line, column = locate(node, ("body",))
    if document.body != body:
        values = {"stated": document.body, "folder": body}
        yield Problem(name, line, column, "body-not-folder", "body", details(values))
    elif bodies is not None and document.body not in bodies:
        values = {"value": document.body, "suggestion": closest(document.body, bodies)}
        yield Problem(name, line, column, "unknown-body", "body", details(values))


def _clashes(entries: list[Entry], bodies: dict[str, Body]) -> Iterator[Problem]:
    """Old addresses that another document has or claims, and bodies under a parent that isn't there."""
    taken = {entry.address: entry.address for entry in entries}
    for entry in entries:
        for old in entry.was:
            if (other := taken.setdefault(old, entry.address)) != entry.address or old == entry.address:
                values = details({"address": old, "other": other})
                yield Problem(f"{entry.address}.yml", 1, 1, "address-taken", "was", values)
    for name, body in bodies.items():
        if body.parent and body.parent not in bodies:
            values = details({"value": body.parent, "suggestion": closest(body.parent, bodies)})
            yield Problem(f"bodies/{name}.yml", 1, 1, "unknown-body", "parent", values)
